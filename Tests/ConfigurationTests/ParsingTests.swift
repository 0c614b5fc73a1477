import Testing
import Vocabulary

@testable import Configuration

/// Parses settings as if they stood in /etc/p/phigate.yml.
func parse(_ text: String) throws(Failure) -> Configuration {
  try Configuration.parse(Array(text.utf8), path: "/etc/p/phigate.yml")
}

/// Settings become typed, and every error says where.
@Suite struct ParsingTests {
  @Test func anEmptyFileIsTheDefaults() throws {
    for text in ["", "# nothing\n", "---\n", "version: 1\n", "scan:\n"] {
      var expected = Configuration.builtIn
      expected.path = "/etc/p/phigate.yml"
      #expect(try parse(text) == expected, "\(text)")
    }
  }

  @Test func readsEverySetting() throws {
    let settings = try parse(
      """
      version: 1
      source: {label: "north wing", covered: false}
      providers: keep
      scan:
        profile: safe-harbor
        referenceYear: 2025
        minAge: 15m
        excludes: ["*.bak", 'scratch/**']
        followMounts: true
        jobs: 3
        chunkBytes: 64 KiB
      archives: {onWithheldMember: drop}
      paths: {keepPartitionDates: true}
      limits:
        archiveDepth: 3
        archiveMembers: 1_000
        ratio: 50
        ratioFreeBytes: 1MiB
        unpackedBytes: 1 GiB
        memberBytes: 2GiB
        fileBytes: 1 TiB
        pathBytes: 1000
        nameBytes: 100
        jsonDepth: 20
        stepSeconds: 60
      key: site.key
      gate: {state: /var/lib/p, trust: trust.json, gateKey: keys/gate.pem, checkpoints: /mnt/c}
      masking: {NAME: tag, DATE: year}
      """
    )
    #expect(settings.scan.sourceLabel == "north wing")
    #expect(!settings.scan.covered)
    #expect(!settings.scan.maskProviders)
    #expect(settings.scan.referenceYear == 2_025)
    #expect(settings.scan.minAgeSeconds == 900)
    #expect(settings.scan.excludes == ["*.bak", "scratch/**"])
    #expect(settings.scan.followMounts)
    #expect(settings.scan.jobs == 3)
    #expect(settings.scan.chunkBytes == 65_536)
    #expect(settings.archives.onWithheldMember == .drop)
    #expect(settings.paths.keepPartitionDates)
    var limits = Limits()
    limits.archiveDepthMax = 3
    limits.archiveMembersMax = 1_000
    limits.ratioMax = 50
    limits.ratioFreeBytes = 1_048_576
    limits.unpackedBytesMax = 1_073_741_824
    limits.memberBytesMax = 2_147_483_648
    limits.fileBytesMax = 1_099_511_627_776
    limits.pathBytesMax = 1_000
    limits.nameBytesMax = 100
    limits.jsonDepthMax = 20
    limits.stepSecondsMax = 60
    #expect(settings.limits == limits)
    #expect(settings.siteKeyPath == "/etc/p/site.key")
    #expect(settings.gate.state == "/var/lib/p")
    #expect(settings.gate.trust == "/etc/p/trust.json")
    #expect(settings.gate.gateKey == "/etc/p/keys/gate.pem")
    #expect(settings.gate.checkpoints == "/mnt/c")
  }

