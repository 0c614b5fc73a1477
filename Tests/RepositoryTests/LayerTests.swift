import Testing

/// Who may import whom.
///
/// Source: the table in ARCHITECTURE.md.
@Suite struct LayerTests {
  /// Modules of the project, and those of them that each may import.
  static let allowed: [String: Set<String>] = [
    "Vocabulary": [],
    "Records": ["Vocabulary"],
    "Files": ["Vocabulary", "CPlatform"],
    "Detection": ["Vocabulary", "CScan", "CLexicon", "CTagger", "CVectorscan"],
    "tagwords": ["Detection"],
    "Formats": ["Vocabulary", "CBytes", "CZlib", "CZstd"],
    "Masking": ["Vocabulary"],
    "Manifest": ["Vocabulary", "Records"],
    "Configuration": ["Vocabulary", "CYaml"],
    "Database": ["Vocabulary", "CSQLite"],
    "Staging": [
      "Vocabulary", "Records", "Files", "Detection", "Formats", "Masking", "Manifest",
      "Configuration", "Database", "CPlatform",
    ],
    "AuditLog": ["Vocabulary", "Records", "Database", "Files"],
    "Gate": ["Vocabulary", "Records", "Files", "Manifest", "AuditLog", "Database"],
    "Pages": ["Vocabulary", "Records"],
    "DeskOutbound": ["Records"],
    "DeskChannels": ["Vocabulary", "Records", "Database", "DeskOutbound"],
    "DeskIdentity": ["Vocabulary", "Records", "DeskOutbound"],
    "DeskPages": ["Vocabulary", "Records", "Pages"],
    "Desk": [
      "Vocabulary", "Records", "Files", "Manifest", "Configuration", "Database", "AuditLog",
      "Gate", "Pages", "DeskOutbound", "DeskChannels", "DeskIdentity", "DeskPages",
    ],
    "phigate-desk": ["Desk", "Vocabulary", "Records", "Files", "Configuration"],
    "phigate": [
      "Vocabulary", "Records", "Files", "Detection", "Formats", "Masking", "Manifest",
      "Configuration", "Staging", "AuditLog", "Gate", "Pages", "CPlatform",
    ],
  ]

  /// Modules of others that each may import; nothing else is linked.
  static let outside: [String: Set<String>] = [
    "Records": ["Crypto", "Glibc"],
    "Files": ["Crypto", "Glibc", "Synchronization"],
    "Formats": ["Synchronization"],
    "Detection": ["Synchronization"],
    "Manifest": ["Glibc"],
    "Masking": ["Crypto", "CryptoExtras"],
    "Configuration": ["Glibc"],
    "Database": ["Glibc"],
    "Staging": ["Crypto", "Glibc", "Synchronization"],
    "AuditLog": ["Glibc"],
    "Gate": ["Crypto", "Glibc"],
    "DeskOutbound": ["AsyncHTTPClient", "Logging", "NIOCore", "NIOHTTP1"],
    "DeskChannels": ["Crypto", "Logging", "Synchronization"],
    "DeskIdentity": ["Crypto", "CryptoExtras", "Logging", "Synchronization"],
    "Desk": [
      "AsyncHTTPClient", "Crypto", "FoundationEssentials", "Glibc", "HTTPTypes", "Hummingbird",
      "HummingbirdTLS", "Logging", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL", "ServiceLifecycle",
      "Synchronization",
    ],
    "phigate-desk": ["ArgumentParser", "Glibc", "Logging"],
    "tagwords": ["Glibc"],
    "phigate": ["ArgumentParser", "Glibc", "Synchronization"],
  ]

  @Test(arguments: allowed.keys.sorted())
  func importsOnlyWhatTheTableAllows(module: String) {
    let permitted = Self.allowed[module, default: []].union(Self.outside[module, default: []])
    for path in Repository.sources where path.hasPrefix("Sources/\(module)/") {
      for line in Repository.lines(path) {
        guard let name = importedModule(line) else { continue }
        #expect(permitted.contains(name), "\(path) imports \(name)")
      }
    }
  }

  @Test func everyModuleHasARow() {
    let modules = Set(
      Repository.sources.compactMap { path in
        path.split(separator: "/").dropFirst().first.map(String.init)
      }
    )
    for module in modules {
      #expect(Self.allowed[module] != nil, "\(module) has no row in the table")
    }
  }

  /// The module that an import line names; nil for other lines.
  private func importedModule(_ line: String) -> String? {
    var words = line.split(separator: " ").map(String.init)
    while let first = words.first,
      first.hasPrefix("@") || ["package", "internal", "private", "fileprivate"].contains(first)
    {
      words.removeFirst()
    }
    guard words.count >= 2, words[0] == "import" else { return nil }
    return words.count == 2 ? words[1] : words[2].split(separator: ".").first.map(String.init)
  }
}
