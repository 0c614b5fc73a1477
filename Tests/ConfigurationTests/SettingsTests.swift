import Testing
import Vocabulary

@testable import Configuration

/// What a manifest says of its settings, and what `init` writes.
@Suite struct SettingsTests {
  @Test func canonicalSettingsIgnoreWhatCannotChangeAResult() throws {
    let plain = Configuration.builtIn.canonicalSettings
    for text in [
      "scan: {jobs: 7, chunkBytes: 64 KiB}", "key: site.key", "gate: {state: /s, trust: /t}",
      "source: {label: other}", "scan: {referenceYear: 2020}",
    ] {
      #expect(try parse(text).canonicalSettings == plain, "\(text)")
    }
  }

  @Test func canonicalSettingsShowWhatCanChangeAResult() throws {
    let texts = [
      "source: {covered: false}", "providers: keep", "scan: {minAge: 1s}", "scan: {excludes: [a]}",
      "scan: {excludes: [a, b]}", "scan: {followMounts: true}",
      "archives: {onWithheldMember: drop}",
      "paths: {keepPartitionDates: true}", "limits: {archiveDepth: 3}",
      "limits: {archiveMembers: 3}",
      "limits: {ratio: 3}", "limits: {ratioFreeBytes: 3}", "limits: {unpackedBytes: 3}",
      "limits: {memberBytes: 3}", "limits: {fileBytes: 3}", "limits: {pathBytes: 3}",
      "limits: {nameBytes: 3}", "limits: {jsonDepth: 3}",
    ]
    var seen: Set<[UInt8]> = [Configuration.builtIn.canonicalSettings]
    for text in texts {
      #expect(seen.insert(try parse(text).canonicalSettings).inserted, "\(text)")
    }
  }

  @Test func canonicalSettingsAreSortedJSON() throws {
    let text = String(
      decoding: try parse(#"scan: {excludes: ['b"\', a, a]}"#).canonicalSettings,
      as: UTF8.self
    )
    #expect(text.contains(#""scan.excludes":["a","b\"\\"]"#))
    let names = text.split(separator: "\":").dropLast().map { $0.split(separator: "\"").last ?? "" }
    #expect(names == names.sorted())
    #expect(names.count == 18)
  }

  @Test func theTemplateLoadsAsTheDefaults() throws {
    var settings = try parse(ConfigurationTemplate().text)
    settings.path = nil
    #expect(settings == .builtIn)
  }

  @Test func theTemplateKeepsItsValues() throws {
    var template = ConfigurationTemplate()
    template.sourceLabel = "ward 7's: \"x\" # y"
    template.siteKeyPath = "site.key"
    template.gate.state = "/var/lib/it's"
    template.gate.trust = "trust.json"
    template.gate.gateKey = "gate.pem"
    template.gate.checkpoints = "/mnt/c"
    let settings = try parse(template.text)
    #expect(settings.scan.sourceLabel == template.sourceLabel)
    #expect(settings.siteKeyPath == "/etc/p/site.key")
    #expect(settings.gate.state == "/var/lib/it's")
    #expect(settings.gate.trust == "/etc/p/trust.json")
    #expect(settings.gate.gateKey == "/etc/p/gate.pem")
    #expect(settings.gate.checkpoints == "/mnt/c")
  }

  @Test func theTemplateNamesEverySetting() throws {
    let text = ConfigurationTemplate().text
    for name in [
      "label", "covered", "profile", "referenceYear", "minAge", "excludes", "followMounts", "jobs",
      "chunkBytes", "providers", "onWithheldMember", "keepPartitionDates", "archiveDepth",
      "archiveMembers", "ratio", "ratioFreeBytes", "unpackedBytes", "memberBytes", "fileBytes",
      "pathBytes", "nameBytes", "jsonDepth", "stepSeconds", "key", "state", "trust", "gateKey",
      "checkpoints",
    ] {
      #expect(text.contains("\(name): "), "\(name)")
    }
  }

  @Test func measuresDistancesOfNames() {
    #expect("kitten".distance(to: "sitting") == 3)
    #expect("".distance(to: "abc") == 3)
    #expect("minage".distance(to: "minAge") == 0)
  }
}
