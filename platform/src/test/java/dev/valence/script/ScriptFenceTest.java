package dev.valence.script;

import static dev.valence.script.TestScripts.ANOTHER_ORGANIZATION;
import static dev.valence.script.TestScripts.ORGANIZATION;
import static dev.valence.script.TestScripts.call;
import static dev.valence.script.TestScripts.result;
import static dev.valence.script.TestScripts.script;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A script reaches nothing but what it is given, and leaves nothing behind. */
class ScriptFenceTest {

  private static final Scripts SCRIPTS = new Scripts(ScriptLimits.standard());

  /** What a script looks at to find out whether an earlier one changed anything. */
  private static final String LOOK =
      """
      const found = [];
      for (const name of ['leak', 'lodash', '_']) if (name in globalThis) found.push(name);
      if ({}.leak !== undefined || [].leak !== undefined || ''.leak !== undefined) found.push('a');
      if (JSON.parse('{"a":1}').a !== 1 || JSON.stringify({a: 1}) !== '{"a":1}') found.push('b');
      if ([1, 2].map(n => n).length !== 2 || Object.keys({a: 1}).length !== 1) found.push('c');
      if (CE.b64('a') !== 'YQ==' || CE.leak) found.push('d');
      if (require('lodash').isEmpty([1]) || require('lodash').leak) found.push('e');
      if (require('util').leak || require('http').leak || console.leak || notify.leak) found.push('f');
      if (/(b)/.test('b') && RegExp.$1 !== 'b') found.push('g');
      if (Symbol.iterator in Object.prototype || done.leak) found.push('h');
      if (require('moment')().locale() !== 'en') found.push('i');
      done({found});
      """;

