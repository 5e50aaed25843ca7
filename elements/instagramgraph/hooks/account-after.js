// Keeps which account is meant: the one that was wanted, else the first of the person's pages.
if (!response_iserror && response_body && response_body.data) {
  const accounts = response_body.data
    .map((page) => page.instagram_business_account)
    .filter(Boolean)
    .map((account) => account.id);
  const wanted = configuration['instagram.user.id'];
  if (accounts.length === 0) {
    done({
      response_status_code: 400,
      response_error_message:
        'None of the pages of this Facebook user has a business account of Instagram.',
    });
  } else {
    done({
      configuration: { 'instagram.user.id': accounts.includes(wanted) ? wanted : accounts[0] },
    });
  }
}
