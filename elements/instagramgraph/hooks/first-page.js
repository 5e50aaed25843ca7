// The first page has no cursor.
done({
  request_vendor_parameters: {
    fields: request_vendor_parameters.fields.replace('.after({wantedPage})', ''),
  },
});
