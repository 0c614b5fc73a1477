import Manifest
import Testing
import Vocabulary

@testable import Staging

/// What Word writes: pages with conditions for other programs, recorded changes, fields in several runs.
@Suite struct WordMarkupTests {
  private typealias Document = StagedDocument

  private static let pages = [
    Document(
      "hidden.html",
      "<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>Kwabena Vxyzzy</o:Author>"
        + "<o:Revision>2</o:Revision></o:DocumentProperties></xml><![endif]--><p>ok</p>",
      "<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>[NAME]</o:Author>"
        + "<o:Revision>2</o:Revision></o:DocumentProperties></xml><![endif]--><p>ok</p>"
    )
    .page,
    Document(
      "revealed.html",
      "<p><![if !supportLists]><span>-</span><![endif]>SSN 536-22-1458<o:p></o:p></p>"
        + "<!--[if !mso]><!--><p>SSN 536-22-1459</p><!--<![endif]-->",
      "<p><![if !supportLists]><span>-</span><![endif]>SSN [SSN]<o:p></o:p></p>"
        + "<!--[if !mso]><!--><p>SSN [SSN]</p><!--<![endif]-->"
    )
    .page,
    // Marks that no program reads are text.
    Document(
      "text.html",
      "<p>mail <b.okafor@example.org> or <Okafor:Bukola></p>",
      "<p>mail <[EMAIL]> or <[NAME]:[NAME]></p>"
    )
    .page,
    // Who writes something else into a condition says it to people.
    Document(
      "said.html",
      "<![if SSN 536-22-1458]><p>ok</p><![endif]>",
      "<![if SSN [SSN]]><p>ok</p><![endif]>"
    )
    .page,
    Document(
      "plain.html",
      stays: "<!--[if lt IE 9]><script src=\"a.js\"></script><![endif]--><p>ok</p>"
    )
    .page,
  ]

  @Test(arguments: pages)
  private func conditionsOfPagesAreReadWithWhatTheyHold(_ document: Document) throws {
    try document.check()
  }

  /// A run, and one that was taken away or put in.
  private static func run(_ text: String) -> String { "<w:r><w:t>\(text)</w:t></w:r>" }
  private static func del(_ text: String) -> String {
    "<w:del w:id=\"1\"><w:r><w:delText>\(text)</w:delText></w:r></w:del>"
  }
  private static func ins(_ text: String) -> String { "<w:ins w:id=\"2\">\(run(text))</w:ins>" }

  private static let changes = [
    Document(
      "now.xml",
      "<w:p>\(run("SSN 536-"))\(del("21"))\(ins("22"))\(run("-1458 noted"))</w:p>",
      "<w:p>\(run("SSN [SSN]"))\(del(""))\(ins(""))\(run(" noted"))</w:p>"
    )
    .word,
    Document(
      "before.xml",
      "<w:p>\(run("SSN 536-"))\(ins("none"))\(del("22-1458"))\(run(" noted"))</w:p>",
      "<w:p>\(run("SSN [SSN]"))\(ins(""))\(del(""))\(run(" noted"))</w:p>"
    )
    .word,
    Document(
      "new.xml",
      "<w:p>\(ins("SSN 536-22-1458"))</w:p>",
      "<w:p>\(ins("SSN [SSN]"))</w:p>"
    )
    .word,
    Document(
      "kept.xml",
      stays: "<w:p>\(run("Blood pressure 1"))\(del("3"))\(ins("2"))\(run("0/80"))</w:p>"
    )
    .word,
  ]

  @Test(arguments: changes)
  private func textIsReadAsItIsAndAsItWas(_ document: Document) throws {
    try document.check()
  }

  /// A field whose instruction stands in several runs.
  private static func field(_ parts: String...) -> String {
    let runs = parts.map { "<w:r><w:instrText>\($0)</w:instrText></w:r>" }.joined()
    return "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\(runs)"
      + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
  }

  private static let fields = [
    Document(
      "quote.xml",
      "<w:p>\(run("see"))\(field(" QUOTE \"SSN 536-", "22-14", "58 \" "))\(run("below"))</w:p>",
      "<w:p>\(run("see"))\(field(" QUOTE \"SSN [SSN]", "", " \" "))\(run("below"))</w:p>"
    )
    .word,
    Document(
      "link.xml",
      "<w:p>\(field(" HYPERLINK \"mailto:b.oka", "for@example.org\" "))</w:p>",
      "<w:p>\(field(" HYPERLINK \"mailto:[EMAIL]", "\" "))</w:p>"
    )
    .word,
    Document("page.xml", stays: "<w:p>\(field(" PAGE ", " \\* MERGEFORMAT "))</w:p>").word,
  ]

  @Test(arguments: fields)
  private func instructionsInSeveralRunsAreOneText(_ document: Document) throws {
    try document.check()
  }
}
