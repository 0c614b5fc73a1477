import Vocabulary

/// Words behind an exact label: how far its value goes, and whether it is one.
extension Scanner {
  /// Takes words with capitals that end like a value.
  func takeWords(
    _ text: Span<UInt8>,
    _ start: Int,
    _ label: Label,
    _ sign: UInt8,
    _ scratch: inout ScanScratch
  ) {
    var words: [Range<Int>] = []
    var (place, isListed) = (Self.behindParticles(text, start, sign), false)
    let first = start
    while words.count < Self.nameWordsMax,
      text.at(place).isUppercase || text.at(place) >= 0xC3 || Self.isEscape(text, place)
    {
      var end = place
      while end < text.count {
        let byte = text[end]
        if Self.isEscape(text, end) {
          end += 3
        } else if byte.isLetter || byte >= 0x80 || byte == 0x27 || byte == 0x2D {
          end += 1
        } else {
          break
        }
      }
      let isTown = label == .town && words.isEmpty && Self.mobile == Token.hash(text, place..<end)
      if Self.isLabelWord(text, place..<end) && !isTown || text.at(end) == 0x3A
        || text.at(end) == 0x3D
      {
        break
      }
      words.append(place..<end)
      // An initial, or the end of a word that is cut short.
      if text.at(end) == 0x2E, end - place < 3 { end += 1 }
      place = end
      if text.at(end) == 0x2C, label != .town, words.count == 1, !isListed, sign != 0x3D {
        (place, isListed) = (end + (text.at(end + 1) == 0x20 ? 2 : 1), true)
      } else if text.at(end) == 0x20, sign != 0x3D {
        place = end + 1
      } else {
        break
      }
    }
    if words.count == 1, text.at(place) == 0x2F, label == .person, isOfRole(text, start) {
      return takeCrew(text, start, &scratch)
    }
    guard let last = words.last, last.upperBound - first > 1,
      Self.endsValue(text, last.upperBound, sign),
      !Self.isNone(text, words[0].lowerBound..<last.upperBound)
    else { return }
    if label == .person || label == .bare {
      let isOfPerson =
        isListed
        ? words.count > 1
          && (words.allSatisfy { mayBeName(text, $0) }
            || isInverted(text, words[0], words[1], sign))
        : label == .bare
          ? false
          : words.count == 2 && isFirstName(text, words[0]) && !isSurname(text, words[1])
            || words.count <= 2 && isOfRole(text, start)
              && (words.count == 1
                ? isUsualSurname(text, words[0])
                : words[0].count > 2 && words.allSatisfy { mayBeName(text, $0) })
      guard isOfPerson else { return }
    }
    emit(text, first..<last.upperBound, label, &scratch)
  }

  /// Takes surnames that strokes part, each of which many have: `CREW: Singh/Winter`.
  private func takeCrew(_ text: Span<UInt8>, _ start: Int, _ scratch: inout ScanScratch) {
    var (place, surnames) = (start, [Range<Int>]())
    while surnames.count < Self.nameWordsMax, text.at(place).isUppercase {
      var end = place
      while text.at(end).isLetter || text.at(end) >= 0x80 || text.at(end) == 0x27 { end += 1 }
      guard isUsualSurname(text, place..<end) else { return }
      surnames.append(place..<end)
      place = end
      guard text.at(place) == 0x2F else { break }
      place += 1
    }
    guard surnames.count > 1, Self.endsValue(text, place, 0x3A) else { return }
    for surname in surnames { emit(text, surname, .person, &scratch) }
  }

  /// Where the first word with a capital begins behind particles: `de la Cruz`, `van Dyke`.
  private static func behindParticles(_ text: Span<UInt8>, _ start: Int, _ sign: UInt8) -> Int {
    // `lastName=de+la+Cruz`
    let blank: UInt8 = sign == 0x3D ? 0x2B : 0x20
    var (place, count) = (start, 0)
    while count < particlesMax, text.at(place).isLetter, !text.at(place).isUppercase {
      var end = place
      while text.at(end).isLetter { end += 1 }
      guard text.at(end) == blank, particles.contains(Token.hash(text, place..<end)) else {
        return start
      }
      (place, count) = (end + 1, count + 1)
    }
    return text.at(place).isUppercase ? place : start
  }

  private static let particlesMax = 2
  private static let particles = Engine.hashes(
    "de la del della di da dos das du le van von vom zu den der ten ter el al bin ibn st"
  )

  /// Whether a word is a first name that many have: what stands behind it to the value's end is the surname, whatever
  /// word it is.
  private func isFirstName(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    let bands = Lexicon.bands(Token.hash(text, word))
    return bands.first >= 3 && bands.english != 1 && bands.clinical == 0
  }

  /// Whether the label before a value is that of somebody who acts, of whom forms have the surname: `Attending: Park`.
  private func isOfRole(_ text: Span<UInt8>, _ start: Int) -> Bool {
    var end = start
    while end > 0, !text.at(end - 1).isLetter, start - end < Self.gapMax { end -= 1 }
    var first = end
    while first > 0, text.at(first - 1).isLetter { first -= 1 }
    return Self.roles.contains(Token.hash(text, first..<end))
  }

  /// Whether a word is a surname that many have.
  private func isUsualSurname(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    Lexicon.bands(Token.hash(text, word)).last >= 3
  }

  private static let roles = Engine.hashes(
    "attending surgeon pcp physician provider presenter homeroom officer clinician crew"
  )

  /// Whether a word is a surname and none of the language, so that the rules of labels know it.
  private func isSurname(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    let bands = Lexicon.bands(Token.hash(text, word))
    return bands.last >= 2 && bands.english == 0 || bands.english == 0 && bands.clinical == 0
  }

  /// Whether a word behind `Patient:` may be a name: none of the language that nobody is called.
  private func mayBeName(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    let bands = Lexicon.bands(Token.hash(text, word))
    if max(bands.first, bands.last) > 1 { return true }
    return bands.english == 0 && bands.clinical == 0
  }

  /// Whether words are a surname and a first name that few have; behind points or a stroke of a form any word may
  /// be one: `PCP.......: DAY, SKY`.
  private func isInverted(
    _ text: Span<UInt8>,
    _ last: Range<Int>,
    _ first: Range<Int>,
    _ sign: UInt8
  ) -> Bool {
    let given = Lexicon.bands(Token.hash(text, first))
    return Lexicon.bands(Token.hash(text, last)).last >= 2
      && (given.first >= 1 || sign == 0x7C)
  }

  /// Whether a value ends at an offset.
  private static func endsValue(_ text: Span<UInt8>, _ end: Int, _ sign: UInt8) -> Bool {
    var end = end
    if text.at(end) == 0x2E { end += 1 }
    switch text.at(end) {
    case 0, 0x09, 0x0A, 0x0D, 0x22, 0x26, 0x27, 0x29, 0x2C, 0x3B, 0x3C, 0x5C, 0x5D, 0x7C, 0x7D:
      return true
    // `City __Mobile__`
    case 0x5F: return sign == 0x7C && text.at(end + 1) == 0x5F
    case 0x20:
      if sign == 0x3D || text.at(end + 1) <= 0x20 || text.at(end + 1) == 0x7C
        || text.at(end + 1) == 0x23
      {
        return true
      }
      // The next label.
      var place = end + 1
      while place - end < valueMax,
        text.at(place).isAlphanumeric || [0x20, 0x5F].contains(text.at(place))
      {
        place += 1
      }
      return text.at(place) == 0x3A || text.at(place) == 0x3D
    default: return false
    }
  }
}
