// Makes the hub's contacts of the provider's.
if (response_iserror) {
  done();
  return;
}
var out = [];
var seen = {};
for (var i = 0; i < response_body.length; i++) {
  var item = response_body[i];
  if (!item || item.deleted) {
    continue;
  }
  var contact = {
    id: String(item.id),
    name: (item.first + ' ' + item.last).trim(),
    email: item.email ? item.email.toLowerCase() : null
  };
  if (item.created) {
    contact.createdDate = new Date(item.created).toISOString();
  }
  contact.tags = (item.tags || [])
    .filter(function (tag) { return tag.indexOf('x-') !== 0; })
    .map(function (tag) { return tag.toUpperCase(); });
  contact.address = {};
  Object.keys(item.address || {}).forEach(function (key) {
    if (item.address[key] !== null) {
      contact.address[key] = item.address[key];
    }
  });
  if (!seen[contact.email]) {
    seen[contact.email] = true;
    out.push(contact);
  }
}
done({response_body: out, response_status_code: 200});
