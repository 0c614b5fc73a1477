import Glibc
import Records
import Vocabulary

@testable import DeskPages

/// All pages of invented data in a folder, with what a stand-in for the desk needs to serve them.
final class DeskSite {
  /// The folder.
  let scratch = Scratch()
  /// The viewer's key.
  let key: SigningKey
  /// Pages by their addresses: file and status.
  private var pages: [(address: String, file: String, status: Int64)] = []

  /// Renders every page.
  /// - Parameter stain: a text that stands in every text of strangers.
  /// - Throws: where a page cannot be made or written.
  init(stain: String = "") throws {
    key = try SigningKey.generate()
    let fixtures = DeskFixtures(stain: stain, key: key.verifyingKey)
    let main = "/requests/\(DeskFixtures.id)"
    try add(
      main,
      "request",
      fixtures.request(standing: .mayDecide(fixtures.ways(.gatewayAttested)))
    )
    try add("/after", "request-after", after(fixtures))
    try add("/key", "request-key", fixtures.request(standing: .mayDecide(fixtures.ways(.humanKey))))
    try add(
      "/hardware",
      "request-hardware",
      fixtures.request(standing: .mayDecide(fixtures.ways(.hardwareKey)), decided: 0)
    )
    try add(
      "/requester",
      "request-requester",
      fixtures.request(standing: .isRequester, residual: 3)
    )
    try add(
      "/released",
      "request-released",
      fixtures.request(standing: .isClosed(.released), state: .released, decided: 3)
    )
    try add(main + "/evidence", "evidence", fixtures.evidence())
    try add("/", "list", fixtures.list())
    try add(
      "/filtered",
      "list-filtered",
      fixtures.list(ListFilter(state: .open, destination: "research-vermont"))
    )
    try add("/empty", "list-empty", fixtures.list(rows: false))
    for (name, reason) in [
      ("sign-in", SignInReason.none), ("sign-in-unknown", .unknown), ("sign-in-failed", .failed),
    ] {
      let model = SignInModel(
        start: "/sign-in?go=1",
        provider: "Northharbor Health\(stain)",
        reason: reason
      )
      try add("/\(name)", name, SignInPage(model).bytes)
    }
    try addNotices(stain)
    try finish(fixtures)
  }

  /// The page behind a decision.
  private func after(_ fixtures: DeskFixtures) throws -> [UInt8] {
    try fixtures.request(
      standing: .hasDecided(.approve),
      state: .approved,
      decided: 2,
      done: .approve
    )
  }

  /// Pages that say one thing.
  private func addNotices(_ stain: String) throws {
    let notices: [(String, Notice)] = [
      ("signed-out", .signedOut), ("not-found", .notFound), ("forged", .forged),
      (
        "refused",
        .refused(reasons: ["approver_is_requester", "x\(stain)"], request: DeskFixtures.id)
      ),
      ("invalid", .invalid(field: "attest", request: DeskFixtures.id)),
      ("too-many", .tooMany(seconds: 30)), ("failed", .failed(reference: "5e1f09\(stain)")),
      ("unavailable", .unavailable), ("wrong-method", .wrongMethod),
    ]
    for (name, notice) in notices {
      let viewer = name == "signed-out" ? nil : DeskFixtures.viewer
      let page = NoticePage(NoticeModel(notice, viewer: viewer))
      try add("/\(name)", name, page.bytes, status: page.status)
    }
  }

  /// Writes a page.
  private func add(_ address: String, _ name: String, _ bytes: [UInt8], status: Int = 200) throws {
    try write("\(name).html", bytes)
    pages.append((address, "\(name).html", Int64(status)))
  }

  /// Writes assets, keys, the document and routes.json.
  private func finish(_ fixtures: DeskFixtures) throws {
    for asset in Asset.all { try write(asset.name, asset.bytes) }
    try write("review.json", fixtures.review())
    try key.write(path: "\(scratch.path)/key.pem")
    try write("key.pub", Array(key.verifyingKey.pem.utf8))
    let headers = SecurityHeaders.pages.map { JSONObject.Member($0.name, .string($0.value)) }
    let caching = SecurityHeaders.assetCaching
    let routes: JSONValue = [
      "headers": .object(JSONObject(headers)),
      "assetCaching": [.string(caching.name), .string(caching.value)],
      "pages": .object(
        JSONObject(
          pages.map {
            JSONObject.Member(
              $0.address,
              ["file": .string($0.file), "status": .integer($0.status)]
            )
          }
        )
      ),
      "assets": .object(
        JSONObject(
          Asset.all.map {
            JSONObject.Member(
              $0.path,
              ["file": .string($0.name), "type": .string($0.contentType)]
            )
          }
        )
      ),
      "review": "review.json", "request": .string(DeskFixtures.id), "after": "/after",
      "main": .string("/requests/\(DeskFixtures.id)"),
      "human": .string(DeskFixtures.viewer.human), "csrf": .string(DeskFixtures.viewer.csrf),
      "keyid": .string(key.verifyingKey.keyID),
    ]
    try write("routes.json", CanonicalJSON.bytes(routes))
  }

  /// Writes a file of the folder.
  private func write(_ name: String, _ bytes: [UInt8]) throws {
    guard let file = unsafe fopen("\(scratch.path)/\(name)", "wb") else { throw CannotWrite() }
    defer { _ = unsafe fclose(file) }
    guard unsafe fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw CannotWrite() }
  }

  /// A file could not be written.
  private struct CannotWrite: Error {}
}
