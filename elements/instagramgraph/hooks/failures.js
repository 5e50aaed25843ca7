// Meta answers nearly every failure with 400 and says by a code what it is.
const error = response_iserror && response_body && response_body.error;

/** For how long Meta wants no calls, in seconds: it tells minutes, for each business account. */
function pause() {
  try {
    const usage = JSON.parse(response_headers['x-business-use-case-usage']);
    const minutes = Object.values(usage)
      .reduce((all, entries) => all.concat(entries), [])
      .map((entry) => entry.estimated_time_to_regain_access || 0);
    return 60 * Math.max(0, ...minutes);
  } catch (e) {
    return 0;
  }
}

if (error) {
  const { code, error_subcode: subcode } = error;
  if ([4, 9, 17, 18, 32, 613, 80002].includes(code)) {
    const seconds = pause();
    done({
      response_status_code: 429,
      response_headers: seconds > 0 ? { 'retry-after': String(seconds) } : {},
    });
  } else if ((code === 100 && subcode === 33) || [24, 110, 803].includes(code)) {
    done({ response_status_code: 404 });
  } else if (code === 10 || (code >= 200 && code < 300)) {
    done({ response_status_code: 403 });
  } else if (code === 9007) {
    done({ response_status_code: 409 });
  }
}
