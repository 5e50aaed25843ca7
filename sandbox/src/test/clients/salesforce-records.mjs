// Works with the records of a Salesforce organization by jsforce and tells what it saw.
import jsforce from 'jsforce';

const [instanceUrl, accessToken, idUrl, now] = process.argv.slice(2);
const connection = new jsforce.Connection({ instanceUrl, accessToken, version: '60.0' });
const seen = {};
const failure = async (work) => {
  try {
    await work();
    return 'nothing';
  } catch (error) {
    return error.errorCode ?? error.name;
  }
};

// One record after the other.
const Account = connection.sobject('Account');
const acme = await Account.create({ Name: 'Acme', Industry: 'Banking' });
seen.created = [acme.success, acme.errors.length];
await Account.update({ Id: acme.id, Phone: '+49 1' });
const read = await Account.retrieve(acme.id);
seen.read = [read.Name, read.Phone, read.attributes.type];
seen.upserted = [];
for (const name of ['One', 'Two']) {
  const upserted = await Account.upsert({ Name: name, External_Id__c: 'k-1' }, 'External_Id__c');
  seen.upserted.push(upserted.created);
}
seen.refused = [
  await failure(() => Account.create({ Industry: 'Banking' })),
  await failure(() => Account.retrieve('0015j00000zzzzzAAA')),
  await failure(() => Account.upsert({ Name: 'x', Nothing__c: '1' }, 'Nothing__c')),
  await failure(() => connection.query('SELECT Id FROM Account WHERE')),
  await failure(() => connection.query("SELECT Id FROM Account WHERE CreatedDate = '2020-01-01'")),
  await failure(() => connection.sobject('Nothing').describe()),
];

// Many records at once.
const contacts = await connection.sobject('Contact').create(
  Array.from({ length: 450 }, (_, i) => ({ LastName: `C${i}`, AccountId: acme.id, Email: `c${i}@acme.com` })),
  { allowRecursive: true },
);
seen.many = [contacts.length, contacts.every((each) => each.success)];
seen.mixed = (
  await connection.sobject('Contact').create([{ LastName: 'Fine' }, { FirstName: 'Bad' }], { allOrNone: true })
).map((each) => each.errors[0].statusCode ?? each.errors[0].errorCode);
seen.changed = (
  await connection.sobject('Contact').update(contacts.slice(0, 3).map(({ id }) => ({ Id: id, Title: 'Dr' })))
).map((each) => each.success);
seen.retrieved = (await connection.sobject('Contact').retrieve(contacts.slice(0, 2).map(({ id }) => id))).map(
  (each) => each.Title,
);
seen.upsertedMany = (
  await Account.upsert(
    [
      { External_Id__c: 'k-1', Name: 'Three' },
      { External_Id__c: 'k-2', Name: 'Four' },
    ],
    'External_Id__c',
  )
).map((each) => each.created);

// Queries.
const found = await connection.query(
  "SELECT Id, Name, Owner.Name, (SELECT LastName FROM Contacts WHERE Title = 'Dr' ORDER BY LastName) FROM Account WHERE Name = 'Acme'",
);
seen.parent = found.records[0].Owner.Name;
seen.children = found.records[0].Contacts.records.map((each) => each.LastName);
const all = [];
const walk = connection.query('SELECT LastName, Account.Name FROM Contact ORDER BY CreatedDate', {
  autoFetch: true,
  maxFetch: 1000,
  headers: { 'Sforce-Query-Options': 'batchSize=200' },
});
walk.on('record', (record) => all.push(record.Account.Name));
await walk;
seen.fetched = [all.length, new Set(all).size];
const first = await connection.request({
  method: 'GET',
  url: `/query?q=${encodeURIComponent('SELECT Id FROM Contact')}`,
  headers: { 'Sforce-Query-Options': 'batchSize=200' },
});
const second = await connection.queryMore(first.nextRecordsUrl, { headers: { 'Sforce-Query-Options': 'batchSize=200' } });
seen.pages = [first.records.length, first.done, second.records.length, second.done];
seen.criteria = (
  await connection
    .sobject('Contact')
    .find({ 'Account.Name': 'Acme', LastName: { $like: 'C44%' } }, 'LastName')
    .sort({ LastName: -1 })
    .limit(2)
).map((each) => each.LastName);
seen.counted = await connection.sobject('Contact').count({ Title: 'Dr' });
seen.grouped = (
  await connection.query('SELECT Title, COUNT(Id) n FROM Contact GROUP BY Title ORDER BY COUNT(Id)')
).records.map((each) => [each.Title, each.n]);
seen.semiJoin = (
  await connection.query("SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE Title = 'Dr')")
).records.map((each) => each.Name);
seen.including = (
  await Account.select('Id, Name').include('Contacts').select('LastName').limit(1).end().where({ Name: 'Acme' })
)[0].Contacts.records.length;

