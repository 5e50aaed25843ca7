package dev.valence.http;

import dev.valence.model.ApiException;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns the paging parameters of a call into a {@link PageRequest} and a {@link Page} into its
 * answer (contract, core 1.4 and 1.7).
 */
@RequestScoped
public class Paging {

  private static final Pattern HUB = Pattern.compile("^/*(?:hubs/[^/]+/)?");

  private static final Pattern OFFSET = Pattern.compile("[0-9]{1,9}");

  private final UriInfo uri;
  private final SignedTokens tokens;

  Paging(UriInfo uri, SignedTokens tokens) {
    this.uri = uri;
    this.tokens = tokens;
  }

  /**
   * Reads {@code pageSize} and {@code nextPage} of the current call.
   *
   * @throws ApiException 400 for a size that is not a number in range and for a token that this
   *     installation has not given out
   */
  public PageRequest request() {
    String size = uri.getQueryParameters().getFirst("pageSize");
    return new PageRequest(
        size == null || size.isBlank() ? PageRequest.DEFAULT_SIZE : number(size.strip()),
        place().orElse(null));
  }

  /**
   * Where in the list the token in {@code nextPage} of the current call leads, if there is one.
   *
   * @throws ApiException 400 for a token that this installation has not given out
   */
  public Optional<String> place() {
    return place("nextPage");
  }

  /**
   * Where in the list the token in a parameter of the current call leads, if there is one.
   *
   * @throws ApiException 400 for a token that this installation has not given out
   */
  public Optional<String> place(String parameter) {
    return Optional.ofNullable(uri.getQueryParameters().getFirst(parameter))
        .filter(token -> !token.isBlank())
        .map(token ->
            tokens
                .unwrap(list(), token.strip())
                .orElseThrow(() ->
                    ApiException.badRequest(
                        parameter + " is not a token that this API has given out.")));
  }

  /**
   * Reads {@code offset} of the current call: how many items are left out at the beginning.
   *
   * @throws ApiException 400 for anything but a number from 0
   */
  public int offset() {
    String offset = uri.getQueryParameters().getFirst("offset");
    if (offset == null || offset.isBlank()) {
      return 0;
    }
    if (!OFFSET.matcher(offset.strip()).matches()) {
      throw ApiException.badRequest("offset must be a number from 0, not '" + offset + "'.");
    }
    return Integer.parseInt(offset.strip());
  }

  /** The token that leads to a place in a list. */
  public String token(String place) {
    return tokens.wrap(list(), place);
  }

  /**
   * A bare JSON array with {@code Elements-Returned-Count} and {@code Elements-Next-Page-Token}.
   */
  public Response answer(Page<?> page) {
    Response.ResponseBuilder answer =
        Response.ok(page.items(), MediaType.APPLICATION_JSON)
            .header("Elements-Returned-Count", page.items().size());
    page.nextPage().ifPresent(next -> answer.header("Elements-Next-Page-Token", token(next)));
    return answer.build();
  }

  /** The same with {@code Elements-Total-Count}, how many items there are on all pages. */
  public Response answer(Page<?> page, long total) {
    return Response.fromResponse(answer(page)).header("Elements-Total-Count", total).build();
  }

  /** The path, without the hub that a hub's call may name or leave out. */
  private String list() {
    return HUB.matcher(uri.getPath()).replaceFirst("/");
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw ApiException.badRequest("pageSize must be a number, not '" + text + "'.");
    }
  }
}
