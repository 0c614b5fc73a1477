import Foundation
import Testing
import Vocabulary

@testable import Formats

/// Sets of one byte a character, judged by Python's.
@Suite struct SingleByteTests {
  /// Labels as senders write them, and Python's names.
  private static let sets: [(label: String, python: String)] = [
    ("iso-8859-2", "iso8859-2"), ("iso-8859-3", "iso8859-3"), ("iso-8859-4", "iso8859-4"),
    ("iso-8859-5", "iso8859-5"), ("iso-8859-6", "iso8859-6"), ("iso-8859-7", "iso8859-7"),
    ("iso-8859-8-i", "iso8859-8"), ("latin5", "iso8859-9"), ("iso-8859-10", "iso8859-10"),
    ("iso-8859-13", "iso8859-13"), ("iso-8859-14", "iso8859-14"), ("iso_8859-15", "iso8859-15"),
    ("iso-8859-16", "iso8859-16"), ("tis-620", "cp874"), ("windows-1250", "cp1250"),
    ("cp1251", "cp1251"), ("windows-1253", "cp1253"), ("windows-1254", "cp1254"),
    ("x-cp1255", "cp1255"), ("windows-1256", "cp1256"), ("windows-1257", "cp1257"),
    ("windows-1258", "cp1258"), ("koi8-r", "koi8-r"), ("koi8-u", "koi8-u"),
    ("macintosh", "mac-roman"), ("ibm437", "cp437"), ("cp850", "cp850"), ("ibm852", "cp852"),
    ("ibm855", "cp855"), ("ibm858", "cp858"), ("cp866", "cp866"),
  ]

  @Test(.enabled(if: isInstalled("python3"), "needs python3"))
  func everySetIsThatOfPython() throws {
    let folder = try ScratchFolder()
    let names = Self.sets.map { "'\($0.python)'" }.joined(separator: ",")
    // A byte that is no character is written as a line of its own.
    try folder.run(
      outsidePython(),
      "-c",
      """
      for name in [\(names)]:
          out = []
          for byte in range(128, 256):
              try: out.append('%d' % ord(bytes([byte]).decode(name)))
              except UnicodeDecodeError: out.append('-')
          open(name, 'w').write(' '.join(out))
      """
    )
    for (label, python) in Self.sets {
      let set = try #require(SingleByteSet(charset: label), "\(label)")
      let known = try folder.bytes(python).split(separator: 0x20)
      for (index, text) in known.enumerated() {
        let byte = UInt8(0x80 + index)
        guard let scalar = UInt32(String(decoding: text, as: UTF8.self)) else { continue }
        #expect(set.scalar(byte) == scalar, "\(label) \(byte)")
      }
    }
  }

  @Test func allBytesAreWrittenBack() throws {
    let bytes = (0...255).map { UInt8($0) }
    for (label, _) in Self.sets {
      let set = try #require(SingleByteSet(charset: label))
      #expect(set.encode(set.decode(bytes)) == bytes, "\(label)")
    }
  }

  @Test func labelsThatNameNoSetHaveNone() {
    for label in ["utf-7", "x-foo", "iso-8859-99", "windows-9", "iso-2022-kr", ""] {
      #expect(SingleByteSet(charset: label) == nil, "\(label)")
    }
  }

  /// Source: RFC 2781, 4.3: without a mark the high byte comes first; programs of Windows write it last.
  @Test func textOfTwoBytesIsWrittenBackInItsOrder() throws {
    let wide = try #require(TextCharacters(charset: "UTF-16"))
    for bytes: [UInt8] in [
      [0xFF, 0xFE, 0x41, 0, 0x42, 1], [0xFE, 0xFF, 0, 0x41, 1, 0x42], [0x41, 0, 0x42, 0],
      [0, 0x41, 0, 0x42],
    ] {
      let text = try wide.decode(bytes)
      #expect(text.contains(0x41))
      #expect(wide.encode(text, like: bytes) == bytes)
    }
    #expect(throws: Withholding.self) { try wide.decode([0x41]) }
  }
}
