import Glibc
import Records
import Testing
import Vocabulary

@testable import Pages

/// Pages that people decide by: judged by a strict parser and by axe in a browser, where there are any.
@Suite struct PageTests {
  private let demo = DemoRun.shared
  private let scratch = Scratch()

  /// Runs phigate in a shell.
  private func run(_ words: String) -> (code: Int32, output: String) {
    Shell.run("'\(Shell.phigate)' \(words)")
  }

  /// Judges a page; `pictures` keeps screenshots in `.build/pages`.
  private func judge(_ page: String, pictures: Bool = false) -> (code: Int32, output: String) {
    let python = Shell.verifyingPython ?? "python3"
    let folder = pictures ? " '\(Shell.root)/.build/pages'" : ""
    return Shell.run("'\(python)' '\(Shell.scripts)/check-page.py' '\(page)'\(folder)")
  }

  @Test func reviewPageShowsTheReviewAndNothingElse() throws {
    let page = "\(scratch.path)/review.html"
    let made = run("review '\(demo.path)/stage' --html '\(page)' --json")
    #expect(made.code == 0, "\(made.output)")
    let view = Shell.run(
      "'\(Shell.phigate)' review '\(demo.path)/stage' --json | head -n 1 | tr -d '\\n' | sha256sum"
    )
    let digest = try #require(view.output.split(separator: " ").first)
    let sum = Shell.run("sha256sum < '\(page)'").output.prefix(64)
    #expect(made.output.contains("\"viewDigest\":\"\(digest)\""))
    #expect(made.output.contains("\"sha256\":\"\(sum)\""))
    let text = Shell.run("cat '\(page)'").output
    // What the tokens of the demonstration were signed over.
    let token = Shell.run(
      "cat '\(demo.path)'/stage/approvals/approve-m.okafor-*.dsse.json | jq -r .payload | base64 -d "
        + "| jq -r .predicate.reviewed.viewDigest"
    )
    #expect(token.output == "\(digest)\n")
    #expect(text.contains("<code id=\"view\">\(digest)</code>"))
    for word in [
      "weekly pneumonia cohort", "m.okafor", "j.lindqvist", "unscannable-content", "SSN",
    ] {
      #expect(text.contains(word), "\(word)")
    }
    // The same page every time, and never over a file that is there.
    let again = "\(scratch.path)/again.html"
    #expect(run("review '\(demo.path)/stage' --html '\(again)'").code == 0)
    #expect(Shell.run("cmp '\(page)' '\(again)'").code == 0)
    #expect(run("review '\(demo.path)/stage' --html '\(again)'").code == 2)
  }

  @Test(.enabled(if: Shell.verifyingPython != nil, "needs html5lib: run scripts/test"))
  func pagesHoldBeforeAStrictParserAndAxe() {
    let review = "\(scratch.path)/review.html"
    let evidence = "\(scratch.path)/evidence.html"
    #expect(run("review '\(demo.path)/stage' --html '\(review)'").code == 0)
    let made = run(
      "evidence --from 2020-01-01 --to 2099-12-31 --framework hipaa --html '\(evidence)' "
        + "--config '\(demo.path)/config/phigate.yml'"
    )
    #expect(made.code == 0, "\(made.output)")
    for page in [review, evidence] {
      let judged = judge(page, pictures: true)
      #expect(judged.code == 0, "\(judged.output)")
    }
  }

  @Test(
    .enabled(if: Shell.verifyingPython != nil, "needs html5lib: run scripts/test"),
    arguments: [
      "s/<th scope=\"col\">/<th>/", "s/<main>/<main><script>1<\\/script>/",
      "s/<caption id=.*<\\/caption>//",
      "s/href=\"#/href=\"https:\\/\\/x.example\\/#/",
      "s/--soft: rgb(72, 77, 85)/--soft: rgb(152, 157, 165)/",
      "s/<h2 id=\"policy\">/<h4 id=\"policy\">/", "s/weekly pneumonia cohort/another cohort/g",
      "s/<\\/section>//",
    ]
  )
  func theJudgeSeesFaults(edit: String) {
    let page = "\(scratch.path)/evidence.html"
    if edit.contains("policy") || edit.contains("cohort") {
      #expect(run("review '\(demo.path)/stage' --html '\(page)'").code == 0)
    } else {
      let words = "evidence --from 2020-01-01 --to 2099-12-31 --framework soc2"
      #expect(run("\(words) --html '\(page)' --config '\(demo.path)/config/phigate.yml'").code == 0)
    }
    // Without a browser on the path: these are for the parser and the rules.
    #expect(Shell.run("sed -i '\(edit)' '\(page)'").code == 0)
    let python = Shell.verifyingPython ?? "python3"
    let judged = Shell.run("PATH=/nowhere '\(python)' '\(Shell.scripts)/check-page.py' '\(page)'")
    #expect(judged.code == 1, "\(judged.output)")
  }

  @Test func hostileTextStaysText() throws {
    let hostile = "<script>alert(1)</script>\u{202E}&\"'\u{0}\u{1B}[2J<!--"
    let shown: Markup = "<td title=\"\(hostile)\">\(hostile)</td>"
    #expect(
      shown.html.hasPrefix(
        "<td title=\"&lt;script&gt;alert(1)&lt;/script&gt;\\u{202e}&amp;&quot;&apos;\\u{0}"
      )
    )
    #expect(!shown.html.dropFirst(4).dropLast(5).contains("<script"))
    let nested: Markup = "<p>\(shown)</p>"
    #expect(nested.html == "<p>" + shown.html + "</p>")
  }

  @Test func aDocumentThatIsNoReviewMakesNoPage() throws {
    #expect(throws: Failure.self) { try ReviewPage(document: Array("{}".utf8)) }
    #expect(throws: Failure.self) {
      try ReviewPage(document: Array("{\"request\":1,\"request\":2}".utf8))
    }
    let noReview = try EvidencePage(document: Array("{\"type\":\"evidence\"}".utf8))
    #expect(throws: Failure.self) { try noReview.bytes() }
  }

  @Test(arguments: [
    "--from 2026-01-01 --to 2026-01-02 --framework iso",
    "--from 2026-01-02 --to 2026-01-01 --framework soc2",
    "--from 2026-02-30 --to 2026-03-01 --framework soc2",
    "--from 2026-01-01 --to 2026-01-02 --framework soc2",
  ])
  func evidenceRefusesQuestionsWithoutSense(words: String) {
    let page = "\(scratch.path)/none.html"
    // The last is refused only for want of anything to write.
    let output = words.hasSuffix("2026-01-02 --framework soc2") ? "" : "--html '\(page)'"
    let made = run("evidence \(words) \(output) --config '\(demo.path)/config/phigate.yml'")
    #expect(made.code == 2, "\(made.output)")
    #expect(Shell.run("test -e '\(page)'").code != 0)
  }
}
