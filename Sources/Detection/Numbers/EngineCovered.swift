import Vocabulary

/// Numbers that show in part, and numbers whose neighbours alone say what they are.
extension Engine {
  /// `xxx-xx-3308`, `***-**-3308`, `xxxxx4471`: found from the digits that show.
  func matchCovered(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    let start = Int(token.start)
    guard let rule = rule(.coveredSSN), token.hash > 0, !text.isWordByte(token.end) else { return }
    let before = text.at(start - 1)
    let mark: UInt8 = before == 0x20 ? 0x20 : 0x2D
    let cover = before == mark ? text.at(start - 2) : before
    guard cover | 0x20 == 0x78 || cover == 0x2A || cover == 0x23 else { return }
    var (offset, places, marks) = (start - 1, 0, 0)
    while offset >= 0, start - offset <= 8 {
      if text[offset] == cover {
        places += 1
      } else if text[offset] == mark, places == 0 || places == 2 {
        marks += 1
      } else {
        break
      }
      offset -= 1
    }
    guard places == 5, marks == 2 || marks == 0 && mark == 0x2D, !text.isWordByte(offset),
      text.at(offset) != cover,
      text.at(offset) != 0x2D
    else { return }
    emit(rule, offset + 1, token.end, .format, scratch: &scratch)
  }

  // Donations

  /// Tokens before a donation's number in which a word for blood is looked for.
  private static let bloodTokens = 12

  /// `W0412 24 118830`, `W041224118830` behind `unit`: found from the letter.
  func matchDonation(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let start = Int(scratch.tokens[index].start)
    guard let rule = rule(.donation), !text.isWordByte(start - 1) else { return }
    var offset = start + 1
    // Where it was collected, the year, which one of the year, and flags.
    for (group, count) in [4, 2, 6].enumerated() {
      if group > 0, text.at(offset) == 0x20 || text.at(offset) == 0x2D { offset += 1 }
      for _ in 0..<count {
        guard text.at(offset).isDigit else { return }
        offset += 1
      }
    }
    // Flags, or the character that checks the number when it is typed.
    if text.at(offset) == 0x20 || text.at(offset) == 0x2D, text.at(offset + 1).isDigit,
      text.at(offset + 2).isDigit || text.at(offset + 2).isUppercase, !text.isWordByte(offset + 3)
    {
      offset += 3
    } else if text.at(offset).isDigit, text.at(offset + 1).isDigit {
      offset += 2
    }
    guard !text.isWordByte(offset),
      (1...Self.bloodTokens)
        .contains(where: {
          index >= $0 && Self.bloods.contains(scratch.tokens[index - $0].hash)
        })
    else { return }
    emit(rule, start, offset, .format | .context, scratch: &scratch)
  }

  private static let bloods = hashes(
    """
    unit units din donation donations donor bag bags prbc prbcs rbc rbcs ffp platelet platelets plt plts \
    plasma cryo cryoprecipitate blood transfused transfusion transfuse isbt crossmatch crossmatched \
    leukoreduced apheresis redcell hung
    """
  )

  // Components

  /// `||||1487602239^Brandt^Tobias`: a number before somebody's name in the components of a field.
  func matchComponent(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let (token, surname, given) = (scratch.tokens[index], index + 1, index + 2)
    let before = text.at(Int(token.start) - 1)
    guard let rule = rule(.componentNumber), given < scratch.tokens.count,
      before == 0x7C || before == 0x7E, Int(scratch.tokens[surname].start) == token.end + 1,
      text.at(scratch.tokens[surname].end) == 0x5E,
      Int(scratch.tokens[given].start) == scratch.tokens[surname].end + 1,
      isOfComponent(surname, scratch), isOfComponent(given, scratch)
    else { return }
    let (last, first) = (
      Lexicon.bands(scratch.tokens[surname].hash), Lexicon.bands(scratch.tokens[given].hash)
    )
    guard first.first >= 2 || last.last >= 3 && first.isUnknown || last.isUnknown && first.first > 0
    else { return }
    emit(rule, Int(token.start), token.end, .format | .lexicon, scratch: &scratch)
  }

  /// Whether a word may be a name: it has a capital and is neither ordinary nor clinical.
  private func isOfComponent(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let token = scratch.tokens[index]
    guard token.shape.startsWithCapital || token.shape == .mixed, token.length > 2 else {
      return false
    }
    let bands = Lexicon.bands(token.hash)
    return bands.clinical == 0 && !bands.isBrand && (bands.english != 1 || bands.first >= 4)
  }
}
