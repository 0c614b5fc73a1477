import Database
import Testing
import Vocabulary

@Suite struct DatabaseTests {
  @Test func keepsEveryTypeOfValue() throws {
    let folder = try TestFolder()
    let database = try Connection(path: "\(folder.path)/d.sqlite", mode: .create)
    try database.execute("CREATE TABLE t(i INTEGER, b BLOB, s TEXT, n TEXT)")
    try database.run(
      "INSERT INTO t VALUES(?,?,?,?)",
      [.integer(.min), .blob([0, 255]), .text("e\u{301}\u{0}x"), .null]
    )
    try database.run("INSERT INTO t VALUES(?,?,?,?)", [.integer(1), .blob([]), .text(""), .null])
    var rows = 0
    try database.query("SELECT i,b,s,n FROM t ORDER BY i") { row in
      if rows == 0 {
        #expect(row.integer(0) == .min)
        #expect(row.blob(1) == [0, 255])
        #expect(row.text(2).utf8.elementsEqual("e\u{301}\u{0}x".utf8))
        #expect(row.isNull(3))
      } else {
        #expect(!row.isNull(1))
        #expect(row.blob(1).isEmpty)
        #expect(!row.isNull(2))
      }
      rows += 1
    }
    #expect(rows == 2)
  }

  @Test func undoesATransactionThatThrows() throws {
    let folder = try TestFolder()
    let database = try Connection(path: "\(folder.path)/d.sqlite", mode: .create)
    try database.execute("CREATE TABLE t(i INTEGER PRIMARY KEY)")
    #expect(throws: Failure.self) {
      try database.transaction { () throws(Failure) in
        try database.run("INSERT INTO t VALUES(1)")
        try database.run("INSERT INTO t VALUES(1)")
      }
    }
    #expect(!database.isInTransaction)
    #expect(try database.integer("SELECT count(*) FROM t") == 0)
    try database.transaction { () throws(Failure) in _ = try database.run("INSERT INTO t VALUES(1)")
    }
    #expect(try database.integer("SELECT count(*) FROM t") == 1)
  }

  @Test func saysHowAnErrorEnds() throws {
    let folder = try TestFolder()
    let path = "\(folder.path)/d.sqlite"
    func code(_ body: () throws(Failure) -> Void) -> ExitCode? {
      do throws(Failure) {
        try body()
        return nil
      } catch {
        #expect(!"\(error)".contains("secret"))
        return error.code
      }
    }
    #expect(
      code { () throws(Failure) in _ = try Connection(path: path, mode: .readWrite) } == .usage
    )
    let one = try Connection(path: path, mode: .create)
    try one.execute("CREATE TABLE t(s TEXT UNIQUE)")
    try one.run("INSERT INTO t VALUES(?)", [.text("secret")])
    #expect(
      code { () throws(Failure) in try one.run("INSERT INTO t VALUES(?)", [.text("secret")]) }
        == .integrity
    )
    let two = try Connection(path: path, mode: .readWrite, busyMilliseconds: 0)
    try one.execute("BEGIN IMMEDIATE")
    #expect(code { () throws(Failure) in try two.run("INSERT INTO t VALUES('x')") } == .temporary)
    try one.execute("ROLLBACK")
    try one.execute("PRAGMA max_page_count=4")
    let large = [UInt8](repeating: 0x61, count: 100_000)
    #expect(
      code { () throws(Failure) in
        try one.run("INSERT INTO t VALUES(?)", [.text(String(decoding: large, as: UTF8.self))])
      } == .outputFailed
    )
    let broken = try folder.write(
      "b.sqlite",
      Array("not a database, but long enough to be read as one".utf8)
    )
    #expect(
      code { () throws(Failure) in
        try Connection(path: broken, mode: .readWrite).execute("SELECT * FROM sqlite_schema")
      } == .integrity
    )
  }
}
