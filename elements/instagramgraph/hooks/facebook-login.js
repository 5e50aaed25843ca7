// What Meta gives to nobody who has logged in at Instagram.
if (String(configuration['login.kind']).toLowerCase() !== 'facebook') {
  done({
    continue: false,
    response_status_code: 501,
    response_error_message:
      'Instagram offers this with Facebook Login alone: connect the account with login.kind facebook.',
  });
}
