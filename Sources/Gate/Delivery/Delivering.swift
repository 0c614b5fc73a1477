import AuditLog
import Files
import Records
import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

extension ReleaseGate {
  /// Where bundles are prepared that leave as a stream: beside the log, for nobody else to read.
  var outgoing: String { "\(places.state)/outgoing" }

  /// What the command of a destination is told beside its words.
  private static func environment(_ request: ReleaseRequest) -> [String] {
    [
      "PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", "PHIGATE_REQUEST=\(request.id)",
      "PHIGATE_BUNDLE=\(request.folderName)", "PHIGATE_DESTINATION=\(request.destinationID)",
    ]
  }

  /// Steps 20 and 21 where the bundle leaves as a stream.
  ///
  /// Approvals are spent by now, whatever comes: part of it may have left. How it ended stands in a
  /// second receipt, which the row `release.end` names. Throws: `delivery_failed`.
  func deliver(
    _ permit: consuming Permit,
    _ release: ReleaseCase,
    _ standing: Standing
  ) throws(Failure) {
    var delivery: Delivery
    do throws(Failure) {
      delivery = try permit.deliver(
        to: release.outlet,
        output: output,
        environment: Self.environment(release.request)
      )
    } catch {
      delivery = Delivery(
        kind: release.outlet == .standardOutput ? "standard-output" : "command",
        sha256: Digest256(hashing: [UInt8]()),
        bytes: 0,
        isWhole: false,
        fault: error.message
      )
    }
    var receipt = Receipt(
      request: release.request,
      envelopes: standing.used.map(\.digest),
      time: clock.now(),
      reasonCodes: delivery.fault == nil ? [] : [RefusalCode.deliveryFailed.rawValue],
      action: standing.isBreakGlass ? .breakGlass : .release
    )
    receipt.delivery = delivery
    var row = event(GateEvent.end, release.request, try store.keep(try receipt.sign(with: key)))
    if delivery.fault != nil {
      row.decision = "FAILED"
      row.reasonCodes = receipt.reasonCodes
    }
    try append(row)
    guard let fault = delivery.fault else { return }
    throw .refusal(
      .deliveryFailed,
      "\(fault); \(delivery.bytes) bytes may have left, the approvals are used",
      next: "look at the destination, then ask anew: phigate request STAGE"
    )
  }
}

extension PreparedFolder {
  /// Hands the bundle over as one tar and removes it.
  /// - Parameters:
  ///   - outlet: standard output or a command.
  ///   - output: the descriptor that stands for standard output.
  ///   - environment: the command's variables.
  /// - Returns: how it ended; a taker that failed is no error here.
  /// - Throws: what keeps the tar from being made or the command from being started.
  consuming func deliver(
    to outlet: Outlet,
    output: Int32,
    environment: [String]
  ) throws(Failure) -> Delivery {
    let path = path
    defer { removeTree(path) }
    // A taker that goes away is an error that is returned, not a signal.
    _ = signal(SIGPIPE, SIG_IGN)
    var hash = Hasher256()
    var count: Int64 = 0
    var isTaken = true
    let command: DeliveryCommand? =
      if case .command(let words) = outlet {
        try DeliveryCommand(words, environment: environment)
      } else { nil }
    do throws(Failure) {
      try tar.write { (bytes) throws(Failure) in
        if let command {
          isTaken = command.write(bytes)
        } else {
          do throws(Failure) { try SmallFile.writeAll(bytes, to: output) } catch { isTaken = false }
        }
        guard isTaken else { throw Failure(.outputFailed, "the taker went away") }
        hash.update(bytes)
        count += Int64(bytes.count)
      }
    } catch {
      if isTaken { throw error }
    }
    var delivery = Delivery(
      kind: command == nil ? "standard-output" : "command",
      sha256: hash.finish(),
      bytes: count,
      isWhole: isTaken
    )
    if !isTaken { delivery.fault = "the taker went away before the end" }
    guard let command else { return delivery }
    let end = command.finish()
    (delivery.exitCode, delivery.signal) = (end.exitCode, end.signal)
    if isTaken, end.unread > BundleTar.trailerBytes {
      delivery.isWhole = false
      delivery.fault = "the command left \(end.unread) bytes unread"
    }
    if let code = end.exitCode, code != 0 { delivery.fault = "the command ended with \(code)" }
    if let signal = end.signal { delivery.fault = "signal \(signal) ended the command" }
    return delivery
  }
}
