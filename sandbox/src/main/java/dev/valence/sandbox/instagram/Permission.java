package dev.valence.sandbox.instagram;

/** What a call of the API of today can need, under its names at both logins. */
enum Permission {
  BASIC("instagram_business_basic", "instagram_basic"),
  PUBLISH("instagram_business_content_publish", "instagram_content_publish"),
  COMMENTS("instagram_business_manage_comments", "instagram_manage_comments"),
  INSIGHTS("instagram_business_manage_insights", "instagram_manage_insights");

  private final String atInstagram;
  private final String atFacebook;

  Permission(String atInstagram, String atFacebook) {
    this.atInstagram = atInstagram;
    this.atFacebook = atFacebook;
  }

  String scope(Generation generation) {
    return generation == Generation.FACEBOOK ? atFacebook : atInstagram;
  }
}
