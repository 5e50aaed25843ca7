// Node's http and https, as far as scripts use them. Every request goes to the platform, which decides
// whether it may be sent; an answer comes whole.
(function (exports, module, require, platform, scheme) {
  'use strict';
  const url = require('url');

  class Emitter {
    constructor() {
      Object.defineProperty(this, 'listeners', { value: {} });
    }

    on(event, listener) {
      (this.listeners[event] = this.listeners[event] || []).push(listener);
      return this;
    }

    once(event, listener) {
      return this.on(event, listener);
    }

    addListener(event, listener) {
      return this.on(event, listener);
    }

    removeListener(event, listener) {
      this.listeners[event] = (this.listeners[event] || []).filter((one) => one !== listener);
      return this;
    }

    emit(event, ...values) {
      const listeners = this.listeners[event] || [];
      for (const listener of listeners.slice()) listener.apply(this, values);
      return listeners.length > 0;
    }
  }

  class Answer extends Emitter {
    constructor(answer) {
      super();
      this.statusCode = answer.status;
      this.statusMessage = '';
      this.headers = answer.headers;
      this.body = answer.body;
      Object.defineProperty(this, 'body', { enumerable: false });
    }

    setEncoding() {
      return this;
    }

    resume() {
      return this;
    }

    async *[Symbol.asyncIterator]() {
      if (this.body !== '') yield this.body;
    }

    flow() {
      if (this.body !== '') this.emit('data', this.body);
      this.emit('end');
      this.emit('close');
    }
  }

  function headerText(value) {
    return Array.isArray(value) ? value.map(String).join(', ') : String(value);
  }

  class Request extends Emitter {
    constructor(protocol, options) {
      super();
      this.parts = [];
      this.headers = {};
      this.ended = false;
      this.abort = () => {};
      const parsed = options.host ? url.parse('//' + options.host) : {};
      const host = options.hostname || parsed.hostname || 'localhost';
      const port = options.port || parsed.port;
      this.description = {
        method: String(options.method || 'GET').toUpperCase(),
        url: protocol + '://' + host + (port ? ':' + port : '') + (options.path || '/'),
      };
      for (const name of Object.keys(options.headers || {})) {
        const value = options.headers[name];
        if (value !== undefined && value !== null) this.setHeader(name, value);
      }
      if (options.auth) this.setHeader('Authorization', 'Basic ' + CE.b64(options.auth));
    }

    setHeader(name, value) {
      this.removeHeader(name);
      this.headers[name] = headerText(value);
      return this;
    }

    getHeader(name) {
      const key = Object.keys(this.headers).find((one) => one.toLowerCase() === name.toLowerCase());
      return key === undefined ? undefined : this.headers[key];
    }

    removeHeader(name) {
      for (const key of Object.keys(this.headers)) {
        if (key.toLowerCase() === name.toLowerCase()) delete this.headers[key];
      }
    }

    setTimeout() {
      return this;
    }

    write(text) {
      if (text !== undefined && text !== null && typeof text !== 'function') {
        this.parts.push(String(text));
      }
      return true;
    }

    end(text) {
      if (this.ended) return this;
      this.ended = true;
      this.write(text);
      const body = this.parts.length > 0 ? this.parts.join('') : null;
      this.abort = platform.request(
        { ...this.description, headers: this.headers, body },
        (answer) => this.answered(answer));
      return this;
    }

    destroy() {
      this.ended = true;
      this.abort();
      return this;
    }

    answered(answer) {
      if (answer.error !== undefined) {
        const error = new Error(answer.error);
        error.code = answer.code;
        if (!this.emit('error', error)) throw error;
        return;
      }
      const response = new Answer(answer);
      this.emit('response', response);
      // Later, so that whoever waits for a promise of the response can still listen to it.
      platform.soon(() => response.flow());
    }
  }

  // request(options), request(url), request(url, options), each with a callback or without.
  function request(first, second, third) {
    let used = scheme;
    const callback = [second, third].find((value) => typeof value === 'function');
    const given = typeof second === 'object' && second !== null ? second : {};
    let options = first;
    if (typeof first === 'string') {
      const { protocol, hostname, port, path, auth } = url.parse(first);
      if (protocol) used = protocol.slice(0, -1);
      options = { hostname, port, path, auth, ...given };
    } else if (first && first.protocol) {
      used = String(first.protocol).replace(/:$/, '');
    }
    const made = new Request(used, options || {});
    if (callback) made.on('response', callback);
    return made;
  }

  exports.request = request;
  exports.get = (first, second, third) => request(first, second, third).end();
  exports.METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
  exports.Agent = class Agent {};
})
