import Files
import TestTools
import Testing
import Vocabulary

@testable import Desk
@testable import Gate

/// The desk behind TLS.
@Suite struct TLSTests {
  @Test func overTLSTheDeskIsVerified() async throws {
    let world = try DeskWorld(url: "https://127.0.0.1")
    let (certificate, key) = ("\(world.path)/desk.crt", "\(world.path)/desk.key")
    let made = DeskWorld.run([
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
      "-days", "2", "-subj", "/CN=desk", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key,
      "-out", certificate,
    ])
    #expect(made == 0)
    let desk = try RunningDesk(
      world,
      listenMore: "\n  tls:\n    certificate: \(certificate)\n    key: \(key)"
    )
    #expect(desk.address.hasPrefix("https://127.0.0.1:"))
    let believing = try RunningDesk.stranger(at: desk.address, roots: certificate)
    #expect(try await believing.ask("GET", "/healthz").status == 200)
    let doubting = try RunningDesk.stranger(at: desk.address)
    do throws(Failure) {
      _ = try await doubting.ask("GET", "/healthz")
      Issue.record("an unknown certificate is believed")
    } catch {
      #expect(error.reasons == ["desk_unreachable"])
    }
    // A key that others may read is not used.
    #expect(desk.stop() == 0)
    #expect(DeskWorld.run(["chmod", "644", key]) == 0)
    let code = DeskWorld.run([
      RunningTool.built("phigate-desk"), "serve", "--config", desk.config,
    ])
    #expect(code == 2)
  }
}
