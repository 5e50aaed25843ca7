// Node's url.parse and url.format, as far as scripts use them.
(function (exports, module, require) {
  'use strict';
  const querystring = require('querystring');
  const PARTS = /^([a-z][a-z0-9+.-]*:)?(\/\/)?(?:([^/?#@]*)@)?([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/i;

  exports.parse = (text, withQuery) => {
    let [, protocol, slashes, auth, host, pathname, search, hash] = PARTS.exec(String(text).trim());
    if (!slashes) {
      pathname = (auth === undefined ? '' : auth + '@') + host + pathname;
      auth = undefined;
      host = '';
    }
    const port = /:(\d+)$/.exec(host);
    const query = search ? search.slice(1) : null;
    return {
      protocol: protocol ? protocol.toLowerCase() : null,
      slashes: slashes ? true : null,
      auth: auth === undefined ? null : decodeURIComponent(auth),
      host: host ? host.toLowerCase() : null,
      port: port ? port[1] : null,
      hostname: host ? host.toLowerCase().replace(/:\d+$/, '') : null,
      hash: hash || null,
      search: search || null,
      query: withQuery ? querystring.parse(query || '') : query,
      pathname: pathname || (slashes ? '/' : null),
      path: (pathname || (slashes ? '/' : '')) + (search || '') || null,
      href: String(text).trim(),
    };
  };
  exports.format = (parts) => {
    if (typeof parts === 'string') return parts;
    const protocol = parts.protocol ? parts.protocol.replace(/:?$/, ':') : '';
    const host = parts.host || (parts.hostname ? parts.hostname + (parts.port ? ':' + parts.port : '') : '');
    const query =
      parts.query !== null && typeof parts.query === 'object' ? querystring.stringify(parts.query) : '';
    const search = parts.search || (query ? '?' + query : '');
    const auth = parts.auth ? encodeURIComponent(parts.auth).replace('%3A', ':') + '@' : '';
    return (
      protocol +
      (host ? '//' + auth + host : '') +
      (parts.pathname || '') +
      search.replace(/^(?=[^?])/, '?') +
      (parts.hash || '').replace(/^(?=[^#])/, '#')
    );
  };
})
