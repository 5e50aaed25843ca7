package dev.valence.sandbox.microsoft;

/** A call that the drive refuses, with the code of the error in its body. */
final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  private ApiException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
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
}
