package dev.valence.hubs.social;

import dev.valence.hubs.documents.HubCaller;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every element of the social hub does, seen by an app (contract, core 5.0, 5.5, 7.6 and 7.8).
 * The test of an element extends it and gives an account; what the element does not have it is not
 * asked for. What became of it is in the compatibility matrix.
 */
abstract class SocialHubContract
    implements AccountBehaviours,
        ListBehaviours,
        MediaBehaviours,
        CommentBehaviours,
        PublishingBehaviours,
        MentionBehaviours,
        InsightBehaviours,
        LikeBehaviours,
        FollowBehaviours,
        TagBehaviours,
        HashtagBehaviours,
        DiscoveryBehaviours,
        WithdrawnBehaviours,
        FailureBehaviours {

  private HubCaller hub;

  @BeforeEach
  final void openAccount() {
    hub = account().emptied();
  }

  @Override
  public final HubCaller hub() {
    return hub;
  }
}
