package dev.valence.script;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/**
 * The platform's side of a script: the one function by which it reaches out of its context. Texts
 * and numbers go in and out, no object of ours.
 */
final class Host implements ProxyExecutable {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RANDOM_BYTES = 5;

  /** What a script may ask of its run. */
  interface Requests {

    /** Takes the result, as JSON. */
    void done(String result);

    /** Takes what was printed. */
    void log(String line);

    /** Calls the timer back after some milliseconds. */
    void timer(int id, double delay);

    /** Makes an HTTP call, described as JSON. */
    void call(int id, String description);

    /** Forgets a timer or a call. */
    void forget(int id);
  }

  private final Modules modules;
  private @Nullable Context context;
  private @Nullable Requests run;

  Host(Modules modules) {
    this.modules = modules;
  }

  /** Before the script may run. */
  void serve(Context ownContext, Requests ownRun) {
    context = ownContext;
    run = ownRun;
  }

  @Override
  public @Nullable Object execute(Value... arguments) {
    if (run == null || context == null) {
      throw new IllegalStateException("The script has not begun.");
    }
    return switch (text(arguments, 0)) {
      case "done" -> {
        run.done(text(arguments, 1));
        yield null;
      }
      case "log" -> {
        run.log(text(arguments, 1));
        yield null;
      }
      case "timer" -> {
        run.timer(arguments[1].asInt(), arguments[2].asDouble());
        yield null;
      }
      case "http" -> {
        run.call(arguments[1].asInt(), text(arguments, 2));
        yield null;
      }
      case "forget" -> {
        run.forget(arguments[1].asInt());
        yield null;
      }
      case "resolve" -> modules.resolve(text(arguments, 1), text(arguments, 2));
      case "module" -> module(context, text(arguments, 1));
      case "b64" -> Base64.getEncoder().encodeToString(bytes(text(arguments, 1)));
      case "decode64" -> decode64(text(arguments, 1));
      case "md5" -> HexFormat.of().formatHex(md5(text(arguments, 1)));
      case "hmac" ->
          hmac(text(arguments, 1), text(arguments, 2), text(arguments, 3), text(arguments, 4));
      case "random" -> random();
      default -> throw new IllegalArgumentException("There is no such request.");
    };
  }

  private static String text(Value[] arguments, int index) {
    return arguments[index].asString();
  }

  private Value module(Context own, String id) {
    Optional<Source> source = modules.source(id);
    return own.eval(source.orElseThrow(() -> new IllegalArgumentException("No module " + id)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** As lenient as Node: both alphabets, and whatever is in neither is passed over. */
  private static String decode64(String text) {
    String plain = text.replace('-', '+').replace('_', '/').replaceAll("[^A-Za-z0-9+/]", "");
    int length = plain.length() % 4 == 1 ? plain.length() - 1 : plain.length();
    byte[] decoded = Base64.getDecoder().decode(plain.substring(0, length));
    return new String(decoded, StandardCharsets.UTF_8);
  }

  private static byte[] md5(String text) {
    try {
      return MessageDigest.getInstance("MD5").digest(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hmac(String algorithm, String encoding, String secret, String text) {
    String name = "Hmac" + algorithm.toUpperCase(Locale.ROOT).replace("-", "");
    byte[] key = bytes(secret);
    try {
      Mac mac = Mac.getInstance(name);
      // A key is filled up with zeros, so that this is the empty one (RFC 2104, 2).
      mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, name));
      byte[] code = mac.doFinal(bytes(text));
      return switch (encoding.toLowerCase(Locale.ROOT)) {
        case "hex" -> HexFormat.of().formatHex(code);
        case "base64" -> Base64.getEncoder().encodeToString(code);
        default -> throw new IllegalArgumentException("There is no encoding " + encoding + ".");
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("There is no algorithm " + algorithm + ".", e);
    }
  }

  private static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
