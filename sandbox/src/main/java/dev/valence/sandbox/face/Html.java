package dev.valence.sandbox.face;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** The frame and the look of the pages that people see. They have no scripts. */
public final class Html {

  private static final String STYLE =
      """
      :root{color-scheme:light dark}
      body{font:16px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;\
      place-items:center;background:light-dark(#f4f5f7,#17191c);color:light-dark(#1c2024,#e8eaed)}
      main{background:light-dark(#fff,#23262b);border-radius:12px;padding:2rem;margin:1rem;\
      max-width:28rem;box-shadow:0 2px 16px #0003}
      h1{font-size:1.25rem;margin:0 0 1rem}
      p.note{font-size:.85rem;opacity:.75}
      code{overflow-wrap:anywhere}
      label,select,input{display:block;width:100%;box-sizing:border-box}
      select,input{font:inherit;padding:.5rem;margin:.25rem 0 1rem}
      .buttons{display:flex;gap:.75rem}
      button{font:inherit;padding:.6rem 1.2rem;border-radius:8px;border:1px solid #8888;\
      background:none;color:inherit;cursor:pointer;flex:1}
      button.primary{background:#0b5fff;border-color:#0b5fff;color:#fff}
      """;

  private static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + Base64.getEncoder()
              .encodeToString(Secrets.sha256().digest(STYLE.getBytes(StandardCharsets.UTF_8)))
          + "'; base-uri 'none'; frame-ancestors 'none'";

  private Html() {}

  /**
   * A page.
   *
   * @param title plain text
   * @param content HTML
   */
  public static Answer page(int status, String title, String content) {
    String html =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style>%s</style>
        </head>
        <body>
        <main>
        <h1>%s</h1>
        %s
        </main>
        </body>
        </html>
        """
            .formatted(escape(title), STYLE, escape(title), content);
    return Answer.of(status, "text/html; charset=utf-8", html)
        .with(
            Map.of(
                "Content-Security-Policy", POLICY,
                "Cache-Control", "no-store",
                "Referrer-Policy", "no-referrer",
                "X-Content-Type-Options", "nosniff"));
  }

  /** Text as it may stand in an element or in an attribute with double quotes. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
