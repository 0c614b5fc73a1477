import Configuration
import Foundation
import Glibc
import Manifest
import Masking
import Testing
import Vocabulary

@testable import Staging

/// Stages whose copies hold keyed surrogates.
@Suite struct SurrogateStagingTests {
  /// A site key file of the world; every byte is `byte`.
  private func keyFile(_ world: StagingWorld, _ byte: UInt8 = 1) throws -> String {
    let path = "\(world.path)/site-\(byte).key"
    let key = [UInt8](repeating: byte, count: 32)
    try Data(key).write(to: URL(fileURLWithPath: path))
    try #require(unsafe chmod(path, 0o600) == 0)
    return path
  }

  private let note = """
    Patient: Roswitha Quast   MRN: 00481516
    Mrs. Quast was seen on 03/12/2024 by Dr. Iain Ostrander. Call her at 617-555-2368.
    QUAST, ROSWITHA was discharged on 03/20/2024, SSN 123-45-6789.
    """
  private let table = """
    mrn,last_name,first_name,visit_date
    00481516,Quast,Roswitha,2024-03-15
    00481517,Ostberg,Yrsa,2024-03-16
    00481516,Quast,Roswitha,2024-04-15

    """

  private func configure(
    _ settings: inout Configuration,
    _ key: String,
    _ profile: Profile = .limitedDataSet,
    _ transforms: [MaskingPolicy.Target: Transform] = [:]
  ) {
    settings.scan.profile = profile
    settings.siteKeyPath = key
    settings.masks.transforms = transforms
  }

  @Test func aPersonIsTheSameAcrossFormsFilesAndNights() throws {
    let world = try StagingWorld()
    try world.put("a/note.txt", note)
    try world.put("b/visits.csv", table)
    let key = try keyFile(world)
    let first = try world.scan { configure(&$0, key) }
    #expect(first.footer.withheld == 0)
    #expect(first.header.profile == .limitedDataSet)
    #expect(first.header.keyID != nil)
    let text = try world.text("stage/data/a/note.txt")
    let rows = try world.text("stage/data/b/visits.csv").split(separator: "\n")
      .map { $0.split(separator: ",").map(String.init) }
    for value in ["Roswitha", "Quast", "QUAST", "00481516", "123-45-6789", "617-555-2368", "Iain"] {
      #expect(!text.contains(value), "\(value)")
      #expect(!rows.joined().contains(value), "\(value)")
    }
    // The dates stay, and so does what the rows have in common.
    #expect(text.contains("03/12/2024") && text.contains("03/20/2024"))
    #expect(rows[1][3] == "2024-03-15")
    #expect(rows[1][0] == rows[3][0] && rows[1][0] != rows[2][0])
    let (mrn, surname, given) = (rows[1][0], rows[1][1], rows[1][2])
    #expect(text.contains("Patient: \(given) \(surname)"))
    #expect(text.contains("Mrs. \(surname)"))
    #expect(text.contains("\(surname.uppercased()), \(given.uppercased())"))
    #expect(text.contains("MRN: \(mrn)"))
    let again = try world.scan(replace: true) { configure(&$0, key) }
    #expect(again.digest == first.digest)
    let other = try keyFile(world, 2)
    let others = try world.scan(replace: true) { configure(&$0, other) }
    #expect(others.digest != first.digest)
    #expect(try !world.text("stage/data/a/note.txt").contains(mrn))
  }

  @Test func aSecondScanTakesSurrogatesForMasks() throws {
    let world = try StagingWorld()
    try world.put("note.txt", note)
    try world.put("visits.csv", table)
    let key = try keyFile(world)
    try world.scan { configure(&$0, key) }
    for (index, name) in ["note.txt", "visits.csv"].enumerated() {
      #expect(try residual(world, "stage/data/\(name)", key) == [:])
      // The original is not taken for its copy, and under another key nothing else is, either.
      let found = try residual(world, "landing/\(name)", key)
      #expect(found[.name, default: 0] > 0, "\(index)")
    }
  }

  /// What the gate's scan finds in a file.
  private func residual(
    _ world: StagingWorld,
    _ name: String,
    _ key: String
  ) throws -> [IdentifierKind: Int] {
    var settings = Configuration.builtIn
    configure(&settings, key)
    let scan = try Rescan(configuration: settings, profile: .limitedDataSet, referenceYear: 2_026)
    let file = unsafe open("\(world.path)/\(name)", O_RDONLY)
    try #require(file >= 0)
    return try scan.residual(descriptor: file, name: Array(name.utf8), temporary: world.path)
  }

  @Test func datesMoveByPatientInTablesAndMessages() throws {
    let world = try StagingWorld()
    try world.put("visits.csv", table)
    try world.put(
      "adt.hl7",
      "MSH|^~\\&|A|B|C|D|20240315||ADT^A01|7|P|2.5\r"
        + "PID|1||00481516^^^H^MR||Quast^Roswitha||19700101\rPV1|1|I||||||||||||||||||||||"
        + "|||||||||||||||||||20240415\r"
    )
    let key = try keyFile(world)
    try world.scan { configure(&$0, key, .limitedDataSet, [.init(.date): .dateShift]) }
    let rows = try world.text("stage/data/visits.csv").split(separator: "\n")
      .map { $0.split(separator: ",").map(String.init) }
    let days = try rows.dropFirst().map { try day(String($0[3]).filter { $0 != "-" }) }
    let original = [try day("20240315"), try day("20240316"), try day("20240415")]
    let moved = zip(days, original).map { $0 - $1 }
    #expect(moved[0] == moved[2] && moved[0] != 0 && moved[1] != 0)
    #expect(abs(moved[0]) <= MaskingPolicy.shiftDaysDefault)
    #expect(moved[0] != moved[1])
    let message = try world.text("stage/data/adt.hl7")
    let admitted = message.split(separator: "|").last.map { $0.filter(\.isNumber) } ?? ""
    #expect(try day(admitted) - day("20240415") == moved[0], "\(message)")
  }

