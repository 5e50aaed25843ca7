// Node's util, as far as scripts use it.
(function (exports, module, require, platform) {
  'use strict';
  const is = (tag) => (value) => Object.prototype.toString.call(value) === '[object ' + tag + ']';
  module.exports = {
    format: platform.format,
    inspect: platform.shown,
    inherits(child, parent) {
      child.super_ = parent;
      Object.setPrototypeOf(child.prototype, parent.prototype);
    },
    isArray: Array.isArray,
    isDate: is('Date'),
    isRegExp: is('RegExp'),
    isError: (value) => value instanceof Error,
    isString: (value) => typeof value === 'string',
    isNumber: (value) => typeof value === 'number',
    isBoolean: (value) => typeof value === 'boolean',
    isFunction: (value) => typeof value === 'function',
    isObject: (value) => value !== null && typeof value === 'object',
    isNull: (value) => value === null,
    isUndefined: (value) => value === undefined,
    isNullOrUndefined: (value) => value === null || value === undefined,
    promisify: (original) => (...values) =>
      new Promise((resolve, reject) => {
        original(...values, (error, value) => (error ? reject(error) : resolve(value)));
      }),
  };
})
