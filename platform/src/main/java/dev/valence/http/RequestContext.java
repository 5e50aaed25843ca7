package dev.valence.http;

import jakarta.enterprise.context.RequestScoped;

/** What the edge knows of the call that is being answered. */
@RequestScoped
public class RequestContext {

  private String requestId = "";
  private Vocabulary vocabulary = Vocabulary.ELEMENT;
  private Credentials credentials = Credentials.parse(null);

  /** The call's id: 24 hexadecimal digits, also in its answer's header and in its log lines. */
  public String requestId() {
    return requestId;
  }

  /** The words that the answer uses. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** The credentials that were sent; nothing says yet that they are valid. */
  public Credentials credentials() {
    return credentials;
  }

  void requestId(String id) {
    this.requestId = id;
  }

  void vocabulary(Vocabulary words) {
    this.vocabulary = words;
  }

  void credentials(Credentials sent) {
    this.credentials = sent;
  }
}