  @AfterAll
  static void close() {
    SCRIPTS.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Java.type",
        "this.Packages",
        "this.java",
        "this.javax",
        "this.com",
        "this.org",
        "this.Polyglot",
        "this.Graal",
        "this.load",
        "this.loadWithNewGlobal",
        "this.quit",
        "this.exit",
        "this.read",
        "this.readline",
        "this.process",
        "this.WebAssembly",
        "this.Worker",
        "this.SharedArrayBuffer",
        "this.Atomics",
        "this.Realm",
        "this.Debug",
        "this.host",
        "this.fetch",
        "this.importScripts",
        "Error.prepareStackTrace",
        "Error.captureStackTrace",
        "require.main",
        "require.cache"
      })
  void thereIsNo(String expression) {
    assertThat(result(SCRIPTS, "done({x: typeof " + expression + "});"))
        .isEqualTo("{\"x\":\"undefined\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "require.constructor('return this')()",
        "done.constructor('return this')()",
        "console.log.constructor('return this')()",
        "CE.b64.constructor.constructor('return this')()",
        "configuration.constructor.constructor('return this')()",
        "require('http').request.constructor('return this')()",
        "(function () { return this; })()",
        "(0, eval)('this')",
        "new Proxy(function () { return this; }, {}).call(null)",
        "[].constructor.constructor('return this')()",
        "(async () => {}).constructor.constructor('return this')()",
        "Reflect.construct(Function, ['return this'])()"
      })
  void everyConstructorLeadsBackInside(String expression) {
    assertThat(
            result(
                SCRIPTS,
                "done({x: (" + expression + ") === globalThis, y: typeof globalThis.java});",
                "{\"configuration\": {}}"))
        .isEqualTo("{\"x\":true,\"y\":\"undefined\"}");
  }

  @Test
  void noFunctionOfOursIsAnObjectOfTheHost() {
    assertThat(
            result(
                SCRIPTS,
                """
                const seen = new Set();
                const odd = [];
                (function walk(path, value) {
                  if (value === null || typeof value !== 'object' && typeof value !== 'function') return;
                  if (seen.has(value)) return;
                  seen.add(value);
                  let shape;
                  try { shape = Object.prototype.toString.call(value) + String(value.getClass); }
                  catch (e) { shape = 'x'; }
                  if (/foreign|java|undefined.*class/i.test(shape)) odd.push(path);
                  for (let o = value; o !== null; o = Object.getPrototypeOf(o)) {
                    for (const key of Reflect.ownKeys(o)) {
                      let next;
                      try { next = o[key]; } catch (e) { continue; }
                      walk(path + '.' + String(key), next);
                    }
                  }
                  for (const key of ['class', 'getClass', 'wait', 'notifyAll', 'execute']) {
                    if (typeof value !== 'function' && value[key] && value !== globalThis
                        && !Object.hasOwn(value, key)) odd.push(path + '.' + key);
                  }
                })('this', globalThis);
                [require, done, configuration, require('http'), require('util'), require('lodash')]
                  .forEach((one, i) => { if (!(one instanceof Object)) odd.push(i); });
                done({odd, many: seen.size > 300});
                """,
                "{\"configuration\": {}}"))
        .isEqualTo("{\"odd\":[],\"many\":true}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import('fs').then(() => done({x: 'found'}), () => done({x: 'refused'}));",
        "try { require('/etc/passwd'); done({x: 'found'}); } catch (e) { done({x: 'refused'}); }",
        "try { load('/etc/passwd'); done({x: 'found'}); } catch (e) { done({x: 'refused'}); }",
        "try { arguments.callee.caller.arguments; done({x: 'found'}); }"
            + " catch (e) { done({x: 'refused'}); }"
      })
  void filesAndCallersAreOutOfReach(String body) {
    assertThat(result(SCRIPTS, body)).isEqualTo("{\"x\":\"refused\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "leak = 1; this.leak2 = 2; globalThis._ = 3; done();",
        "Object.prototype.leak = 1; Array.prototype.leak = 1; String.prototype.leak = 1; done();",
        "JSON.parse = () => ({}); JSON.stringify = () => 'x'; done();",
        "Array.prototype.map = () => []; Object.keys = () => []; done();",
        "CE.b64 = () => 'x'; CE.leak = 1; console.leak = 1; notify.leak = 1; done.leak = 1; done();",
        "const _ = require('lodash'); _.isEmpty = () => true; _.leak = 1; _.mixin({leak() {}}); done();",
        "require('util').leak = 1; require('http').leak = 1; done();",
        "require('moment').locale('x', {}); require('moment').fn.locale = () => 'x'; done();",
        "Object.prototype[Symbol.iterator] = function* () { yield 1; }; done();",
        "Object.defineProperty(Object.prototype, 'leak', {get() { return 1; }}); done();",
        "Object.freeze(Object.prototype); Object.freeze(globalThis); done();",
        "globalThis.eval('let leak = 1'); (0, eval)('var lodash = 1'); done();",
        "Object.setPrototypeOf(globalThis, {leak: 1}); done();",
        "/(secret)/.test('secret'); done();",
        "setTimeout(() => { Object.prototype.leak = 1; }, 0);",
        "Promise.resolve().then(() => { Object.prototype.leak = 1; done(); });"
      })
  void nothingThatAScriptDoesIsSeenByTheNext(String body) {
    SCRIPTS.run(script(body), call(ORGANIZATION));
    for (long organization : new long[] {ORGANIZATION, ANOTHER_ORGANIZATION}) {
      assertThat(SCRIPTS.run(script(LOOK), call(organization)).result().toString())
          .isEqualTo("{\"found\":[]}");
    }
  }

  @Test
  void aBodyThatClosesItsFunctionGainsNothing() {
    assertThat(
            SCRIPTS
                .run(
                    script(
                        "}); globalThis.leak = 1; (function (done) { done({x: typeof Polyglot});"),
                    call(ORGANIZATION))
                .result()
                .toString())
        .isEqualTo("{\"x\":\"undefined\"}");
    assertThat(result(SCRIPTS, LOOK)).isEqualTo("{\"found\":[]}");
  }

  @Test
  void whatAScriptDoesToItselfHarmsOnlyItself() {
    assertThat(
            result(
                SCRIPTS,
                """
                JSON.parse = JSON.stringify = () => { throw new Error('mine'); };
                Map.prototype.get = () => null;
                Function.prototype.call = Function.prototype.apply = null;
                Promise.prototype.then = null;
                Array.prototype.push = null;
                done({a: 1});
                """))
        .isEqualTo("{\"a\":1}");
  }
}