// Several operations in a call.
const composite = await connection.requestPost('/composite', {
  allOrNone: true,
  compositeRequest: [
    { method: 'POST', url: '/services/data/v60.0/sobjects/Campaign', referenceId: 'c', body: { Name: 'Spring' } },
    {
      method: 'POST',
      url: '/services/data/v60.0/sobjects/CampaignMember',
      referenceId: 'm',
      body: { CampaignId: '@{c.id}', ContactId: contacts[0].id },
    },
  ],
});
seen.composite = composite.compositeResponse.map((each) => each.httpStatusCode);
const tree = await connection.requestPost('/composite/tree/Invoice__c', {
  records: [
    {
      attributes: { type: 'Invoice__c', referenceId: 'i' },
      Amount__c: 10,
      Invoice_Lines__r: { records: [{ attributes: { type: 'InvoiceLine__c', referenceId: 'l' }, Name: 'Line' }] },
    },
  ],
});
seen.tree = tree.results.map((each) => each.referenceId);

// Descriptions.
const description = await Account.describe();
seen.describe = [
  description.childRelationships.some((each) => each.relationshipName === 'Contacts' && each.cascadeDelete),
  description.fields.find((each) => each.name === 'External_Id__c').externalId,
];
seen.global = (await connection.describeGlobal()).sobjects.some((each) => each.name === 'Invoice__c' && each.custom);

// What has changed.
const end = new Date(Date.parse(now) + 120_000).toISOString();
const start = new Date(Date.parse(now) - 120_000).toISOString();
seen.updated = (await connection.sobject('Campaign').updated(start, end)).ids.length;
await Account.destroy(acme.id);
seen.deleted = (await Account.deleted(start, end)).deletedRecords.map((each) => each.id === acme.id);
seen.cascade = (await connection.query('SELECT COUNT() FROM Contact')).totalSize;
seen.destroyed = (
  await Account.destroy((await Account.find({}, 'Id')).map((each) => each.Id))
).map((each) => each.success);
seen.recycled = (
  await connection.query('SELECT Id FROM Account WHERE IsDeleted = true', { scanAll: true })
).totalSize;

// The organization.
const identity = await connection.request(idUrl);
seen.identity = identity.username;
seen.limits = (await connection.limits()).DailyApiRequests.Max;
seen.usage = connection.limitInfo.apiUsage.limit;
const reports = await connection.analytics.reports();
const report = connection.analytics.report(reports.find((each) => each.name === 'All Accounts').id);
seen.report = (await report.describe()).reportMetadata.reportFormat;
await Account.create([{ Name: 'R1' }, { Name: 'R2' }]);
const rows = (result) => result.factMap['T!T'].rows.map((row) => row.dataCells[0].label);
seen.rows = rows(await report.execute({ details: true }));
seen.filteredRows = rows(
  await report.execute({
    details: true,
    metadata: { reportMetadata: { reportFilters: [{ column: 'Account.Name', operator: 'equals', value: 'R2' }] } },
  }),
);
console.log(JSON.stringify(seen));
