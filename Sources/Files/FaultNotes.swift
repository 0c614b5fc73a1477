import CPlatform
import Glibc
import Synchronization
package import Vocabulary

/// What signals say to a run.
package enum RunSignals {
  /// Notes the signal that asks the run to stop; called by its handler.
  package static func stop(by number: Int32) { phigate_stop_by(number) }

  /// The signal that asked the run to stop; 0 where none did.
  package static var stopped: Int32 { phigate_stopped_by() }

  /// Whether this program was begun anew by a fault of its own, as `FaultNotes` describes.
  package static var isAnew: Bool { unsafe getenv(PHIGATE_ANEW) != nil }
}

/// What a thread looks at in an item of a run.
package enum ItemPhase: UInt8, Sendable {
  /// The names in its path.
  case name = 0
  /// What it holds.
  case content = 1
}

/// Items that have ended the program, kept in a file of the run's folder.
///
/// A fault of this program, a trap or too deep a stack, ends a process, whatever the other threads
/// do. Here it ends one item: the thread that meets it notes the item's key and begins the program
/// anew in the same process (execve(2)), with the same arguments; the run is taken up like one that
/// was killed, and does not touch what is noted again. The same is done with a thread whose step of
/// work comes to no end. A note holds an HMAC and two numbers, nothing of the item itself.
package struct FaultNotes: Sendable {
  /// The file's name in the run's folder.
  package static let fileName = "faults"
  /// Notes after which a fault ends the program as ever: then it is not the items.
  package static let notesMax = 1_000

  /// Whether this program was begun anew by its own fault.
  package let isAnew: Bool

  /// Why an item has ended the program.
  package struct Note: Sendable, Hashable {
    /// What was looked at.
    package let phase: ItemPhase
    /// `reader-crashed` or `limit-time`.
    package let reason: Reason
  }

  /// The notes, by the keys of items.
  package let notes: [Digest256: Note]

  /// Whether something ended the program in this run.
  package var isEmpty: Bool { notes.isEmpty }

  /// Nothing noted.
  package init() { (notes, isAnew) = ([:], false) }

  /// Reads what is noted in a folder, and notes there from now on what ends the program.
  ///
  /// `isTakenUp`: whether the run goes on with what was done before. A program that was begun anew and
  /// cannot do that would go round in circles: its faults end it.
  /// - Throws: `outputFailed` where the file cannot be opened or read.
  package init(in folder: Folder, isTakenUp: Bool) throws(Failure) {
    let flags = O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW
    let file = folder.openBeneath(Array(Self.fileName.utf8), flags: flags, mode: 0o600)
    guard file >= 0 else { throw outputFailure(-file, "notes of faults cannot be opened") }
    isAnew = RunSignals.isAnew
    // What ended another process may be mended: it is met again, or it is not.
    if !isAnew, ftruncate(file, 0) != 0 {
      let code = errno
      close(file)
      throw outputFailure(code, "notes of faults cannot be written")
    }
    let size = PHIGATE_NOTE_BYTES
    var bytes = [UInt8](repeating: 0, count: size * (Self.notesMax + 1))
    let count = unsafe pread(file, &bytes, bytes.count, 0)
    guard count >= 0 else {
      let code = errno
      close(file)
      throw outputFailure(code, "notes of faults cannot be read")
    }
    var notes: [Digest256: Note] = [:]
    for start in stride(from: 0, to: count - count % size, by: size) {
      let note = Array(bytes[start..<(start + size)])
      let isTime = note[size - 1] == phigate_cause_time.rawValue
      let key = Array(note.prefix(PHIGATE_KEY_BYTES))
      guard let key = Digest256(bytes: key) else { continue }
      notes[key] = Note(
        phase: ItemPhase(rawValue: note[size - 2]) ?? .content,
        reason: isTime ? .limitTime : .readerCrashed
      )
    }
    self.notes = notes
    // A note that was cut off would put those behind it out of step.
    _ = ftruncate(file, off_t(count - count % size))
    if isAnew { while waitpid(-1, nil, WNOHANG) > 0 {} }
    guard count / size < Self.notesMax, isTakenUp || !isAnew else {
      close(file)
      return
    }
    let code = unsafe phigate_survive_faults(file, CommandLine.unsafeArgv)
    guard code != 0 else { return }
    close(file)
    throw outputFailure(code, "faults cannot be handled")
  }

  /// Lets a fault end the program from now on: nothing is in hand any more that could be noted.
  package func end() {
    let file = phigate_let_faults_be()
    if file >= 0 { close(file) }
  }
}

/// The item that a thread has in hand, to which its faults are put down.
package struct ItemInHand: Sendable {
  /// Its key.
  private let key: Digest256
  /// What of it is looked at.
  private let phase: ItemPhase

  /// The item with a key.
  package init(_ key: Digest256, _ phase: ItemPhase) {
    (self.key, self.phase) = (key, phase)
  }

  /// What the calling thread has in hand; nil for nothing.
  package static var current: ItemInHand? {
    var bytes = [UInt8](repeating: 0, count: PHIGATE_KEY_BYTES)
    let phase = unsafe phigate_in_hand(&bytes)
    guard phase >= 0, let key = Digest256(bytes: bytes),
      let known = ItemPhase(rawValue: UInt8(phase))
    else { return nil }
    return ItemInHand(key, known)
  }

  /// Says that the calling thread works at this item until it puts it down.
  package func take() {
    let kind = phase == .name ? phigate_phase_name : phigate_phase_content
    unsafe key.bytes.withUnsafeBufferPointer { unsafe phigate_take_in_hand($0.baseAddress, kind) }
  }

  /// Says that the calling thread works at nothing.
  package static func putDown() { phigate_put_down() }

  /// Says that the calling thread came on: something was read, or a block was scanned.
  package static func step() { phigate_step() }

  /// Runs `body` on a thread whose faults are noted and whose steps are watched.
  package static func watched(_ body: () -> Void) {
    _ = phigate_watch_thread()
    defer { phigate_leave_thread() }
    body()
  }
}

/// Ends items whose steps take too long, while it exists.
package final class StepWatch: Sendable {
  private let isOver = Atomic<Bool>(false)

  /// Nothing watched yet.
  package init() {}

  /// Watches all threads of `ItemInHand.watched` until `end`, on the calling thread.
  ///
  /// `seconds`: of a processor, for one step.
  package func watch(seconds: Int) {
    while !isOver.load(ordering: .relaxed) {
      usleep(Self.lookMicroseconds)
      phigate_end_long_steps(Int64(seconds))
    }
  }

  /// Ends the watch.
  package func end() { isOver.store(true, ordering: .relaxed) }

  /// Microseconds between two looks.
  private static let lookMicroseconds: UInt32 = 250_000
}
