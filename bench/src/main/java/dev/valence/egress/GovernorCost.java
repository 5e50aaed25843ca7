package dev.valence.egress;

import dev.valence.model.Limit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What keeping limits costs a call, in microseconds; medians of rounds that take turns.
 *
 * @param without the call alone
 * @param unlimited through the governor, where there is no limit
 * @param limited through the governor, below a limit that is never reached
 */
public record GovernorCost(double without, double unlimited, double limited) {

  private static final int ROUNDS = 21;
  private static final int CALLS = 500;

  /** Calls a vendor that answers at once. */
  public static GovernorCost measure(URI uri) {
    List<String> hosts = List.of(uri.getHost() + ":" + uri.getPort());
    try (Egress egress = new Egress(EgressSettings.of("bench"));
        Governor governor =
            new Governor(
                new OneNode(),
                new GovernorSettings(Duration.ofSeconds(10)),
                new SimpleMeterRegistry())) {
      governor.start();
      Sender plain = egress.bind(AllowedHosts.exactly(hosts));
      Sender unlimited = governor.sender(account("unlimited", List.of()), plain);
      Limit far = new Limit(Limit.Per.APP, 1_000_000, 60);
      Sender limited = governor.sender(account("limited", List.of(far)), plain);
      EgressRequest request = EgressRequest.of("POST", uri);
      double[][] times = new double[3][ROUNDS];
      for (Sender each : List.of(plain, unlimited, limited)) {
        round(each, request); // warm
      }
      for (int i = 0; i < ROUNDS; i++) {
        times[0][i] = round(plain, request);
        times[1][i] = round(unlimited, request);
        times[2][i] = round(limited, request);
      }
      return new GovernorCost(median(times[0]), median(times[1]), median(times[2]));
    }
  }

  private static LimitedAccount account(String app, List<Limit> limits) {
    return new LimitedAccount("bench", "Bench", app, "1", limits);
  }

  private static double round(Sender sender, EgressRequest request) {
    long start = System.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      try (EgressResponse response = sender.send(request)) {
        response.readAll(1024 * 1024);
      }
    }
    return (System.nanoTime() - start) / 1e3 / CALLS;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
