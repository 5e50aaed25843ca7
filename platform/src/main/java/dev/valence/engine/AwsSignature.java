package dev.valence.engine;

import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressRequest.Bytes;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Signs requests with version 4 of AWS's signature, by AWS's own library.
 *
 * <p>Region and service are those of the configuration, else those that the host's name says. A
 * body that streams is not signed ({@code UNSIGNED-PAYLOAD}); everything else of a request is.
 *
 * @param credentials the access key, and the session token if there is one
 * @param region the configured region; null for the host's
 * @param service the configured service, by the name that signatures know it by; null for the
 *     host's
 * @param clock what signatures are dated by
 */
record AwsSignature(
    AwsCredentialsIdentity credentials,
    @Nullable String region,
    @Nullable String service,
    Clock clock) {

  private static final String KEY = "aws.api.key";
  private static final String SECRET = "aws.api.secret";
  private static final String TOKEN = "aws.session.token";
  private static final String REGION = "aws.region";
  private static final String SERVICE = "aws.service";

  /** The headers that a signature adds; the host's is the transport's own. */
  private static final List<String> ADDED =
      List.of("Authorization", "X-Amz-Date", "X-Amz-Security-Token", "x-amz-content-sha256");

  /**
   * Reads a configuration.
   *
   * @throws ApiException 400 that names every entry that is missing
   */
  static AwsSignature of(Function<String, Optional<String>> configuration) {
    return of(configuration, Clock.systemUTC());
  }

  static AwsSignature of(Function<String, Optional<String>> configuration, Clock clock) {
    Function<String, Optional<String>> find =
        key -> configuration.apply(key).map(String::strip).filter(value -> !value.isEmpty());
    List<String> missing = new ArrayList<>();
    for (String key : List.of(KEY, SECRET)) {
      if (find.apply(key).isEmpty()) {
        missing.add("The instance's configuration lacks '" + key + "'.");
      }
    }
    if (!missing.isEmpty()) {
      throw ApiException.badRequest(missing);
    }
    String key = find.apply(KEY).orElseThrow();
    String secret = find.apply(SECRET).orElseThrow();
    return new AwsSignature(
        find.apply(TOKEN)
            .<AwsCredentialsIdentity>map(
                token -> AwsSessionCredentialsIdentity.create(key, secret, token))
            .orElseGet(() -> AwsCredentialsIdentity.create(key, secret)),
        find.apply(REGION).orElse(null),
        find.apply(SERVICE).orElse(null),
        clock);
  }

  /** What of a configuration must not be repeated to the caller. */
  static List<Secret> secrets(Function<String, Optional<String>> configuration) {
    return List.of(SECRET, TOKEN).stream()
        .flatMap(key -> configuration.apply(key).stream())
        .map(value -> Secret.of(value.strip()))
        .toList();
  }

  /**
   * The request with the headers of a signature. It is to be signed anew each time that it is sent.
   *
   * @throws ApiException 400 when the host does not say region or service and they are not
   *     configured; 501 for a method that cannot be signed
   */
  EgressRequest sign(EgressRequest request) {
    Scope scope = scope(request.uri());
    boolean files = scope.service().equals("s3"); // whose paths are signed as they are sent
    SignRequest.Builder<AwsCredentialsIdentity> toSign =
        SignRequest.builder(credentials)
            .request(message(request))
            .putProperty(AwsV4HttpSigner.REGION_NAME, scope.region())
            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, scope.service())
            .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !files)
            .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !files)
            .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, request.repeatable())
            .putProperty(HttpSigner.SIGNING_CLOCK, clock);
    if (request.body() instanceof Bytes bytes) {
      toSign.payload(ContentStreamProvider.fromByteArrayUnsafe(bytes.content()));
    }
    SignedRequest signed = AwsV4HttpSigner.create().sign(toSign.build());
    EgressRequest result = request;
    for (String name : ADDED) {
      Optional<String> value = signed.request().firstMatchingHeader(name);
      if (value.isPresent()) {
        result = result.withHeader(name, value.get());
      }
    }
    return result;
  }

  /** The request as it will be on the wire: the content type of a body is a header there. */
  private static SdkHttpRequest message(EgressRequest request) {
    SdkHttpRequest.Builder message =
        SdkHttpRequest.builder().method(method(request.method())).uri(request.uri());
    request.headers().forEach(message::putHeader);
    Optional.ofNullable(request.body())
        .map(EgressRequest.Body::contentType)
        .filter(type -> !type.isBlank())
        .filter(_ -> message.firstMatchingHeader("Content-Type").isEmpty())
        .ifPresent(type -> message.putHeader("Content-Type", type));
    return message.build();
  }

  private static SdkHttpMethod method(String method) {
    return Arrays.stream(SdkHttpMethod.values())
        .filter(known -> known.name().equals(method))
        .findFirst()
        .orElseThrow(() ->
            ApiException.of(
                501, "Requests with the method " + method + " cannot be signed for AWS."));
  }

  private Scope scope(URI uri) {
    Optional<Scope> said = Scope.of(String.valueOf(uri.getHost()));
    String signedRegion = region == null ? said.map(Scope::region).orElse(null) : region;
    String signedService = service == null ? said.map(Scope::service).orElse(null) : service;
    List<String> missing = new ArrayList<>();
    if (signedRegion == null) {
      missing.add("The instance's configuration lacks '" + REGION + "', which no host says.");
    }
    if (signedService == null) {
      missing.add("The instance's configuration lacks '" + SERVICE + "', which no host says.");
    }
    if (!missing.isEmpty()) {
      throw ApiException.badRequest(missing);
    }
    return new Scope(Objects.requireNonNull(signedRegion), Objects.requireNonNull(signedService));
  }

  /**
   * For what a signature is good.
   *
   * @param region such as {@code eu-west-1}
   * @param service such as {@code dynamodb}
   */
  record Scope(String region, String service) {

    private static final Pattern AMAZON =
        Pattern.compile("(.+)\\.(?:amazonaws\\.com(?:\\.cn)?|api\\.aws)");
    private static final Pattern A_REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-\\d+");
    private static final Pattern OLD_S3 = Pattern.compile("s3-(" + A_REGION + ")");
    private static final String GLOBAL = "us-east-1";

    /**
     * What a host's name says: {@code service.region.amazonaws.com}, with names of one's own before
     * the service; the two in the other order; or the service alone, which is then in the region of
     * the global ones (AWS General Reference, service endpoints).
     */
    static Optional<Scope> of(String host) {
      Matcher amazon = AMAZON.matcher(host.toLowerCase(Locale.ROOT));
      if (!amazon.matches()) {
        return Optional.empty();
      }
      List<String> labels =
          Arrays.stream(amazon.group(1).split("\\."))
              .filter(label -> !label.equals("dualstack"))
              .toList();
      String last = labels.getLast();
      String before = labels.size() > 1 ? labels.get(labels.size() - 2) : "";
      Matcher old = OLD_S3.matcher(last);
      if (old.matches()) {
        return Optional.of(new Scope(old.group(1), "s3"));
      }
      if (!A_REGION.matcher(last).matches()) {
        return Optional.of(new Scope(A_REGION.matcher(before).matches() ? before : GLOBAL, last));
      }
      return before.isEmpty() ? Optional.empty() : Optional.of(new Scope(last, before));
    }
  }
}
