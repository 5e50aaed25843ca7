// Instagram answers nearly every failure with 400 and names what it is.
const meta = response_iserror && response_body && response_body.meta;

if (meta) {
  switch (meta.error_type) {
    case 'APINotFoundError':
      done({ response_status_code: 404 });
      break;
    case 'APINotAllowedError':
    case 'OAuthPermissionsException':
      done({ response_status_code: 403 });
      break;
    default:
      done({});
  }
}
