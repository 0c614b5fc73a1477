// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target: Swift 6 mode and the stricter upcoming rules.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
]

/// Targets with byte loops are optimised in debug builds too: unoptimised they are 13 to 70 times
/// slower, and tests scan real sizes.
let hot: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let arguments = Target.Dependency.product(
  name: "ArgumentParser",
  package: "swift-argument-parser"
)

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
/// The client's configuration package has a module of the name of one here.
let httpClient = Target.Dependency.product(
  name: "AsyncHTTPClient",
  package: "async-http-client",
  moduleAliases: ["Configuration": "SwiftConfiguration"]
)

let package = Package(
  name: "phigate",
  products: [
    .executable(name: "phigate", targets: ["phigate"]),
    .executable(name: "phigate-reader", targets: ["phigate-reader"]),
    .executable(name: "phigate-desk", targets: ["phigate-desk"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    // For the desk alone: `phigate` links none of them.
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    // Without its support for swift-configuration, whose module bears the name of one here.
    .package(
      url: "https://github.com/hummingbird-project/hummingbird",
      from: "2.28.1",
      traits: []
    ),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
  ],
  targets: [
    // C: what Swift cannot do itself, and the module maps of the system libraries.
    .target(name: "CScan", cSettings: [.unsafeFlags(["-O3"])]),
    .target(name: "CBytes", cSettings: [.unsafeFlags(["-O3"])]),
    .target(name: "CPlatform"),
    .target(
      name: "CLexicon",
      exclude: ["lexicon.bin"],
      cSettings: [.unsafeFlags(["-std=c2x"])]
    ),
    .target(
      name: "CTagger",
      dependencies: ["CScan"],
      exclude: ["weights.bin"],
      cSettings: [.unsafeFlags(["-std=c2x", "-O3"])]
    ),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(
      name: "CVectorscan",
      pkgConfig: "libhs",
      providers: [.apt(["libvectorscan-dev"])]
    ),
    .systemLibrary(name: "CYaml", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),

    // The modules; who may import whom is the table in ARCHITECTURE.md, enforced by a test.
    .target(name: "Vocabulary", swiftSettings: hot),
    .target(name: "Records", dependencies: ["Vocabulary", crypto], swiftSettings: hot),
    .target(name: "Files", dependencies: ["Vocabulary", "CPlatform", crypto], swiftSettings: hot),
    .target(
      name: "Detection",
      dependencies: ["Vocabulary", "CScan", "CLexicon", "CTagger", "CVectorscan"],
      swiftSettings: hot
    ),
    .target(
      name: "Formats",
      dependencies: ["Vocabulary", "CBytes", "CZlib", "CZstd"],
      swiftSettings: hot
    ),
    .target(
      name: "Masking",
      dependencies: ["Vocabulary", crypto, cryptoExtras],
      swiftSettings: hot
    ),
    .target(name: "Manifest", dependencies: ["Vocabulary", "Records"], swiftSettings: strict),
    .target(name: "Configuration", dependencies: ["Vocabulary", "CYaml"], swiftSettings: strict),
    .target(name: "Database", dependencies: ["Vocabulary", "CSQLite"], swiftSettings: strict),
    .target(
      name: "Staging",
      dependencies: [
        "Vocabulary", "Records", "Files", "Detection", "Formats", "Masking", "Manifest",
        "Configuration", "Database", crypto,
      ],
      swiftSettings: hot
    ),
    .target(
      name: "AuditLog",
      dependencies: ["Vocabulary", "Records", "Database", "Files"],
      swiftSettings: hot
    ),
    .target(
      name: "Gate",
      dependencies: ["Vocabulary", "Records", "Files", "Manifest", "AuditLog", "Database", crypto],
      swiftSettings: strict
    ),
    // HTML is written in one way, by the command line and by the desk.
    .target(name: "Pages", dependencies: ["Vocabulary", "Records"], swiftSettings: strict),
    // The process that holds other people's decompressors: C alone, so that nothing but them runs
    // in it. Compressors are linked as archives, because what they write is part of a manifest.
    .executableTarget(
      name: "phigate-reader",
      linkerSettings: [
        .linkedLibrary("archive"),
        .unsafeFlags(["-l:liblzma.a", "-l:libbz2.a", "-l:liblz4.a"]),
      ]
    ),
    .executableTarget(
      name: "phigate",
      dependencies: [
        "phigate-reader",
        "Vocabulary", "Records", "Files", "Detection", "Formats", "Masking", "Manifest",
        "Configuration", "Staging", "AuditLog", "Gate", "Pages", "CPlatform", arguments,
      ],
      swiftSettings: strict,
      linkerSettings: [
        .unsafeFlags(
          ["-static-stdlib", "-l_FoundationCollections", "-l_FoundationCShims"],
          .when(configuration: .release)
        )
      ]
    ),
    .executableTarget(
      name: "tagwords",
      dependencies: ["Detection"],
      swiftSettings: strict
    ),

    // The desk, where people decide: a server with its own state, which the gate never trusts.
    .target(
      name: "DeskOutbound",
      dependencies: ["Records", httpClient, logging],
      swiftSettings: strict
    ),
    .target(
      name: "DeskChannels",
      dependencies: ["Vocabulary", "Records", "Database", "DeskOutbound", crypto, logging],
      swiftSettings: strict
    ),
    .target(
      name: "DeskIdentity",
      dependencies: ["Vocabulary", "Records", "DeskOutbound", crypto, cryptoExtras, logging],
      swiftSettings: strict
    ),
    .target(
      name: "DeskPages",
      dependencies: ["Vocabulary", "Records", "Pages"],
      swiftSettings: strict
    ),
    .target(
      name: "Desk",
      dependencies: [
        "Vocabulary", "Records", "Files", "Manifest", "Configuration", "Database", "AuditLog",
        "Gate", "Pages", "DeskOutbound", "DeskChannels", "DeskIdentity", "DeskPages", crypto,
        httpClient, hummingbird, hummingbirdTLS, logging,
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "phigate-desk",
      dependencies: [
        "Desk", "Vocabulary", "Records", "Files", "Configuration", arguments, logging,
      ],
      swiftSettings: strict
    ),

    // Tests: a folder a module.
    .testTarget(
      name: "RecordsTests",
      dependencies: ["Records", "Vocabulary"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "FilesTests",
      dependencies: ["Files", "Vocabulary", "CPlatform"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "DetectionTests",
      dependencies: ["Detection", "Vocabulary", "CTagger", crypto],
      swiftSettings: strict
    ),
    .testTarget(
      name: "FormatsTests",
      dependencies: ["Formats", "Vocabulary"],
      swiftSettings: hot
    ),
    .testTarget(
      name: "MaskingTests",
      dependencies: ["Masking", "Vocabulary", crypto],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ManifestTests",
      dependencies: ["Manifest", "Records", "Vocabulary"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ConfigurationTests",
      dependencies: ["Configuration", "Vocabulary"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "StagingTests",
      dependencies: [
        "Staging", "Vocabulary", "Detection", "Formats", "Masking", "Manifest", "Configuration",
        "Files", "phigate",
      ],
      exclude: ["Scripts"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "AuditLogTests",
      dependencies: ["AuditLog", "Records", "Database", "Vocabulary"],
      exclude: ["Scripts"],
      swiftSettings: strict
    ),
    // What several test targets share.
    .target(name: "TestTools", path: "Tests/TestTools", swiftSettings: strict),
    // A process that tests of the gate start many times, and kill.
    .executableTarget(
      name: "gate-worker",
      dependencies: ["Gate", "AuditLog", "Records", "Files", "Vocabulary"],
      path: "Tests/GateWorker",
      swiftSettings: strict
    ),
    .testTarget(
      name: "GateTests",
      dependencies: [
        "Gate", "AuditLog", "Records", "Manifest", "Files", "Vocabulary", "gate-worker", "phigate",
        "TestTools",
      ],
      exclude: ["Scripts"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "CommandTests",
      dependencies: ["phigate", "Vocabulary", "Records", "Manifest", "Pages"],
      exclude: ["Scripts"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "DeskChannelsTests",
      dependencies: [
        "DeskChannels", "DeskOutbound", "Vocabulary", "Records", "Database", crypto, logging,
      ],
      exclude: ["Scripts"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "DeskIdentityTests",
      dependencies: ["DeskIdentity", "DeskOutbound", "Vocabulary", "Records", crypto, logging],
      exclude: ["Scripts"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "DeskPagesTests",
      dependencies: ["DeskPages", "Pages", "Vocabulary", "Records"],
      exclude: ["Scripts"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "DeskTests",
      dependencies: [
        "Desk", "DeskOutbound", "DeskChannels", "DeskIdentity", "DeskPages", "Configuration",
        "Vocabulary", "Records", "Files", "Database", "AuditLog", "Gate", "phigate-desk", "phigate",
        "TestTools", crypto, httpClient,
      ],
      exclude: ["Scripts"],
      swiftSettings: strict
    ),
    .testTarget(name: "RepositoryTests", swiftSettings: strict),
  ]
)

// Built by scripts/fuzz alone: it needs libFuzzer, and every module instrumented. The targets are
// those of FormatsTests and StagingTests, which run them on the findings that are kept.
if Context.environment["PHIGATE_FUZZ_BUILD"] != nil {
  package.targets.removeAll { $0.type == .test }
  package.targets.append(
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "Formats", "Vocabulary", "Staging", "Detection", "Manifest", "Masking", "Configuration",
        "Files",
      ],
      path: "Tests",
      sources: ["FormatsTests/Fuzz", "StagingTests/Fuzz", "FuzzDriver"],
      swiftSettings: hot
    )
  )
}

// `PHIGATE_TESTS=Desk swift test` builds the test targets whose names begin so, and no others.
if let prefix = Context.environment["PHIGATE_TESTS"] {
  package.targets.removeAll { $0.type == .test && !$0.name.hasPrefix(prefix) }
}
