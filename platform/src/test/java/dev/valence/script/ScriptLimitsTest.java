package dev.valence.script;

import static dev.valence.script.TestScripts.ANOTHER_ORGANIZATION;
import static dev.valence.script.TestScripts.NO_CALLS;
import static dev.valence.script.TestScripts.ORGANIZATION;
import static dev.valence.script.TestScripts.call;
import static dev.valence.script.TestScripts.result;
import static dev.valence.script.TestScripts.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.valence.script.ScriptException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A hostile script costs its caller an exception, and nobody else more than a moment. */
class ScriptLimitsTest {

  private static final Duration PROCESSOR_TIME = Duration.ofMillis(400);

  private static final ScriptLimits LIMITS =
      ScriptLimits.standard().withTime(Duration.ofSeconds(20)).withProcessorTime(PROCESSOR_TIME);

  private static final Scripts SCRIPTS = new Scripts(LIMITS);

  /** Whatever was stopped has stopped indeed: no thread is still busy with it. */
  @AfterAll
  static void everyThreadEnds() throws InterruptedException {
    SCRIPTS.close();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("valence-script")) {
        thread.join(Duration.ofSeconds(20));
        assertThat(thread.getStackTrace()).isEmpty();
      }
    }
  }

  static List<Arguments> hostileScripts() {
    Map<String, String> scripts =
        Map.ofEntries(
            Map.entry("endless loop", "for (;;);"),
            Map.entry(
                "endless loop that catches", "for (;;) try { for (;;); } finally { continue; }"),
            Map.entry("endless loop in a timer", "setTimeout(() => { for (;;); }, 1);"),
            Map.entry("endless loop in a promise", "Promise.resolve().then(() => { for (;;); });"),
            Map.entry("endless promises", "(function f() { Promise.resolve().then(f); })();"),
            Map.entry("endless async loop", "return (async () => { for (;;) await 1; })();"),
            Map.entry(
                "endless generator", "for (const x of (function* () { for (;;) yield 1; })());"),
            Map.entry("endless allocation", "const k = []; for (;;) k.push({a: 1, b: []});"),
            Map.entry("endless text", "let s = 'x'; for (;;) { s += s + 'y'; s.charCodeAt(1); }"),
            Map.entry("huge text", "const k = []; for (;;) k.push('x'.repeat(4e6) + k.length);"),
            Map.entry("text beyond the limit", "'x'.repeat(2 ** 30);"),
            Map.entry("padding", "'x'.padStart(2 ** 30);"),
            Map.entry("huge join", "new Array(1e5).fill('b'.repeat(1e5)).join();"),
            Map.entry("join of nothing", "new Array(4294967295).join('abc');"),
            Map.entry("huge array", "new Array(1e9).fill(0);"),
            Map.entry("arrays", "const k = []; for (;;) k.push(new Array(1e6).fill(0));"),
            Map.entry("doubling array", "let a = [1]; for (;;) a = a.concat(a);"),
            Map.entry("typed array", "new Float64Array(1e9);"),
            Map.entry("array buffer", "new ArrayBuffer(2 ** 31);"),
            Map.entry("typed arrays", "const k = []; for (;;) k.push(new Uint8Array(4e6));"),
            Map.entry("endless map", "const m = new Map(); for (let i = 0; ; i++) m.set(i, i);"),
            Map.entry("endless object", "const o = {}; for (let i = 0; ; i++) o['k' + i] = 1;"),
            Map.entry("deep recursion", "(function f() { f(); })();"),
            Map.entry(
                "deep recursion that catches",
                "for (;;) try { (function f() { f(); })(); } catch (e) {}"),
            Map.entry("nested expression", "/^(a*)*\\1b$/.test('a'.repeat(40)); for (;;);"),
            Map.entry("backtracking", "/(x+x+)+\\1y/.test('x'.repeat(5000));"),
            Map.entry(
                "expressions", "for (;;) new RegExp('a' + Math.random() + '(b|c)*d').test('a');"),
            Map.entry(
                "long expression",
                "new RegExp('(' + 'a?'.repeat(3000) + ')' + 'a'.repeat(3000)).test('a'.repeat(3000)); for (;;);"),
            Map.entry("replacing everything", "'a'.repeat(1e5).replaceAll('a', 'b'.repeat(1e5));"),
            Map.entry("replacing by expression", "'a'.repeat(1e5).replace(/a/g, 'b'.repeat(1e5));"),
            Map.entry("search", "'a'.repeat(4e6).indexOf('a'.repeat(2e6) + 'b');"),
            Map.entry("upper case", "for (;;) '\\u0390'.repeat(1e6).toUpperCase();"),
            Map.entry(
                "shared structure",
                "let x = [1]; for (let i = 0; i < 60; i++) x = [x, x]; JSON.stringify(x);"),
            Map.entry(
                "shared result",
                "let x = [1]; for (let i = 0; i < 60; i++) x = [x, x]; done({x});"),
            Map.entry(
                "keys to write",
                "const a = [1]; a.length = 4294967295; JSON.stringify({}, a); for (;;);"),
            Map.entry("getter in the result", "done({get a() { for (;;); }});"),
            Map.entry("toJSON in the result", "done({toJSON() { for (;;); }});"),
            Map.entry("growing result", "done(new Proxy({}, {ownKeys: () => { for (;;); }}));"),
            Map.entry(
                "endless result",
                "done({a: {toJSON: function f() { return {a: {toJSON: f}}; }}});"),
            Map.entry(
                "result that is too large", "done({a: 'x'.repeat(4e6), b: 'x'.repeat(4e6)});"),
            Map.entry("getter of a promise", "return {get then() { for (;;); }};"),
            Map.entry("timers", "for (;;) setTimeout(() => {}, 10000);"),
            Map.entry(
                "timers that set timers",
                "(function f() { setTimeout(f, 0); setTimeout(f, 0); })();"),
            Map.entry(
                "eval", "for (;;) eval('var a' + Math.random().toString(36).slice(2) + ' = 1');"),
            Map.entry("functions", "for (;;) new Function('return ' + Math.random());"),
            Map.entry("classes", "let c = class {}; for (;;) c = class extends c {};"),
            Map.entry("printing", "for (;;) console.log('x'.repeat(1000));"),
            Map.entry(
                "proxies",
                "const p = new Proxy([], {get: (t, k) => k === 'length' ? 2 ** 53 - 1 : t[k]}); p.indexOf(1);"),
            Map.entry(
                "proxy in a list",
                "[new Proxy([], {get: (t, k) => k === 'length' ? 2 ** 53 - 1 : t[k]})].flat();"));
    List<Arguments> all = new ArrayList<>();
    scripts.forEach((name, body) -> all.add(Arguments.of(name, body)));
    for (String method :
        List.of(
            "indexOf",
            "lastIndexOf",
            "includes",
            "join",
            "reverse",
            "slice",
            "splice",
            "sort",
            "shift",
            "unshift",
            "copyWithin",
            "fill")) {
      all.add(
          Arguments.of(
              method + " of a claimed length",
              "Array.prototype." + method + ".call({length: 2 ** 53 - 1, 0: 1}, 1); for (;;);"));
      all.add(
          Arguments.of(
              method + " of a gap",
              "const a = [1]; a.length = 4294967295; a." + method + "(1); for (;;);"));
    }
    for (String method :
        List.of(
            "forEach",
            "map",
            "filter",
            "every",
            "some",
            "find",
            "reduce",
            "reduceRight",
            "flatMap")) {
      all.add(
          Arguments.of(
              method + " of a claimed length",
              "Array.prototype."
                  + method
                  + ".call({length: 2 ** 53 - 1}, () => true, 1); for (;;);"));
    }
    for (String expression :
        List.of(
            "(1).toLocaleString({length: 2 ** 53 - 1})",
            "new Date().toLocaleString({length: 2 ** 53 - 1})",
            "'a'.localeCompare('b', {length: 2 ** 53 - 1})",
            "'a'.toLocaleUpperCase({length: 2 ** 53 - 1})",
            "String.raw({raw: {length: 2 ** 53 - 1}})",
            "Array.from({length: 4294967295})",
            "{ const a = [1]; a.length = 4294967295; Array.from(a); }",
            "{ const a = [1]; a.length = 4294967295; [...a]; }",
            "{ const a = [1]; a.length = 4294967295; for (const b of a.entries()) {} }",
            "{ const a = [1]; a.length = 4294967295; [].concat(a, a); }",
            "{ const a = [1]; a.length = 4294967295; new Set(a); }",
            "{ const a = [1]; a.length = 4294967295; Object.assign({}, a); ({...a}); }",
            "[].concat({length: 2 ** 53 - 1, [Symbol.isConcatSpreadable]: true})",
            "Math.max.apply(null, {length: 1e7})",
            "Reflect.apply(Math.max, null, {length: 1e7})")) {
      all.add(Arguments.of(expression, expression + "; for (;;);"));
    }
    return all;
  }

  /** One organization attacks; the hooks of another keep finishing all the while. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileScripts")
  void aHostileScriptIsStopped(String name, String body) throws Exception {
    CompletableFuture<ScriptException> hostile =
        CompletableFuture.supplyAsync(() ->
            catchThrowableOfType(
                ScriptException.class, () -> SCRIPTS.run(script(body), call(ORGANIZATION))));
    long slowest = 0;
    do {
      long before = System.nanoTime();
      assertThat(
              SCRIPTS
                  .run(script("done({x: [1, 2].map(n => n + 1)});"), call(ANOTHER_ORGANIZATION))
                  .result()
                  .toString())
          .isEqualTo("{\"x\":[2,3]}");
      slowest = Math.max(slowest, System.nanoTime() - before);
    } while (!ended(hostile));
    ScriptException failure = hostile.get();
    assertThat(failure).as("it was stopped").isNotNull();
    assertThat(failure.kind()).isIn(Kind.LIMIT, Kind.FAILED);
    assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(5));
    assertThat(SCRIPTS.run(script("done({});"), call(ORGANIZATION)).result().isEmpty()).isTrue();
  }

  private static boolean ended(CompletableFuture<?> future)
      throws InterruptedException, ExecutionException {
    try {
      future.get(20, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  @Test
  void whatWasTakenTooMuchOfIsNamed() {
    assertThat(failure("for (;;);").getMessage())
        .isEqualTo("The hook computed for more than 400 ms.");
    assertThat(failure("(function f() { f(); })();").getMessage())
        .isEqualTo("The hook called itself too often.");
    assertThat(failure("for (let i = 0; i < 1001; i++) setTimeout(() => {}, 9999);").getMessage())
        .isEqualTo("The hook set more than 1000 timers.");
    assertThat(failure("done({a: 'x'.repeat(4e6), b: 'x'.repeat(4e6)});").getMessage())
        .isEqualTo("The hook made a text that is too long.");
  }

  @Test
  void memoryIsCounted() {
    try (Scripts own = new Scripts(ScriptLimits.standard())) {
      ScriptException failure =
          catchThrowableOfType(
              ScriptException.class,
              () ->
                  own.run(
                      script("const k = []; for (;;) k.push('x'.repeat(1e6) + k.length);"),
                      call(ORGANIZATION)));
      assertThat(failure.kind()).isEqualTo(Kind.LIMIT);
      assertThat(failure).hasMessage("The hook took too much memory.");
    }
  }

  @Test
  void timeOverIsTimeOverThoughNothingIsComputed() {
    try (Scripts own = new Scripts(LIMITS.withTime(Duration.ofMillis(300)))) {
      ScriptException failure =
          catchThrowableOfType(
              ScriptException.class,
              () -> own.run(script("setTimeout(() => {}, 60000);"), call(ORGANIZATION)));
      assertThat(failure.kind()).isEqualTo(Kind.LIMIT);
      assertThat(failure).hasMessage("The hook took more than 300 ms.");
    }
  }

  @Test
  void statementsAreCounted() {
    ScriptLimits standard = ScriptLimits.standard();
    ScriptLimits few =
        new ScriptLimits(
            standard.time(),
            standard.processorTime(),
            10_000,
            standard.memory(),
            standard.organizationMemory(),
            standard.text(),
            standard.console(),
            standard.timers(),
            standard.calls(),
            standard.callBody(),
            standard.threads(),
            standard.organizationThreads(),
            standard.organizationRuns());
    try (Scripts own = new Scripts(few)) {
      assertThat(result(own, "done({a: 1});")).isEqualTo("{\"a\":1}");
      ScriptException failure =
          catchThrowableOfType(
              ScriptException.class,
              () -> own.run(script("for (let i = 0; i < 1e5; i++) { i; }"), call(ORGANIZATION)));
      assertThat(failure.kind()).isEqualTo(Kind.LIMIT);
      assertThat(failure).hasMessage("The hook executed too many statements.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"done({a: 1}); for (;;);", "done({a: 1}); (function f() { f(); })();"})
  void aResultStandsWhateverComesAfterIt(String body) {
    assertThat(result(SCRIPTS, body)).isEqualTo("{\"a\":1}");
  }

  @Test
  void ofWhatIsPrintedOnlyTheBeginningIsKept() {
    ScriptOutcome outcome =
        SCRIPTS.run(
            script("for (let i = 0; i < 3000; i++) console.log('x'.repeat(100)); done();"),
            call(ORGANIZATION));
    assertThat(outcome.console().stream().mapToInt(String::length).sum())
        .isBetween(LIMITS.console(), LIMITS.console() + 100);
  }

  private static ScriptException failure(String body) {
    ScriptException failure =
        catchThrowableOfType(
            ScriptException.class,
            () -> SCRIPTS.run(script(body), call(ORGANIZATION, "{}", NO_CALLS)));
    assertThat(failure.kind()).isEqualTo(Kind.LIMIT);
    return failure;
  }
}
