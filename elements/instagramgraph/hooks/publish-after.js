if (!response_iserror && response_body.id) {
  done({
    response_body: {
      id: response_body.id,
      container_id: request_previous_response.id,
      status_code: 'PUBLISHED',
    },
  });
}
