import AuditLog
import Gate
import Records
import Testing
import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

@Suite struct AuditViewTests {
  /// Runs `body` with a new gate in a folder of its own, which is removed afterwards.
  private func withGate(_ body: (GatePlaces) throws -> Void) throws {
    var template = Array("/tmp/phigate-view-XXXXXX".utf8CString)
    let isMade = unsafe template.withUnsafeMutableBufferPointer { buffer -> Bool in
      guard let base = buffer.baseAddress else { return false }
      return unsafe mkdtemp(base) != nil
    }
    try #require(isMade)
    let folder = String(
      decoding: template.dropLast().map { UInt8(bitPattern: $0) },
      as: UTF8.self
    )
    defer { try? FolderRemoval.remove(folder) }
    let setup = GateSetup(
      folder: folder,
      isSingleUser: true,
      rootKey: nil,
      now: WallClock.system.now()
    )
    _ = try setup.run(configuration: "")
    try body(setup.places)
  }

  @Test func readsALogWithoutTheGatesPrivateKey() throws {
    try withGate { places in
      #expect(unsafe unlink(places.gateKey) == 0)
      let view = try AuditView(places)
      #expect(try view.log.verify().rows == 1)
      #expect(view.versions.count == 1)
      #expect(try view.files().map(\.path) == ["trust/1.json", "allowed_signers", "revoked_keys"])
    }
  }

  @Test func refusesATrustDocumentThatTheLogDoesNotName() throws {
    try withGate { places in
      try withGate { others in
        var mixed = places
        mixed.trust = others.trust
        #expect { try AuditView(mixed) } throws: { error in
          (error as? Failure)?.code == .integrity
        }
      }
      _ = try AuditView(places)
    }
  }

  @Test func refusesALogWhoseTrustRecordIsGone() throws {
    try withGate { places in
      let view = try AuditView(places)
      let digest = try #require(view.versions.first?.digest)
      let path = ObjectStore(state: places.state).path(digest)
      #expect(unsafe unlink(path) == 0)
      #expect(throws: Failure.self) { try AuditView(places) }
    }
  }
}

/// Takes a test's folder away.
private enum FolderRemoval {
  /// Removes a folder with `rm`.
  static func remove(_ folder: String) throws {
    var child: pid_t = 0
    let words: [UnsafeMutablePointer<CChar>?] = unsafe [
      strdup("rm"), strdup("-rf"), strdup(folder), nil,
    ]
    defer {
      for index in 0..<3 { unsafe free(words[index]) }
    }
    try #require(unsafe posix_spawnp(&child, "rm", nil, nil, words, environ) == 0)
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
  }
}
