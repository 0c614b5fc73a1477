import Vocabulary

/// Marks of a page that say for which programs the content behind them is, as Word writes them.
///
/// ```
/// <!--[if gte mso 9]><xml>…</xml><![endif]-->
/// <!--[if !mso]><!-->…<!--<![endif]-->
/// <![if !supportLists]>…<![endif]>
/// ```
///
/// The content is read as markup, whoever shows it. A browser takes `<![` for a comment up to the next
/// sign. Source: WHATWG HTML, §13.2.5.42 (bogus comments) and §13.2.5.44 (`<!-->`).
enum PageCondition {
  /// Bytes of a condition.
  private static let bytesMax = 512
  /// Words of conditions, in small letters.
  private static let words: Set<String> = [
    "if", "endif", "gt", "gte", "lt", "lte", "mso", "ie", "vml", "true", "false", "word", "excel",
    "ppt", "iemobile",
  ]

  /// Behind the mark that begins at a place; nil where there is none.
  static func end(_ source: [UInt8], at position: Int, _ limit: Int) -> Int? {
    if source.holds("<!-->", at: position) { return position + 5 }
    if source.holds("<!--->", at: position) { return position + 6 }
    let isHidden = source.holds("<!--[if", at: position)
    guard isHidden || source.holds("<![", at: position), !source.holds("<![CDATA[", at: position)
    else { return nil }
    let reach = min(limit, position + bytesMax)
    let end = source.first(of: 0x3E, from: position, to: reach)
    guard end < reach, !isHidden || source[end - 1] == 0x5D else { return nil }
    return end + 1
  }

  /// Whether a mark holds nothing but words and numbers of conditions: `IE` is nobody's name here.
  static func isPlain(_ text: ArraySlice<UInt8>) -> Bool {
    text.split { !$0.isAlphanumeric }
      .allSatisfy { word in
        if word.allSatisfy(\.isDigit) { return word.count < 4 }
        let name = String(decoding: word, as: UTF8.self).lowercased()
        return words.contains(name) || name.hasPrefix("support") && name.allSatisfy(\.isLetter)
      }
  }
}
