package dev.valence.egress;

import dev.valence.model.ApiException;
import dev.valence.model.Limit.Per;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where the requests of one app pass, one after the other. Its accounts take turns: of those that
 * wait, each sends one request, and then the next account's goes first, so that one that asks for
 * much takes nothing from those that ask for little.
 */
final class Gate {

  /** Later than anything that is waited for. */
  static final long FAR = Duration.ofMinutes(1).toNanos();

  /** A time without a request after which slots are given back. */
  private static final long IDLE = Duration.ofSeconds(5).toNanos();

  private static final long ASK_AGAIN = Duration.ofMillis(250).toNanos();
  private static final String CONNECTING = "";

  private final ReentrantLock lock = new ReentrantLock();
  private final Governor governor;
  private final String name;
  private final LimitScope app;
  private final Map<String, LimitScope> accounts = new HashMap<>();

  /** The accounts of which requests wait, the one first whose turn it is. */
  private final Deque<LimitScope> turns = new ArrayDeque<>();

  private boolean forgotten;
  private long nextLook;
  private boolean looking;

  Gate(Governor governor, String name) {
    this.governor = governor;
    this.name = name;
    this.app = new LimitScope(name);
  }

  /**
   * Waits for a request's turn.
   *
   * @return empty when this gate is no longer in use
   * @throws ApiException 429 when it would take longer than a caller can wait
   */
  Optional<Permit> enter(LimitedAccount caller, Duration patience) {
    LimitScope.Waiter waiter = new LimitScope.Waiter();
    LimitScope account;
    long begin = System.nanoTime();
    long deadline = begin + patience.toNanos();
    lock.lock();
    try {
      if (forgotten) {
        return Optional.empty();
      }
      account = account(caller);
      app.declares(caller.limits(), Per.APP, begin);
      if (caller.account() != null) {
        account.declares(caller.limits(), Per.ACCOUNT, begin);
      }
      if (turns.isEmpty() && passes(account, begin)) {
        return Optional.of(take(account, begin));
      }
      refuseIfTooLong(caller, account, begin, deadline);
      if (account.waiting.isEmpty()) {
        turns.addLast(account);
      }
      account.waiting.addLast(waiter);
      proceed(begin);
    } finally {
      lock.unlock();
    }
    return Optional.of(await(caller, account, waiter, begin, deadline));
  }

