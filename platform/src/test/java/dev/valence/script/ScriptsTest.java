package dev.valence.script;

import static dev.valence.script.TestScripts.NO_CALLS;
import static dev.valence.script.TestScripts.ORGANIZATION;
import static dev.valence.script.TestScripts.call;
import static dev.valence.script.TestScripts.json;
import static dev.valence.script.TestScripts.result;
import static dev.valence.script.TestScripts.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.script.ScriptException.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The language of hooks: what they find, and what becomes of what they give. */
class ScriptsTest {

  private static final Scripts SCRIPTS = new Scripts(ScriptLimits.standard());

  @AfterAll
  static void close() {
    SCRIPTS.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          done({a: 1}); done({a: 2});                       | {"a":1}
          return {a: 1};                                    | {"a":1}
          done({a: 1}); return {a: 2};                      | {"a":1}
          done({a: 1}); null.x;                             | {"a":1}
          done();                                           | {}
          done(null);                                       | {}
          done('text'); done({a: 1});                       | {}
          let a = 1;                                        | {}
          return 7;                                         | {}
          done({a: undefined, b: null, c: () => 1});        | {"b":null}
          done({d: new Date(0), e: [1, undefined]});        | {"d":"1970-01-01T00:00:00.000Z","e":[1,null]}
          done({b: 1, a: 2, '10': 3});                      | {"10":3,"b":1,"a":2}
          return Promise.resolve({a: 1});                   | {"a":1}
          return (async () => ({a: await 1}))();            | {"a":1}
          return new Promise(() => {});                     | {}
          Promise.resolve().then(() => done({a: 1}));       | {"a":1}
          setTimeout(() => done({a: 1}), 5);                | {"a":1}
          setTimeout((a) => done({a}), 0, 1);               | {"a":1}
          setImmediate(() => done({a: 1})); done({a: 2});   | {"a":2}
          setTimeout(() => {}, 5);                          | {}
          clearTimeout(setTimeout(() => done({a: 1}), 0));  | {}
          setTimeout(() => done({a: 1}), 60000); done({});  | {}
          try { done({get a() { throw new Error('x'); }}); } catch (e) { done({a: e.message}); } | {"a":"x"}
          done({toJSON: () => undefined});                  | {}
          """)
  void theFirstResultCounts(String body, String expected) {
    assertThat(result(SCRIPTS, body)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a = 1; done({a, b: this.a});                                        | {"a":1,"b":1}
          (function (root) { root.x = 1; })(this); done({x});                 | {"x":1}
          var f = function () { return this === globalThis; }; done({x: f()});| {"x":true}
          done({x: 010, y: typeof exports, z: typeof module, d: typeof define}); | {"x":8,"y":"undefined","z":"undefined","d":"undefined"}
          let [a, ...b] = [1, 2]; const {c = 3} = {}; done({a, b, c});        | {"a":1,"b":[2],"c":3}
          class A { m() { return `${1 + 1}`; } } done({x: new A().m()});      | {"x":"2"}
          let s = 0; for (const x of [1, 2]) s += x; done({s});               | {"s":3}
          done({x: [1].includes(1), y: Object.assign({}, {a: 1})});           | {"x":true,"y":{"a":1}}
          done({x: ((a) => a?.b ?? 2)(null)})                                 | {"x":2}
          done({x: escape('ü'), y: encodeURI('ü')}); // the end               | {"x":"%FC","y":"%C3%BC"}
          done({x: new Date(0).getTimezoneOffset()});                         | {"x":0}
          done({x: eval('1 + 1'), y: new Function('return 3')()});            | {"x":2,"y":3}
          function f(n) { return n ? f(n - 1) + 1 : 0; } done({x: f(2000)});  | {"x":2000}
          """)
  void theLanguageIsSloppyAndModern(String body, String expected) {
    assertThat(result(SCRIPTS, body)).isEqualTo(expected);
  }

