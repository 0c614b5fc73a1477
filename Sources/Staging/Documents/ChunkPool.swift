import Detection
import Files
import Formats
import Synchronization
import Vocabulary

/// A run of blocks of one document: what is handed from thread to thread.
///
/// Sendable, because one thread at a time has it: the driver of the document while it is built and
/// written, then whoever took it out of the pool's queue; both ways it passes the pool's lock.
final class Chunk: @unchecked Sendable {
  /// Who has it.
  enum Phase {
    /// The driver.
    case own
    /// Nobody; it waits in the queue.
    case queued
    /// A thread that scans it.
    case running
    /// The driver again.
    case done
  }

  /// Changed under the pool's lock alone.
  var phase = Phase.own
  /// The blocks, of which the first `count` are in use; kept, so that memory is reused.
  private(set) var blocks: [Block] = []
  /// What was found in each block in use, and the blocks' edits.
  private(set) var results: [BlockResult] = []
  /// Blocks in use.
  private(set) var count = 0
  /// Why the document cannot be released, found in a block of this chunk.
  private(set) var withholding: Withholding?

  /// What the document's first block said of its fields.
  var judgements: [FieldContext: FieldJudgement] = [:]
  /// Whose dates the blocks hold, where dates move; one for each block in use.
  private var subjects: [DateSubject] = []
  /// Whom the records are about that each block in use begins with.
  private var names: [RecordNames] = []
  /// What a dump has said before each block in use; empty where the document is none.
  private var dumps: [DumpContext] = []
  /// Whether findings are wanted, and no edits.
  var isListed = false
  /// To what faults of whoever scans it are put down; set where it is handed to others.
  var item: ItemInHand?

  /// Forgets all blocks and keeps their memory.
  func reset() {
    count = 0
    withholding = nil
    phase = .own
    subjects.removeAll(keepingCapacity: true)
    dumps.removeAll(keepingCapacity: true)
    names.removeAll(keepingCapacity: true)
  }

  /// Notes whom the records are about that each block begins with.
  ///
  /// `known`: of the document so far. The judgements are set before.
  func follow(_ known: inout RecordNames, _ scanner: inout BlockScanner) {
    for block in blocks.prefix(count) {
      names.append(scanner.names(&known, over: block, judgements))
    }
  }

  /// Notes what a dump has said before each block, and what is known behind the last.
  func follow(_ follower: inout RowFollower, _ scanner: Scanner) {
    for block in blocks.prefix(count) {
      dumps.append(follower.context)
      let source = block.source
      follower.follow(source.span.extracting(block.body), scanner)
    }
  }

  /// Notes whose dates each block holds, and what that is behind the last.
  ///
  /// `subject`: of the document so far; nil before its first block. The judgements are set before.
  func follow(_ subject: inout DateSubject?, _ format: FormatName, _ scanner: inout BlockScanner) {
    for block in blocks.prefix(count) {
      var known = subject ?? scanner.dateSubject(format, first: block, judgements)
      subjects.append(known)
      known.carry(over: block)
      subject = known
    }
  }

  /// The next block, empty.
  func addBlock() -> Block {
    if count == blocks.count {
      blocks.append(Block())
      results.append(BlockResult())
    }
    let block = blocks[count]
    block.reset()
    count += 1
    return block
  }

  /// Takes the last block away again.
  func dropLast() { count -= 1 }

  /// Scans and masks every block; stops at the first that withholds the document.
  func scan(_ scanner: inout BlockScanner) {
    let before = (scanner.subject, scanner.shiftDays, scanner.names)
    defer {
      (scanner.subject, scanner.shiftDays, scanner.names) = before
      scanner.dump = nil
    }
    for index in 0..<count {
      ItemInHand.step()
      if index < subjects.count { scanner.subject = subjects[index] }
      if index < names.count { scanner.names = names[index] }
      scanner.dump = index < dumps.count ? dumps[index] : nil
      if isListed {
        results[index].reset()
        let base = blocks[index].body.lowerBound
        scanner.find(blocks[index], judgements, offset: -base, into: &results[index].found)
        continue
      }
      do throws(Withholding) {
        try scanner.scan(blocks[index], judgements, into: &results[index])
      } catch {
        withholding = error
        count = index
        return
      }
    }
  }
}

/// Where the drivers of large documents leave chunks for threads that have no file of their own.
///
/// A driver reads, cuts and writes its document in order; chunks are scanned by whoever is free, by
/// the driver itself where nobody is.
final class ChunkPool: Sendable {
  /// What waits for a thread.
  private enum Work {
    /// A chunk of a document.
    case chunk(Chunk)
    /// A piece of some work that is done side by side.
    case piece(Int, of: Group)

    /// Whether it is a chunk of `window`.
    func isChunk(of window: [Chunk]) -> Bool {
      if case .chunk(let chunk) = self { window.contains { $0 === chunk } } else { false }
    }
  }

