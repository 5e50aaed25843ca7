package dev.valence.sandbox.microsoft;

import org.jspecify.annotations.Nullable;

/** A call that the drive refuses, with the code of the error in its body. */
final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final @Nullable String detail;
  private final @Nullable String location;

  private ApiException(int status, String code, String message) {
    this(status, code, message, null, null);
  }

  private ApiException(
      int status, String code, String message, @Nullable String detail, @Nullable String location) {
    super(message);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.location = location;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  /** The more exact code of the inner error. */
  @Nullable String detail() {
    return detail;
  }

  /** Where to go on instead. */
  @Nullable String location() {
    return location;
  }

  static ApiException invalidRequest(String message) {
    return new ApiException(400, "invalidRequest", message);
  }

  static ApiException unauthorized(Resource resource, String message) {
    String code = resource == Resource.GRAPH ? "InvalidAuthenticationToken" : "unauthenticated";
    return new ApiException(401, code, message);
  }

  static ApiException accessDenied() {
    return new ApiException(403, "accessDenied", "Access denied");
  }

  static ApiException profileDenied() {
    return new ApiException(
        403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
  }

  static ApiException notFound() {
    return new ApiException(404, "itemNotFound", "The resource could not be found.");
  }

  static ApiException methodNotAllowed() {
    return new ApiException(
        405, "invalidRequest", "Specified HTTP method is not allowed for the request target.");
  }

  static ApiException nameAlreadyExists() {
    return new ApiException(
        409, "nameAlreadyExists", "An item with the same name already exists under the parent.");
  }

  static ApiException resourceModified() {
    return new ApiException(412, "resourceModified", "ETag does not match current item's value");
  }

  static ApiException quotaLimitReached() {
    return new ApiException(507, "quotaLimitReached", "Insufficient Space Available");
  }

  static ApiException tooLarge() {
    return new ApiException(413, "maxFragmentLengthExceeded", "The body is too large.");
  }

  static ApiException notSupported(int status, String message) {
    return new ApiException(status, "notSupported", message);
  }

  /** What was sent of a file is not what comes next. */
  static ApiException invalidRange(String detail, String message) {
    return new ApiException(416, "invalidRange", message, detail, null);
  }

  /**
   * The changes since then cannot be told any more.
   *
   * @param location where everything is told anew
   */
  static ApiException resyncRequired(String location) {
    return new ApiException(
        410,
        "resyncRequired",
        "Resync required. Replace any local items with the server's version.",
        "resyncChangesApplyDifferences",
        location);
  }
}