  @Test
  void variablesAreNativeValuesInTheirOrder() {
    assertThat(
            result(
                SCRIPTS,
                """
                done({
                  a: response_body instanceof Array && Array.isArray(response_body),
                  b: configuration instanceof Object,
                  c: Object.keys(configuration),
                  d: JSON.stringify(configuration),
                  e: response_body.concat([3]),
                  f: request_body,
                  g: response_iserror
                });
                """,
                """
                {"response_body": [1, {"x": 2}], "configuration": {"z": "1", "a": null},
                 "request_body": "text", "response_iserror": false}
                """))
        .isEqualTo(
            json("""
            {"a": true, "b": true, "c": ["z", "a"], "d": "{\\"z\\":\\"1\\",\\"a\\":null}",
             "e": [1, {"x": 2}, 3], "f": "text", "g": false}
            """)
                .toString());
  }

  @Test
  void whatIsMissingIsNullAndNotUndeclared() {
    assertThat(result(SCRIPTS, "done({a: request_expression === null, b: typeof other});"))
        .isEqualTo("{\"a\":true,\"b\":\"undefined\"}");
  }

  @Test
  void onlyWhatIsMentionedIsAskedFor() {
    AtomicInteger asked = new AtomicInteger();
    Supplier<JsonNode> supplier =
        () -> {
          asked.incrementAndGet();
          return json("1");
        };
    ScriptCall call =
        new ScriptCall(
            ORGANIZATION,
            Map.of("request_body", supplier, "response_body", supplier, "own", supplier),
            NO_CALLS);
    assertThat(SCRIPTS.run(script("done({a: response_body});"), call).result().toString())
        .isEqualTo("{\"a\":1}");
    assertThat(asked).hasValue(1);
    assertThat(SCRIPTS.run(script("done({a: own});"), call).result().toString())
        .isEqualTo("{\"a\":1}");
    assertThat(asked).hasValue(2);
  }

  @Test
  void aVariableCanBeAssignedDeclaredAgainAndChangedInPlace() {
    String variables = "{\"response_body\": {\"a\": 1, \"b\": 2}}";
    assertThat(result(SCRIPTS, "response_body = {c: 3}; done({response_body});", variables))
        .isEqualTo("{\"response_body\":{\"c\":3}}");
    assertThat(
            result(
                SCRIPTS,
                "var response_body = response_body || 1; done({response_body});",
                variables))
        .isEqualTo("{\"response_body\":{\"a\":1,\"b\":2}}");
    assertThat(result(SCRIPTS, "let response_body = 4; done({response_body});", variables))
        .isEqualTo("{\"response_body\":4}");
    assertThat(
            result(
                SCRIPTS,
                "delete response_body.a; response_body.b = null; done({response_body});",
                variables))
        .isEqualTo("{\"response_body\":{\"b\":null}}");
  }

  @Test
  void aNumberBeyondADoubleIsRoundedAsJavaScriptDoesIt() {
    assertThat(
            result(
                SCRIPTS,
                "done({a: response_body.a, b: response_body.b});",
                "{\"response_body\": {\"a\": 9007199254740993, \"b\": 5.0}}"))
        .isEqualTo("{\"a\":9007199254740992,\"b\":5}");
  }

