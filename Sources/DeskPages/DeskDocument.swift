import Pages
import Records
import Vocabulary

/// The frame of every page of the desk: one style, one script, landmarks, and a way past them.
struct DeskDocument {
  /// The title of the window.
  var title: String
  /// Who looks; nil: nobody that is known.
  var viewer: Viewer?
  /// What stands on top, with the only heading of the first rank.
  var head: Markup
  /// The rest.
  var main: Markup
  /// What closes the page; empty where there is nothing to say.
  var foot: Markup = ""

  /// The whole document.
  var bytes: [UInt8] {
    let page: Markup = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(title) – phigate desk</title>
      <link rel="stylesheet" href="\(Asset.style.path)">
      <script type="module" src="\(Asset.script.path)"></script>
      </head>
      <body>
      <a class="skip" href="#main">To the content</a>
      <header>
      \(site)\(head)</header>
      <main id="main" tabindex="-1">
      \(main)</main>
      <footer>
      \(foot)<p class="note">phigate desk. What is decided here is verified again by the gate, \
      which believes no page.</p>
      </footer>
      </body>
      </html>

      """
    return Array(page.html.utf8)
  }

  /// The bar on top: where one is, and as whom.
  private var site: Markup {
    guard let viewer else {
      return "<div class=\"site\"><p class=\"brand\">phigate desk</p></div>\n"
    }
    return """
      <div class="site">
      <nav aria-label="Desk"><a class="brand" href="/">phigate desk</a> \
      <a href="/">Requests</a></nav>
      <form method="post" action="/sign-out">\
      <input type="hidden" name="csrf" value="\(viewer.csrf)">\
      <span class="whoami">\(viewer.human)</span> <button class="quiet">Sign out</button></form>
      </div>

      """
  }
}

/// A file that pages name; its name changes with its content, so that it may be kept for ever.
package struct Asset: Sendable {
  /// The last part of its address.
  package let name: String
  /// Its media type.
  package let contentType: String
  /// Its content.
  package let bytes: [UInt8]

  /// The address on the desk.
  package var path: String { "/assets/\(name)" }

  /// The one style sheet.
  package static let style = Asset("css", "text/css; charset=utf-8", DeskStyle.text)
  /// The one script, a module.
  package static let script = Asset("js", "text/javascript; charset=utf-8", DeskScript.text)

  /// All of them.
  package static let all = [style, script]

  /// The asset of a name; nil: none.
  package static func named(_ name: String) -> Asset? { all.first { $0.name == name } }

  /// Names a text by the first 16 digits of its SHA-256.
  private init(_ suffix: String, _ contentType: String, _ text: String) {
    bytes = Array(text.utf8)
    name = "desk-\(Digest256(hashing: bytes).hex.prefix(16)).\(suffix)"
    self.contentType = contentType
  }
}
