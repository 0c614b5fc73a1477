/// What a format's own specification says of a field, before anybody looks at the value.
package enum FieldHint: Sendable, Hashable {
  /// Nothing: a CSV column, a JSON key or free text. The name and the value decide.
  case unknown
  /// The field holds exactly this kind of identifier; every non-empty value of it is a finding.
  case identifier(IdentifierKind, LocationPart)
  /// The field holds prose: scanned as text.
  case freeText
  /// The field holds a code, a count or a structural value of the specification that identifies
  /// nobody: only what is unmistakable by itself (a checksum type, an e-mail address) is a finding.
  case coded
  /// The field names a version or a namespace of the format itself: as `coded`, and days and addresses
  /// of pages in it are parts of its name.
  case version
  /// The field holds a code's text for people (`Essential hypertension`), or text where a code
  /// should be: scanned as text, so that names with strong evidence are found.
  case display
}

/// What a replacement must look like so that the field stays valid for its readers.
package enum ValueShape: Sendable, Hashable {
  /// Any short ASCII text: tags are fine.
  case text
  /// A number without quotes (JSON): only digits.
  case number
  /// HL7 v2 DT, TM and TS: `YYYY[MM[DD…]]`, shortened from the right.
  case hl7Date
  /// FHIR date and dateTime: `YYYY[-MM[-DD…]]`, shortened from the right.
  case isoDate
  /// FHIR instant and other full timestamps: date, time and zone are required.
  case isoInstant
  /// base64 content: replaced whole, by nothing.
  case base64
  /// A UUID: replaced by the one of zeros.
  case uuid
  /// A field of fixed width: the replacement is as long as the value, cut or filled with blanks.
  case fill
  /// Dates of fixed width, `YYYYMMDD` and ranges of two joined by `-`: the year's first day.
  case day
}

/// Where a segment's text comes from: the field, and what its format knows of it.
///
/// Formats makes it, Detection judges it, Masking keeps to its shape; equal contexts are equal
/// judgements, so that each is made once.
package struct FieldContext: Sendable, Hashable {
  /// The field's name as the document writes it; empty for plain text.
  ///
  /// A column header (`Date of Birth`), a JSON path with dots and without array indices
  /// (`entry.resource.name.family`), an HL7 position (`PID-5.1`). May hold an identifier, so it is
  /// never printed.
  package var name: String
  /// What the format's specification says of the field.
  package var hint: FieldHint
  /// What a replacement must look like.
  package var shape: ValueShape
  /// The column of a table or of an array of arrays, from 1; 0 where there are no columns.
  package var column: Int32
  /// Whether the value is a column's header instead of one of its values.
  package var isHeader: Bool
  /// Whether the name stood in the document as a value beside this one: what it says to look for counts,
  /// and not what it says to leave.
  package var isLabelled: Bool

  /// Creates a context; the default is free text without a name.
  package init(
    name: String = "",
    hint: FieldHint = .unknown,
    shape: ValueShape = .text,
    column: Int32 = 0,
    isHeader: Bool = false,
    isLabelled: Bool = false
  ) {
    self.name = name
    self.hint = hint
    self.shape = shape
    self.column = column
    self.isHeader = isHeader
    self.isLabelled = isLabelled
  }

  /// Plain text without any field.
  package static let plainText = FieldContext(hint: .freeText)
}
