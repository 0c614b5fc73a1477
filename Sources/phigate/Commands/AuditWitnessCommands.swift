import ArgumentParser
import AuditLog
import Files
import Gate
import Records
import Vocabulary

/// `phigate audit proof`: that the log of one size is the beginning of the log of another.
struct AuditProofCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "proof",
    abstract: "Writes the proof that an older checkpoint's log is the beginning of a newer one's.",
    discussion: """
      Example: phigate audit proof --from 120 --to 140 > 120-140.proof
      A witness needs it to cosign the newer checkpoint: see phigate audit cosign --help.
      """
  )

  /// Where the log is.
  @OptionGroup var options: AuditOptions

  /// Rows of the older checkpoint.
  @Option(help: "Rows of the older checkpoint")
  var from: Int64

  /// Rows of the newer checkpoint.
  @Option(help: "Rows of the newer checkpoint")
  var to: Int64

  /// Writes the proof.
  func run(console: Console) throws(Failure) -> Outcome {
    let proof = try options.open(console).log.consistencyProof(from: from, to: to)
    console.write(proof.text)
    return .done
  }
}

/// `phigate audit cosign`: what a witness does, on a machine of its own.
struct AuditCosignCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "cosign",
    abstract: "Cosigns a checkpoint as a witness, once it follows the last one that was cosigned.",
    discussion: """
      Examples:
        phigate audit cosign gate-1f-120.checkpoint --gate-key gate.pem --key witness.pem \\
          --name witness.example/1 --out gate-1f-120.cosigned
        phigate audit cosign gate-1f-140.checkpoint --after gate-1f-120.cosigned \\
          --proof 120-140.proof --gate-key gate.pem --key witness.pem \\
          --name witness.example/1 --out gate-1f-140.cosigned

      For people who keep watch without other software; any witness of C2SP tlog-cosignature will do.
      Keep what you cosigned: without --after nothing shows that the log was not written anew. The
      result goes into the second place of the gate's checkpoints.
      """
  )

  /// The checkpoint.
  @Argument(help: "The gate's checkpoint")
  var checkpoint: String

  /// The gate's public key.
  @Option(help: "The gate's public key, PEM")
  var gateKey: String

  /// The witness's key.
  @Option(help: "The witness's private key, PEM")
  var key: String

  /// The witness's name.
  @Option(help: "The witness's name, as witnesses are called: witness.example/1")
  var name: String

  /// What was cosigned last.
  @Option(help: "The checkpoint that was cosigned last")
  var after: String?

  /// The proof.
  @Option(help: "The proof from that one to this")
  var proof: String?

  /// Where the result goes.
  @Option(help: "Where the cosigned checkpoint goes")
  var out: String

  /// Verifies and cosigns.
  func run(console: Console) throws(Failure) -> Outcome {
    guard (after == nil) == (proof == nil) else {
      throw Failure(.usage, "--after and --proof go together, nothing was signed")
    }
    let gate = try PublicKeyFile.loadPlain(gateKey)
    var note = try Self.note(checkpoint)
    let new = try Self.verified(note, gate, checkpoint)
    if let after, let proof {
      let old = try Self.verified(try Self.note(after), gate, after)
      let bytes = try readNamedFile(proof, bytesMax: SignedNote.bytesMax)
      let isHeld =
        (try? ConsistencyProof(String(decoding: bytes, as: UTF8.self)).holds(from: old, to: new))
        ?? false
      guard isHeld else {
        throw Failure(
          .integrity,
          "the checkpoint does not follow the one that was cosigned last, nothing was signed",
          path: checkpoint,
          next: "keep both: they prove that the log has two histories",
          reasons: [AuditReason.forked.rawValue]
        )
      }
    } else {
      console.warn("nothing to compare with: only the gate's signature was verified")
    }
    try note.cosign(name: name, with: try SigningKey.load(path: key), at: WallClock.system.now())
    try writeNew(note.bytes, to: out)
    console.write("cosigned: \(new.size) rows of \(new.origin.escapingControls)\n")
    return .done
  }

  /// A note in a file.
  private static func note(_ path: String) throws(Failure) -> SignedNote {
    let bytes = try readNamedFile(path, bytesMax: SignedNote.bytesMax)
    do throws(RecordFault) {
      return try SignedNote.parse(bytes)
    } catch {
      throw error.failure(.integrity, "cannot read a checkpoint", path: path)
    }
  }

  /// What a note states, once the gate's signature on it holds.
  private static func verified(
    _ note: SignedNote,
    _ gate: VerifyingKey,
    _ path: String
  ) throws(Failure) -> Checkpoint {
    do throws(RecordFault) {
      let claimed = try Checkpoint.unverified(note.text)
      return try Checkpoint.verified(note, origin: claimed.origin, key: gate)
    } catch {
      throw Failure(
        .integrity,
        "a checkpoint is not signed by the gate, nothing was signed",
        path: path,
        reasons: [AuditReason.checkpointInvalid.rawValue]
      )
    }
  }
}
