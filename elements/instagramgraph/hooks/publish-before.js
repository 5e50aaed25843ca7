// Only what is finished is published; what is still in progress the caller publishes later.
const container = request_previous_response;
if (container.status_code === 'IN_PROGRESS') {
  done({
    continue: false,
    response_status_code: 202,
    response_body: {
      container_id: container.id,
      status_code: container.status_code,
      status: container.status,
    },
  });
} else if (container.status_code !== 'FINISHED') {
  done({
    continue: false,
    response_status_code: 400,
    response_error_message: container.status || 'The media could not be prepared.',
  });
}