  @Test
  void whatIsPrintedIsKept() {
    ScriptOutcome outcome =
        SCRIPTS.run(
            script(
                """
                console.log('a', {b: 1}, [2], null, undefined);
                console.error('%s is %d%%', 'x', 5);
                print(7);
                var cyclic = {}; cyclic.self = cyclic;
                console.debug(cyclic);
                notify.email('you@example.com', 'subject');
                done();
                console.info('afterwards');
                """),
            call(ORGANIZATION));
    assertThat(outcome.console())
        .containsExactly(
            "a {\"b\":1} [2] null undefined",
            "x is 5%",
            "7",
            "[object Object]",
            "notify.email you@example.com subject",
            "afterwards");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CE.b64('Zürich')                          | WsO8cmljaA==
          CE.decode64('WsO8cmljaA==')               | Zürich
          CE.decode64('WsO8\\ncmljaA')              | Zürich
          CE.md5('a')                               | 0cc175b9c0f1b6a831c399e269772661
          CE.hmac('sha256')('hex')('key', 'text')   | 6afa9046a9579cad143a384c1b564b9a250d27d6f6a63f9f20bf3a7594c9e2c6
          CE.hmacSha256Hex('key', 'text')           | 6afa9046a9579cad143a384c1b564b9a250d27d6f6a63f9f20bf3a7594c9e2c6
          CE.hmacSha1Base64('key', 'text')          | Np4pWetJRQM4shJ0j3fY3tdIR7s=
          CE.hmacMd5Hex('', 'text')                 | 4f04d599991d81a6dcf0363e43b064a4
          base64Decode(base64Encode('x'))           | x
          Java.from([1, 2]).join()                  | 1,2
          """)
  void helpersAreThere(String expression, String expected) {
    assertThat(result(SCRIPTS, "done({x: " + expression + "});"))
        .isEqualTo("{\"x\":\"" + expected + "\"}");
  }

  @Test
  void randomTextsDiffer() {
    assertThat(
            result(
                SCRIPTS,
                """
                done({
                  x: CE.randomString() !== CE.randomString() && /^\\w{10}$/.test(CE.randomString()),
                  y: /^\\w+@example\\.com$/.test(CE.randomEmail())
                });
                """))
        .isEqualTo("{\"x\":true,\"y\":true}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          require('lodash').isEmpty({}) && _('lodash').floor(1.5)                        | 1
          require('lodash')([3, 1, 2]).sortBy().map(n => n * 2).value()                  | [2,4,6]
          require('lodash').differenceWith([1, 2], [2], (a, b) => a === b)               | [1]
          require('lodash/isEmpty')([])                                                  | true
          require('lodash/fp').map(n => n + 1)([1, 2])                                   | [2,3]
          require('lodash').template('a<%= b %>')({b: 1})                                | "a1"
          require('moment').utc('2026-01-02T03:04:05Z').add(1, 'day').format('YYYY/MM/DD') | "2026/01/03"
          require('moment/locale/de') && require('moment')(0).locale('de').format('MMMM') | "Januar"
          require('crypto-js').HmacSHA256('text', 'key').toString()                      | "6afa9046a9579cad143a384c1b564b9a250d27d6f6a63f9f20bf3a7594c9e2c6"
          require('crypto-js/sha1')('a').toString()                                      | "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8"
          require('crypto-js').lib.WordArray.random(8).toString().length                 | 16
          require('util').format('%s-%j', 'a', {b: 1})                                   | "a-{\\"b\\":1}"
          require('util').inspect([1])                                                   | "[1]"
          require('querystring').stringify({a: 'x y', b: [1, 2]})                        | "a=x%20y&b=1&b=2"
          require('querystring').parse('a=x+y&b=1&b=2')                                  | {"a":"x y","b":["1","2"]}
          require('url').parse('https://a.b:8/c/d?e=f#g').path                           | "/c/d?e=f"
          require('url').parse('https://a.b:8/c?e=f', true).query.e                      | "f"
          require('url').format({protocol: 'https', hostname: 'a.b', pathname: '/c', query: {d: 1}}) | "https://a.b/c?d=1"
          require('lodash') === require('lodash')                                        | true
          """)
  void librariesCanBeRequired(String expression, String expected) {
    assertThat(result(SCRIPTS, "const _ = (name) => require(name); done({x: " + expression + "});"))
        .isEqualTo("{\"x\":" + expected + "}");
  }

  @ParameterizedTest
  @CsvSource({
    "fs",
    "child_process",
    "lodash/../prelude",
    "..",
    "/etc/passwd",
    "../prelude",
    "prelude",
    "lodash/package.json",
    "http://example.com/x.js",
    "lodash/../../script/prelude",
    "''",
    "random"
  })
  void otherModulesCannotBeRequired(String name) {
    assertThat(
            result(
                SCRIPTS,
                "try { require(name); done({x: 'found'}); } catch (e) { done({x: e.message}); }",
                "{\"name\": \"" + name + "\"}"))
        .isEqualTo("{\"x\":\"Cannot find module '" + name + "'\"}");
  }

