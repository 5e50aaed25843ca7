package dev.valence.sandbox.microsoft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.microsoft.graph.core.models.UploadResult;
import com.microsoft.graph.core.tasks.LargeFileUploadTask;
import com.microsoft.graph.drives.item.items.ItemsRequestBuilder;
import com.microsoft.graph.drives.item.items.item.DriveItemItemRequestBuilder;
import com.microsoft.graph.drives.item.items.item.copy.CopyPostRequestBody;
import com.microsoft.graph.drives.item.items.item.createlink.CreateLinkPostRequestBody;
import com.microsoft.graph.drives.item.items.item.createuploadsession.CreateUploadSessionPostRequestBody;
import com.microsoft.graph.drives.item.items.item.delta.DeltaGetResponse;
import com.microsoft.graph.drives.item.items.item.invite.InvitePostRequestBody;
import com.microsoft.graph.models.DriveItem;
import com.microsoft.graph.models.DriveItemUploadableProperties;
import com.microsoft.graph.models.DriveItemVersion;
import com.microsoft.graph.models.DriveRecipient;
import com.microsoft.graph.models.Folder;
import com.microsoft.graph.models.ItemReference;
import com.microsoft.graph.models.Permission;
import com.microsoft.graph.models.UploadSession;
import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.RequestInformation;
import dev.valence.sandbox.Call;
import java.io.ByteArrayInputStream;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Microsoft's own Java client makes of what changes a drive. */
class GraphClientWritesTest extends MicrosoftTest {

  private GraphServiceClient client;
  private String driveId;

  @BeforeEach
  void connect() throws Exception {
    String token = graphToken();
    // The token is for Graph and nobody else.
    client =
        new GraphServiceClient((request, more) -> {
          if (isForGraph(request)) {
            request.headers.add("Authorization", "Bearer " + token);
          }
        });
    client.getRequestAdapter().setBaseUrl(graph);
    driveId = client.me().drive().get().getId();
  }

  @Test
  void itWritesAFileAndReadsItsVersions() {
    DriveItem made =
        item("root:/a b/ü#.txt:").content().put(new ByteArrayInputStream("one".getBytes(UTF_8)));
    item(made.getId()).content().put(new ByteArrayInputStream("three".getBytes(UTF_8)));

    assertThat(content("/a b/ü#.txt")).isEqualTo("three");
    List<DriveItemVersion> versions = item(made.getId()).versions().get().getValue();
    assertThat(versions).extracting(DriveItemVersion::getId).containsExactly("2.0", "1.0");
    item(made.getId()).versions().byDriveItemVersionId("1.0").restoreVersion().post();
    assertThat(content("/a b/ü#.txt")).isEqualTo("one");
  }

  @Test
  void itUploadsALargeFileInPieces() throws Exception {
    byte[] bytes = new byte[2 * 1024 * 1024 + 7];
    new Random(1).nextBytes(bytes);
    CreateUploadSessionPostRequestBody body = new CreateUploadSessionPostRequestBody();
    DriveItemUploadableProperties properties = new DriveItemUploadableProperties();
    properties.getAdditionalData().put("@microsoft.graph.conflictBehavior", "fail");
    body.setItem(properties);
    UploadSession session = item("root:/deep/big.bin:").createUploadSession().post(body);

    UploadResult<DriveItem> result =
        new LargeFileUploadTask<>(
                client.getRequestAdapter(),
                session,
                new ByteArrayInputStream(bytes),
                bytes.length,
                2L * 320 * 1024,
                DriveItem::createFromDiscriminatorValue)
            .upload();

    assertThat(result.isUploadSuccessful()).isTrue();
    assertThat(result.itemResponse.getSize()).isEqualTo(bytes.length);
    assertThat(microsoft.file(alex(), "/deep/big.bin")).isEqualTo(bytes);
  }

  @Test
  void itMakesAFolderAndMovesAFileIntoIt() {
    put("/a.txt", "hello");
    DriveItem made = item("root").children().post(folder());
    DriveItem change = new DriveItem();
    change.setName("b.txt");
    ItemReference parent = new ItemReference();
    parent.setId(made.getId());
    change.setParentReference(parent);

    item("root:/a.txt:").patch(change);

    assertThat(paths()).containsExactly("/folder", "/folder/b.txt");
    assertThatThrownBy(() -> item("root").children().post(folder()))
        .asInstanceOf(type(ODataError.class))
        .satisfies(error -> assertThat(error.getError().getCode()).isEqualTo("nameAlreadyExists"));
  }

  @Test
  void itBeginsACopy() throws Exception {
    put("/a.txt", "hello");
    CopyPostRequestBody body = new CopyPostRequestBody();
    body.setName("b.txt");

    item("root:/a.txt:").copy().post(body);

    for (int i = 0; i < 100 && !paths().contains("/b.txt"); i++) {
      Thread.sleep(20);
    }
    assertThat(content("/b.txt")).isEqualTo("hello");
    assertThat(microsoft.calls()).extracting(Call::status).contains(202);
  }

  @Test
  void itSharesAFile() {
    put("/a.txt", "hello");
    CreateLinkPostRequestBody link = new CreateLinkPostRequestBody();
    link.setType("view");
    link.setScope("anonymous");
    Permission made = item("root:/a.txt:").createLink().post(link);
    InvitePostRequestBody invitation = new InvitePostRequestBody();
    DriveRecipient bea = new DriveRecipient();
    bea.setEmail("bea@contoso.com");
    invitation.setRecipients(List.of(bea));
    invitation.setRoles(List.of("write"));
    item("root:/a.txt:").invite().post(invitation);

    List<Permission> all = item("root:/a.txt:").permissions().get().getValue();
    item("root:/a.txt:").permissions().byPermissionId(made.getId()).delete();

    assertThat(made.getLink().getWebUrl()).contains("/:u:/g/personal/");
    assertThat(all)
        .extracting(one -> one.getRoles().getFirst())
        .containsExactly("owner", "read", "write");
    assertThat(item("root:/a.txt:").permissions().get().getValue()).hasSize(2);
  }

  @Test
  void itFindsItemsAndChanges() {
    put("/it's here/a.txt", "hello");
    DeltaGetResponse first = item("root").delta().get();
    item("root:/it's here:").delete();
    DeltaGetResponse second = item("root").delta().withUrl(first.getOdataDeltaLink()).get();

    assertThat(first.getValue()).hasSize(3);
    assertThat(second.getValue())
        .hasSize(2)
        .allSatisfy(item -> assertThat(item.getDeleted().getState()).isEqualTo("deleted"));
    put("/it's there/b.txt", "hello");
    assertThat(item("root").searchWithQ("it''s").get().getValue())
        .extracting(DriveItem::getName)
        .containsExactly("it's there");
  }

  private static boolean isForGraph(RequestInformation request) {
    try {
      return request.getUri().toString().startsWith(graph);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DriveItem folder() {
    DriveItem folder = new DriveItem();
    folder.setName("folder");
    folder.setFolder(new Folder());
    return folder;
  }

  private DriveItemItemRequestBuilder item(String id) {
    ItemsRequestBuilder items = client.drives().byDriveId(driveId).items();
    return items.byDriveItemId(id);
  }
}
