package dev.valence.sandbox.microsoft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.microsoft.graph.core.tasks.PageIterator;
import com.microsoft.graph.drives.item.items.ItemsRequestBuilder;
import com.microsoft.graph.models.Drive;
import com.microsoft.graph.models.DriveItem;
import com.microsoft.graph.models.DriveItemCollectionResponse;
import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Microsoft's own Java client makes of it. */
class GraphClientTest extends MicrosoftTest {

  private GraphServiceClient client;
  private Drive drive;

  @BeforeEach
  void connect() throws Exception {
    String token = graphToken();
    client =
        new GraphServiceClient(
            (request, more) -> request.headers.add("Authorization", "Bearer " + token));
    client.getRequestAdapter().setBaseUrl(graph);
    drive = client.me().drive().get();
  }

  @Test
  void itReadsTheDrive() {
    assertThat(drive.getDriveType()).isEqualTo("business");
    assertThat(drive.getOwner().getUser().getDisplayName()).isEqualTo("Alex Example");
    assertThat(drive.getQuota().getTotal()).isEqualTo(alex().storageBytes());
    assertThat(client.me().get().getUserPrincipalName()).isEqualTo(alex().email());
  }

  @Test
  void itFollowsThePagesOfAFolder() throws Exception {
    for (int i = 0; i < 5; i++) {
      microsoft.putFile(alex(), "/a b/" + i + ".txt", "hello".getBytes(UTF_8));
    }
    DriveItemCollectionResponse first =
        items()
            .byDriveItemId("root:/a b:")
            .children()
            .get(call -> {
              call.queryParameters.top = 2;
              call.queryParameters.orderby = new String[] {"name"};
            });
    List<DriveItem> found = new ArrayList<>();

    new PageIterator.Builder<DriveItem, DriveItemCollectionResponse>()
        .client(client)
        .collectionPage(first)
        .collectionPageFactory(DriveItemCollectionResponse::createFromDiscriminatorValue)
        .processPageItemCallback(found::add)
        .build()
        .iterate();

    assertThat(found)
        .extracting(DriveItem::getName)
        .containsExactly("0.txt", "1.txt", "2.txt", "3.txt", "4.txt");
    DriveItem item = found.getFirst();
    assertThat(item.getSize()).isEqualTo(5);
    assertThat(item.getParentReference().getDriveId()).isEqualTo(drive.getId());
    assertThat(item.getFile().getHashes().getQuickXorHash())
        .isEqualTo(microsoft.tree(alex()).getLast().contentHash());
    assertThat(item.getLastModifiedDateTime()).isNotNull();
  }

  @Test
  void itDownloadsAndDeletesAFile() throws Exception {
    microsoft.putFile(alex(), "/a#1.txt", "hello".getBytes(UTF_8));
    DriveItem item = items().byDriveItemId("root").children().get().getValue().getFirst();

    try (InputStream content = items().byDriveItemId(item.getId()).content().get()) {
      assertThat(content).hasContent("hello");
    }
    items().byDriveItemId(item.getId()).delete();

    assertThat(microsoft.tree(alex())).isEmpty();
  }

  @Test
  void itReadsAnError() {
    assertThatThrownBy(() -> items().byDriveItemId("01MISSING").get())
        .asInstanceOf(type(ODataError.class))
        .satisfies(error -> {
          assertThat(error.getResponseStatusCode()).isEqualTo(404);
          assertThat(error.getError().getCode()).isEqualTo("itemNotFound");
          assertThat(error.getError().getInnerError().getRequestId()).isNotEmpty();
        });
  }

  private ItemsRequestBuilder items() {
    return client.drives().byDriveId(drive.getId()).items();
  }
}
