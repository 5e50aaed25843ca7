package dev.valence;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the server and the arrows between them, as ARCHITECTURE.md draws them. */
class ArchitectureTest {

  private static final String BASE = "dev.valence.";

  /** A conversion's name in the contract, which has the key of an element in it. */
  private static final String CONVERSION = "\"toSFDCReportFilter\"";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.valence")
          .that(not(resideInAnyPackage(BASE + "sandbox..")));

  /**
   * A room and what it may use.
   *
   * @param name the package below {@code dev.valence}
   * @param uses the rooms that it may use
   */
  record Room(String name, List<String> uses) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Room> rooms() {
    return Stream.of(
        room("model"),
        room("http", "model"),
        room("store", "model"),
        room("vault", "model", "store"),
        room("egress", "model", "store"),
        room("oauth", "model", "egress"),
        room("hubs..", "model", "ceql"),
        room("connectors", "model", "egress", "ceql", "hubs.."),
        room("connectors.*", "model", "egress", "ceql", "hubs..", "connectors"),
        room("script", "model", "egress"),
        room("ceql", "model"),
        room("jdbc", "model"),
        room("apidocs", "model", "hubs.."),
        room("descriptions", "model", "egress"),
        room(
            "engine",
            "model",
            "http",
            "egress",
            "oauth",
            "hubs..",
            "script",
            "ceql",
            "jdbc",
            "apidocs",
            "connectors"),
        room("identity", "model", "http", "store", "vault"),
        room(
            "catalog",
            "model",
            "http",
            "store",
            "vault",
            "hubs..",
            "script",
            "apidocs",
            "descriptions",
            "connectors",
            "identity"),
        room("builder", "model", "http", "script", "descriptions", "identity", "catalog"),
        room(
            "instances",
            "model",
            "http",
            "store",
            "vault",
            "egress",
            "oauth",
            "apidocs",
            "engine",
            "identity",
            "catalog"),
        room(
            "hubapi",
            "model",
            "http",
            "hubs..",
            "apidocs",
            "engine",
            "identity",
            "catalog",
            "instances"));
  }

  private static Room room(String name, String... uses) {
    return new Room(name, List.of(uses));
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomUsesOnlyTheRoomsBelowIt(Room room) {
    String[] allowed =
        Stream.concat(Stream.of(room.name()), room.uses().stream())
            .map(name -> BASE + name)
            .toArray(String[]::new);
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(BASE + room.name())
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("dev.valence..").and(not(resideInAnyPackage(allowed))));
    rule.allowEmptyShould(true).check(CLASSES);
  }

  @Test
  void everyRoomIsInTheTable() {
    String[] known =
        Stream.concat(rooms().map(Room::name), Stream.of("app"))
            .map(name -> BASE + name)
            .toArray(String[]::new);
    classes().should().resideInAnyPackage(known).check(CLASSES);
  }

  @Test
  void roomsHaveNoCycles() {
    slices().matching(BASE + "(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void sqlIsWrittenInRepositoriesOnly() {
    noClasses()
        .that(not(simpleNameEndingWith("Repository")).and(not(resideInAnyPackage(BASE + "store"))))
        .and(not(nestedInARepository()))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.jdbi.v3.core.statement.SqlStatement")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("org.jdbi.v3.core.statement..")
        .check(CLASSES);
    // Those of others: statements that an element declares.
    noClasses()
        .that(not(simpleNameEndingWith("Repository")))
        .and(not(resideInAnyPackage(BASE + "store", BASE + "jdbc")))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.sql.Statement")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.sql.PreparedStatement")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.sql.Connection")
        .check(CLASSES);
  }

  @Test
  void nothingCallsOutButEgress() {
    noClasses()
        .that(not(resideInAnyPackage(BASE + "egress")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.hc.client5..", "java.net.http..", "io.vertx.core.http.HttpClient..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.net.HttpURLConnection")
        .check(CLASSES);
  }

  @Test
  void vendorsAreNamedByNobody() {
    noClasses()
        .that(not(resideInAnyPackage(BASE + "connectors.*")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(BASE + "connectors.*")
        .check(CLASSES);
  }

  /** Comments may have an example; code that asks for an element by name may not be. */
  @Test
  void noElementIsNamedInTheCodeOutsideItsConnector() throws IOException {
    Path sources = Path.of("src", "main", "java");
    List<String> elements;
    try (Stream<Path> folders = Files.list(Path.of("..", "elements"))) {
      elements = folders.map(folder -> folder.getFileName().toString()).toList();
    }
    try (Stream<Path> files = Files.walk(sources)) {
      assertThat(files.filter(Files::isRegularFile))
          .filteredOn(file -> !file.startsWith(sources.resolve("dev/valence/connectors")))
          .isNotEmpty()
          .allSatisfy(file ->
              assertThat(Files.readAllLines(file))
                  .filteredOn(line -> !line.strip().matches("(//|/\\*|\\*).*"))
                  .map(line -> line.replace(CONVERSION, ""))
                  .noneMatch(line -> elements.stream().anyMatch(line.toLowerCase(ROOT)::contains)));
    }
  }

  private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> nestedInARepository() {
    return com.tngtech.archunit.base.DescribedPredicate.describe(
        "nested in a repository",
        javaClass ->
            javaClass
                .getEnclosingClass()
                .filter(outer -> outer.getSimpleName().endsWith("Repository"))
                .isPresent());
  }
}