  /// Work that is done side by side.
  private final class Group: Sendable {
    /// Does one piece.
    let body: @Sendable (Int) -> Void
    /// To what faults of whoever does a piece are put down.
    let item = ItemInHand.current
    /// Its number in `State.pieces`.
    let number: Int

    /// A group of pieces.
    init(number: Int, _ body: @escaping @Sendable (Int) -> Void) {
      self.number = number
      self.body = body
    }
  }

  /// What the lock guards.
  private struct State {
    /// Work that nobody does yet, the oldest first.
    var queue: [Work] = []
    /// Threads that may still hand in chunks.
    var drivers = 0
    /// Pieces that are not done, by the number of their group.
    var pieces: [Int: Int] = [:]
    /// Groups until now.
    var groups = 0
  }

  /// What a driver does next.
  enum Step {
    /// Its oldest chunk is done: write it.
    case write
    /// Scan this one.
    case scan(Chunk)
  }

  private let monitor = Monitor(State())
  private let helperCount = Atomic<Int>(0)
  private let stop: StopFlag

  /// A pool without threads, stopped by `stop`.
  init(stop: StopFlag) {
    self.stop = stop
  }

  /// Threads that have no file of their own.
  var helpers: Int { helperCount.load(ordering: .relaxed) }

  /// Throws where the run is to end before its work is done.
  func check() throws(Failure) { try stop.check() }

  /// Says that the calling thread may hand in chunks, until it helps.
  func enter() { monitor.update { $0.drivers += 1 } }

  /// Scans chunks of others until no thread is left that could hand in any.
  func help(_ scanner: inout BlockScanner) { help { $0.scan(&scanner) } }

  /// Has `scan` scan chunks of others until no thread is left that could hand in any.
  func help(_ scan: (Chunk) -> Void) {
    monitor.update { $0.drivers -= 1 }
    helperCount.add(1, ordering: .relaxed)
    defer { helperCount.subtract(1, ordering: .relaxed) }
    while true {
      let next: Work? = monitor.wait { (state) -> Work?? in
        if state.queue.isEmpty { return state.drivers == 0 ? .some(nil) : nil }
        let work = state.queue.removeFirst()
        if case .chunk(let chunk) = work { chunk.phase = .running }
        return work
      }
      switch next {
      case nil: return
      case .chunk(let chunk):
        chunk.item?.take()
        scan(chunk)
        ItemInHand.putDown()
        monitor.update { _ in chunk.phase = .done }
      case .piece(let piece, let group):
        group.item?.take()
        perform(piece, of: group)
        ItemInHand.putDown()
      }
    }
  }

  /// Leaves a chunk for whoever is free.
  func submit(_ chunk: Chunk) {
    chunk.item = ItemInHand.current
    monitor.update { state in
      chunk.phase = .queued
      state.queue.append(.chunk(chunk))
    }
  }

  /// What the driver of `window`, its chunks in order, does next; waits while others scan them all.
  func step(_ window: [Chunk]) -> Step {
    monitor.wait { state in
      if let first = window.first, first.phase == .done { return .write }
      guard let own = window.first(where: { $0.phase == .queued }) else { return nil }
      state.queue.removeAll { $0.isChunk(of: [own]) }
      own.phase = .running
      return .scan(own)
    }
  }

  /// Says that a chunk that the driver scanned itself is done.
  func finish(_ chunk: Chunk) { monitor.update { _ in chunk.phase = .done } }

  /// Takes back what nobody has begun, where a document comes to no end.
  func withdraw(_ window: [Chunk]) {
    monitor.update { state in
      state.queue.removeAll { $0.isChunk(of: window) }
    }
  }
  /// Does one piece and says so.
  private func perform(_ piece: Int, of group: Group) {
    ItemInHand.step()
    group.body(piece)
    monitor.update { $0.pieces[group.number, default: 0] -= 1 }
  }
}

extension ChunkPool: SideBySide {
  /// As `SideBySide.run`; the calling thread does pieces, too.
  func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    guard count > 1, helpers > 0 else { return InOrder().run(count, body) }
    let group = monitor.update { state in
      state.groups += 1
      let group = Group(number: state.groups, body)
      state.pieces[group.number] = count
      state.queue += (0..<count).map { Work.piece($0, of: group) }
      return group
    }
    while let piece = takePiece(of: group) { perform(piece, of: group) }
  }

  /// A piece that nobody does yet; waits where others do the last ones, nil when all are done.
  private func takePiece(of group: Group) -> Int? {
    monitor.wait { (state) -> Int?? in
      for (index, work) in state.queue.enumerated() {
        guard case .piece(let piece, let other) = work, other === group else { continue }
        state.queue.remove(at: index)
        return piece
      }
      guard state.pieces[group.number] == 0 else { return nil }
      state.pieces[group.number] = nil
      return .some(nil)
    }
  }
}
