import Testing

/// The pages in a headless browser, against a stand-in that serves them with the desk's headers.
///
/// Pictures of every page are kept in `.build/desk-pages`.
@Suite(
  .serialized,
  .enabled(if: Shell.hasBrowser, "needs Chromium, html5lib and axe: run scripts/setup --tests")
)
struct BrowserTests {
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
