// With Instagram Login "me" is the account; with Facebook Login it is a person, whose pages have it.
if (String(configuration['login.kind']).toLowerCase() !== 'facebook') {
  done({ continue: false, response_body: {} });
}
