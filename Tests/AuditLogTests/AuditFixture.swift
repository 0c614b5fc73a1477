import AuditLog
import Database
import Records
import Testing
import Vocabulary

/// A log with a second place, made for one test.
struct AuditFixture {
  /// The log's name.
  static let origin = "gate.example/00112233445566ff"
  /// When the log begins.
  static let start = Timestamp(seconds: 1_790_000_000)

  /// The folder of the test.
  let folder: TestFolder
  /// The gate's key.
  let key: SigningKey
  /// A root key.
  let root: VerifyingKey

  /// Makes the folder and the keys.
  init() throws {
    folder = try TestFolder()
    key = try SigningKey.generate()
    root = try SigningKey.generate().verifyingKey
    try #require(folder.run(["mkdir", "\(folder.path)/elsewhere"]).status == 0)
  }

  /// The database.
  var path: String { "\(folder.path)/audit.sqlite" }

  /// Somebody who acts.
  var actor: AuditActor { AuditActor(principal: "uid:1001", human: "m.okafor") }

  /// Settings at a moment after the start.
  func settings(
    after seconds: Int64 = 0,
    secondPlace: Bool = true,
    keys: [VerifyingKey]? = nil
  ) -> AuditSettings {
    AuditSettings(
      path: path,
      origin: Self.origin,
      keys: keys ?? [key.verifyingKey],
      secondPlace: secondPlace ? "\(folder.path)/elsewhere" : nil,
      clock: .fixed(Self.start.advanced(by: seconds))
    )
  }

  /// Creates the log.
  func create(secondPlace: Bool = true) throws -> AuditLog {
    try AuditLog.create(
      settings(secondPlace: secondPlace),
      roots: [root],
      actor: actor,
      trust: nil,
      signer: key
    )
  }

  /// An event of a request.
  func event(_ name: String, request: String = "r1") -> AuditEvent {
    AuditEvent(
      name,
      actor: actor,
      subject: AuditSubject(kind: "manifest", id: "m1", sha256: Digest256(hashing: [1])),
      requestID: request,
      reasonCodes: ["none"],
      trustVersion: 1
    )
  }

  /// Creates a log of `rows` rows, a checkpoint after each third.
  func createFilled(rows: Int = 12, secondPlace: Bool = true) throws {
    let log = try create(secondPlace: secondPlace)
    for index in 1..<rows {
      try log.append(
        event("request.create", request: "r\(index)"),
        signer: index % 3 == 0 ? key : nil
      )
    }
    try log.checkpoint(signer: key)
  }

  /// Opens and verifies the log.
  func verify(
    after seconds: Int64 = 0,
    secondPlace: Bool = true,
    keys: [VerifyingKey]? = nil,
    isThorough: Bool = false
  )
    throws(Failure) -> AuditReport
  {
    let settings = settings(after: seconds, secondPlace: secondPlace, keys: keys)
    return try AuditLog.open(settings, readOnly: true, isThorough: isThorough).verify()
  }

  /// Changes the database behind the log's back.
  func tamper(_ sql: String) throws {
    try Connection(path: path, mode: .readWrite).execute(sql)
  }

  /// The first reason for which the log is refused; nil where it holds: the same whether it is
  /// compared with every checkpoint when it is opened or when it is verified.
  func refusal(secondPlace: Bool = true, keys: [VerifyingKey]? = nil) -> AuditReason? {
    let reasons = [true, false]
      .map { isThorough -> AuditReason? in
        do throws(Failure) {
          _ = try verify(secondPlace: secondPlace, keys: keys, isThorough: isThorough)
          return nil
        } catch {
          #expect(error.code == .integrity)
          return error.reasons.first.flatMap(AuditReason.init(rawValue:))
        }
      }
    #expect(reasons[0] == reasons[1])
    return reasons[0]
  }
}
