import AuditLog
import Files
import Gate
import Records
import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// One process of a test that needs several, or that kills them.
///
/// `spend LOG ORIGIN KEY COUNT SEED`: spends the tokens 0 to COUNT-1 in an order of its own and
/// prints the number of each that was accepted, after it was. `release FOLDER SECONDS`: releases the
/// stage of a test's folder to `research`, prints where to; exits with the code of the command line.
@main struct GateWorker {
  /// When tests of the gate begin.
  static let start = Timestamp(seconds: 1_790_000_000)

  /// Runs one of the two.
  static func main() {
    let words = CommandLine.arguments
    do throws(Failure) {
      switch words.dropFirst().first {
      case "spend" where words.count == 7: try spend(Array(words.dropFirst(2)))
      case "release" where words.count == 4: try release(words[2], words[3])
      default: exit(2)
      }
    } catch {
      try? SmallFile.writeAll(Array("\(error)\n".utf8), to: 2)
      exit(error.code.rawValue)
    }
  }

  /// Spends every token once, in a shuffled order.
  private static func spend(_ words: [String]) throws(Failure) {
    let key = try SigningKey.load(path: words[2])
    let log = try AuditLog.open(
      AuditSettings(
        path: words[0],
        origin: words[1],
        keys: [key.verifyingKey],
        clock: .fixed(start)
      )
    )
    var random = Steps(state: UInt64(words[4]) ?? 0)
    var waiting = (0..<(Int(words[3]) ?? 0)).shuffled(using: &random)
    while let number = waiting.popLast() {
      do throws(Failure) {
        _ = try log.spend(
          tokens: [Digest256(hashing: Array("token \(number)".utf8))],
          requestID: "request-\(number)",
          event: AuditEvent(
            "release.begin",
            actor: AuditActor(principal: "uid:\(getpid())"),
            requestID: "request-\(number)"
          ),
          signer: key
        )
        say("\(number)")
      } catch {
        // Eight processes share one lock: whoever waited for too long tries again, as exit 75 says.
        if error.code == .temporary {
          waiting.append(number)
        } else if error.reasons != ["token_spent"] {
          throw error
        }
      }
    }
  }

  /// Releases the stage of a test's folder.
  private static func release(_ folder: String, _ seconds: String) throws(Failure) {
    let setup = GateSetup(
      folder: "\(folder)/gate",
      isSingleUser: true,
      rootKey: nil,
      now: start
    )
    let clock = WallClock.fixed(start.advanced(by: Int64(seconds) ?? 0))
    let gate = try ReleaseGate(setup.places, clock: clock)
    let rescan = Rescan { (descriptor, _) throws(Failure) in
      let bytes = try SmallFile.readPiece(descriptor, max: 1 << 16)
      let name = Array("Jane Roe".utf8)
      return bytes.indices.contains { bytes[$0...].starts(with: name) } ? [.name: 1] : [:]
    }
    let stage = try StageFolder(path: "\(folder)/stage")
    let result = try gate.release(stage, to: "research", rescan: rescan)
    say(result.folder ?? "")
  }

  /// Prints a line in one write.
  private static func say(_ line: String) {
    try? SmallFile.writeAll(Array((line + "\n").utf8), to: 1)
  }
}

/// A generator with a seed (SplitMix64).
struct Steps: RandomNumberGenerator {
  /// The state.
  var state: UInt64

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