  /**
   * A request was answered.
   *
   * @param permit its leave; null when it needed none
   * @return false when this gate is no longer in use
   */
  boolean answered(
      LimitedAccount caller,
      @Nullable Permit permit,
      List<Announcement> announced,
      boolean refused) {
    long now = System.nanoTime();
    lock.lock();
    try {
      if (forgotten) {
        return false;
      }
      LimitScope account = permit == null ? account(caller) : permit.account();
      if (permit != null) {
        app.end(permit, true, now);
        account.end(permit, true, now);
      }
      hear(caller, account, announced, refused, now);
      publish(app, now);
      if (caller.account() != null) {
        publish(account, now);
      }
      proceed(now);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A request was not answered.
   *
   * @param reached whether the provider may have counted it
   */
  void failed(Permit permit, boolean reached) {
    long now = System.nanoTime();
    lock.lock();
    try {
      app.end(permit, reached, now);
      permit.account().end(permit, reached, now);
      proceed(now);
    } finally {
      lock.unlock();
    }
  }

  /** Hears of another node; false when this gate is no longer in use. */
  boolean hear(SharedLimits.News news) {
    long now = System.nanoTime();
    lock.lock();
    try {
      if (forgotten) {
        return false;
      }
      LimitScope scope = scope(news.scope());
      switch (news) {
        case SharedLimits.Announced(var _, Announcement announcement) ->
            scope.hearOfOthers(announcement, now);
        case SharedLimits.Wanted wanted ->
            scope
                .slots(wanted.limit())
                .ifPresent(slots -> {
                  int fair = Math.ceilDiv(wanted.limit().calls(), Math.max(1, wanted.nodes()));
                  int beyond = slots.held() - fair;
                  boolean needed = scope == app ? !turns.isEmpty() : !scope.waiting.isEmpty();
                  int spare = needed ? 0 : Math.max(0, slots.free(now));
                  slots.owe(Math.min(wanted.slots(), Math.max(beyond, spare)));
                });
        case SharedLimits.Freed freed ->
            scope.slots(freed.limit()).ifPresent(slots -> slots.askAgain = now);
      }
      proceed(now);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Gives back what is not needed; whether the gate can be forgotten, which it is then. */
  boolean tidy() {
    long now = System.nanoTime();
    lock.lock();
    try {
      accounts.values().forEach(account -> tidy(account, now));
      tidy(app, now);
      accounts.values().removeIf(account -> account.empty(now));
      forgotten = accounts.isEmpty() && turns.isEmpty() && app.empty(now);
      return forgotten;
    } finally {
      lock.unlock();
    }
  }

  /** This node was taken for dead: others may have its slots. */
  void lose() {
    lock.lock();
    try {
      lose(app);
      accounts.values().forEach(this::lose);
      proceed(System.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  private void lose(LimitScope scope) {
    for (Slots slots : scope.slots()) {
      slots.lose();
      if (!slots.asking) {
        giveBack(slots);
      }
    }
  }

  /** The app's part of a scope's name. */
  static String appOf(String scope) {
    int end = scope.indexOf('/');
    return end < 0 ? scope : scope.substring(0, end);
  }

  private LimitScope scope(String scope) {
    return scope.equals(name) ? app : accounts.computeIfAbsent(scope, LimitScope::new);
  }

  private LimitScope account(LimitedAccount caller) {
    return caller.account() == null
        ? accounts.computeIfAbsent(CONNECTING, LimitScope::new)
        : scope(name + "/" + caller.account());
  }

  private boolean passes(LimitScope account, long now) {
    int nodes = governor.nodes();
    return app.open(now, nodes) && account.open(now, nodes) && governor.lives();
  }

  private Permit take(LimitScope account, long now) {
    Permit permit = new Permit(app, account);
    app.take(permit, now);
    account.take(permit, now);
    return permit;
  }

  private void hear(
      LimitedAccount caller,
      LimitScope account,
      List<Announcement> announced,
      boolean refused,
      long now) {
    List<Announcement> ofApp = new ArrayList<>();
    List<Announcement> ofAccount = new ArrayList<>();
    for (Announcement each : announced) {
      Per per = each.per() == null ? caller.counted() : each.per();
      (per == Per.APP ? ofApp : ofAccount).add(each);
    }
    Set<String> heardOfApp = app.hear(ofApp, now);
    // What is said of an account that is being connected is not said of the next one.
    Set<String> heard = caller.account() == null ? new HashSet<>() : account.hear(ofAccount, now);
    if (!refused) {
      app.passes(heardOfApp, now);
      account.passes(heard, now);
    }
  }

  private void publish(LimitScope scope, long now) {
    for (Announcement news : scope.news(now, governor.nodes())) {
      governor.inBackground(() -> governor.shared().tell(scope.name(), news));
    }
  }

  /** Lets those pass whose turn it is, and sees to it that the others' comes. */
  private void proceed(long now) {
    int passedOver = 0;
    while (passedOver < turns.size() && app.open(now, governor.nodes())) {
      LimitScope account = turns.removeFirst();
      if (passes(account, now)) {
        LimitScope.Waiter waiter = account.waiting.removeFirst();
        waiter.permit = take(account, now);
        waiter.called.countDown();
        passedOver = 0;
        if (account.waiting.isEmpty()) {
          continue;
        }
      } else {
        passedOver++;
      }
      turns.addLast(account);
    }
    int waiting = 0;
    for (LimitScope account : turns) {
      waiting += account.waiting.size();
      exchange(account, account.waiting.size(), now);
    }
    exchange(app, waiting, now);
    lookAgain(now);
  }

  /** Asks for the slots that are lacking, and gives those back that are owed. */
  private void exchange(LimitScope scope, int waiting, long now) {
    for (Slots slots : scope.slots()) {
      if (slots.asking) {
        continue;
      }
      if (slots.owes() && slots.giveUp(now) > 0) {
        giveBack(slots);
      } else if (waiting > 0
          && slots.free(now) <= 0
          && slots.lacks()
          && now - slots.askAgain >= 0) {
        // More each time, so that a few questions bring all that there is.
        int wanted =
            Math.min(slots.limit().calls() - slots.held(), Math.max(waiting, slots.held()));
        ask(slots, wanted);
      }
    }
  }

  private void ask(Slots slots, int wanted) {
    slots.asking = true;
    int held = slots.held();
    governor.inBackground(() -> {
      int now = held;
      try {
        now = governor.shared().take(slots.scope(), slots.limit(), held, wanted);
      } finally {
        asked(slots, now, now < held + wanted);
      }
    });
  }

  private void asked(Slots slots, int held, boolean tooFew) {
    long now = System.nanoTime();
    lock.lock();
    try {
      slots.asking = false;
      slots.hold(held);
      slots.askAgain = tooFew ? now + ASK_AGAIN : now;
      proceed(now);
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(Slots slots) {
    slots.asking = true;
    int held = slots.held();
    governor.inBackground(() -> {
      try {
        governor.shared().giveBack(slots.scope(), slots.limit(), held);
      } finally {
        asked(slots, held, true);
      }
    });
  }

  private void tidy(LimitScope scope, long now) {
    if (scope.waiting.isEmpty()) {
      for (Slots slots : scope.unneeded(now, IDLE)) {
        slots.lose();
        giveBack(slots);
      }
    }
  }

  /** Nothing tells that time has passed. */
  private void lookAgain(long now) {
    long next = app.nextChange(now);
    for (LimitScope account : turns) {
      next = LimitScope.earlier(next, account.nextChange(now));
    }
    boolean owing = false;
    for (Slots slots : app.slots()) {
      owing |= slots.owes();
    }
    if ((turns.isEmpty() && !owing) || (looking && next - nextLook >= 0)) {
      return;
    }
    looking = true;
    nextLook = next;
    governor.later(this::look, Math.max(next - now, TimeUnit.MILLISECONDS.toNanos(1)));
  }

  private void look() {
    long now = System.nanoTime();
    lock.lock();
    try {
      looking = false;
      proceed(now);
    } finally {
      lock.unlock();
    }
  }

  private Permit await(
      LimitedAccount caller,
      LimitScope account,
      LimitScope.Waiter waiter,
      long begin,
      long deadline) {
    boolean interrupted = false;
    try {
      boolean _ = waiter.called.await(deadline - begin, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    long now = System.nanoTime();
    lock.lock();
    try {
      Permit permit = waiter.permit;
      if (permit != null && !interrupted) {
        governor.waited(caller, now - begin);
        return permit;
      }
      if (permit != null) {
        app.end(permit, false, now);
        account.end(permit, false, now);
      }
      account.waiting.remove(waiter);
      if (account.waiting.isEmpty()) {
        turns.remove(account);
      }
      proceed(now);
      if (interrupted) {
        Thread.currentThread().interrupt();
        throw new EgressException(
            EgressException.Kind.UNREACHABLE, "The call was interrupted.", null);
      }
      long opens =
          LimitScope.later(
              app.opensAt(place(account), now, governor.nodes()),
              account.opensAt(account.waiting.size() + 1, now, governor.nodes()));
      throw refused(caller, opens - now);
    } finally {
      lock.unlock();
    }
  }

  /** Who would only wait in vain is told so at once. */
  private void refuseIfTooLong(LimitedAccount caller, LimitScope account, long now, long deadline) {
    long opens =
        LimitScope.later(
            app.fullUntil(place(account), now, governor.nodes()),
            account.fullUntil(account.waiting.size() + 1, now, governor.nodes()));
    if (opens - deadline > 0) {
      throw refused(caller, opens - now);
    }
  }

  /** How many requests have their turn until the account's next one that is not waiting yet. */
  private int place(LimitScope account) {
    int rounds = account.waiting.size() + 1;
    int before = 1;
    for (LimitScope other : turns) {
      before += other == account ? rounds - 1 : Math.min(rounds, other.waiting.size());
    }
    return before;
  }

  private ApiException refused(LimitedAccount caller, long nanos) {
    long seconds = Math.max(1, Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1)));
    governor.refused(caller, name, seconds);
    return ApiException.tooManyRequests(
        caller.name() + " takes no more calls for now.", null, String.valueOf(seconds));
  }
}
