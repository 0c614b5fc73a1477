import Files
package import Records
package import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// A command as people approve it, to the byte: words, working folder, variables, and the digests of
/// the files that its words name.
///
/// `action.json` holds it in canonical form; its SHA-256 is the subject of the decisions. Source:
/// phigate-approval(5).
package struct ActionDocument: Sendable, Hashable {
  /// The value of `_type`.
  package static let type = "phigate.action/v1"
  /// The name under which decisions name it.
  package static let fileName = "action.json"
  /// Words of a command at most.
  package static let wordsMax = 256
  /// Bytes of all words at most.
  package static let wordBytesMax = 16 << 10
  /// Bytes of action.json at most.
  package static let bytesMax = 1 << 20

  /// A file that the command's words name.
  package struct NamedFile: Sendable, Hashable {
    /// The number of the word.
    package var word: Int
    /// Its path without links.
    package var path: String
    /// Its size in bytes.
    package var bytes: Int64
    /// SHA-256 of its bytes.
    package var sha256: Digest256
  }

  /// A variable that the command is given.
  package struct Variable: Sendable, Hashable {
    /// Its name.
    package var name: String
    /// Its value.
    package var value: String
  }

  /// The action of the trust document.
  package var action: String
  /// The command's words; the first is the program's path.
  package var words: [String]
  /// The working folder, without links.
  package var folder: String
  /// The variables that the command is given, in the order of the trust document.
  package var environment: [Variable]
  /// The files that words name, the program first.
  package var files: [NamedFile]

  /// The bytes of action.json: canonical JSON and a line end.
  package var encoded: [UInt8] { CanonicalJSON.bytes(json) + [0x0A] }
  /// SHA-256 of action.json.
  package var digest: Digest256 { Digest256(hashing: encoded) }

  /// Looks at a command as it would run here and now.
  /// - Parameters:
  ///   - action: the action of the trust document.
  ///   - words: the command; the first word is a path from the root.
  ///   - folder: the working folder.
  ///   - environment: the value of a variable; nil where it is not set.
  /// - Throws: `action_not_allowed`, `unsafe_permissions` where others could exchange a named file,
  ///   exit 2 where the command cannot be looked at.
  package init(
    _ action: TrustDocument.Action,
    words: [String],
    folder: String,
    environment: (String) -> String?
  ) throws(Failure) {
    guard let program = words.first, program.hasPrefix("/"),
      words.count <= Self.wordsMax,
      words.reduce(0, { $0 + $1.utf8.count }) <= Self.wordBytesMax,
      words.allSatisfy({ !$0.utf8.contains(0) })
    else {
      throw Failure(
        .usage,
        "a command is 1 to \(Self.wordsMax) words, the first a path from the root; nothing was run"
      )
    }
    guard action.programs.contains(where: { $0.hasSameBytes(as: program) }) else {
      throw .refusal(.actionNotAllowed, "nothing was run", path: program)
    }
    guard let place = SystemFiles.realPath(folder) else {
      throw Failure(.usage, "cannot look at the working folder, nothing was run", path: folder)
    }
    self.action = action.id
    self.words = words
    self.folder = place
    self.environment = action.environment.compactMap { name in
      environment(name).map { Variable(name: name, value: $0) }
    }
    var files: [NamedFile] = []
    for (number, word) in words.enumerated() {
      for name in Self.names(in: word) {
        let path = name.hasPrefix("/") ? name : "\(place)/\(name)"
        if let file = try Self.look(path, number) { files.append(file) }
      }
    }
    guard files.first?.word == 0 else {
      throw Failure(.usage, "cannot look at the program, nothing was run", path: program)
    }
    self.files = files
  }

  /// The names that a word may hold: itself, and what follows a first `=` or `@`.
  private static func names(in word: String) -> [String] {
    var names = [word]
    for mark in ["=", "@"] as [Character] {
      guard let index = word.firstIndex(of: mark) else { continue }
      names.append(String(word[word.index(after: index)...]))
    }
    return names.filter { !$0.isEmpty }
  }

  /// A file as it is; nil where a path names none.
  private static func look(_ path: String, _ word: Int) throws(Failure) -> NamedFile? {
    guard let whole = SystemFiles.realPath(path) else { return nil }
    let number = unsafe open(whole, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW)
    guard number >= 0 else {
      guard errno == EACCES || errno == EPERM else { return nil }
      throw Failure(.usage, "cannot read a file that the command names", path: path)
    }
    let file = OpenFile(number)
    guard file.facts?.isRegular == true else { return nil }
    try SystemFiles.checkOwnedPath(whole)
    var hash = Hasher256()
    var count: Int64 = 0
    while true {
      let piece = try SmallFile.readPiece(file.number, max: 1 << 20)
      if piece.isEmpty { break }
      hash.update(piece)
      count += Int64(piece.count)
    }
    return NamedFile(word: word, path: whole, bytes: count, sha256: hash.finish())
  }
}

extension ActionDocument {
  /// The document as JSON.
  package var json: JSONValue {
    [
      "_type": .string(Self.type), "action": .string(action),
      "argv": .array(words.map { .string($0) }), "cwd": .string(folder),
      "environment": .array(
        environment.map { ["name": .string($0.name), "value": .string($0.value)] }
      ),
      "files": .array(
        files.map {
          [
            "word": .integer(Int64($0.word)), "path": .string($0.path), "bytes": .integer($0.bytes),
            "sha256": .string($0.sha256.hex),
          ]
        }
      ),
    ]
  }

  /// Reads action.json; it must be in canonical form.
  /// - Throws: `action_mismatch`.
  package init(reading encoded: [UInt8]) throws(Failure) {
    do throws(RecordFault) {
      let value = try StrictJSON.parse(encoded.span, limits: .document)
      guard CanonicalJSON.bytes(value) + [0x0A] == encoded else {
        throw RecordFault(.notCanonical)
      }
      var fields = try JSONFields(value)
      try fields.constant("_type", Self.type)
      action = try fields.identifier("action")
      words = try fields.strings("argv")
      folder = try fields.string("cwd")
      environment = try fields.objects("environment")
        .mapping { (each) throws(RecordFault) in
          var each = each
          let variable = Variable(name: try each.string("name"), value: try each.string("value"))
          try each.finish()
          return variable
        }
      files = try fields.objects("files")
        .mapping { (each) throws(RecordFault) in
          var each = each
          let file = NamedFile(
            word: Int(try each.integer("word", in: 0...Int64(Self.wordsMax))),
            path: try each.string("path"),
            bytes: try each.integer("bytes"),
            sha256: try each.digest("sha256")
          )
          try each.finish()
          return file
        }
      try fields.finish()
    } catch {
      throw .refusal(.actionMismatch, "action.json: \(error)")
    }
  }

  /// What differs between two commands, in a word; nil where nothing does, to the byte.
  ///
  /// Two words that are canonically equivalent are equal strings, and two different words to a program.
  func difference(from other: ActionDocument) -> String? {
    guard digest != other.digest else { return nil }
    guard case .object(let one) = json, case .object(let two) = other.json else {
      return "another form"
    }
    let parts = [
      ("action", "another action"), ("argv", "other words"), ("cwd", "another working folder"),
      ("environment", "other variables"), ("files", "another content of a file that it names"),
    ]
    return parts.first { one[$0.0] != two[$0.0] }?.1 ?? "another form"
  }
}
