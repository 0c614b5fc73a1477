package import Vocabulary

/// One member of an archive, as its walk found it.
package struct ArchiveMember: Sendable, Hashable {
  /// What a member is.
  package enum Kind: Sendable, Hashable {
    /// A regular file with content.
    case file
    /// A directory; it has no content.
    case directory
    /// A further name of the earlier member with this index, always a `file`.
    case hardLink(target: Int)
    /// A symbolic link: recorded, never followed, never rebuilt.
    case symbolicLink
    /// A device, FIFO or socket: recorded, never rebuilt.
    case special
  }

  /// Path inside the archive, unmasked.
  ///
  /// UTF-8 without leading `./` and without trailing `/`; where `withholding` speaks of the name,
  /// the name as it stands in the archive.
  package var path: [UInt8]
  /// What it is.
  package var kind: Kind
  /// Size of the content in bytes, as declared; reading verifies it.
  ///
  /// 0 unless `kind` is `file`.
  package var byteCount: Int64
  /// Whether the owner may execute it.
  package var isExecutable: Bool
  /// Whether a zip holds it deflated; false for stored members and in tars.
  package var isDeflated: Bool
  /// Why this member cannot be released, whatever its content is; nil where nothing says so yet.
  ///
  /// With a reason its content cannot be opened.
  package var withholding: Withholding?
  /// Whether text that may say anything stands beside name and content and is not rebuilt: a
  /// comment, an owner's name, an attribute, an unknown extra field.
  package var holdsOtherText = false

  /// Creates a member.
  package init(
    path: [UInt8],
    kind: Kind = .file,
    byteCount: Int64 = 0,
    isExecutable: Bool = false,
    isDeflated: Bool = false,
    withholding: Withholding? = nil
  ) {
    self.path = path
    self.kind = kind
    self.byteCount = byteCount
    self.isExecutable = isExecutable
    self.isDeflated = isDeflated
    self.withholding = withholding
  }
}
