package dev.valence;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.InRange;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.valence.builder.BuilderFuzz;
import dev.valence.ceql.CeqlFuzz;
import dev.valence.descriptions.DescriptionsFuzz;
import dev.valence.egress.EgressFuzz;
import dev.valence.engine.EngineFuzz;
import dev.valence.http.HttpFuzz;
import dev.valence.jdbc.JdbcFuzz;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All parsers in one run: what a short run takes, as each run has a long beginning. */
public class EveryParserFuzz {

  private static final HttpFuzz HTTP = new HttpFuzz();
  private static final EngineFuzz ENGINE = new EngineFuzz();
  private static final EgressFuzz EGRESS = new EgressFuzz();
  private static final CeqlFuzz CEQL = new CeqlFuzz();
  private static final JdbcFuzz JDBC = new JdbcFuzz();
  private static final BuilderFuzz BUILDER = new BuilderFuzz();
  private static final DescriptionsFuzz DESCRIPTIONS = new DescriptionsFuzz();

  /** Each takes two texts, of which the second is empty for most. */
  private static final List<BiConsumer<String, String>> PARSERS =
      List.of(
          (text, _) -> HTTP.authorizationIsReadOrRefused(text),
          (text, _) -> HTTP.aPathInTheCodesWordsStaysAsItIs(text),
          (text, _) -> HTTP.aTokenOfAPageOpensForItsListAndInstallationOnly(text),
          (text, _) -> HTTP.aMultipartBodyIsReadOrBroken(text.getBytes(UTF_8)),
          (text, _) -> HTTP.theTypeOfAMultipartBodyIsReadOrBroken(text),
          (text, _) -> CEQL.aConditionIsReadWrittenAndTranslatedOrNamesItsFault(text),
          (text, _) -> CEQL.aQueryIsReadOrNamesItsFault(text),
          ENGINE::aRootKeyFindsOrFindsNothing,
          (text, _) -> ENGINE.aVendorsBodyIsReadOrNone(text),
          (text, more) -> ENGINE.aCallersBodyIsReadOrRefused(text, more.getBytes(UTF_8)),
          ENGINE::aTemplateIsFilledAndAUrlIsOne,
          (text, more) -> EGRESS.limitsAreReadWithinReason(more.hashCode(), text),
          (text, _) -> EGRESS.aRedirectNeverLeavesTlsNorTakesACredentialAlong(text),
          (text, _) -> JDBC.aStatementBindsItsParametersOrIsRefused(text),
          (text, _) -> JDBC.aUrlNamesOneAddressOrIsRefused(text),
          (text, more) -> BUILDER.aDefinitionIsReadAndItsFaultsNamed(more.length() % 2 == 0, text),
          (text, _) -> DESCRIPTIONS.aDocumentIsMadeIntoAnElementOrRefused(text.getBytes(UTF_8)));

  private static final List<String> TEXTS =
      List.of(
          "User u, Organization o",
          "/elements/api-v2/instances/1",
          "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n1\r\n--b--",
          "not (a like '%b%' or `c d` in (1, 'two')) and e is not null",
          "select * from files where size > 3 order by name desc limit 10",
          "{\"a\": {\"b\": [1.5, null]}}",
          "<a b='c'>d<e/></a>",
          "https://${a}.example/{b}?c=CE.b64(x)",
          "openapi: 3.0.3\ninfo: {title: X, version: '1'}\npaths: {/a: {get: {responses: {}}}}");

  static Stream<Arguments> seeds() {
    return IntStream.range(0, PARSERS.size())
        .boxed()
        .flatMap(
            parser -> TEXTS.stream().map(text -> Arguments.arguments(parser, text, "a.b[0].c")));
  }

  @MethodSource("seeds")
  @FuzzTest
  public void whateverIsReadIsUnderstoodOrRefused(
      @InRange(min = 0, max = 16) int parser, @NotNull String text, @NotNull String more) {
    PARSERS.get(parser).accept(text, more);
  }
}
