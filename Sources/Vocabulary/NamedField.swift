/// What a text says where it stands as the name of a field: what kind of values stand below or beside it.
///
/// Formats asks it of cells and keys to see where the names of a table stand; Detection knows the names.
package enum NamedField: Sendable, Hashable {
  /// Nothing: it may be a value.
  case unknown
  /// Codes, counts and other values that identify nobody.
  case code
  /// A person: what people are called, when they were born and how they are reached, numbers of records.
  case person
  /// Other identifiers.
  case identifier

  /// Whether it is the name of a field.
  package var isKnown: Bool { self != .unknown }
  /// Whether values of such a field are identifiers.
  package var isIdentifying: Bool { self == .person || self == .identifier }
}

/// Says what a text is as the name of a field.
package typealias FieldNaming = @Sendable (ArraySlice<UInt8>) -> NamedField

/// Says whether two words in any writing are somebody's surname and first name.
///
/// The latter may be an initial or empty: then the first must be a surname and nothing else.
package typealias PersonTelling = (ArraySlice<UInt8>, ArraySlice<UInt8>) -> Bool
