import Vocabulary

/// HTML in the making: what is written in the source is markup, what is put in between is text.
///
/// Text is escaped by the type, not by whoever writes a page: a hostile name can neither open an
/// element nor turn the direction of a line.
package struct Markup: Sendable, ExpressibleByStringInterpolation {
  /// Collects literals as they are and everything else escaped.
  package struct StringInterpolation: StringInterpolationProtocol {
    /// The HTML so far.
    fileprivate var html = ""

    /// Begins with an estimate.
    package init(literalCapacity: Int, interpolationCount: Int) {
      html.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    /// Takes markup of the source.
    package mutating func appendLiteral(_ literal: String) { html += literal }

    /// Takes a text.
    package mutating func appendInterpolation(_ text: some StringProtocol) {
      html += Markup.escaped(String(text))
    }

    /// Takes a number, in groups of three digits.
    package mutating func appendInterpolation(_ number: Int64) { html += grouped(number) }

    /// Takes markup that was made before.
    package mutating func appendInterpolation(_ markup: Markup) { html += markup.html }

    /// Takes pieces of markup in a row.
    package mutating func appendInterpolation(_ pieces: [Markup]) {
      for piece in pieces { html += piece.html }
    }
  }

  /// The HTML.
  package private(set) var html: String

  /// Markup of the source.
  package init(stringLiteral value: String) { html = value }

  /// Markup of the source with texts in between.
  package init(stringInterpolation: StringInterpolation) { html = stringInterpolation.html }

  /// Adds markup.
  package static func += (left: inout Markup, right: Markup) { left.html += right.html }

  /// A text as HTML shows it; control characters and marks of direction are written out.
  package static func escaped(_ text: String) -> String {
    var out = ""
    for character in text.escapingControls.unicodeScalars {
      switch character {
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "&": out += "&amp;"
      case "\"": out += "&quot;"
      case "'": out += "&apos;"
      default:
        guard isInvisible(character) else {
          out.unicodeScalars.append(character)
          continue
        }
        out += "\\u{" + String(character.value, radix: 16) + "}"
      }
    }
    return out
  }

  /// Whether a character draws nothing and could hide in a name: the soft hyphen, joiners, tags,
  /// fillers, the mark of Arabic direction.
  ///
  /// Selectors of variants stay, because emoji end with them. Source: Unicode,
  /// Default_Ignorable_Code_Point.
  private static func isInvisible(_ character: Unicode.Scalar) -> Bool {
    switch character.value {
    case ..<0x7F, 0xFE00...0xFE0F: false
    default: character.properties.isDefaultIgnorableCodePoint
    }
  }

  /// A bar of a share of the whole width; it prints without backgrounds, and says nothing to readers
  /// of the page aloud, who are given the number beside it.
  ///
  /// `count` of `most`, at least a hair's width.
  package static func bar(_ count: Int64, of most: Int64) -> Markup {
    let share = most > 0 ? min(1000, max(4, count * 1000 / most)) : 0
    return """
      <svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">\
      <rect class="track" width="1000" height="10"/>\
      <rect class="fill" width="\(String(share))" height="10"/></svg>
      """
  }

  /// A time as people read it, and as machines do.
  package static func time(_ text: String) -> Markup {
    let shown = text.replacing("T", with: " ").replacing("Z", with: " UTC")
    return "<time datetime=\"\(text)\">\(shown)</time>"
  }
}
