import Testing
import Vocabulary

@testable import Detection

/// Dictations whose marks were said: read again with the marks in their place.
@Suite struct DictationTests {
  @Test(arguments: [
    ("dictating on bettencourt comma ines medical record number zero zero four period\n", "ines"),
    ("this was called to Nadir comma PA comma at four fifteen period stop\n", "Nadir"),
    (
      "copies to doctor fenwick comma ilse comma and to the clinic period end of dictation\n",
      "ilse"
    ),
    ("lmp one slash twenty six here with her partner\n", "one slash twenty six"),
    ("seen ten slash thirty one for the wound\n", "ten slash thirty one"),
  ])
  func saidMarksPartNames(_ text: String, _ wanted: String) {
    let all = ScannedText(text).covered
    #expect(all.contains(wanted), "\(wanted) in \(all)")
  }

  @Test(arguments: [
    "strength five slash five comma reflexes two plus period\n",
    "pain is seven slash ten comma better than before period\n",
    "no fever comma no chills comma no cough period lungs clear period\n",
    "her last period was heavy comma she said\n", "a comma stands behind the word\n",
  ])
  func dictatedFindingsOfNobodyStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  /// Every byte of the reading keeps its offset in the text, and a mark touches the word before it.
  @Test func aReadingKeepsItsOffsets() throws {
    let text = Array("seen by ines comma md period new paragraph plan".utf8)
    var scratch = ScanScratch()
    scratch.tokenize(text.span)
    let reading = DictatedText(text.span, scratch)
    let read = try #require(reading)
    #expect(String(decoding: read.bytes, as: UTF8.self) == "seen by ines, md.\n plan")
    #expect(read.marks.map { read.bytes[$0] } == Array(",.\n".utf8))
    #expect(read.offsets.count == read.bytes.count + 1 && read.offsets.last == text.count)
    for (offset, byte) in zip(read.offsets, read.bytes)
    where !read.marks.contains(where: { read.offsets[$0] == offset }) {
      #expect(text[offset] == byte)
    }
  }

  @Test(arguments: [
    "a comma is a mark", "the incubation period and a comma", "no marks were said at all",
    "COMMA, PERIOD",
  ])
  func whatIsNoDictationIsNotReadAgain(_ text: String) {
    let bytes = Array(text.utf8)
    var scratch = ScanScratch()
    scratch.tokenize(bytes.span)
    let isRead = DictatedText(bytes.span, scratch) != nil
    #expect(!isRead)
  }
}
