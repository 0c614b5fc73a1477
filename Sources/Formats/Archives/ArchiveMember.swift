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
  /// UTF-8 without leading `./` and without trailing `/`; safe to write anywhere, see `isRenamed`.
  package var path: [UInt8]
  /// Whether the archive has another name for it, one that is not safe or that an earlier member
  /// has already.
  package var isRenamed = false
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

  /// Turns the name that the archive has into one that is safe.
  ///
  /// - Returns: whether the member is the archive's root, which has no name of its own.
  @discardableResult
  mutating func takeSafeName(limits: Limits) -> Bool {
    let checked = try? MemberName.check(path, limits: limits)
    if let checked, checked.isEmpty, kind == .directory { return true }
    if let checked, !checked.isEmpty {
      path = checked
    } else {
      path = MemberName.neutral(path, limits: limits)
      isRenamed = true
    }
    return false
  }
}
