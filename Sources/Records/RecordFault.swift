package import Vocabulary

/// Why a record from outside is refused, and where.
///
/// Holds no value from the input beyond the names of fields, which are cut and escaped when
/// printed.
package struct RecordFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// The rule that the record breaks.
  package enum Cause: String, Sendable, CaseIterable {
    case tooLarge = "larger than the limit"
    case tooDeep = "nested deeper than the limit"
    case notUTF8 = "not valid UTF-8"
    case byteOrderMark = "begins with a byte order mark"
    case truncated = "ends before its value is complete"
    case trailingBytes = "has bytes after its value"
    case unexpectedByte = "an unexpected byte"
    case controlByte = "an unescaped control byte in a string"
    case badEscape = "an escape that JSON does not know"
    case loneSurrogate = "a lone surrogate"
    case duplicateName = "a field that occurs twice"
    case notAnInteger = "a number that is not a plain integer"
    case integerRange = "an integer beyond 2^53 - 1"
    case missingField = "a required field is missing"
    case unknownField = "a field that this version does not know"
    case wrongType = "a field of the wrong type"
    case wrongValue = "a field whose value is not allowed"
    case notCanonical = "not in RFC 8785 canonical form"
    case badBase64 = "not strict base64"
    case badPEM = "not the PEM text that openssl writes"
    case badKey = "not an Ed25519 key"
    case weakKey = "a small-order or non-canonical Ed25519 key"
    case badSignature = "not an OpenSSH signature of an Ed25519 key"
    case badNote = "not a signed note"
    case badCheckpoint = "not a checkpoint"
    case badTimestamp = "not a UTC time of the form 2026-01-31T23:59:59Z"
  }

  /// The rule that the record breaks.
  package var cause: Cause
  /// The line, counted from 1; nil where the fault is not one of the text.
  package var line: Int?
  /// The byte, counted from 0 from the start of the record; nil where the fault is not of the text.
  package var offset: Int?
  /// The field with dots and indices (`predicate.gate.origin`, `signatures[0].sig`); empty for the
  /// whole record or where it is not known.
  package var field: String

  /// Creates a fault of a field or of the record as a whole.
  package init(_ cause: Cause, field: String = "") {
    self.cause = cause
    self.field = field
  }

  /// Creates a fault of the text.
  /// - Parameters:
  ///   - cause: the rule that is broken.
  ///   - line: counted from 1.
  ///   - offset: in bytes, from 0.
  package init(_ cause: Cause, line: Int, offset: Int) {
    self.cause = cause
    self.line = line
    self.offset = offset
    self.field = ""
  }

  /// One sentence without a full stop: `line 3, byte 120: a field that occurs twice`.
  package var description: String {
    var text = ""
    if let line, let offset { text += "line \(line), byte \(offset): " }
    if !field.isEmpty { text += "field \(Self.shortened(field)): " }
    return text + cause.rawValue
  }

  /// The fault as the command line reports it.
  /// - Parameters:
  ///   - code: what the process exits with.
  ///   - what: the record, for the start of the sentence (`cannot read trust.json`).
  ///   - path: the file, as it may be printed.
  ///   - reasons: stable reason codes.
  /// - Returns: `what`, a colon and the fault.
  package func failure(
    _ code: ExitCode,
    _ what: String,
    path: String? = nil,
    reasons: [String] = []
  ) -> Failure {
    Failure(code, "\(what): \(description)", path: path, reasons: reasons)
  }

  /// Bytes of a field's path that are printed.
  private static let fieldBytesMax = 120

  /// The path of a field, cut so that a hostile name cannot flood a terminal.
  private static func shortened(_ field: String) -> String {
    guard field.utf8.count > fieldBytesMax else { return field.escapingControls }
    return (String(field.prefix(fieldBytesMax / 4)) + "…").escapingControls
  }
}
