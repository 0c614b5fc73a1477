/// The members of an object whose values are strings, from behind one of its values on.
///
/// What is not JSON ends the sequence, and so do long objects: a look ahead, no reader.
struct JSONMembers: Sequence, IteratorProtocol {
  /// A member: its key and its value, without quotes.
  struct Member {
    var key: Range<Int>
    var value: Range<Int>
    /// The key of the object in this one that it is a member of; nil for a member of this one.
    var holder: Range<Int>?
  }

  /// Bytes that are looked at.
  static let reachMax = 512

  private let source: [UInt8]
  private let limit: Int
  private var place: Int
  /// Containers around, inside of the object.
  private var depth: Int

  /// Whether the first string of a list counts as its value.
  private let readsLists: Bool
  /// Whether members of its members' objects are told, too, and the key of the one in hand.
  private let readsObjects: Bool
  private var holder: Range<Int>?

  /// Begins behind a value, in as many containers inside of the object.
  ///
  /// `reach`: bytes that are looked at.
  init(
    _ source: [UInt8],
    from place: Int,
    inside depth: Int = 0,
    readsLists: Bool = false,
    readsObjects: Bool = false,
    reach: Int = reachMax
  ) {
    (self.source, self.place, self.depth) = (source, place, depth)
    (self.readsLists, self.readsObjects) = (readsLists, readsObjects)
    limit = Swift.min(source.count, place + reach)
  }

  /// The next member.
  mutating func next() -> Member? {
    while place < limit {
      switch source[place] {
      case 0x5B, 0x7B:
        depth += 1
        place += 1
      case 0x5D, 0x7D:
        depth -= 1
        if depth < 0 { return nil }
        place += 1
      case 0x22:
        guard let key = string() else { return nil }
        guard depth == 0 || depth == 1 && holder != nil, take(0x3A) else { continue }
        if readsLists, take(0x5B) { depth += 1 }
        if depth == 0 {
          holder = readsObjects && place < limit && source[place] == 0x7B ? key : nil
        }
        guard place < limit, source[place] == 0x22 else { continue }
        guard let value = string() else { return nil }
        return Member(key: key, value: value, holder: depth == 0 ? nil : holder)
      default: place += 1
      }
    }
    return nil
  }

  /// The string that begins here, without quotes; nil where it does not end.
  private mutating func string() -> Range<Int>? {
    let first = place + 1
    var end = first
    while end < limit, source[end] != 0x22 { end += source[end] == 0x5C ? 2 : 1 }
    guard end < limit else { return nil }
    place = end + 1
    return first..<end
  }

  /// Goes behind a sign and the white space around it.
  ///
  /// - Returns: whether it stands here.
  private mutating func take(_ sign: UInt8) -> Bool {
    while place < limit, source[place] <= 0x20 { place += 1 }
    guard place < limit, source[place] == sign else { return false }
    place += 1
    while place < limit, source[place] <= 0x20 { place += 1 }
    return true
  }
}
