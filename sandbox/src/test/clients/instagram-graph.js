// Uses an account with a client of Instagram's API for JavaScript, and prints what it saw.
// Environment: BASE (where the sandbox's graph is), TOKEN, ACCOUNT (the account's id), TAG.
const { Client, Constants } = require('instagram-graph-api');

const { BASE, TOKEN, ACCOUNT, TAG } = process.env;
Constants.API_URL = BASE;
const seen = {};

async function main() {
  const client = new Client(TOKEN, ACCOUNT);

  const media = await client.newGetPageMediaRequest('id', 'caption').withLimit(2).execute();
  seen.captions = media.getData().map((medium) => medium.caption);
  const rest = await client
    .newGetPageMediaRequest('id', 'caption')
    .withLimit(2)
    .withPaging({ option: 'after', value: media.getPaging().getAfter() })
    .execute();
  seen.rest = rest.getData().map((medium) => medium.caption);

  const medium = media.getIds()[0];
  const comment = (await client.newPostMediaCommentRequest(medium, 'Great!').execute()).getId();
  await client.newPostReplyRequest(comment, 'yeah').execute();
  await client.newPostHideCommentRequest(comment, true).execute();
  const read = await client.newGetCommentRequest(comment, 'text', 'hidden').execute();
  seen.comment = read.getText();
  seen.hidden = read.isHidden();
  const replies = await client.newGetRepliesRequest(comment, 'text').execute();
  seen.replies = replies.getData().map((reply) => reply.text);
  await client.newDeleteCommentRequest(comment).execute();
  seen.comments = (await client.newGetMediaCommentsRequest(medium, 'text').execute()).getData().length;

  const tag = (await client.newGetHashtagIdRequest(TAG).execute()).getId();
  const found = await client.newGetHashtagRecentMediaRequest(tag, ACCOUNT, 'caption').execute();
  seen.found = found.getData().map((one) => one.caption);
  console.log(JSON.stringify(seen));
}

main().catch((error) => {
  console.error(error.response ? JSON.stringify(error.response.data) : error);
  process.exit(1);
});
