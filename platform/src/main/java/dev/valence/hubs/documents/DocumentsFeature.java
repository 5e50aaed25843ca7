package dev.valence.hubs.documents;

/** What a provider may have beyond an operation itself. */
public enum DocumentsFeature {
  /** {@link DocumentsHub#tags} and {@link DocumentsHub#retag}. */
  TAGS("Keeps tags; otherwise Valence does."),
  /** {@link Update#description} and {@link Upload#description} are kept. */
  DESCRIPTION("Keeps descriptions; otherwise Valence does."),
  /** {@link DocumentsHub#delete} can do without the trash. */
  PERMANENT_DELETION("Deletes for good with emptyTrash."),
  /** {@link DocumentsHub#export}. */
  EXPORT("Converts files to the media type that a download asks for."),
  /** {@link LinkRequest#expires} has an effect. */
  LINK_EXPIRY("Lets links expire."),
  /** {@link LinkRequest#password} has an effect. */
  LINK_PASSWORD("Protects links by a password."),
  /** {@link LinkRequest.Visibility#TEAM_ONLY} has an effect. */
  LINK_FOR_TEAM("Restricts links to the account's team.");

  private final String description;

  DocumentsFeature(String description) {
    this.description = description;
  }

  /** What it is, in a sentence. */
  public String description() {
    return description;
  }
}
