package import Vocabulary

/// The members of a zip whose every byte is accounted for.
package struct ZipWalk: Sendable {
  /// Walks the structure: end record, central directory, every local header.
  ///
  /// - Throws: what speaks against the archive as a whole: `ambiguous-structure`, `truncated`,
  ///   `corrupt`, `unsupported-format`, `name-collision`, `unsafe-link`, `limit-members`.
  ///   What speaks against one member is its `withholding`.
  package init(_ bytes: any ArchiveBytes, limits: Limits) throws(Withholding) {
    throw Withholding(.unsupportedFormat)
  }

  /// How many members there are.
  package var count: Int { 0 }

  /// A member, in the order of their data.
  package func member(_ index: Int) -> ArchiveMember { ArchiveMember(path: []) }

  /// The content of a member of kind `file` without a `withholding`, verified at its end: sizes,
  /// CRC-32, ratio, no byte left over.
  package func open(_ index: Int, budget: UnpackBudget) throws(Withholding) -> any ByteSource {
    throw Withholding(.unsupportedFormat)
  }
}
