package import Vocabulary

/// The rules for names of members, the same for every container.
package enum MemberName {
  /// Checks a member's name and brings it into the one form that is compared and rebuilt.
  ///
  /// - Parameter name: UTF-8 as the archive holds it; may begin with `./`, may end with `/`.
  /// - Returns: the path without leading `./` and trailing `/`; empty for the archive's root (`./`).
  /// - Throws: `name-encoding` (not UTF-8, control characters), `unsafe-path` (absolute, `..`, `.` or
  ///   empty components, drive letter, backslash, too long, empty).
  package static func check(_ name: [UInt8], limits: Limits) throws(Withholding) -> [UInt8] {
    throw Withholding(.unsafePath)
  }
}
