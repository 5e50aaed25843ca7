package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.Revision;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.util.regex.Pattern;

/** The revisions of files, which are ContentVersions. */
final class SalesforceRevisions {

  private static final Pattern ID = Pattern.compile("068[A-Za-z0-9]{12}([A-Z0-5]{3})?");

  private static final String VERSIONS =
      "SELECT Id, VersionNumber, Title, FileExtension, ContentSize, Checksum, ReasonForChange,"
          + " IsLatest, CreatedDate, ContentModifiedDate FROM ContentVersion"
          + " WHERE ContentDocumentId = ";

  private final SalesforceClient client;

  SalesforceRevisions(SalesforceClient client) {
    this.client = client;
  }

  /** The revisions of a file, the newest first. */
  Page<Revision> page(CloudFile file, PageRequest request) {
    String soql = VERSIONS + Soql.quoted(file.id()) + " ORDER BY CreatedDate DESC, Id DESC";
    Page<? extends JsonNode> versions =
        new SalesforceListing(client, () -> soql, false).page(request);
    return new Page<>(
        versions.items().stream().map(version -> of(file, version)).toList(), versions.next());
  }

  /** A revision of a file, whose {@code raw} has its number and its checksum. */
  Revision revision(CloudFile file, String id) {
    if (!ID.matcher(id).matches()) {
      throw DocumentsErrors.noPart("revision", id, null);
    }
    return client.query(VERSIONS + Soql.quoted(file.id()) + " AND Id = " + Soql.quoted(id)).stream()
        .findFirst()
        .map(version -> of(file, version))
        .orElseThrow(() -> DocumentsErrors.noPart("revision", id, null));
  }

  private static Revision of(CloudFile file, JsonNode version) {
    return new Revision(
        version.path("Id").asText(),
        file,
        version.path("ContentSize").asLong(),
        SalesforceItems.time(version.path("ContentModifiedDate")),
        version);
  }
}
