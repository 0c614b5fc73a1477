import CTagger
import Vocabulary

/// Dwellings beside a street or town that was found: `Plot 9, Osborn Street`, `Slip 22, Gate Road`, and `3F`
/// with a sign behind `412 Elm Court`.
extension AddressCloser {
  /// Bytes of a dwelling's number or of one of its parts, and parts, at most.
  private static let numberBytes = 5
  private static let partsMax = 4

  /// What people live in, with a number behind.
  private static let dwellings = Engine.table(
    """
    plot slip lot trailer flat house unit villa block tower door casa espacio lote depto departamento \
    interior int manzana mz apto bloco edificio edif haus stiege top appartement bâtiment esc piso \
    puerta portal planta
    """
  )
  private static let numberWords = Engine.table("no nr n núm num número nº")
  /// Marks the dwelling that stands before a street or town.
  static func takeDwellingBefore(_ place: Int, _ scratch: inout ScanScratch) {
    var index = place &- 1
    guard index >= 0, joins(scratch.tagged[place].before) else { return }
    var parts = 0
    // `8-3-214/7`, `22`, `B`: the parts of the number.
    while index >= 0, parts < partsMax, isNumber(index, scratch) {
      parts &+= 1
      let gap = Int(scratch.tagged[index].before)
      index &-= 1
      if gap != phigate_gap_hyphen, gap != phigate_gap_none, gap != phigate_gap_other { break }
    }
    guard parts > 0, index >= 0 else { return }
    var head = index
    if numberWords(scratch.taggedHashes[head]) != 0, head > 0 { head &-= 1 }
    let word = scratch.tagged[head]
    let isDwelling = word.rule == 0 && dwellings(scratch.taggedHashes[head]) != 0
    guard isDwelling else { return }
    for taken in head..<place { take(taken, &scratch) }
  }

  /// Marks `3F` behind a street and a sign.
  /// - Returns: the index behind what was taken.
  static func takeSignBehind(_ index: Int, _ scratch: inout ScanScratch) -> Int {
    guard index > 0, index < scratch.tagged.count, isNumber(index, scratch) else { return index }
    let word = scratch.tagged[index]
    // Two bytes, a blank and a sign.
    guard word.before == UInt8(phigate_gap_other), word.isDigits,
      word.start &- scratch.tagged[index &- 1].end == 2
    else { return index }
    take(index, &scratch)
    let letter = index &+ 1
    guard letter < scratch.tagged.count, isNumber(letter, scratch),
      !scratch.tagged[letter].isDigits,
      scratch.tagged[letter].before == UInt8(phigate_gap_none)
    else { return letter }
    take(letter, &scratch)
    return letter &+ 1
  }

  /// Whether a gap lets a dwelling go on with its street.
  private static func joins(_ gap: UInt8) -> Bool {
    gap == UInt8(phigate_gap_blank) || gap == UInt8(phigate_gap_comma)
  }

  /// Whether a word is the number of a dwelling or a part of one: a few digits, or a letter or two.
  private static func isNumber(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    guard word.rule == 0 else { return false }
    let bytes = Int(word.end &- word.start)
    return word.isDigits ? bytes <= numberBytes : bytes == 1 && !word.isLower
  }
}

extension phigate_tag_word {
  /// Whether it is of small letters.
  var isLower: Bool {
    shape == UInt8(phigate_shape_lower) || shape == UInt8(phigate_shape_small)
  }
}
