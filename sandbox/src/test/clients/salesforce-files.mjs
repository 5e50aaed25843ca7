// Works with the files of a Salesforce user by jsforce and tells what it saw.
import jsforce from 'jsforce';

const [instanceUrl, accessToken] = process.argv.slice(2);
const connection = new jsforce.Connection({ instanceUrl, accessToken, version: '60.0' });
const seen = {};

// A file by its record, and a second version of it.
const version = await connection.sobject('ContentVersion').create({
  Title: 'Grüße #1',
  PathOnClient: 'gruesse.txt',
  VersionData: Buffer.from('hello').toString('base64'),
});
const record = await connection.sobject('ContentVersion').retrieve(version.id);
const document = record.ContentDocumentId;
seen.created = [record.Title, record.FileExtension, record.ContentSize, record.Checksum];
await connection.sobject('ContentVersion').create({
  ContentDocumentId: document,
  PathOnClient: 'gruesse.txt',
  VersionData: Buffer.from('hello again').toString('base64'),
});
seen.versions = (
  await connection
    .sobject('ContentVersion')
    .find({ ContentDocumentId: document }, ['VersionNumber', 'IsLatest'])
    .sort('VersionNumber')
).map((each) => [each.VersionNumber, each.IsLatest]);
const chunks = [];
for await (const chunk of connection.sobject('ContentVersion').record(version.id).blob('VersionData')) {
  chunks.push(chunk);
}
seen.data = Buffer.concat(chunks).toString();

// A file and a folder by the Connect API.
const folder = await connection.requestPost('/connect/folders/root/items', {
  type: 'Folder',
  folder: { path: 'Ordner/tief' },
});
const boundary = 'of-a-script';
const part = (head, content) => `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`;
const uploaded = await connection.request({
  method: 'POST',
  url: '/connect/files/users/me',
  body:
    part('name="json"\r\nContent-Type: application/json', JSON.stringify({ title: 'neu.txt', desc: 'da' })) +
    part('name="fileData"; filename="neu.txt"\r\nContent-Type: text/plain', 'inhalt') +
    `--${boundary}--\r\n`,
  headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
});
seen.uploaded = [uploaded.title, uploaded.description, uploaded.contentSize, uploaded.versionNumber];
seen.moved = (
  await connection.requestPatch(`/connect/files/${uploaded.id}`, { parentFolderId: folder.folder.id })
).parentFolder.id === folder.folder.id;
seen.items = (await connection.request(folder.folder.itemsUrl)).items.map((item) => item.file.title);
seen.content = await connection.request(uploaded.downloadUrl);

// Comments.
const post = await connection.chatter.resource('/feed-elements').create({
  feedElementType: 'FeedItem',
  subjectId: uploaded.id,
  body: { messageSegments: [{ type: 'Text', text: 'Look' }] },
});
const comments = connection.chatter.resource(`/feed-elements/${post.id}/capabilities/comments/items`);
await comments.create({ body: { messageSegments: [{ type: 'Text', text: 'Fine' }] } });
seen.comments = (await comments.retrieve()).items.map((item) => item.body.text);
seen.me = (await connection.chatter.resource('/users/me').retrieve()).username;

// Finding, deleting.
seen.found = (await connection.search('FIND {neu} RETURNING ContentDocument(Id, Title)')).searchRecords.map(
  (each) => each.Title,
);
await connection.sobject('ContentDocument').destroy(document);
seen.deleted = (
  await connection.query(`SELECT Title, IsDeleted FROM ContentDocument WHERE Id = '${document}'`, { scanAll: true })
).records.map((each) => each.IsDeleted);
seen.left = (await connection.query('SELECT Id FROM ContentDocument')).totalSize;
seen.space = (await connection.limits()).FileStorageMB.Max > 0;
try {
  await connection.request(`/connect/files/${document}`);
} catch (error) {
  seen.gone = [error.errorCode, error.message];
}
console.log(JSON.stringify(seen));
