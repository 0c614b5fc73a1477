import Records
import Vocabulary

/// A self-contained page: no script, no request to anywhere, one style.
package struct Page {
  /// The title of the window.
  package let title: String
  /// What stands in the body.
  package let body: Markup

  /// The whole document.
  ///
  /// Its content policy forbids everything but its own style, which it names by digest: whatever
  /// else a hostile text might bring in, a browser would not follow.
  package var bytes: [UInt8] {
    let style = PageStyle.text
    let digest = Base64.encode(Digest256(hashing: Array(style.utf8)).bytes)
    let head: Markup = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src 'sha256-\(digest)'; form-action 'none'; base-uri 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <title>\(title)</title>

      """
    return Array((head.html + "<style>\(style)</style>\n</head>\n<body>\n" + body.html).utf8)
      + Array("</body>\n</html>\n".utf8)
  }
}
