package dev.valence.app;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A vendor at a private address that the operator allows. */
public final class AllowedVendor implements QuarkusTestResourceLifecycleManager {

  private static @Nullable TestVendor vendor;

  static TestVendor vendor() {
    return Objects.requireNonNull(vendor, "this test runs without a vendor");
  }

  @Override
  public Map<String, String> start() {
    vendor = new TestVendor();
    return Map.of("valence.allowed-addresses", vendor.hostAndPort());
  }

  @Override
  public void stop() {
    vendor().close();
  }
}
