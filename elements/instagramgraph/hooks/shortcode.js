// Instagram finds nothing by the code in its link, so that the account's media are looked through.
const MOST_PAGES = 20;
const wanted = request_path_variables.shortcode;

function notFound() {
  done({
    response_status_code: 404,
    response_error_message: 'No media found with shortcode ' + wanted,
  });
}

function look(page, left) {
  const found = (page.data || []).find((media) => media.shortcode === wanted);
  const next = page.paging && page.paging.next;
  if (found) {
    done({ response_body: found });
  } else if (!next || left === 0) {
    notFound();
  } else {
    const client = require(next.startsWith('https:') ? 'https' : 'http');
    client.get(next, (answer) => {
      let text = '';
      answer.on('data', (piece) => {
        text += piece;
      });
      answer.on('end', () => look(JSON.parse(text), left - 1));
    });
  }
}

if (!response_iserror) {
  look(response_body, MOST_PAGES);
}