  @Test
  void aLegacyScriptFindsNullForWhatIsMissing() {
    Script legacy =
        new Script(
            "the hook",
            """
            if (request_parameters.a !== null) return {a: 'there'};
            var list = getArray(); list.add('x'); list.add(configuration.get('k'));
            var map = getMap(); map.put('l', list);
            return {
              x: configuration.deep.missing,
              y: JSON.stringify(configuration),
              z: configuration.list.map(function (n) { return n + 1; }),
              map: map, n: list.size(), c: configuration.containsKey('q')
            };
            """,
            true);
    assertThat(
            SCRIPTS
                .run(
                    legacy,
                    call(
                        ORGANIZATION,
                        """
                        {"request_parameters": {},
                         "configuration": {"k": "v", "deep": {}, "list": [1]}}
                        """,
                        NO_CALLS))
                .result())
        .isEqualTo(
            json(
                """
                {"x": null, "y": "{\\"k\\":\\"v\\",\\"deep\\":{},\\"list\\":[1]}", "z": [2],
                 "map": {"l": ["x", "v"]}, "n": 2, "c": false}
                """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          \\n\\nnull.x;                                  | 3 | TypeError: Cannot read property 'x' of null
          \\nthrow new Error('mine');                    | 2 | Error: mine
          \\nthrow 'text';                               | 2 | text
          \\nunknown();                                  | 2 | ReferenceError: unknown is not defined
          \\n\\nvar a = ;                                | 3 | SyntaxError: Expected an operand but found ;
          \\nif (true) {                                 | 2 | SyntaxError: Expected ; but found )
          \\nrequire('lodash').map([1], () => null.x);   | 2 | TypeError: Cannot read property 'x' of null
          \\nsetTimeout(() => {\\nnull.x; }, 1);         | 3 | TypeError: Cannot read property 'x' of null
          \\nPromise.resolve().then(() => {\\nnull.x; });| 3 | TypeError: Cannot read property 'x' of null
          \\nreturn Promise.reject(new Error('no'));     | 2 | Error: no
          \\nvar o = {}; o.o = o;\\ndone(o);             | 3 | TypeError: Converting circular structure to JSON
          \\nCE.hmac('sha0')('hex')('a', 'b');           | 2 | There is no algorithm sha0
          \\nevents.filter(e => e);                      | 2 | TypeError: Cannot read property 'filter' of null
          """)
  void aFailureNamesTheScriptTheLineAndTheCause(String body, int line, String cause) {
    ScriptException failure =
        catchThrowableOfType(
            ScriptException.class,
            () -> SCRIPTS.run(script(body.replace("\\n", "\n")), call(ORGANIZATION)));
    assertThat(failure.kind()).isEqualTo(Kind.FAILED);
    assertThat(failure.getMessage())
        .startsWith("The hook failed in line " + line + ": " + cause)
        .endsWith(".")
        .doesNotContain("\n");
    assertThat(failure.line()).hasValue(line);
  }

  @Test
  void whatDoesNotCompileIsFoundWithoutRunningIt() {
    assertThat(SCRIPTS.check(script("for (;;) {}"))).isEmpty();
    assertThat(SCRIPTS.check(script("let request_body = 1;"))).isEmpty();
    Optional<ScriptException> failure = SCRIPTS.check(script("\nfor (;;"));
    assertThat(failure).get().extracting(ScriptException::kind).isEqualTo(Kind.FAILED);
    assertThat(failure.orElseThrow().line()).hasValue(2);
  }

  @Test
  void aClosedRoomRunsNothingMoreAndCanBeginAnew() {
    try (Scripts own = new Scripts(ScriptLimits.standard())) {
      assertThat(result(own, "done({a: 1});")).isEqualTo("{\"a\":1}");
      own.close();
      assertThat(result(own, "done({a: 2});")).isEqualTo("{\"a\":2}");
    }
  }

  @Test
  void aCallerThatIsInterruptedWaitsNoLonger() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () -> SCRIPTS.run(script("setTimeout(() => {}, 20000);"), call(ORGANIZATION)))
        .isInstanceOf(ScriptException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
