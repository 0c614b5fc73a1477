import Configuration
import Detection
import Formats
import Glibc
import Synchronization
import Testing
import Vocabulary

@testable import Staging

/// Gathers findings with their places in the document.
private final class Gathering: FindingSink {
  /// Everything that came.
  struct State {
    /// Formats of documents with the paths inside archives.
    var documents: [String] = []
    /// Findings of the last document.
    var findings: [Finding] = []
    /// Where the next stretch begins.
    var offset = 0
  }

  /// What came until now.
  let state = Mutex(State())

  func begin(member: String, format: String) {
    state.withLock { state in
      state.documents.append(member + format)
      (state.findings, state.offset) = ([], 0)
    }
  }

  func take(_ found: [Finding], bodyBytes: Int) throws(Failure) {
    state.withLock { state in
      for var finding in found {
        finding.start += state.offset
        finding.end += state.offset
        state.findings.append(finding)
      }
      state.offset += bodyBytes
    }
  }
}

/// Findings of files of any format, without a masked copy.
@Suite struct FindingRunTests {
  /// A new folder; whoever makes it removes it.
  private func makeFolder() throws -> String {
    var template = Array("/tmp/phigate-finding-XXXXXX".utf8CString)
    try #require(unsafe mkdtemp(&template) != nil)
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Runs over bytes in a file, or in a pipe that is written meanwhile.
  private func run(
    _ bytes: [UInt8],
    name: String,
    threads: Int = 2,
    piped: Bool = false
  ) throws -> (Gathering.State, [(member: String, withholding: Withholding)]) {
    let folder = try makeFolder()
    let path = folder + "/input"
    let file = unsafe open(path, O_CREAT | O_RDWR | O_EXCL, 0o600)
    _ = unsafe unlink(path)
    defer { _ = unsafe rmdir(folder) }
    var descriptor = file
    if piped {
      var ends: [Int32] = [-1, -1]
      try #require(unsafe pipe(&ends) == 0)
      close(file)
      descriptor = ends[0]
      let writing = ends[1]
      runDetached {
        var done = 0
        while done < bytes.count {
          let count = unsafe bytes.withUnsafeBytes {
            unsafe write(
              writing,
              $0.baseAddress?.advanced(by: done),
              min(70_001, bytes.count - done)
            )
          }
          if count <= 0 { break }
          done += count
        }
        close(writing)
      }
    } else {
      _ = unsafe pwrite(file, bytes, bytes.count, 0)
    }
    let settings = try Configuration.resolve(option: nil) { _ in nil }
    let scanner = Scanner(ruleSet: .builtIn, options: DetectionOptions(referenceYear: 2_026))
    let run = try FindingRun(configuration: settings, scanner: scanner, threads: threads)
    let sink = Gathering()
    let withheld = try run.run(
      descriptor: descriptor,
      name: Array(name.utf8),
      temporary: folder,
      sink: sink
    )
    return (sink.state.withLock { $0 }, withheld)
  }

  private static let table: [UInt8] = {
    let rows = (0..<60_000).map { "\($0),Halvorsen,4.\($0 % 10),0540\($0 % 10)\n" }
    return Array(("row,last_name,k,zip\n" + rows.joined()).utf8)
  }()

  @Test(arguments: [1, 2, 7], [false, true])
  func findsTheSameOnAnyNumberOfThreadsFromFileAndPipe(threads: Int, piped: Bool) throws {
    let (state, withheld) = try run(Self.table, name: "t.csv", threads: threads, piped: piped)
    #expect(withheld.isEmpty)
    #expect(state.documents == ["csv"])
    #expect(state.findings.count == 120_000)
    for (index, finding) in state.findings.enumerated() {
      let value = String(decoding: Self.table[finding.range], as: UTF8.self)
      let row = index / 2
      guard value == (index.isMultiple(of: 2) ? "Halvorsen" : "0540\(row % 10)") else {
        Issue.record("row \(row) gives another value")
        return
      }
    }
  }

  /// A tag that a column has cut off, and the first day of a year in an event.
  @Test func findsNothingInWhatMasksMade() throws {
    let rows = (1...8).map { "4\($0)1   [NAM   CHF   [VEHICLE\n" }
    let board = "Rm    RN     Dx    Plate\n" + rows.joined()
    let event = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "DTSTART:20260101T093000", "END:VEVENT",
      "END:VCALENDAR", "",
    ]
    for (name, text) in [("a.txt", board), ("a.ics", event.joined(separator: "\r\n"))] {
      #expect(try run(Array(text.utf8), name: name).0.findings.isEmpty)
    }
    let other = event.joined(separator: "\r\n").replacing("20260101", with: "20260217")
    #expect(try run(Array(other.utf8), name: "b.ics").0.findings.count == 1)
  }

  @Test(arguments: [false, true])
  func saysWhatCannotBeRead(piped: Bool) throws {
    let (state, withheld) = try run(Array("%PDF-1.7\n".utf8), name: "a.pdf", piped: piped)
    #expect(state.documents.isEmpty)
    #expect(withheld.map(\.withholding.reason) == [.unscannableContent])
  }

  @Test func saysThatADocumentEndsInTheMiddle() throws {
    let open = Array(#"{"patient": {"lastName": "Halvorsen", "#.utf8)
    let (_, withheld) = try run(open, name: "a.json")
    #expect(withheld.map(\.withholding.reason) == [.truncated])
  }

  @Test func endsWhereNobodyListens() throws {
    final class Deaf: FindingSink {
      func begin(member: String, format: String) {}
      func take(_ found: [Finding], bodyBytes: Int) throws(Failure) {
        throw Failure(.done, "enough")
      }
    }
    let settings = try Configuration.resolve(option: nil) { _ in nil }
    let scanner = Scanner(ruleSet: .builtIn, options: DetectionOptions(referenceYear: 2_026))
    let run = try FindingRun(configuration: settings, scanner: scanner, threads: 2)
    let folder = try makeFolder()
    defer { _ = unsafe rmdir(folder) }
    let file = unsafe open(#filePath, O_RDONLY)
    #expect(throws: Failure.self) {
      _ = try run.run(descriptor: file, name: [], temporary: folder, sink: Deaf())
    }
  }
}
