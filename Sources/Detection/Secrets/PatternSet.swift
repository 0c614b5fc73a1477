import CVectorscan
import Vocabulary

/// Why an expression cannot be one of a set.
struct PatternFault: Error, Sendable, Hashable {
  /// Index of the expression.
  var index: Int
  /// Lower case, no full stop.
  var message: String
}

/// Where one expression of a set matched: plain data.
struct PatternMatch: Sendable {
  /// Index of the expression.
  var expression: UInt32
  /// Offset of the first byte.
  var start: UInt32
  /// Offset behind the last byte of the longest match that begins there.
  var end: UInt32
}

/// Regular expressions compiled to one automaton of Vectorscan, which looks at each byte once.
///
/// Only expressions with a bound are taken, so that what they find depends on that many bytes and
/// chunks cannot change it. The automaton never changes and is shared by threads; what a scan writes
/// lies in a `PatternScratch` of the thread.
@safe final class PatternSet: Sendable {
  /// Bytes of the longest match that an expression may have.
  static let bytesMax = 512

  /// The address of the automaton, which is read and never written.
  private let address: UInt
  /// Bytes of the shortest possible match: shorter texts need not be scanned.
  let bytesMin: Int

  /// Compiles expressions.
  /// - Parameter expressions: each in PCRE's syntax, without assertions and back references.
  /// - Throws: for an expression that has no bound, matches nothing at all, or is too large.
  init(_ expressions: [String]) throws(PatternFault) {
    var shortest = Int.max
    for (index, expression) in expressions.enumerated() {
      shortest = min(shortest, try Self.width(expression, index))
    }
    bytesMin = shortest
    var error: UnsafeMutablePointer<hs_compile_error_t>?
    var database: OpaquePointer?
    let flags = [UInt32](repeating: Self.flags, count: expressions.count)
    let ids = expressions.indices.map { UInt32($0) }
    // All expressions, each with a zero behind it, and where each begins.
    var text: [CChar] = []
    var starts: [Int] = []
    for expression in expressions {
      starts.append(text.count)
      for byte in expression.utf8 { text.append(CChar(bitPattern: byte)) }
      text.append(0)
    }
    let code = unsafe text.withUnsafeBufferPointer { bytes in
      var pointers: [UnsafePointer<CChar>?] = unsafe []
      for start in starts {
        unsafe pointers.append(bytes.baseAddress?.advanced(by: start))
      }
      return unsafe hs_compile_multi(
        pointers,
        flags,
        ids,
        UInt32(expressions.count),
        UInt32(HS_MODE_BLOCK),
        nil,
        &database,
        &error
      )
    }
    guard code == HS_SUCCESS, let database = unsafe database else {
      let index = unsafe Int(error?.pointee.expression ?? -1)
      let words = unsafe error.map { unsafe String(cString: $0.pointee.message) } ?? "unknown"
      unsafe hs_free_compile_error(error)
      throw PatternFault(index: max(0, index), message: Self.plain(words))
    }
    address = UInt(bitPattern: database)
  }

  deinit { _ = unsafe hs_free_database(OpaquePointer(bitPattern: address)) }

  /// Matches report where they begin; several expressions may begin at one place.
  private static let flags = UInt32(HS_FLAG_SOM_LEFTMOST)

  /// Bytes of an expression's shortest match; refuses one without a bound.
  private static func width(_ expression: String, _ index: Int) throws(PatternFault) -> Int {
    var error: UnsafeMutablePointer<hs_compile_error_t>?
    var (shortest, longest) = (UInt32(0), UInt32(0))
    let code = unsafe phigate_hs_width(expression, flags, &shortest, &longest, &error)
    guard code == HS_SUCCESS else {
      let words = unsafe error.map { unsafe String(cString: $0.pointee.message) } ?? "unknown"
      unsafe hs_free_compile_error(error)
      throw PatternFault(index: index, message: plain(words))
    }
    guard shortest > 0 else { throw PatternFault(index: index, message: "matches an empty text") }
    guard longest != .max else {
      throw PatternFault(index: index, message: "has no bound: write {1,20} instead of + or *")
    }
    guard longest <= UInt32(bytesMax) else {
      throw PatternFault(
        index: index,
        message: "may match \(longest) bytes, which exceeds limit \(bytesMax)"
      )
    }
    return Int(shortest)
  }

  /// A message of the compiler in our form; it never holds the expression.
  private static func plain(_ words: String) -> String {
    if words.hasPrefix("Pattern matches empty") { return "matches an empty text" }
    let text = words.hasSuffix(".") ? String(words.dropLast()) : words
    return "cannot be compiled: " + text.lowercased()
  }

  /// Finds every match: for each place where one begins the longest, in no order.
  ///
  /// `text` must not be longer than 4 GiB.
  func scan(
    _ text: Span<UInt8>,
    _ scratch: PatternScratch,
    into matches: inout [PatternMatch]
  ) {
    guard text.count >= bytesMin else { return }
    let memory = unsafe scratch.memory(for: address)
    let code = unsafe withUnsafeMutablePointer(to: &matches) { matches in
      unsafe text.withUnsafeBufferPointer { bytes in
        unsafe hs_scan(
          OpaquePointer(bitPattern: address),
          UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self),
          UInt32(truncatingIfNeeded: bytes.count),
          0,
          memory,
          collect,
          matches
        )
      }
    }
    // Text that nobody scanned must not pass for text in which nothing was found.
    precondition(code == HS_SUCCESS, "patterns could not be looked for")
  }
}

/// Appends a match; one that only goes on replaces the one before.
private func collect(
  _ expression: UInt32,
  _ from: UInt64,
  _ to: UInt64,
  _ flags: UInt32,
  _ context: UnsafeMutableRawPointer?
) -> Int32 {
  guard let matches = unsafe context?.assumingMemoryBound(to: [PatternMatch].self) else { return 1 }
  let match = PatternMatch(
    expression: expression,
    start: UInt32(truncatingIfNeeded: from),
    end: UInt32(truncatingIfNeeded: to)
  )
  let last = unsafe matches.pointee.count - 1
  if last >= 0, unsafe matches.pointee[last].expression == expression,
    unsafe matches.pointee[last].start == match.start
  {
    unsafe matches.pointee[last].end = match.end
  } else {
    unsafe matches.pointee.append(match)
  }
  return 0
}

/// What scans by patterns write, one for each thread; made for the first set it is used with, and
/// again where another set is.
@safe final class PatternScratch {
  private var handle: OpaquePointer?
  private var owner: UInt = 0

  /// The memory for an automaton; nil where the machine has none left.
  @unsafe func memory(for address: UInt) -> OpaquePointer? {
    if address == owner { return unsafe handle }
    let code = unsafe hs_alloc_scratch(OpaquePointer(bitPattern: address), &handle)
    guard code == HS_SUCCESS else { return nil }
    owner = address
    return unsafe handle
  }

  deinit { unsafe hs_free_scratch(handle) }
}
