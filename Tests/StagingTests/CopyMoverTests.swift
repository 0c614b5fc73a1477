import Files
import Glibc
import Testing
import Vocabulary

@testable import Staging

/// Copies that are moved beside the list of them.
@Suite struct CopyMoverTests {
  /// Moves of numbered files into a folder for each hundred.
  private func moves(_ numbers: Range<Int>) -> [CopyMover.Move] {
    numbers.map {
      CopyMover.Move(copy: Array("c\($0)".utf8), target: Array("data/\($0 / 100)/f\($0)".utf8))
    }
  }

  @Test(arguments: [1, 2])
  func everyCopyArrivesWithAndWithoutASecondThread(_ threads: Int) throws {
    let world = try StagingWorld()
    let count = CopyMover.batchCopies * (CopyMover.batchesMax + 4)
    for number in 0..<count { try world.put("c\(number)", "\(number)") }
    let folder = try Folder(path: world.landing)
    let mover = CopyMover(folder: folder, stop: StopFlag())
    let batches = stride(from: 0, to: count, by: CopyMover.batchCopies)
      .map { moves($0..<$0 + CopyMover.batchCopies) }
    runWorkers(threads) { index in
      guard index == 0 else { return mover.run() }
      do throws(Failure) {
        for batch in batches { try mover.add(batch) }
        try mover.finish()
      } catch {
        Issue.record("\(error.message)")
      }
    }
    for number in 0..<count {
      #expect(folder.facts(of: Array("c\(number)".utf8)) == nil)
      #expect(folder.facts(of: Array("data/\(number / 100)/f\(number)".utf8))?.isRegular == true)
    }
  }

  @Test func aMoveThatFailsIsSaid() throws {
    let world = try StagingWorld()
    try world.put("c1", "one")
    let mover = CopyMover(folder: try Folder(path: world.landing), stop: StopFlag())
    #expect(throws: Failure.self) {
      try mover.add(moves(1..<3))
      try mover.finish()
    }
  }

  @Test func aStopLeavesCopiesWhereTheyAre() throws {
    let world = try StagingWorld()
    try world.put("c1", "one")
    let folder = try Folder(path: world.landing)
    let stop = StopFlag()
    stop.stop(Failure(.temporary, "enough"))
    let mover = CopyMover(folder: folder, stop: stop)
    #expect(throws: Failure.self) {
      try mover.add(moves(1..<2))
      try mover.finish()
    }
    #expect(folder.facts(of: Array("c1".utf8)) != nil)
  }
}
