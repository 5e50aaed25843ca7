package dev.valence.http;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** What the edge knows of the call that is being answered. */
@RequestScoped
public class RequestContext {

  private String requestId = "";
  private @Nullable String address;
  private Vocabulary vocabulary = Vocabulary.ELEMENT;
  private Credentials credentials = Credentials.parse(null);

  /** The call's id: 24 hexadecimal digits, also in its answer's header and in its log lines. */
  public String requestId() {
    return requestId;
  }

  /** The network address of the client, or of the proxy that is not trusted; null without one. */
  public @Nullable String address() {
    return address;
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

  void address(@Nullable String remote) {
    this.address = remote;
  }

  void vocabulary(Vocabulary words) {
    this.vocabulary = words;
  }

  void credentials(Credentials sent) {
    this.credentials = sent;
  }
}
