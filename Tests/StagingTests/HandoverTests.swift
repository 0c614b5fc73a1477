import Synchronization
import Testing
import Vocabulary

@testable import Staging

/// Batches that one thread makes and another does.
@Suite struct HandoverTests {
  /// Numbers that were done, in the order in which they were.
  private final class Done: Sendable {
    let numbers = Mutex<[Int]>([])
  }

  @Test(arguments: [1, 2])
  func batchesAreDoneInOrderWithAndWithoutASecondThread(_ threads: Int) throws {
    let done = Done()
    let work = Handover<Int>(batchesMax: 3) { (batch) throws(Failure) in
      done.numbers.withLock { $0 += batch }
    }
    runWorkers(threads) { index in
      guard index == 0 else { return work.run() }
      do throws(Failure) {
        for start in stride(from: 0, to: 2_000, by: 5) { try work.add(Array(start..<start + 5)) }
        try work.finish()
      } catch {
        Issue.record("\(error.message)")
      }
    }
    #expect(done.numbers.withLock { $0 } == Array(0..<2_000))
  }

  @Test func aFailureEndsTheWorkAndIsSaid() throws {
    let done = Done()
    let work = Handover<Int>(batchesMax: 1) { (batch) throws(Failure) in
      if batch == [2] { throw Failure(.outputFailed, "no room") }
      done.numbers.withLock { $0 += batch }
    }
    #expect(throws: Failure.self) {
      for number in 1...9 { try work.add([number]) }
      try work.finish()
    }
    #expect(done.numbers.withLock { $0 } == [1])
  }

  @Test func whatIsAbandonedIsNotDone() throws {
    let done = Done()
    let work = Handover<Int>(batchesMax: 8) { (batch) throws(Failure) in
      done.numbers.withLock { $0 += batch }
    }
    try work.add([1])
    work.abandon()
    work.run()
    #expect(done.numbers.withLock { $0 }.isEmpty)
  }

  @Test func bothSidesOfTwoThreadsAreWaitedFor() {
    let done = Done()
    @Sendable func other() { done.numbers.withLock { $0.append(1) } }
    let hadThread = besides(other) { hasThread in hasThread }
    #expect(hadThread && done.numbers.withLock { $0 } == [1])
  }
}
