import Testing

/// The pages in a headless browser, against a stand-in that serves them with the desk's headers.
///
/// Pictures of every page are kept in `.build/desk-pages`.
@Suite(
  .serialized,
  .enabled(if: Shell.hasBrowser, "needs Chromium, html5lib and axe: run scripts/setup --tests")
)
struct BrowserTests {
  /// A script of the desk that checks less, posts less or tells less is noticed.
  @Test(arguments: [
    ("lies", "desk-*.js", "s/check(statement, form, review, key, wanted);//"),
    ("lies", "desk-*.js", "s/await digest(bytes) !== form.dataset.view/false/"),
    ("sign", "desk-*.js", "s/X-CSRF-Token/X-Other/"),
    ("plain", "request.html", "s/name=\"attest\"/name=\"other\"/"),
    (
      "keyboard", "desk-*.css",
      "s/:focus-visible { outline: 3px solid/:focus-visible { outline: none/"
    ),
  ])
  func theWalksSeeFaults(name: String, file: String, edit: String) throws {
    let site = try DeskSite()
    let path = "\(site.scratch.path)/\(file)"
    let edited = Shell.run("cat \(path) > '\(site.scratch.path)/was'; sed -i '\(edit)' \(path)")
    try #require(edited.code == 0)
    try #require(Shell.run("cmp -s \(path) '\(site.scratch.path)/was'").code == 1)
    let walked = Shell.script("walk-pages.py", site.scratch.path, name)
    #expect(walked.code == 1, "\(walked.output)")
  }

  /// Walks the pages, and expects no fault.
  private func walk(_ name: String, pictures: Bool = false) throws {
    let site = try DeskSite()
    if name == "keys" {
      let made = Shell.run("'\(Shell.scripts)/keys.sh' '\(site.scratch.path)'")
      try #require(made.code == 0, "\(made.output)")
    }
    let walked =
      pictures
      ? Shell.script("walk-pages.py", site.scratch.path, name, "\(Shell.root)/.build/desk-pages")
      : Shell.script("walk-pages.py", site.scratch.path, name)
    #expect(walked.code == 0, "\(walked.output)")
  }

  @Test func pagesHoldBeforeAxeAtThreeWidthsInLightAndDark() throws {
    try walk("look", pictures: true)
  }

  @Test func aKeySignsInTheBrowserAndOthersVerify() throws { try walk("sign") }

  /// Row 30 of the threats: what is signed is what was seen; the twin is the honest statement.
  @Test func threat30AnotherDocumentThanTheOneSeenIsNotSigned() throws { try walk("lies") }

  @Test func filesThatAreNoKeyAreNamedAndNothingIsSent() throws { try walk("keys") }

  @Test func aDecisionSignedElsewhereIsHandedInAsItIs() throws { try walk("handin") }

  @Test func withoutScriptsTheFormDecides() throws { try walk("plain") }

  @Test func newsIsShownAndACommentStays() throws { try walk("events") }

  @Test func aBrowserWithoutEd25519ShowsTheCommand() throws { try walk("old") }

  @Test func keysLeadThroughThePage() throws { try walk("keyboard") }
}
