import Formats
import Vocabulary

/// A part of a text around edits that is scanned again as it will be.
///
/// Ranges are of the original text, half-open; no range begins or ends inside an edit.
struct EditWindow {
  /// What counts.
  var core: Range<Int>
  /// What is scanned.
  var context: Range<Int>
  /// The edits that lie in `context`, as indices.
  var edits: Range<Int>
  /// The first edit that lies behind `core`.
  var next: Int

  /// A window with given ranges, which holds all edits.
  init(core: Range<Int>, context: Range<Int>, edits: Range<Int>) {
    self.core = core
    self.context = context
    self.edits = edits
    next = edits.upperBound
  }

  /// The window around an edit and those that follow it closely.
  ///
  /// - Parameters:
  ///   - first: index of the edit.
  ///   - all: sorted, disjoint.
  ///   - mine: what may count; every edit begins and ends in it.
  ///   - textCount: bytes of the text.
  ///   - bytes: on each side of an edit, what counts, and the context around that.
  init(
    from first: Int,
    _ all: [TextEdit],
    mine: Range<Int>,
    textCount: Int,
    bytes: (edit: Int, context: Int)
  ) {
    var end = all[first].range.upperBound + bytes.edit
    next = first + 1
    // Two windows whose contexts overlap would be scanned longer than one that holds both.
    while next < all.count, all[next].range.lowerBound - bytes.edit <= end + 2 * bytes.context {
      end = all[next].range.upperBound + bytes.edit
      next += 1
    }
    core = (all[first].range.lowerBound - bytes.edit..<end).clamped(to: mine)
    var low = max(0, core.lowerBound - bytes.context)
    var high = min(textCount, core.upperBound + bytes.context)
    edits = first..<next
    while edits.lowerBound > 0, all[edits.lowerBound - 1].range.upperBound > low {
      edits = edits.lowerBound - 1..<edits.upperBound
      low = min(low, all[edits.lowerBound].range.lowerBound)
    }
    while edits.upperBound < all.count, all[edits.upperBound].range.lowerBound < high {
      high = max(high, all[edits.upperBound].range.upperBound)
      edits = edits.lowerBound..<edits.upperBound + 1
    }
    context = low..<high
  }

  /// The windows around some of the edits, each with so many bytes on both sides that count, and as many around these.
  ///
  /// `changed`: ranges that edits have or lie in, in any order; windows whose contexts would meet are one.
  static func around(
    _ changed: [Range<Int>],
    _ all: [TextEdit],
    mine: Range<Int>,
    textCount: Int,
    reach: Int
  ) -> [EditWindow] {
    var cores: [Range<Int>] = []
    for range in changed.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      let core = (range.lowerBound - reach..<range.upperBound + reach).clamped(to: mine)
      if let last = cores.last, core.lowerBound - 2 * reach <= last.upperBound {
        let end = max(last.upperBound, core.upperBound)
        cores[cores.count - 1] = last.lowerBound..<end
      } else {
        cores.append(core)
      }
    }
    return cores.map { core in
      let core = widened(core, all)
      let low = max(0, core.lowerBound - reach)
      let context = widened(low..<min(textCount, core.upperBound + reach), all)
      let first = all.firstIndex { $0.range.upperBound > context.lowerBound } ?? all.count
      let end = all.firstIndex { $0.range.lowerBound >= context.upperBound } ?? all.count
      return EditWindow(core: core, context: context, edits: first..<max(first, end))
    }
  }

  /// A range that begins and ends inside no edit.
  private static func widened(_ range: Range<Int>, _ all: [TextEdit]) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    for edit in all where edit.range.lowerBound < edit.range.upperBound {
      if edit.range.lowerBound < low, edit.range.upperBound > low { low = edit.range.lowerBound }
      if edit.range.lowerBound < high, edit.range.upperBound > high { high = edit.range.upperBound }
    }
    return low..<high
  }

  /// Writes the context as it will be.
  /// - Returns: where what counts lies in `out`.
  func apply(
    _ all: [TextEdit],
    to text: Span<UInt8>,
    arena: [UInt8],
    into out: inout [UInt8]
  ) -> Range<Int> {
    out.removeAll(keepingCapacity: true)
    var position = context.lowerBound
    for index in edits {
      out.append(span: text.extracting(position..<all[index].range.lowerBound))
      out.append(span: arena.span.extracting(all[index].replacement))
      position = all[index].range.upperBound
    }
    out.append(span: text.extracting(position..<context.upperBound))
    return offset(of: core.lowerBound, all)..<offset(of: core.upperBound, all)
  }

  /// Where a place outside edits lies in the context as it will be.
  private func offset(of place: Int, _ all: [TextEdit]) -> Int {
    var offset = place - context.lowerBound
    for index in edits where all[index].range.upperBound <= place {
      offset += all[index].replacement.count - all[index].range.count
    }
    return offset
  }

  /// The range of the original text behind a range of what `apply` wrote; what touches an edit
  /// takes all of it in.
  func original(_ range: Range<Int>, _ all: [TextEdit]) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    var shift = 0
    for index in edits {
      let edit = all[index]
      let from = edit.range.lowerBound - context.lowerBound + shift
      let to = from + edit.replacement.count
      let change = edit.range.count - edit.replacement.count
      if range.lowerBound >= to {
        start += change
      } else if range.lowerBound > from {
        start = min(start, edit.range.lowerBound - context.lowerBound)
      }
      if range.upperBound >= to {
        end += change
      } else if range.upperBound > from {
        end = max(end, edit.range.upperBound - context.lowerBound)
      }
      shift -= change
    }
    let low = start + context.lowerBound
    return low..<max(low, end + context.lowerBound)
  }

  /// Whether every letter and digit in a range of what `apply` wrote came from an edit.
  ///
  /// `text`: what `apply` wrote.
  func isReplaced(_ range: Range<Int>, _ all: [TextEdit], in text: [UInt8]) -> Bool {
    var position = range.lowerBound
    var shift = 0
    for index in edits {
      let edit = all[index]
      let from = edit.range.lowerBound - context.lowerBound + shift
      let to = from + edit.replacement.count
      shift += edit.replacement.count - edit.range.count
      if to <= position { continue }
      if from >= range.upperBound { break }
      if from > position, !Self.isEmpty(text[position..<from]) { return false }
      position = max(position, to)
    }
    return position >= range.upperBound || Self.isEmpty(text[position..<range.upperBound])
  }

  /// Whether no letter and no digit stands in some bytes.
  private static func isEmpty(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.allSatisfy { !$0.isAlphanumeric && $0 < 0x80 }
  }
}

extension Finding {
  /// The same finding over the whole lines that it stands in, as far as they are `owned`.
  func widened(toLinesOf text: Span<UInt8>, within owned: Range<Int>) -> Finding {
    var whole = self
    while whole.start > owned.lowerBound, text[whole.start - 1] != 0x0A { whole.start -= 1 }
    let limit = min(text.count, owned.upperBound)
    while whole.end < limit, text[whole.end] != 0x0A, text[whole.end] != 0x0D { whole.end += 1 }
    return whole
  }
}
