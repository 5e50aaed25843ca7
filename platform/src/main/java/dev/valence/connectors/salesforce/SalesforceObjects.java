package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.ceql.SoqlType;
import dev.valence.connectors.Connection;
import dev.valence.hubs.documents.Download;
import dev.valence.hubs.objects.Blob;
import dev.valence.hubs.objects.ObjectDescription;
import dev.valence.hubs.objects.ObjectDescription.Field;
import dev.valence.hubs.objects.ObjectQuery;
import dev.valence.hubs.objects.ObjectsErrors;
import dev.valence.hubs.objects.ObjectsHub;
import dev.valence.hubs.objects.Projection;
import dev.valence.hubs.objects.Records;
import dev.valence.model.ApiException;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The records of one Salesforce account. */
final class SalesforceObjects implements ObjectsHub {

  /** Types that only put together what other fields have as well. */
  private static final Set<String> COMPOUND = Set.of("address", "location");

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?");

  private final SalesforceClient client;
  private final SalesforceDescriptions descriptions;
  private final SalesforceChanging changing;
  private final SalesforceBlobs blobs;
  private final String user;

  SalesforceObjects(Connection connection, SalesforceDescriptions descriptions) {
    this.client = SalesforceClient.of(connection);
    this.descriptions = descriptions;
    this.user = connection.configuration("sfdc.user.id.url").orElse("");
    this.blobs = new SalesforceBlobs(client);
    this.changing = new SalesforceChanging(client, new SalesforceUsers(client, this::ownId));
  }

  @Override
  public void ping() {
    try {
      client.ping();
    } catch (SalesforceError e) {
      throw e.toApiException();
    }
  }

  @Override
  public List<String> objects() {
    try {
      return SalesforceClient.items(client.get("/sobjects"), "sobjects").stream()
          .filter(object -> object.path("queryable").asBoolean())
          .map(object -> object.path("name").asText())
          .toList();
    } catch (SalesforceError e) {
      throw e.toApiException();
    }
  }

  @Override
  public ObjectDescription describe(String object) {
    return about(object, () -> descriptions.of(client, user, Records.of(object).object()));
  }

  @Override
  public int maximumPageSize() {
    return SalesforceListing.LARGEST_PORTION;
  }

  @Override
  public Page<ObjectNode> list(ObjectQuery query, PageRequest page) {
    return about(
        query.object(),
        () ->
            new SalesforceListing(client, () -> soql(query), query.projection().metadata())
                .page(page));
  }

  @Override
  public long count(ObjectQuery query) {
    JsonNode total =
        about(
                query.object(),
                () ->
                    client.get(
                        "/query", Map.of("q", Soql.count(query, types(query.object()))), Map.of()))
            .path("totalSize");
    if (!total.isIntegralNumber()) {
      throw ApiException.ofProvider(
          502, "Salesforce did not tell how many records there are.", null);
    }
    return total.asLong();
  }

  @Override
  public ObjectNode read(Records of, String id, Projection projection) {
    requireId(of, id);
    boolean plain =
        of.values().isEmpty() && projection.fields().stream().noneMatch(it -> it.contains("."));
    return aboutRecord(
        of.object(),
        id,
        () ->
            plain
                ? SalesforceRecords.of(
                    client.get("/sobjects/" + of.object() + "/" + id, fields(projection), Map.of()),
                    projection.metadata())
                : selected(of, id, projection));
  }

  @Override
  public ObjectNode create(Records of, ObjectNode values, @Nullable Blob file) {
    if (file == null) {
      return about(of.object(), () -> changing.create(of, values));
    }
    ObjectDescription object = describe(of.object());
    String id =
        about(
            of.object(),
            () ->
                blobs
                    .send(
                        "POST",
                        "/sobjects/" + of.object(),
                        object,
                        SalesforceChanging.newValues(of, values),
                        file)
                    .path("id")
                    .asText());
    return read(Records.of(of.object()), id, Projection.ALL);
  }

  @Override
  public ObjectNode update(Records of, String id, ObjectNode values, @Nullable Blob file) {
    requireAmong(of, id);
    if (file == null) {
      return aboutRecord(of.object(), id, () -> changing.update(of, id, values));
    }
    ObjectDescription object = describe(of.object());
    aboutRecord(
        of.object(),
        id,
        () ->
            blobs.send(
                "PATCH",
                "/sobjects/" + of.object() + "/" + id,
                object,
                SalesforceChanging.otherValues(of, values),
                file));
    return read(of, id, Projection.ALL);
  }

  @Override
  public Download content(Records of, String id) {
    requireAmong(of, id);
    ObjectDescription object = describe(of.object());
    return aboutRecord(of.object(), id, () -> blobs.open(object, id));
  }

  @Override
  public void delete(Records of, String id) {
    requireAmong(of, id);
    aboutRecord(of.object(), id, () -> changing.delete(of, id));
  }

  @Override
  public String ownId(String object) {
    String id = user.substring(user.lastIndexOf('/') + 1);
    if (ID.matcher(id).matches()) {
      return id;
    }
    try {
      return client.get("/chatter/users/me").path("id").asText();
    } catch (SalesforceError e) {
      throw e.toApiException();
    }
  }

  private ObjectNode selected(Records of, String id, Projection projection) {
    ObjectQuery query = ObjectQuery.of(of.with(Map.of(Soql.ID, id))).giving(projection);
    return list(query, new PageRequest(1, null)).items().stream()
        .findFirst()
        .orElseThrow(() -> ObjectsErrors.unknownRecord(of.object(), id, null));
  }

  /** What is not among the records is not changed. */
  private void requireAmong(Records of, String id) {
    requireId(of, id);
    if (!of.values().isEmpty()) {
      aboutRecord(of.object(), id, () -> selected(of, id, new Projection(List.of(Soql.ID), false)));
    }
  }

  private static void requireId(Records of, String id) {
    if (!ID.matcher(id).matches()) {
      throw ObjectsErrors.unknownRecord(of.object(), id, null);
    }
  }

  private static Map<String, String> fields(Projection projection) {
    return projection.fields().isEmpty()
        ? Map.of()
        : Map.of("fields", String.join(",", Soql.withId(projection.fields())));
  }

  private String soql(ObjectQuery query) {
    List<String> fields = query.projection().fields();
    return Soql.records(
        query, fields.isEmpty() ? allFields(query.object()) : fields, types(query.object()));
  }

  /** The types of an object's fields by their names, asked for when a condition needs them. */
  private Function<String, Optional<SoqlType>> types(String object) {
    return field ->
        describe(object).field(field).flatMap(found -> SoqlType.described(found.nativeType()));
  }

  private List<String> allFields(String object) {
    return descriptions.of(client, user, object).fields().stream()
        .filter(field -> !COMPOUND.contains(field.nativeType()))
        .map(Field::name)
        .toList();
  }

  private static <T> T about(String object, Supplier<T> call) {
    try {
      return call.get();
    } catch (SalesforceError e) {
      throw e.about(object);
    }
  }

  private static <T> T aboutRecord(String object, String id, Supplier<T> call) {
    try {
      return call.get();
    } catch (SalesforceError e) {
      throw e.notFound()
          ? ObjectsErrors.unknownRecord(object, id, e.getMessage())
          : e.about(object);
    }
  }
}
