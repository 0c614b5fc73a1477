import Vocabulary

/// Users' names and records' numbers as machines write them.
extension Engine {
  /// Bytes of a user's name that is made of a person's.
  private static let handleBytes = 5...40
  /// Letters of a name that a file may be called by, at least.
  private static let fileNameLetters = 4

  /// `camille_b`, `geoff_umu`, `@dr_nightowl`: small letters with an underscore and a first name or
  /// surname among the parts, or behind an `@`; found from the first part.
  ///
  /// `user_name` is none.
  func matchHandle(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.handle) else { return }
    var start = Int(scratch.tokens[first].start)
    let before = text.at(start - 1)
    let isPage =
      before == 0x2F && text.at(start - 2) | 0x20 == 0x75 && !text.isWordByte(start - 3)
      && text.at(start - 3) != 0x2F
    let isAt = isPage || before == 0x40 && !text.isWordByte(start - 2) && text.at(start - 2) != 0x2E
    guard isAt || before == 0x20 || before == 0x28 || before == 0x0A || before == 0 else { return }
    var last = first
    var (hasName, isClear, hasOrdinary, isJoined) = (false, false, false, false)
    // `@dr.moonbeam`, `@nurse_jo`, `@pkerrigan`
    if isAt {
      hasName = Self.handleTitles.contains(scratch.tokens[first].hash)
      if !hasName, surnameUserEnd(text, first, isMarked: false, scratch) != nil {
        (hasName, isJoined) = (true, true)
      }
      if !hasName,
        (1...3)
          .contains(where: {
            first >= $0 && Self.addressing.contains(scratch.tokens[first - $0].hash)
          })
      {
        (hasName, isJoined) = (true, true)
      }
    }
    while true {
      let token = scratch.tokens[last]
      guard token.isDigits || token.shape == .lower else { return }
      if token.isWord, token.length > 2 {
        let bands = Lexicon.bands(token.hash)
        hasName = hasName || bands.first >= 2 || bands.last >= 3 && bands.english == 0
        isClear = isClear || bands.english == 0 && (bands.first >= 2 || bands.last >= 3)
        hasOrdinary = hasOrdinary || bands.english == 1 && bands.first < 3
      }
      guard last + 1 < scratch.tokens.count, scratch.tokens[last + 1].gap != .lineBreak else {
        break
      }
      let next = scratch.tokens[last + 1]
      if next.gap == .none || text.at(token.end) == 0x5F && Int(next.start) == token.end + 1 {
        isJoined = isJoined || next.gap != .none
        last += 1
      } else if isAt, next.gap == .mark, Self.isHandleMark(text.at(token.end)) {
        isJoined = true
        last += 1
      } else {
        break
      }
    }
    let end = scratch.tokens[last].end
    if !isAt, endsFile(scratch.tokens[last], hasOrdinary && !isClear) { return }
    if isAt, !isJoined, isNumberedUser(text, start..<end), !isVariable(text, end) {
      (hasName, isJoined) = (true, true)
    }
    guard isAt || !isFileName(text, scratch.tokens[first], end),
      Self.handleBytes.contains(end - start), !text.isWordByte(end), text.at(end) != 0x28,
      text.at(end) != 0x3D, text.at(end) != 0x40, text.at(end) != 0x2F, text.at(end) != 0x5F,
      isAt || !isColumn(text, first, last, scratch),
      isAt ? isJoined : isJoined && hasName && (!hasOrdinary || scratch.tokens[last].isDigits)
    else { return }
    if isAt, !isPage { start -= 1 }
    emit(
      rule,
      start,
      end,
      .format,
      masked: isAt ? hasName || !hasOrdinary : true,
      scratch: &scratch
    )
  }

  /// Whether a last part is that of a file's name: `case_notes_3`, which counts, `crystal_xml`.
  private func endsFile(_ last: Token, _ hasOrdinary: Bool) -> Bool {
    hasOrdinary && last.isDigits && last.gap != .none || Self.fileEndings.contains(last.hash)
  }

  /// Whether a text is the name of a file by what it holds: `era_835.txt`, `wes_qc.tsv`.
  private func isFileName(_ text: Span<UInt8>, _ first: Token, _ end: Int) -> Bool {
    first.start == 0 && text.at(end) == 0x2E && first.length < Self.fileNameLetters
  }

  /// Whether what stands behind an `@` and a name makes it a variable of a query: `@from1 = …`.
  private func isVariable(_ text: Span<UInt8>, _ end: Int) -> Bool {
    var offset = end
    while text.at(offset) == 0x20 { offset += 1 }
    let sign = text.at(offset)
    return sign == 0x3D || sign == 0x3C || sign == 0x3E || sign == 0x29
  }

  /// Whether small letters with underscores are the name of a column or a setting: `pat_id`,
  /// `max_len`, `(abx_min)`, `hla_a INT`.
  private func isColumn(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    if Self.columnEnds.contains(scratch.tokens[last].hash)
      || Self.columnBegins.contains(scratch.tokens[first].hash)
    {
      return true
    }
    let start = Int(scratch.tokens[first].start)
    if text.at(start - 1) == 0x28, text.at(scratch.tokens[last].end) == 0x29,
      text.at(start - 2).isLetter
    {
      return true
    }
    // `JOIN pat_enc e ON`
    if first > 0, scratch.tokens[first].gap == .blank, scratch.tokens[first - 1].shape == .upper,
      Self.tableClauses.contains(scratch.tokens[first - 1].hash)
    {
      return true
    }
    let next = last + 1
    return next < scratch.tokens.count && scratch.tokens[next].gap == .blank
      && scratch.tokens[next].shape == .upper
      && Self.columnTypes.contains(scratch.tokens[next].hash)
  }

  /// Words of writing to somebody on a network.
  private static let addressing = hashes(
    "dm dms follow followed tweeted tweet tag tagged message ping venmo handle insta ig"
  )

  /// What handles of people at work begin with.
  private static let handleTitles = hashes("dr drs doc nurse rn md np prof mr mrs ms miss")

  /// Last parts of columns' and settings' names.
  static let columnEnds = hashes(
    """
    id ids len min max cnt dt nm num val cd idx ts url pct avg lvl cfg tmp src dst seq fmt msg cmd env \
    desc tbl col amt qty flg ind typ txt dob ssn mrn npi mstr hist lst stg bak tab xref fk pk msgs kb mb gb tb \
    sec secs mins hrs ms conn conns size count rows cols age len ttl retries threads
    """
  )
  private static let columnBegins = hashes(
    "ix idx pk fk uq tbl vw usp sp fn trg stg dim tmp min avg"
  )
  /// Words of SQL that the name of a table stands behind.
  private static let tableClauses = hashes("from join into update table")
  private static let columnTypes = hashes(
    "int integer bigint smallint char varchar text date datetime timestamp numeric decimal boolean bool uuid"
  )

  /// Marks inside a handle behind an `@`.
  private static func isHandleMark(_ byte: UInt8) -> Bool { byte == 0x2D || byte == 0x2E }
}
