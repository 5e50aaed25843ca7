// Waits a moment before the container is looked at; one that is no longer in progress is not.
const container = request_previous_response;
if (container.status_code && container.status_code !== 'IN_PROGRESS') {
  done({ continue: false, response_body: container });
} else {
  setTimeout(() => done({}), container.status_code ? 2500 : 250);
}
