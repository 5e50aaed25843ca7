// What every script finds when it begins: done, console, require and their like. It runs once in each
// new context, before the script, and gives the function by which the platform speaks to the script.
// "host" is the platform's side; it takes and gives texts and numbers only, checks all of them, and
// is in no object that a script can reach.
(function (host) {
  'use strict';

  const global = globalThis;
  const { parse, stringify } = JSON;
  const { apply } = Reflect;

  const hide = (holder, name, value) =>
    Object.defineProperty(holder, name, {
      value,
      writable: true,
      enumerable: false,
      configurable: true,
    });

  const define = (name, value) => hide(global, name, value);

  // -- what could not be stopped
  //
  // A few functions of the language loop in the engine's own code, which nothing interrupts: over the
  // indices of an object that only claims a length, or over a text that grows with every character.
  // They are replaced by forms that call back into a script at each step, or refuse.

  const { isArray } = Array;
  const longestArray = 2 ** 24;
  const proxies = new WeakSet();
  const isProxy = (value) => apply(WeakSet.prototype.has, proxies, [value]);
  const NativeProxy = Proxy;
  const { get: read, has } = Reflect;
  const stepwise = {
    get: (target, key) => read(target, key),
    has: (target, key) => has(target, key),
  };
  const inSteps = (value) => new NativeProxy(value, stepwise);

  // The same function as far as a script can tell. Assigning leaves a property as visible as it was.
  const replace = (holder, name, make) => {
    const original = holder[name];
    if (typeof original !== 'function') return;
    const made = make(original);
    if (made.length !== original.length) {
      Object.defineProperty(made, 'length', { value: original.length });
    }
    holder[name] = made;
  };

  {
    const remember = (proxy) => {
      apply(WeakSetAdd, proxies, [proxy]);
      return proxy;
    };
    const { revocable } = NativeProxy;
    const WeakSetAdd = WeakSet.prototype.add;
    const made = function Proxy(target, handler) {
      if (new.target === undefined) throw new TypeError('Constructor Proxy requires new');
      return remember(new NativeProxy(target, handler));
    };
    made.prototype = undefined;
    hide(made, 'revocable', (target, handler) => {
      const both = revocable(target, handler);
      remember(both.proxy);
      return both;
    });
    global.Proxy = made;
  }

  const bounded = (value) => {
    if (isArray(value) && !isProxy(value)) {
      if (value.length > longestArray) throw new RangeError('Invalid array length');
      return value;
    }
    return value !== null && (typeof value === 'object' || typeof value === 'function')
      ? inSteps(value)
      : value;
  };

  const bounding = (original, self, values) => {
    const seen = bounded(self);
    const result = apply(original, seen, values);
    return result === seen ? self : result;
  };

  // By how many parameters a function says that it has.
  const forms = [
    (name, original) => ({ [name]() { return bounding(original, this, arguments); } }),
    (name, original) => ({ [name](first) { return bounding(original, this, arguments); } }),
    (name, original) => ({ [name](first, second) { return bounding(original, this, arguments); } }),
  ];

  // Those that can be stopped as they are, and those that get a form of their own.
  const others = new Set([
    'at', 'constructor', 'entries', 'fill', 'find', 'findIndex', 'includes', 'join', 'keys', 'map',
    'pop', 'push', 'values',
    'concat', 'flat', 'flatMap',
  ]);

  const ofArrays = Object.getOwnPropertyNames(Array.prototype);
  for (let i = 0; i < ofArrays.length; i++) {
    const name = ofArrays[i];
    if (others.has(name)) continue;
    replace(
      Array.prototype,
      name,
      (original) => forms[Math.min(original.length, 2)](name, original)[name]);
  }

  const isSpread = (value) =>
    isArray(value) ||
    (value !== null && typeof value === 'object' && Symbol.isConcatSpreadable in value);

  replace(Array.prototype, 'concat', (original) => ({
    concat(...values) {
      return apply(
        original,
        isSpread(this) ? bounded(this) : this,
        values.map((value) => (isSpread(value) ? bounded(value) : value)));
    },
  }).concat);

  const flattened = (into, list, depth) => {
    for (let i = 0; i < list.length; i++) {
      if (i in list) {
        if (depth > 0 && isArray(list[i])) flattened(into, list[i], depth - 1);
        else into.push(list[i]);
      }
    }
    return into;
  };
  replace(Array.prototype, 'flat', () => ({
    flat(depth = 1) {
      return flattened([], this, Number(depth) || 0);
    },
  }).flat);
  replace(Array.prototype, 'flatMap', () => ({
    flatMap(callback, self) {
      return flattened([], Array.prototype.map.call(this, callback, self), 1);
    },
  }).flatMap);

  const listOnly = {
    ...stepwise,
    get: (target, key) => (key === Symbol.iterator ? undefined : read(target, key)),
  };
  replace(Array, 'from', (original) => ({
    from(list, ...others) {
      let given = list;
      if (list !== null && (typeof list === 'object' || typeof list === 'function')) {
        const iterator = list[Symbol.iterator];
        given =
          iterator === undefined || iterator === null
            ? new NativeProxy(list, listOnly)
            : { [Symbol.iterator]: () => apply(iterator, list, []) };
      }
      return apply(original, this, [given, ...others]);
    },
  }).from);

  // The upper case of some characters is longer, and the engine copies all of the text for each.
  const piece = 4096;
  for (const name of ['toUpperCase', 'toLowerCase', 'toLocaleUpperCase', 'toLocaleLowerCase']) {
    replace(String.prototype, name, (original) => ({
      [name]() {
        const text = String(this);
        if (text.length <= piece) return apply(original, text, []);
        const pieces = [];
        for (let i = 0; i < text.length; i += piece) {
          pieces.push(apply(original, text.slice(i, i + piece), []));
        }
        return pieces.join('');
      },
    })[name]);
  }

  // The engine does not limit what this makes; the form with an expression it does.
  const special = /[\\^$.*+?()[\]{}|\/-]/g;
  const { replace: replaceText } = String.prototype;
  replace(String.prototype, 'replaceAll', (original) => ({
    replaceAll(pattern, replacement) {
      if (pattern !== null && typeof pattern === 'object') {
        return apply(original, this, [pattern, replacement]);
      }
      const quoted = apply(replaceText, String(pattern), [special, '\\$&']);
      return apply(replaceText, String(this), [new RegExp(quoted, 'g'), replacement]);
    },
  }).replaceAll);

  // Lists of locales, and of the keys to write.
  const one = (value) => (value !== null && typeof value === 'object' ? value[0] : value);
  replace(String.prototype, 'localeCompare', (original) => ({
    localeCompare(other, locales, options) {
      return apply(original, this, [other, one(locales), options]);
    },
  }).localeCompare);
  for (const [holder, names] of [
    [Number.prototype, ['toLocaleString']],
    [Date.prototype, ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']],
  ]) {
    for (const name of names) {
      replace(holder, name, (original) => ({
        [name](locales, options) {
          return apply(original, this, [one(locales), options]);
        },
      })[name]);
    }
  }
  delete global.Intl;

  replace(JSON, 'stringify', (original) => ({
    stringify(value, replacer, space) {
      const keys =
        isArray(replacer) && (isProxy(replacer) || replacer.length > 10000)
          ? flattened([], replacer, 0)
          : replacer;
      return original(value, keys, space);
    },
  }).stringify);

  // -- the end of a script: the first done wins, a returned object is the same as done

  let finished = false;

  function done(result) {
    if (finished) return;
    const isObject = result !== null && typeof result === 'object';
    const text = isObject ? stringify(result) : undefined;
    if (finished) return;
    finished = true;
    host('done', text === undefined ? '{}' : text);
  }

  function end(returned) {
    if (returned === null || typeof returned !== 'object') return;
    if (typeof returned.then === 'function') {
      returned.then((value) => {
        if (value !== null && typeof value === 'object') done(value);
      });
    } else {
      done(returned);
    }
  }

  // -- objects for scripts of the older engine, where a missing key is null

  const nullables = new WeakMap();

  const mapMethods = {
    get: (map) => (key) => map[key],
    put: (map) => (key, value) => {
      const before = map[key];
      map[key] = value;
      return before;
    },
    containsKey: (map) => (key) => Object.prototype.hasOwnProperty.call(map, key),
  };

  const nullHandler = {
    get(target, key, receiver) {
      if (typeof key === 'symbol' || key in target) return nullable(target[key]);
      if (!Array.isArray(target) && Object.hasOwn(mapMethods, key)) return mapMethods[key](receiver);
      return null;
    },
  };

  function nullable(value) {
    if (value === null || typeof value !== 'object') return value;
    let proxy = nullables.get(value);
    if (proxy === undefined) {
      proxy = new Proxy(value, nullHandler);
      nullables.set(value, proxy);
    }
    return proxy;
  }

  // -- what is printed

  function shown(value) {
    if (typeof value === 'string') return value;
    if (value instanceof Error) return String(value.stack || value);
    if (value !== null && typeof value === 'object') {
      try {
        const text = stringify(value);
        if (text !== undefined) return text;
      } catch (e) {
        // It is cyclic; its plain text has to do.
      }
    }
    return String(value);
  }

  function format(...values) {
    let first = 0;
    let text = '';
    if (typeof values[0] === 'string' && values.length > 1) {
      first = 1;
      text = values[0].replace(/%[sdifjoO%]/g, (mark) => {
        if (mark === '%%') return '%';
        if (first >= values.length) return mark;
        const value = values[first++];
        switch (mark) {
          case '%d':
            return String(Number(value));
          case '%i':
            return String(parseInt(value, 10));
          case '%f':
            return String(parseFloat(value));
          case '%s':
            return shown(value);
          default:
            return typeof value === 'string' && mark !== '%s' ? stringify(value) : shown(value);
        }
      });
    }
    for (let i = first; i < values.length; i++) {
      text += (i === 0 ? '' : ' ') + shown(values[i]);
    }
    return text;
  }

  const log = (...values) => {
    host('log', format(...values));
  };
  define('console', { log, info: log, warn: log, error: log, debug: log });
  define('print', log);
  define('notify', { email: (...values) => log('notify.email', ...values) });

  // -- helpers

  const hmac = (algorithm) => (encoding) => (secret, text) =>
    host('hmac', String(algorithm), String(encoding), String(secret), String(text));
  const CE = {
    b64: (text) => host('b64', String(text)),
    decode64: (text) => host('decode64', String(text)),
    md5: (text) => host('md5', String(text)),
    randomString: () => host('random'),
    randomEmail: () => host('random') + '@example.com',
    hmac,
  };
  for (const algorithm of ['Sha1', 'Sha256', 'Md5']) {
    for (const encoding of ['Hex', 'Base64']) {
      CE['hmac' + algorithm + encoding] = hmac(algorithm)(encoding);
    }
  }
  define('CE', CE);

  define('base64Encode', CE.b64);
  define('base64Decode', CE.decode64);
  define('getArray', () => {
    const list = [];
    const method = (name, value) =>
      Object.defineProperty(list, name, { value, writable: true, configurable: true });
    method('add', function add(item) {
      this.push(item);
      return true;
    });
    method('size', function size() {
      return this.length;
    });
    method('get', function get(index) {
      return this[index];
    });
    return list;
  });
  define('getMap', () => {
    const map = {};
    const method = (name, value) =>
      Object.defineProperty(map, name, { value, writable: true, configurable: true });
    method('put', function put(key, value) {
      this[key] = value;
    });
    method('get', function get(key) {
      return this[key] === undefined ? null : this[key];
    });
    return map;
  });
  // Lists are arrays here already; there is no Java behind these.
  define('Java', { from: (list) => Array.from(list), to: (list) => list });

  // -- timers

  const timers = new Map();
  let lastId = 0;

  function later(callback, delay, values) {
    if (typeof callback !== 'function') throw new TypeError('The callback is not a function');
    const id = ++lastId;
    timers.set(id, () => callback(...values));
    host('timer', id, Number(delay) || 0);
    return id;
  }

  function forget(id) {
    if (timers.delete(id)) host('forget', id);
  }

  define('setTimeout', (callback, delay, ...values) => later(callback, delay, values));
  define('setImmediate', (callback, ...values) => later(callback, 0, values));
  define('clearTimeout', forget);
  define('clearImmediate', forget);

  // -- modules

  const modules = new Map();
  const waiting = new Map();

  // What the platform's own modules are given besides what every module is.
  const platform = {
    format,
    shown,
    request(description, answered) {
      const id = ++lastId;
      waiting.set(id, answered);
      host('http', id, stringify(description));
      return () => {
        if (waiting.delete(id)) host('forget', id);
      };
    },
    soon: (callback) => later(callback, 0, []),
  };

  function requirer(from) {
    return function require(name) {
      const id = host('resolve', from, String(name));
      if (id === '') throw new Error("Cannot find module '" + name + "'");
      if (id === 'random') return random;
      let module = modules.get(id);
      if (module === undefined) {
        module = { exports: {} };
        modules.set(id, module);
        const body = host('module', id);
        apply(body, module.exports, [
          module.exports,
          module,
          requirer(id),
          ...(id.includes('/') ? [] : [platform, id]),
        ]);
      }
      return module.exports;
    };
  }

  // What crypto-js looks for in the "crypto" of others.
  const random = {
    getRandomValues(words) {
      for (let i = 0; i < words.length; i++) words[i] = parseInt(host('random').slice(0, 8), 16);
      return words;
    },
  };

  define('require', requirer(''));

  // -- the platform's calls

  const calls = {
    start(script, legacy, names, values) {
      let given = parse(values);
      if (legacy) given = given.map(nullable);
      const globals = parse(names);
      given.splice(given.length - globals.length).forEach((value, i) => define(globals[i], value));
      given.push(done);
      end(apply(script, undefined, given));
    },
    timer(id) {
      const callback = timers.get(id);
      timers.delete(id);
      callback();
    },
    http(id, answer) {
      const answered = waiting.get(id);
      waiting.delete(id);
      answered(parse(answer));
    },
  };

  return (name, ...values) => calls[name](...values);
});
