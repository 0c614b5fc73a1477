import Vocabulary

extension Configuration {
  /// Settings out of the value at the top of a file.
  /// - Parameters:
  ///   - node: the value.
  ///   - folder: the folder that relative paths start from, absolute.
  /// - Throws: the first fault with its place.
  init(_ node: YAMLNode, folder: String) throws(YAMLFault) {
    self.init()
    var top = try SettingsReader(node)
    if let version = top.take("version") { _ = try version.integer(in: 1...1) }
    var source = try top.section("source")
    try scan.readSource(&source)
    try scan.read(&top)
    try limits.read(&top)
    try archives.read(&top)
    try paths.read(&top)
    siteKeyPath = try top.take("key")?.path(from: folder)
    try gate.read(&top, folder: folder)
    try readRules(&top)
    try readAllowList(&top)
    try readMasking(&top)
    try top.finish()
  }
}

extension Setting {
  /// A path, made absolute.
  fileprivate func path(from folder: String) throws(YAMLFault) -> String {
    let text = try text()
    guard !text.hasPrefix("~") else { throw fault("~ is not expanded; write the whole path") }
    if text.hasPrefix("/") { return text }
    return folder == "/" ? "/" + text : folder + "/" + text
  }
}

extension ScanSettings {
  /// Years that a reference year may be.
  private static let years: ClosedRange<Int64> = 1_900...2_199
  /// Patterns of paths to leave out.
  private static let excludesMax = 1_000

  /// Reads `source`.
  fileprivate mutating func readSource(_ source: inout SettingsReader) throws(YAMLFault) {
    if let label = source.take("label") { sourceLabel = try label.text(bytesMax: 128) }
    if let setting = source.take("covered") { covered = try setting.bool() }
    try source.finish()
  }

  /// Reads `scan` and `providers`.
  fileprivate mutating func read(_ top: inout SettingsReader) throws(YAMLFault) {
    if let setting = top.take("providers") {
      maskProviders = try setting.name(of: ProviderTreatment.self) == .mask
    }
    var scan = try top.section("scan")
    if let setting = scan.take("profile") { profile = try setting.name(of: Profile.self) }
    if let setting = scan.take("referenceYear") {
      referenceYear = Int(try setting.integer(in: ScanSettings.years))
    }
    if let setting = scan.take("minAge") {
      minAgeSeconds = try setting.seconds(in: 0...(366 * 86_400))
    }
    if let setting = scan.take("excludes") { excludes = try patterns(setting) }
    if let setting = scan.take("followMounts") { followMounts = try setting.bool() }
    if let setting = scan.take("jobs") { jobs = Int(try setting.integer(in: 1...1_024)) }
    if let setting = scan.take("chunkBytes") {
      chunkBytes = Int(try setting.byteCount(in: (64 << 10)...(1 << 30)))
    }
    try scan.finish()
  }

  /// The patterns of a list; relative, without `..`.
  private func patterns(_ setting: Setting) throws(YAMLFault) -> [String] {
    var patterns: [String] = []
    for item in try setting.texts(countMax: ScanSettings.excludesMax) {
      let text = try item.text()
      guard !text.hasPrefix("/"), !text.split(separator: "/").contains("..") else {
        throw item.fault("must be relative to the source and stay below it")
      }
      patterns.append(text)
    }
    return patterns
  }

  /// What becomes of providers' names and numbers.
  private enum ProviderTreatment: String, CaseIterable {
    case mask
    case keep
  }
}

extension Limits {
  /// Reads `limits`.
  fileprivate mutating func read(_ top: inout SettingsReader) throws(YAMLFault) {
    var limits = try top.section("limits")
    let bytes: ClosedRange<Int64> = 1...(1 << 50)
    if let setting = limits.take("archiveDepth") {
      archiveDepthMax = Int(try setting.integer(in: 1...64))
    }
    if let setting = limits.take("archiveMembers") {
      archiveMembersMax = Int(try setting.integer(in: 1...100_000_000))
    }
    if let setting = limits.take("ratio") { ratioMax = Int(try setting.integer(in: 1...100_000)) }
    if let setting = limits.take("ratioFreeBytes") {
      ratioFreeBytes = try setting.byteCount(in: 0...(1 << 50))
    }
    if let setting = limits.take("unpackedBytes") {
      unpackedBytesMax = try setting.byteCount(in: bytes)
    }
    if let setting = limits.take("memberBytes") {
      memberBytesMax = try setting.byteCount(in: bytes)
    }
    if let setting = limits.take("fileBytes") { fileBytesMax = try setting.byteCount(in: bytes) }
    if let setting = limits.take("pathBytes") {
      pathBytesMax = Int(try setting.integer(in: 1...4_096))
    }
    if let setting = limits.take("nameBytes") {
      nameBytesMax = Int(try setting.integer(in: 1...255))
    }
    if let setting = limits.take("jsonDepth") {
      jsonDepthMax = Int(try setting.integer(in: 1...10_000))
    }
    if let setting = limits.take("stepSeconds") {
      stepSecondsMax = Int(try setting.integer(in: 1...86_400))
    }
    try limits.finish()
  }
}

extension ArchiveSettings {
  /// Reads `archives`.
  fileprivate mutating func read(_ top: inout SettingsReader) throws(YAMLFault) {
    var archives = try top.section("archives")
    if let setting = archives.take("onWithheldMember") {
      onWithheldMember = try setting.name(of: WithheldMember.self)
    }
    try archives.finish()
  }
}

extension PathSettings {
  /// Reads `paths`.
  fileprivate mutating func read(_ top: inout SettingsReader) throws(YAMLFault) {
    var paths = try top.section("paths")
    if let setting = paths.take("keepPartitionDates") { keepPartitionDates = try setting.bool() }
    try paths.finish()
  }
}

extension GateSettings {
  /// Reads `gate`.
  fileprivate mutating func read(
    _ top: inout SettingsReader,
    folder: String
  ) throws(YAMLFault) {
    var section = try top.section("gate")
    state = try section.take("state")?.path(from: folder)
    trust = try section.take("trust")?.path(from: folder)
    gateKey = try section.take("gateKey")?.path(from: folder)
    checkpoints = try section.take("checkpoints")?.path(from: folder)
    try section.finish()
  }
}
