package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.egress.AllowedHosts;
import dev.valence.egress.Egress;
import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressRequest.Body;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.EgressSettings;
import dev.valence.engine.AwsSignature.Scope;
import dev.valence.engine.TestVendor.Reply;
import dev.valence.engine.TestVendor.Seen;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuth1Signer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsSignatureTest {

  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

  private final Egress egress = new Egress(EgressSettings.of("test"));
  private final TestVendor vendor = new TestVendor();

  @AfterEach
  void stop() {
    vendor.close();
    egress.close();
  }

  /**
   * The four examples of "Signature Calculations for the Authorization Header: Transferring Payload
   * in a Single Chunk" (Amazon S3 API Reference).
   */
  @ParameterizedTest
  @CsvSource({
    "GET, /test.txt, Range, bytes=0-9, '',"
        + " f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    "PUT, /test%24file.text, x-amz-storage-class, REDUCED_REDUNDANCY, Welcome to Amazon S3.,"
        + " 98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
    "GET, /?lifecycle, '', '', '',"
        + " fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
    "GET, /?max-keys=2&prefix=J, '', '', '',"
        + " 34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
  })
  void thePublishedExamplesAreSignedAsTheyArePrinted(
      String method, String target, String header, String value, String body, String signature) {
    AwsSignature signer =
        AwsSignature.of(
            configuration("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")::get,
            Clock.fixed(Instant.parse("2013-05-24T00:00:00Z"), ZoneOffset.UTC));
    EgressRequest request =
        EgressRequest.of(method, URI.create("https://examplebucket.s3.amazonaws.com" + target));
    if (!header.isEmpty()) {
      request = request.withHeader(header, value);
    }
    if (!body.isEmpty()) {
      request =
          request
              .withHeader("Date", "Fri, 24 May 2013 00:00:00 GMT")
              .withBody(Body.bytes(body.getBytes(StandardCharsets.UTF_8), ""));
    }

    Map<String, String> signed = signer.sign(request).headers();

    assertThat(signed.get("Authorization"))
        .startsWith(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,")
        .endsWith("Signature=" + signature);
    assertThat(signed).containsEntry("X-Amz-Date", "20130524T000000Z").doesNotContainKey("Host");
  }

  /**
   * The judge of the tests below is right about vectors of AWS's Signature Version 4 test suite:
   * get-vanilla, post-vanilla, get-vanilla-query-order-key-case,
   * normalize-path/get-slash-pointless-dot and post-header-value-case.
   */
  @ParameterizedTest
  @CsvSource({
    "GET, /, host;x-amz-date, 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    "POST, /, host;x-amz-date, 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
    "GET, /?Param2=value2&Param1=value1, host;x-amz-date,"
        + " b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    "GET, /./example, host;x-amz-date,"
        + " ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5",
    "POST, /, host;my-header1;x-amz-date,"
        + " cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"
  })
  void theJudgeAcceptsThePublishedVectorsAndNothingElse(
      String method, String target, String headers, String signature) {
    Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sent.put("Host", "example.amazonaws.com");
    sent.put("X-Amz-Date", "20150830T123600Z");
    sent.put("My-Header1", "VALUE1");
    sent.put(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
            + " SignedHeaders="
            + headers
            + ", Signature="
            + signature);
    String empty = AwsJudge.hash(new byte[0]);

    assertThat(AwsJudge.accepts(method, target, sent, empty, SECRET)).isTrue();
    assertThat(AwsJudge.accepts(method, target + "x", sent, empty, SECRET)).isFalse();
    assertThat(AwsJudge.accepts(method, target, sent, empty, SECRET + "x")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a%20b/c",
        "/a%2Fb",
        "/?b=2&a=1&a=0",
        "/x?q=a%20b%2Fc%3D%C3%A4&empty=",
        "/?list&x=~-_."
      })
  void aReceiverAcceptsWhatArrives(String target) {
    for (String service : new String[] {"execute-api", "s3"}) {
      TestInstance instance = instance("aws.region", "eu-west-1", "aws.service", service);
      EgressRequest request =
          EgressRequest.of("POST", URI.create(vendor.url() + target))
              .withHeader("X-Amz-Target", "Example.List  x")
              .withBody(Body.text("{\"ä\": 1}", "application/json"));

      assertThat(send(instance, request)).isEqualTo(200);

      Seen seen = vendor.last();
      assertThat(seen.headers().get("Authorization"))
          .contains("/eu-west-1/" + service + "/aws4_request")
          .contains("SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-target");
      assertThat(accepted(seen, AwsJudge.hash(seen.body().getBytes(StandardCharsets.UTF_8))))
          .isTrue();
    }
  }

  @Test
  void requestsWithoutABodyAndWithASessionAreSigned() {
    TestInstance instance =
        instance("aws.region", "us-east-1", "aws.service", "sts", "aws.session.token", "session");

    assertThat(send(instance, EgressRequest.of("GET", URI.create(vendor.url() + "/"))))
        .isEqualTo(200);

    assertThat(vendor.last().headers()).containsEntry("X-Amz-Security-Token", "session");
    assertThat(vendor.last().headers().get("Authorization")).contains(";x-amz-security-token,");
    assertThat(accepted(vendor.last(), AwsJudge.hash(new byte[0]))).isTrue();
  }

  @Test
  void aBodyThatStreamsIsNotReadForItsSignature() {
    byte[] content = "streamed".getBytes(StandardCharsets.UTF_8);
    EgressRequest request =
        EgressRequest.of("PUT", URI.create(vendor.url() + "/file"))
            .withBody(Body.stream(new ByteArrayInputStream(content), content.length, "text/plain"));

    assertThat(send(instance("aws.region", "us-east-1", "aws.service", "s3"), request))
        .isEqualTo(200);

    assertThat(vendor.last().body()).isEqualTo("streamed");
    assertThat(vendor.last().headers()).containsEntry("x-amz-content-sha256", AwsJudge.UNSIGNED);
    assertThat(accepted(vendor.last(), AwsJudge.UNSIGNED)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "dynamodb.eu-west-1.amazonaws.com, eu-west-1, dynamodb",
    "DynamoDB.EU-West-1.amazonaws.com, eu-west-1, dynamodb",
    "abc123.execute-api.us-east-2.amazonaws.com, us-east-2, execute-api",
    "sqs.cn-north-1.amazonaws.com.cn, cn-north-1, sqs",
    "ec2.us-gov-west-1.amazonaws.com, us-gov-west-1, ec2",
    "lambda.us-west-2.api.aws, us-west-2, lambda",
    "iam.amazonaws.com, us-east-1, iam",
    "s3.amazonaws.com, us-east-1, s3",
    "bucket.s3.amazonaws.com, us-east-1, s3",
    "s3-eu-west-1.amazonaws.com, eu-west-1, s3",
    "my.bucket.s3.eu-central-1.amazonaws.com, eu-central-1, s3",
    "bucket.s3.dualstack.eu-central-1.amazonaws.com, eu-central-1, s3",
    "search-x.us-east-1.es.amazonaws.com, us-east-1, es"
  })
  void theHostSaysRegionAndService(String host, String region, String service) {
    assertThat(Scope.of(host)).contains(new Scope(region, service));
  }

  @Test
  void theConfigurationComesBeforeTheHost() {
    EgressRequest request =
        EgressRequest.of("GET", URI.create("https://email.us-west-2.amazonaws.com/"));
    Map<String, Optional<String>> values = configuration("key", SECRET);
    values.put("aws.service", Optional.of(" ses "));

    assertThat(signed(values, request)).contains("/us-west-2/ses/aws4_request");

    values.put("aws.region", Optional.of("eu-west-1"));
    assertThat(signed(values, request)).contains("/eu-west-1/ses/aws4_request");
  }

  @Test
  void whatIsMissingIsNamedAtOnce() {
    ApiException credentials = HubCaller.failure(() -> AwsSignature.of(_ -> Optional.empty()));
    assertThat(credentials.status()).isEqualTo(400);
    assertThat(credentials.message()).contains("'aws.api.key'", "'aws.api.secret'");

    TestInstance instance = instance();
    ApiException scope =
        HubCaller.failure(
            () -> send(instance, EgressRequest.of("GET", URI.create(vendor.url() + "/"))));
    assertThat(scope.status()).isEqualTo(400);
    assertThat(scope.message()).contains("'aws.region'", "'aws.service'");
    assertThat(vendor.seen()).isEmpty();
    sender(instance).requireCredentials();
    ApiException absent =
        HubCaller.failure(
            () -> sender(TestInstance.of(vendor.element("awsv4", "{}"))).requireCredentials());
    assertThat(absent.status()).isEqualTo(400);
  }

  @Test
  void aMethodThatTheSignatureDoesNotKnowIsRefused() {
    ApiException failure =
        HubCaller.failure(() ->
            send(
                instance("aws.region", "us-east-1", "aws.service", "s3"),
                EgressRequest.of("PROPFIND", URI.create(vendor.url() + "/"))));
    assertThat(failure.status()).isEqualTo(501);
    assertThat(failure.message()).contains("PROPFIND");
  }

  @Test
  void anAuthorizationOfTheRequestsOwnStays() {
    EgressRequest request =
        EgressRequest.of("GET", URI.create(vendor.url() + "/")).withHeader("Authorization", "own");
    assertThat(send(instance(), request)).isEqualTo(200);
    assertThat(vendor.last().headers())
        .containsEntry("Authorization", "own")
        .doesNotContainKey("X-Amz-Date");
  }

  @Test
  void theSecretAndTheSessionAreNotRepeated() {
    SigningSender sender = sender(instance("aws.session.token", "session-token"));

    String words =
        sender.words(("x " + SECRET + " session-token").getBytes(StandardCharsets.UTF_8));

    assertThat(words).isEqualTo("x " + Secret.MASK + " " + Secret.MASK);
    assertThat(AwsSignature.of(configuration("key", SECRET)::get).toString())
        .doesNotContain(SECRET);
  }

  private static String signed(Map<String, Optional<String>> values, EgressRequest request) {
    return AwsSignature.of(key -> values.getOrDefault(key, Optional.empty()))
        .sign(request)
        .headers()
        .get("Authorization");
  }

  private static boolean accepted(Seen seen, String payload) {
    return AwsJudge.accepts(seen.method(), seen.target(), seen.headers(), payload, SECRET);
  }

  private TestInstance instance(String... keysAndValues) {
    TestInstance instance = TestInstance.of(vendor.element("awsv4", "{}"), keysAndValues);
    instance.values().put("aws.api.key", "AKIDEXAMPLE");
    instance.values().put("aws.api.secret", SECRET);
    return instance;
  }

  private SigningSender sender(TestInstance instance) {
    return SigningSender.of(
        instance, egress.bind(AllowedHosts.of(instance.element().hosts())), new OAuth1Signer());
  }

  private int send(TestInstance instance, EgressRequest request) {
    vendor.answers = _ -> Reply.json("{}");
    try (EgressResponse response = sender(instance).send(request)) {
      return response.status();
    }
  }

  private static Map<String, Optional<String>> configuration(String key, String secret) {
    Map<String, Optional<String>> values = new HashMap<>();
    for (String absent : new String[] {"aws.region", "aws.service", "aws.session.token"}) {
      values.put(absent, Optional.empty());
    }
    values.put("aws.api.key", Optional.of(key));
    values.put("aws.api.secret", Optional.of(secret));
    return values;
  }
}
