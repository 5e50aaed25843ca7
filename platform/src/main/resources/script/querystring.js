// Node's querystring, as far as scripts use it.
(function (exports) {
  'use strict';
  const decode = (text) => {
    const spaced = text.replace(/\+/g, ' ');
    try {
      return decodeURIComponent(spaced);
    } catch (e) {
      return spaced;
    }
  };
  const primitive = (value) =>
    ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';

  exports.escape = encodeURIComponent;
  exports.unescape = decode;
  exports.stringify = (values, separator = '&', assign = '=') =>
    Object.keys(values || {})
      .map((key) =>
        [].concat(values[key])
          .map((value) => encodeURIComponent(key) + assign + encodeURIComponent(primitive(value)))
          .join(separator))
      .filter((text) => text !== '')
      .join(separator);
  exports.parse = (text, separator = '&', assign = '=') => {
    const values = {};
    for (const pair of String(text).split(separator)) {
      if (pair === '') continue;
      const at = pair.indexOf(assign);
      const key = decode(at < 0 ? pair : pair.slice(0, at));
      const value = at < 0 ? '' : decode(pair.slice(at + assign.length));
      values[key] = Object.hasOwn(values, key) ? [].concat(values[key], value) : value;
    }
    return values;
  };
  exports.encode = exports.stringify;
  exports.decode = exports.parse;
})
