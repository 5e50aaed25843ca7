// Uses an account with the client that Dropbox publishes for JavaScript, and prints what it saw.
// Environment: BASE (where the sandbox's Dropbox is), TOKEN, and for renewal REFRESH_TOKEN,
// CLIENT_ID, CLIENT_SECRET.
const { Dropbox, DropboxAuth } = require('dropbox');
const nodeFetch = require('node-fetch');

const { BASE, TOKEN, REFRESH_TOKEN, CLIENT_ID, CLIENT_SECRET } = process.env;
const toSandbox = (url, options) =>
  nodeFetch(String(url).replace(/^https:\/\/[^/]+/, BASE), options);
const seen = {};

/** The error that a call ends with. */
async function errorOf(call) {
  try {
    await call;
  } catch (error) {
    return { status: error.status, error: error.error.error };
  }
  throw new Error('the call should have failed');
}

async function main() {
  const auth = new DropboxAuth({
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    refreshToken: REFRESH_TOKEN,
    fetch: toSandbox,
  });
  await auth.refreshAccessToken();
  seen.renewed = auth.getAccessToken() !== TOKEN;

  const dropbox = new Dropbox({ accessToken: TOKEN, fetch: toSandbox });
  seen.email = (await dropbox.usersGetCurrentAccount()).result.email;

  await dropbox.filesUpload({ path: '/from node/ä 1.txt', contents: Buffer.from('hello') });
  for (let i = 0; i < 5; i++) {
    await dropbox.filesUpload({ path: `/from node/${i}.txt`, contents: Buffer.from('x') });
  }
  let page = (await dropbox.filesListFolder({ path: '/from node', limit: 2 })).result;
  seen.names = page.entries.map((entry) => entry.name);
  while (page.has_more) {
    page = (await dropbox.filesListFolderContinue({ cursor: page.cursor })).result;
    seen.names.push(...page.entries.map((entry) => entry.name));
  }
  const download = (await dropbox.filesDownload({ path: '/from node/ä 1.txt' })).result;
  seen.downloaded = download.fileBinary.toString('utf8');

  seen.moved = (
    await dropbox.filesMoveV2({ from_path: '/from node/0.txt', to_path: '/moved/0.txt' })
  ).result.metadata.path_display;
  seen.copied = (
    await dropbox.filesCopyV2({ from_path: '/moved', to_path: '/copied' })
  ).result.metadata['.tag'];
  seen.conflict = await errorOf(
    dropbox.filesCopyV2({ from_path: '/moved', to_path: '/copied' })
  );
  seen.missing = await errorOf(dropbox.filesGetMetadata({ path: '/missing' }));
  seen.found = (
    await dropbox.filesSearchV2({ query: '1', options: { path: '/from node' } })
  ).result.matches.map((match) => match.metadata.metadata.name);

  await dropbox.filesUpload({
    path: '/from node/1.txt',
    contents: Buffer.from('second'),
    mode: { '.tag': 'overwrite' },
  });
  const revisions = (await dropbox.filesListRevisions({ path: '/from node/1.txt' })).result;
  seen.revisions = revisions.entries.map((entry) => entry.size);
  const old = revisions.entries[1].rev;
  seen.restored = (await dropbox.filesRestore({ path: '/from node/1.txt', rev: old })).result.size;

  const settings = {
    requested_visibility: { '.tag': 'password' },
    link_password: 'secret',
    expires: '2100-01-02T03:04:05Z',
  };
  const link = (
    await dropbox.sharingCreateSharedLinkWithSettings({ path: '/from node/1.txt', settings })
  ).result;
  seen.link = [link['.tag'], link.expires, link.link_permissions.requested_visibility['.tag']];
  seen.secondLink = (
    await errorOf(dropbox.sharingCreateSharedLinkWithSettings({ path: '/from node/1.txt' }))
  ).error['.tag'];
  seen.links = (await dropbox.sharingListSharedLinks({ path: '/from node/1.txt' })).result.links
    .length;
  await dropbox.sharingRevokeSharedLink({ url: link.url });

  await dropbox.filesTagsAdd({ path: '/from node/1.txt', tag_text: 'Red' });
  seen.tags = (await dropbox.filesTagsGet({ paths: ['/from node/1.txt'] })).result
    .paths_to_tags[0].tags.map((tag) => tag.tag_text);

  const template = (
    await dropbox.filePropertiesTemplatesAddForUser({
      name: 'Security',
      description: 'How secret',
      fields: [{ name: 'level', description: 'A level', type: { '.tag': 'string' } }],
    })
  ).result.template_id;
  await dropbox.filePropertiesPropertiesAdd({
    path: '/from node/1.txt',
    property_groups: [{ template_id: template, fields: [{ name: 'level', value: 'high' }] }],
  });
  const withProperties = (
    await dropbox.filesGetMetadata({
      path: '/from node/1.txt',
      include_property_groups: { '.tag': 'filter_some', filter_some: [template] },
    })
  ).result;
  seen.properties = withProperties.property_groups[0].fields;

  const temporary = (await dropbox.filesGetTemporaryLink({ path: '/from node/1.txt' })).result;
  seen.temporary = await (await nodeFetch(temporary.link)).text();

  await dropbox.filesDeleteV2({ path: '/from node' });
  seen.deleted = (await errorOf(dropbox.filesListFolder({ path: '/from node' }))).error;
}

main().then(
  () => console.log(JSON.stringify(seen)),
  (error) => {
    console.error(error, JSON.stringify(error.error));
    process.exitCode = 1;
  }
);
