import CScan
import Vocabulary

extension ScanScratch {
  /// Replaces tokens and `@` positions by those of `text`.
  ///
  /// One pass of 64-byte bitmaps, then one step a token: starts and ends of runs are bits, and what
  /// stands between two tokens is read from bitmaps, too. A run of more than `Token.lengthMax`
  /// bytes is cut, so that no rule ever walks further than that.
  mutating func tokenize(_ text: Span<UInt8>) {
    tokens.removeAll(keepingCapacity: true)
    ats.removeAll(keepingCapacity: true)
    let buffer = tokenBuffer
    var walk = phigate_token_walk()
    walk.saw_newline = 1
    unsafe text.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return }
      unsafe buffer.reserve(textCount: bytes.count)
      while walk.base < bytes.count {
        var atCount = 0
        let count = unsafe phigate_tokenize(
          start,
          bytes.count,
          &walk,
          buffer.tokens.baseAddress,
          buffer.ats.baseAddress,
          &atCount
        )
        unsafe UnsafeBufferPointer(rebasing: buffer.tokens[..<count])
          .withMemoryRebound(to: Token.self) { unsafe tokens.append(contentsOf: $0) }
        unsafe ats.append(contentsOf: buffer.ats[..<atCount])
      }
    }
    hasHighBytes = walk.has_high != 0
  }

  /// Lists the tokens at which finders have to look that look at what stands behind a word: in running text a tenth.
  ///
  /// Left out are those that a blank and a letter of ASCII follow, unless a hyphen or `&` stands before them or the word
  /// behind them, with one of a few first letters (`Scanner.mayChange`), may be one of a table.
  mutating func listEnds(_ text: Span<UInt8>, besides changing: HashIndex) {
    let count = tokens.count
    if ends.count < count { ends += repeatElement(0, count: count &- ends.count) }
    var kept = 0
    unsafe ends.withUnsafeMutableBufferPointer { ends in
      unsafe text.withUnsafeBufferPointer { bytes in
        unsafe changing.withFilter { filter in
          unsafe tokens.withUnsafeBufferPointer { tokens in
            unsafe tokens.withMemoryRebound(to: phigate_token.self) { tokens in
              kept = unsafe phigate_list_ends(
                bytes.baseAddress,
                tokens.baseAddress,
                count,
                filter.baseAddress,
                ends.baseAddress
              )
            }
          }
        }
      }
    }
    endCount = kept
  }

  /// The first token from an index on at which a number, a run of capitals or parts that touch begin; the number of
  /// tokens for none.
  @inline(__always)
  func nextJoined(_ index: Int) -> Int {
    unsafe withTokens { tokens in
      unsafe phigate_next_joined(tokens.baseAddress, index, tokens.count)
    }
  }

  /// The index behind the words in small letters of ASCII, each behind one blank and before `limit`,
  /// that stand from a token on; none of them has one of the cues.
  func plainEnd(
    from first: Int,
    _ text: Span<UInt8>,
    previousEnd: Int,
    limit: Int,
    telling: Cue
  ) -> Int {
    unsafe text.withUnsafeBufferPointer { bytes in
      unsafe withTokens { tokens in
        unsafe facts.withUnsafeBufferPointer { facts in
          unsafe phigate_plain_end(
            bytes.baseAddress,
            tokens.baseAddress,
            first,
            tokens.count,
            previousEnd,
            limit,
            facts.baseAddress,
            telling.rawValue
          )
        }
      }
    }
  }

  /// Calls a function with the tokens as `CScan` knows them.
  @inline(__always)
  @unsafe func withTokens<Result>(
    _ body: (UnsafeBufferPointer<phigate_token>) -> Result
  ) -> Result {
    unsafe tokens.withUnsafeBufferPointer { tokens in
      unsafe tokens.withMemoryRebound(to: phigate_token.self) { unsafe body($0) }
    }
  }
}

/// Where tokens are written before they are appended to others, one for each thread.
@safe final class TokenBuffer {
  /// Room for tokens.
  @unsafe private(set) var tokens = unsafe UnsafeMutableBufferPointer<phigate_token>(
    start: nil,
    count: 0
  )
  /// Room for offsets of `@`.
  @unsafe private(set) var ats = unsafe UnsafeMutableBufferPointer<UInt32>(start: nil, count: 0)

  /// Makes room for what is written at a time of a text.
  @unsafe func reserve(textCount: Int) {
    let room = phigate_tokens_room
    let wanted = room + textCount / phigate_token_length_max
    guard unsafe tokens.count < wanted else { return }
    unsafe tokens.deallocate()
    unsafe ats.deallocate()
    unsafe tokens = UnsafeMutableBufferPointer.allocate(capacity: wanted)
    unsafe ats = UnsafeMutableBufferPointer.allocate(capacity: room)
  }

  deinit {
    unsafe tokens.deallocate()
    unsafe ats.deallocate()
  }
}
