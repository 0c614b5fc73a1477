import CSQLite
package import Vocabulary

/// A value that is bound to a statement.
package enum Value: Sendable, Hashable {
  case null
  case integer(Int64)
  case text(String)
  case blob([UInt8])
}

/// A compiled statement: bind, step, read columns, reset.
///
/// Belongs to its connection.
@safe package final class Statement {
  /// The compiled statement.
  private let pointer: OpaquePointer
  /// The connection, which outlives its statements; for errors.
  private unowned let connection: Connection

  /// Takes over a compiled statement.
  init(_ pointer: OpaquePointer, of connection: Connection) {
    unsafe self.pointer = pointer
    self.connection = connection
  }

  deinit { unsafe sqlite3_finalize(pointer) }

  /// Binds all values, from the first parameter on.
  package func bind(_ values: [Value]) throws(Failure) {
    for index in values.indices { try bind(values[index], at: index + 1) }
  }

  /// Binds a value.
  /// - Parameters:
  ///   - value: copied by SQLite.
  ///   - index: the parameter, counted from 1.
  /// - Throws: SQLite's error, without the value.
  package func bind(_ value: Value, at index: Int) throws(Failure) {
    let index = Int32(index)
    let code =
      switch value {
      case .null: unsafe sqlite3_bind_null(pointer, index)
      case .integer(let number): unsafe sqlite3_bind_int64(pointer, index, number)
      case .text(let text): bindText(text, index)
      case .blob(let bytes): bindBlob(bytes, index)
      }
    try connection.check(code, "cannot bind parameter \(index)")
  }

  /// Goes to the next row.
  /// - Returns: false after the last; the statement is then to be reset.
  package func step() throws(Failure) -> Bool {
    switch unsafe sqlite3_step(pointer) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code:
      reset()
      throw connection.failure(code, "cannot run a statement")
    }
  }

  /// Makes the statement ready to run again and forgets its values.
  package func reset() {
    unsafe sqlite3_reset(pointer)
    unsafe sqlite3_clear_bindings(pointer)
  }

  /// Whether a column (from 0) of the current row is null.
  package func isNull(_ column: Int) -> Bool {
    unsafe sqlite3_column_type(pointer, Int32(column)) == SQLITE_NULL
  }

  /// A column (from 0) as an integer; 0 for null.
  package func integer(_ column: Int) -> Int64 {
    unsafe sqlite3_column_int64(pointer, Int32(column))
  }

  /// A column (from 0) as bytes; empty for null.
  package func blob(_ column: Int) -> [UInt8] {
    guard let bytes = unsafe sqlite3_column_blob(pointer, Int32(column)) else { return [] }
    let count = unsafe Int(sqlite3_column_bytes(pointer, Int32(column)))
    return unsafe Array(UnsafeRawBufferPointer(start: bytes, count: count))
  }

  /// A column (from 0) as text, bytes that are not UTF-8 replaced; empty for null.
  package func text(_ column: Int) -> String {
    String(decoding: blob(column), as: UTF8.self)
  }

  /// Hands a column's bytes to `body` without copying them.
  package func withBlob<Result>(
    _ column: Int,
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let bytes = unsafe sqlite3_column_blob(pointer, Int32(column))
    let count = unsafe bytes == nil ? 0 : Int(sqlite3_column_bytes(pointer, Int32(column)))
    let start = unsafe bytes?.assumingMemoryBound(to: UInt8.self)
    let buffer = unsafe UnsafeBufferPointer(start: start, count: count)
    // The row stands still until the next step, which only the caller makes.
    return try unsafe body(buffer.span)
  }

  /// Binds bytes as a blob, an empty one as an empty blob rather than null.
  private func bindBlob(_ bytes: [UInt8], _ index: Int32) -> Int32 {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress, buffer.count > 0 else {
        return unsafe sqlite3_bind_zeroblob(pointer, index, 0)
      }
      return unsafe sqlite3_bind_blob64(
        pointer,
        index,
        base,
        UInt64(buffer.count),
        transient
      )
    }
  }

  /// Binds a text.
  private func bindText(_ text: String, _ index: Int32) -> Int32 {
    var text = text
    return text.withUTF8 { buffer in
      let characters = unsafe UnsafeRawPointer(buffer.baseAddress)?
        .assumingMemoryBound(to: CChar.self)
      guard let characters = unsafe characters else {
        return unsafe sqlite3_bind_text(pointer, index, "", 0, transient)
      }
      return unsafe sqlite3_bind_text64(
        pointer,
        index,
        characters,
        UInt64(buffer.count),
        transient,
        UInt8(SQLITE_UTF8)
      )
    }
  }
}

/// Tells SQLite to copy what is bound, at once (`SQLITE_TRANSIENT`, a macro that Swift cannot see).
private var transient: sqlite3_destructor_type? {
  unsafe unsafeBitCast(-1, to: sqlite3_destructor_type?.self)
}