  @Test(
    arguments: [
      ("scan:\n  minage: 1s\n", "2:3", "unknown setting scan.minage", "did you mean scan.minAge?"),
      ("scna: {}\n", "1:1", "unknown setting scna", "did you mean scan?"),
      ("zzzzzzzz: 1\n", "1:1", "unknown setting zzzzzzzz", "see phigate.yml(5)"),
      ("limits: {archiveDept: 3}\n", "1:10", "archiveDept", "did you mean limits.archiveDepth?"),
      ("version: 1\nversion: 1\n", "2:1", "version is set twice", nil),
      ("scan: &a {}\n", "1:7", "anchors are not allowed", nil),
      ("key: &a x\ngate: {trust: *a}\n", "1:6", "anchors are not allowed", nil),
      ("key: *a\n", "1:6", "aliases are not allowed", nil),
      ("key: !!str x\n", "1:6", "tags are not allowed", nil),
      ("key: !x y\n", "1:6", "tags are not allowed", nil),
      ("<<: {}\n", "1:1", "merge keys are not allowed", nil),
      ("? [a]\n: 1\n", "1:3", "name of a setting", nil), ("- a\n", "1:1", "settings by name", nil),
      ("scan: 3\n", "1:7", "scan must hold settings by name", nil),
      ("a: 1\n---\nb: 1\n", "2:1", "a second document is not allowed", nil),
      ("version: 2\n", "1:10", "version: 2 is not between 1 and 1", nil),
      ("source: {covered: yes}\n", "1:19", "source.covered: must be true or false", nil),
      ("source: {covered: \"true\"}\n", "1:19", "must be true or false", nil),
      ("scan: {jobs: 0}\n", "1:14", "scan.jobs: 0 is not between 1 and 1024", nil),
      ("scan: {jobs: 010}\n", "1:14", "must be a whole number", nil),
      ("scan: {jobs: 0x10}\n", "1:14", "must be a whole number", nil),
      ("scan: {jobs: \"4\"}\n", "1:14", "must be a whole number", nil),
      ("scan: {minAge: 5}\n", "1:16", "must be a span of time", nil),
      ("scan: {chunkBytes: 4 MB}\n", "1:20", "must be a number of bytes", nil),
      ("limits: {fileBytes: 9999999999999 TiB}\n", "1:21", "exceeds", nil),
      ("scan: {excludes: [\"/a\"]}\n", "1:19", "scan.excludes[0]: must be relative", nil),
      ("scan: {excludes: [a, \"b/../../c\"]}\n", "1:22", "scan.excludes[1]", nil),
      ("source: {label: \"a\\nb\"}\n", "1:17", "must not hold control characters", nil),
      ("key: ~/site.key\n", "1:6", "~ is not expanded", nil),
      ("a: [\n", "2:1", "", nil), ("a: b: c\n", "1:5", "", nil), ("\t- x\n", "1:1", "", nil),
    ] as [(String, String, String, String?)]
  )
  func namesPlaceAndSettingOfEveryError(
    text: String,
    place: String,
    message: String,
    next: String?
  ) {
    let failure = #expect(throws: Failure.self) { try parse(text) }
    #expect(failure?.code == .usage)
    #expect(failure?.path == "/etc/p/phigate.yml:\(place)")
    #expect(failure?.message.contains(message) == true, "\(failure?.message ?? "")")
    if let next { #expect(failure?.next == next) }
  }

  @Test(arguments: [
    "masking: {NAME: pseudonym}", "masking: {MRN: hash}", "masking: {DATE: date-shift}",
    "pseudonyms: true", "dateShift: {days: 30}", "masking: {SSN: fpe}",
  ])
  func refusesDerivedCodesUnderSafeHarbor(text: String) {
    let failure = #expect(throws: Failure.self) { try parse(text) }
    #expect(failure?.message.contains("45 CFR 164.514(c)") == true)
    #expect(failure?.code == .usage)
  }

  @Test func refusesWeakerTransforms() {
    #expect(throws: Failure.self) { try parse("masking: {NAME: keep}") }
    #expect(throws: Failure.self) { try parse("masking: {NOME: tag}") }
    #expect(throws: Never.self) { try parse("masking: {NAME: tag, AGE: age-cap}") }
  }

  @Test func limitsSizeDepthAndNumber() {
    let deep = "a: " + String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
    let many = "scan: {excludes: [" + String(repeating: "a,", count: 30_000) + "a]}"
    let large = "# " + String(repeating: "x", count: 300_000)
    for (text, message) in [
      (deep, "nesting depth"), (many, "exceed limit"), (large, "exceed limit"),
    ] {
      let failure = #expect(throws: Failure.self) { try parse(text) }
      #expect(failure?.message.contains(message) == true)
    }
  }

  @Test func refusesWhatIsNotUTF8() {
    for bytes in [[0x61, 0xFF], [0xFF, 0xFE, 0x61, 0x00], [0x61, 0x00]] as [[UInt8]] {
      #expect(throws: Failure.self) {
        try Configuration.parse(bytes, path: "/etc/p/phigate.yml")
      }
    }
  }

  @Test func survivesEveryTruncation() throws {
    let text = Array(ConfigurationTemplate().text.utf8)
    for count in stride(from: 0, to: text.count, by: 7) {
      _ = try? Configuration.parse(Array(text[..<count]), path: "/etc/p/phigate.yml")
    }
  }
}
