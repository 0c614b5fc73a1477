/// What a text beside a value says of it, if anything: a cell's label, a column's header, an attribute.
package enum FieldMeaning: Sendable, Hashable {
  /// It names no field that rules know.
  case nothing
  /// It names a field that says nothing of a person, or whose values are found without it: `Status`,
  /// `Admission Date`.
  case coded
  /// `Name` alone, which may be that of anything.
  case name
  /// A person's part (`Patient`, `Provider`), which may also be a heading.
  case role
  /// It names a field whose values identify.
  case identifier
}

/// Tells readers what a label means, without which they cannot tell it from a value.
///
/// `isKey`: whether the label was written for programs (`SmtpPassword`): then a part of it is enough. The
/// answer for a label with something masked in it is that for the label as its copy has it.
package typealias LabelNaming = (_ label: String, _ isKey: Bool) -> FieldMeaning