  @Test func aPatientsDatesMoveAlikeInNotesAndInMessagesAcrossBlocks() throws {
    let world = try StagingWorld()
    try world.put("visits.csv", table)
    try world.put("note.txt", note)
    let head = "MSH|^~\\&|A|B|C|D|20240315||ORU^R01|7|P|2.5\r"
    var batch = ""
    for number in 0..<40 {
      batch += head + "PID|1||\(600_000 + number)^^^H^MR||Quast^Yrsa||19700101\r"
      for line in 1...90 {
        batch += "OBX|\(line)|NM|2345-7^Glucose^LN||104|mg/dL|70-99|||||||20240415\r"
      }
    }
    #expect(batch.utf8.count > 3 * 64 << 10)
    try world.put("batch.hl7", batch)
    let key = try keyFile(world)
    for chunkBytes in [64 << 10, 512 << 10] {
      try world.scan(replace: true) {
        configure(&$0, key, .limitedDataSet, [.init(.date): .dateShift])
        $0.scan.chunkBytes = chunkBytes
        $0.scan.jobs = 3
      }
      let row = try world.text("stage/data/visits.csv").split(separator: "\n")[1]
      let moved = try day(row.suffix(10).filter(\.isNumber)) - day("20240315")
      let text = try world.text("stage/data/note.txt")
      let place = try #require(text.range(of: "seen on "))
      let parts = text[place.upperBound...].prefix(10).split(separator: "/").map(String.init)
      #expect(try day(parts[2] + parts[0] + parts[1]) - day("20240312") == moved)
      var days: [Substring: Set<Substring>] = [:]
      var patient: Substring = ""
      for line in try world.text("stage/data/batch.hl7").split(separator: "\r") {
        let fields = line.split(separator: "|", omittingEmptySubsequences: false)
        if fields[0] == "PID" { patient = fields[3].prefix { $0 != "^" } }
        if fields[0] == "OBX" { days[patient, default: []].insert(fields[14]) }
      }
      #expect(days.count == 40)
      #expect(days.values.allSatisfy { $0.count == 1 })
      #expect(Set(days.values.flatMap { $0 }).count > 20)
    }
  }

  /// Days since 1970 of `YYYYMMDD`, as `date` counts them.
  private func day(_ digits: String) throws -> Int {
    let made = try tool(["date", "-u", "-d", digits, "+%s"])
    return try #require(Int(made.output.filter(\.isNumber))) / 86_400
  }

  @Test func refusesToRunWithoutAKey() throws {
    let world = try StagingWorld()
    try world.put("note.txt", note)
    let failure = #expect(throws: Failure.self) {
      try world.scan { $0.scan.profile = .limitedDataSet }
    }
    #expect(failure?.code == .usage)
    #expect(failure?.message.contains("needs the site key") == true)
    #expect(!world.exists("stage"))
  }

  @Test func theSealHoldsForItsManifestKeyAndSettingsAlone() throws {
    let world = try StagingWorld()
    try world.put("note.txt", note)
    let key = try keyFile(world)
    let document = try world.scan { configure(&$0, key) }
    let seal = try world.bytes("stage/seal.json")
    func verify(
      _ seal: [UInt8]?,
      manifest: Digest256? = nil,
      _ change: (inout Configuration) -> Void = { _ in }
    ) throws(Failure) {
      var settings = Configuration.builtIn
      configure(&settings, key)
      change(&settings)
      let scan = try Rescan(configuration: settings, profile: .limitedDataSet, referenceYear: 2_026)
      try scan.verify(
        seal: seal,
        manifest: manifest ?? document.digest,
        settings: document.header.settings,
        keyID: document.header.keyID
      )
    }
    try verify(seal)
    var edited = seal
    edited[edited.count - 5] ^= 1
    for forged in [nil, [], edited] as [[UInt8]?] {
      let failure = #expect(throws: Failure.self) { try verify(forged) }
      #expect(failure?.reasons == ["seal_mismatch"])
      #expect(failure?.code == .integrity)
    }
    let other = try keyFile(world, 2)
    #expect(throws: Failure.self) { try verify(seal, manifest: document.header.settings) }
    let keyed = #expect(throws: Failure.self) { try verify(seal) { $0.siteKeyPath = other } }
    #expect(keyed?.reasons == ["key_mismatch"])
    let set = #expect(throws: Failure.self) {
      try verify(seal) { $0.masks.transforms = [.init(.date): .year] }
    }
    #expect(set?.reasons == ["settings_mismatch"])
  }

  @Test func safeHarborHasNoSeal() throws {
    let world = try StagingWorld()
    try world.put("note.txt", note)
    try world.scan()
    #expect(!world.exists("stage/seal.json"))
  }
}
