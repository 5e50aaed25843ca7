package dev.valence.sandbox.dropbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dropbox.core.v2.DbxClientV2;
import com.dropbox.core.v2.fileproperties.AddPropertiesErrorException;
import com.dropbox.core.v2.fileproperties.InvalidPropertyGroupErrorException;
import com.dropbox.core.v2.fileproperties.ModifyTemplateErrorException;
import com.dropbox.core.v2.fileproperties.PropertyField;
import com.dropbox.core.v2.fileproperties.PropertyFieldTemplate;
import com.dropbox.core.v2.fileproperties.PropertyGroup;
import com.dropbox.core.v2.fileproperties.PropertyGroupUpdate;
import com.dropbox.core.v2.fileproperties.PropertyType;
import com.dropbox.core.v2.fileproperties.TemplateErrorException;
import com.dropbox.core.v2.fileproperties.TemplateFilterBase;
import com.dropbox.core.v2.files.AddTagErrorException;
import com.dropbox.core.v2.files.FileMetadata;
import com.dropbox.core.v2.files.RemoveTagErrorException;
import dev.valence.sandbox.face.User;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What users write onto files: tags, and properties by templates. */
class DropboxLabelsTest extends DropboxTest {

  private DbxClientV2 client;
  private User user;

  @BeforeEach
  void authorize() throws Exception {
    client = client();
    user = dropbox.users().getFirst();
    dropbox.putFile(user, "/a.txt", new byte[1]);
  }

  @Test
  void tagsAreLowerCaseAndFollowTheFile() throws Exception {
    client.files().tagsAdd("/a.txt", "Blue");
    client.files().tagsAdd("/A.txt", "blue");
    client.files().tagsAdd("/a.txt", "size_1");
    client.files().moveV2("/a.txt", "/b.txt");

    assertThat(tags("/b.txt")).containsExactly("blue", "size_1");
    client.files().tagsRemove("/b.txt", "BLUE");
    assertThat(tags("/b.txt")).containsExactly("size_1");
    assertThatThrownBy(() -> client.files().tagsRemove("/b.txt", "blue"))
        .isInstanceOfSatisfying(
            RemoveTagErrorException.class,
            e -> assertThat(e.errorValue.isTagNotPresent()).isTrue());
  }

  @Test
  void anItemHasAtMostTwentyTags() throws Exception {
    for (int i = 0; i < 20; i++) {
      client.files().tagsAdd("/a.txt", "tag" + i);
    }

    assertThatThrownBy(() -> client.files().tagsAdd("/a.txt", "more"))
        .isInstanceOfSatisfying(
            AddTagErrorException.class, e -> assertThat(e.errorValue.isTooManyTags()).isTrue());
    assertThatThrownBy(() -> client.files().tagsAdd("/missing", "more"))
        .isInstanceOfSatisfying(
            AddTagErrorException.class,
            e -> assertThat(e.errorValue.getPathValue().isNotFound()).isTrue());
  }

  @Test
  void aTemplateIsKeptAndGrows() throws Exception {
    String id = template("Security", "level");

    client
        .fileProperties()
        .templatesUpdateForUserBuilder(id)
        .withName("Safety")
        .withAddFields(List.of(field("owner")))
        .start();

    var found = client.fileProperties().templatesGetForUser(id);
    assertThat(id).startsWith("ptid:");
    assertThat(found.getName()).isEqualTo("Safety");
    assertThat(found.getFields())
        .extracting(PropertyFieldTemplate::getName)
        .containsExactly("level", "owner");
    assertThat(client.fileProperties().templatesListForUser().getTemplateIds()).containsExactly(id);
    assertThatThrownBy(() ->
            client
                .fileProperties()
                .templatesUpdateForUserBuilder(id)
                .withAddFields(List.of(field("owner")))
                .start())
        .isInstanceOfSatisfying(
            ModifyTemplateErrorException.class,
            e -> assertThat(e.errorValue.isConflictingPropertyNames()).isTrue());
    assertThatThrownBy(() -> client.fileProperties().templatesRemoveForUser("ptid:unknown"))
        .isInstanceOfSatisfying(
            TemplateErrorException.class,
            e -> assertThat(e.errorValue.getTemplateNotFoundValue()).isEqualTo("ptid:unknown"));
  }

