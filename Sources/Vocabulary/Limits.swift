/// The limits on hostile or merely huge input; each ends in a reason in the manifest, never a skip.
package struct Limits: Sendable, Hashable {
  /// Archives within archives; one step for `a.tar.gz!/m`.
  package var archiveDepthMax = 16
  /// Members of one archive.
  package var archiveMembersMax = 1_000_000
  /// Unpacked over packed size, once more than `ratioFreeBytes` were unpacked.
  package var ratioMax = 200
  /// Unpacked bytes below which no ratio is computed.
  package var ratioFreeBytes: Int64 = 10 << 20
  /// Unpacked bytes of one top-level file, with all that is nested in it.
  package var unpackedBytesMax: Int64 = 64 << 30
  /// Bytes of one member.
  package var memberBytesMax: Int64 = 16 << 30
  /// Bytes of a path, in the landing zone and in archives.
  package var pathBytesMax = 4_096
  /// Bytes of one component of a path.
  package var nameBytesMax = 255
  /// Nested arrays and objects of a JSON document.
  package var jsonDepthMax = 512
  /// Bytes of one top-level file.
  package var fileBytesMax: Int64 = 1 << 40

  /// Seconds of a processor for each GiB that the helper process reads, and at least.
  package var (readSecondsAGiB, readSecondsMin) = (120, 30)
  /// Seconds of a processor for each GiB that it compresses, which is slower, and at least.
  package var (packSecondsAGiB, packSecondsMin) = (1_200, 30)
  /// Seconds of a processor for one step of a scan, a block of text at the most, which takes milliseconds.
  package var stepSecondsMax = 300

  /// The built-in limits.
  package init() {}
}

/// Sizes of the scanning pipeline.
///
/// They are part of the rules: a change may change a result.
package enum BlockSize {
  /// Bytes after which a reader ends a block at the next boundary of its format.
  package static let targetBytes = 128 << 10
  /// Bytes after which a block ends wherever it stands.
  package static let maxBytes = 160 << 10
  /// Bytes of text before and after a piece of text that the scanner may look at for context.
  package static let marginBytes = 4 << 10
}
