package dev.valence.bench;

import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A list of 100 records through a connector, and the same answer of the provider through nginx. The
 * answers are those of the sandbox, kept and given by nginx so that they cost next to nothing.
 *
 * @param scenario its name in the report
 * @param element the element that is called, with its provider's hosts replaced
 * @param face the simulated provider's name
 * @param sites the sites that its tokens name, first the one that is called
 * @param hosts the provider's own, as the definition has them
 * @param listed the call of the hub
 * @param asked the provider's call that it becomes
 * @param method the method of the latter
 */
record Lists(
    String scenario,
    String element,
    String face,
    List<String> sites,
    List<String> hosts,
    String listed,
    String asked,
    String method) {

  private static final int RECORDS = 100;
  private static final Path ELEMENTS = Path.of(System.getProperty("valence.home", "."), "elements");

  private static final Lists DOCUMENTS =
      new Lists(
          "list documents",
          "dropbox",
          "dropbox",
          List.of("dropbox"),
          List.of("www.dropbox.com", "api.dropboxapi.com", "content.dropboxapi.com"),
          "/hubs/documents/folders/contents?path=/&pageSize=100",
          "/2/files/list_folder",
          "POST");

  private static final Lists RECORDS_OF_CRM =
      new Lists(
          "list crm",
          "sfdc",
          "salesforce",
          List.of("salesforce.instance", "salesforce.login"),
          List.of("login.salesforce.com", "*.salesforce.com"),
          "/hubs/crm/contacts?pageSize=100",
          "/services/data/v66.0/query",
          "GET");

  /** Lists a folder of Dropbox and contacts of Salesforce. */
  static void measure(Report report) throws IOException, InterruptedException {
    DOCUMENTS.compare(report);
    RECORDS_OF_CRM.compare(report);
  }

  private void compare(Report report) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("valence-bench");
    try (Sandbox sandbox = Sandbox.start()) {
      List<URI> simulated = sites.stream().map(site -> sandbox.face(site).httpUrl()).toList();
      try (NginxProcess provider =
              NginxProcess.answersOf(directory, simulated.getFirst(), simulated);
          NginxProcess nginx = NginxProcess.start(directory, provider.url());
          ServerProcess server =
              ServerProcess.start(
                  directory,
                  List.of("--elements", definition(directory, provider.url()).toString()));
          HttpClient client = HttpClient.newHttpClient()) {
        fill(sandbox.client().face(face));
        String account = new Application(client, directory, sandbox, server).connect(element, face);
        URI list = URI.create(server.url() + "/elements/api-v2" + listed);
        Subject called =
            Subject.get("server", server.handle(), list, Map.of("Authorization", account));
        // The first call of the server's has the provider's answers kept.
        Application.require(
            client.send(
                HttpRequest.newBuilder(list).header("Authorization", account).build(),
                BodyHandlers.ofString()));
        Subject beside =
            new Subject(
                "nginx", nginx.handle(), method, nginx.url().resolve(asked), Map.of(), false);
        Rounds.Results measured =
            new Rounds(report, scenario, Settings.ofSystem(), directory)
                .measure(List.of(beside, called));
        measured
            .find("nginx")
            .ifPresent(proxied ->
                report.add(
                    Bar.atLeast(
                        scenario,
                        "calls a second, to nginx's",
                        measured.of("server").calls().ratioTo(proxied.calls()),
                        0.25)));
      }
    } finally {
      Directories.delete(directory);
    }
  }

  private void fill(FaceClient client) {
    var user = client.users().getFirst();
    for (int i = 0; i < RECORDS; i++) {
      if (face.equals("dropbox")) {
        client.putFile(
            user, "/report %d.pdf".formatted(i), "content".getBytes(StandardCharsets.UTF_8));
      } else {
        client.createRecord(
            user,
            "Contact",
            Map.of(
                "FirstName", "Ann " + i, "LastName", "Example", "Email", "a" + i + "@example.org"));
      }
    }
  }

  /** The built-in definition with other hosts. */
  private Path definition(Path directory, URI provider) throws IOException {
    Path elements = directory.resolve("elements");
    Path target = elements.resolve(element);
    try (Stream<Path> files = Files.walk(ELEMENTS.resolve(element))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(ELEMENTS.resolve(element).relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Path definition = target.resolve("element.yaml");
    String text = Files.readString(definition);
    for (String host : hosts) {
      text = text.replace("https://" + host, provider.toString());
    }
    text = text.replaceFirst("(?m)^hosts: .*$", "hosts: [\"" + provider.getAuthority() + "\"]");
    Files.writeString(definition, text);
    return elements;
  }
}