  @Test
  void propertiesAreAddedChangedAndRemoved() throws Exception {
    String id = template("Security", "level", "owner");
    client.fileProperties().propertiesAdd("/a.txt", List.of(group(id, "level", "high")));
    assertThat(properties(id)).containsExactly(Map.entry("level", "high"));

    client
        .fileProperties()
        .propertiesUpdate(
            "/a.txt",
            List.of(
                PropertyGroupUpdate.newBuilder(id)
                    .withAddOrUpdateFields(List.of(new PropertyField("owner", "Alex")))
                    .withRemoveFields(List.of("level"))
                    .build()));
    assertThat(properties(id)).containsExactly(Map.entry("owner", "Alex"));

    client.fileProperties().propertiesOverwrite("/a.txt", List.of(group(id, "level", "low")));
    assertThat(properties(id)).containsExactly(Map.entry("level", "low"));
    assertThat(
            ((FileMetadata)
                    client
                        .files()
                        .listFolderBuilder("")
                        .withIncludePropertyGroups(TemplateFilterBase.filterSome(List.of(id)))
                        .start()
                        .getEntries()
                        .getFirst())
                .getPropertyGroups())
        .hasSize(1);

    client.fileProperties().propertiesRemove("/a.txt", List.of(id));
    assertThat(properties(id)).isEmpty();
  }

  @Test
  void aRemovedTemplateTakesItsPropertiesAlong() throws Exception {
    String id = template("Security", "level");
    client.fileProperties().propertiesAdd("/a.txt", List.of(group(id, "level", "high")));

    client.fileProperties().templatesRemoveForUser(id);

    assertThat(properties(id)).isEmpty();
  }

  @Test
  void propertiesMustFitTheirTemplate() throws Exception {
    String id = template("Security", "level");
    client.fileProperties().propertiesAdd("/a.txt", List.of(group(id, "level", "high")));

    assertThatThrownBy(
            () -> client.fileProperties().propertiesAdd("/a.txt", List.of(group(id, "level", "x"))))
        .isInstanceOfSatisfying(
            AddPropertiesErrorException.class,
            e -> assertThat(e.errorValue.isPropertyGroupAlreadyExists()).isTrue());
    assertThatThrownBy(() ->
            client.fileProperties().propertiesOverwrite("/a.txt", List.of(group(id, "other", "x"))))
        .isInstanceOfSatisfying(
            InvalidPropertyGroupErrorException.class,
            e -> assertThat(e.errorValue.isDoesNotFitTemplate()).isTrue());
    assertThatThrownBy(() ->
            client
                .fileProperties()
                .propertiesOverwrite("/missing", List.of(group(id, "level", "x"))))
        .isInstanceOfSatisfying(
            InvalidPropertyGroupErrorException.class,
            e -> assertThat(e.errorValue.getPathValue().isNotFound()).isTrue());
  }

  @Test
  void anUploadCanHaveProperties() throws Exception {
    String id = template("Security", "level");

    client
        .files()
        .uploadBuilder("/b.txt")
        .withPropertyGroups(List.of(group(id, "level", "high")))
        .uploadAndFinish(new ByteArrayInputStream(new byte[3]));

    assertThat(properties("/b.txt", id)).containsExactly(Map.entry("level", "high"));
  }

  private List<String> tags(String path) throws Exception {
    return client.files().tagsGet(List.of(path)).getPathsToTags().getFirst().getTags().stream()
        .map(tag -> tag.getUserGeneratedTagValue().getTagText())
        .toList();
  }

  private String template(String name, String... fields) throws Exception {
    return client
        .fileProperties()
        .templatesAddForUser(
            name, "For tests", List.of(fields).stream().map(DropboxLabelsTest::field).toList())
        .getTemplateId();
  }

  private static PropertyFieldTemplate field(String name) {
    return new PropertyFieldTemplate(name, "A field", PropertyType.STRING);
  }

  private static PropertyGroup group(String template, String name, String value) {
    return new PropertyGroup(template, List.of(new PropertyField(name, value)));
  }

  private Map<String, String> properties(String template) throws Exception {
    return properties("/a.txt", template);
  }

  private Map<String, String> properties(String path, String template) throws Exception {
    FileMetadata file =
        (FileMetadata)
            client
                .files()
                .getMetadataBuilder(path)
                .withIncludePropertyGroups(TemplateFilterBase.filterSome(List.of(template)))
                .start();
    Map<String, String> properties = new TreeMap<>();
    file.getPropertyGroups()
        .forEach(group ->
            group.getFields().forEach(field -> properties.put(field.getName(), field.getValue())));
    return properties;
  }
}
