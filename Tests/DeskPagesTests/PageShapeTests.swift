import Records
import Testing
import Vocabulary

@testable import DeskPages

/// Pages as bytes: what they hold, what they hide, and what they never become.
@Suite struct PageShapeTests {
  /// Texts that try to be something else.
  static let stains = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
    "' onfocus='alert(1)' autofocus='",
    "</textarea></pre></title><!-- ", "\u{202E}txt.exe\u{2066}\u{061C}",
    "a\u{200B}b\u{2060}c\u{FEFF}\u{00AD}",
    "\u{E0041}\u{E0042}\u{180E}", "&lt;b&gt; &#60; &amp;", "]]>${7*7}{{7*7}}<%= 7 %>",
    String(repeating: "x", count: 3000), String(repeating: "\u{0301}", count: 200),
    "\u{0}\u{1B}[2J\r\n",
  ]

  @Test(
    .enabled(if: Shell.python != nil, "needs html5lib: run scripts/setup --tests"),
    arguments: stains.indices
  )
  func hostileTextStaysText(index: Int) throws {
    let site = try DeskSite(stain: Self.stains[index])
    let judged = Shell.script("judge-pages.py", site.scratch.path)
    #expect(judged.code == 0, "\(judged.output)")
    let calm = try DeskSite()
    for name in ["request", "list", "evidence", "refused", "sign-in"] {
      let stained = Shell.run("tr -dc '<' < '\(site.scratch.path)/\(name).html' | wc -c").output
      let plain = Shell.run("tr -dc '<' < '\(calm.scratch.path)/\(name).html' | wc -c").output
      #expect(stained == plain, "\(name): a text became markup")
    }
  }

  @Test(
    .enabled(if: Shell.python != nil, "needs html5lib: run scripts/setup --tests"),
    arguments: [
      "s/<main id/<script>1<\\/script><main id/", "s/<main id=\"main\"/<main id=\"other\"/",
      "s/<label for=\"click-comment\">/<label>/", "s/ class=\"desk\"/ style=\"color:red\"/",
      "s/href=\"\\/\"/href=\"\\/\\/x.example\\/\"/",
      "s/<h2 id=\"decide-title\">/<h4 id=\"decide-title\">/",
      "s/name=\"csrf\" value=\"[^\"]*\"/name=\"csrf\" value=\"\"/", "s/<\\/section>//",
      "s/data-view=\"./data-view=\"z/", "s/type=\"module\"/type=\"text\\/javascript\"/",
      "s/batch-loader/batch\\xe2\\x80\\xaeloader/",
    ]
  )
  func theJudgeSeesFaults(edit: String) throws {
    let site = try DeskSite()
    let page = "\(site.scratch.path)/request.html"
    #expect(Shell.script("judge-pages.py", site.scratch.path, "request.html").code == 0)
    #expect(Shell.run("cp '\(page)' '\(page).old'; sed -i '\(edit)' '\(page)'").code == 0)
    #expect(Shell.run("cmp -s '\(page)' '\(page).old'").code == 1, "the edit changes nothing")
    let judged = Shell.script("judge-pages.py", site.scratch.path, "request.html")
    #expect(judged.code == 1, "\(judged.output)")
  }

  /// The text of a request's page.
  private func request(_ standing: ViewerStanding, state: RequestState = .open) throws -> String {
    let key = try SigningKey.generate().verifyingKey
    let page = try DeskFixtures(key: key).request(standing: standing, state: state)
    return String(decoding: page, as: UTF8.self)
  }

  @Test func aClickIsOfferedOnlyWhereAClauseTakesIt() throws {
    let fixtures = DeskFixtures(key: try SigningKey.generate().verifyingKey)
    let click = try request(.mayDecide(fixtures.ways(.gatewayAttested)))
    #expect(click.contains("id=\"click-form\"") && click.contains("id=\"key-form\""))
    let signed = try request(.mayDecide(fixtures.ways(.humanKey)))
    #expect(!signed.contains("id=\"click-form\"") && signed.contains("id=\"key-form\""))
    #expect(signed.contains("a click is not enough"))
    let hardware = try request(.mayDecide(fixtures.ways(.hardwareKey)))
    #expect(!hardware.contains("id=\"click-form\"") && !hardware.contains("id=\"key-form\""))
    for page in [click, signed, hardware] {
      for verdict in ["approve", "deny"] {
        #expect(
          page.contains("phigate \(verdict) STAGE --as m.okafor --group privacy --key FILE")
        )
      }
    }
  }

  @Test(arguments: [
    (ViewerStanding.isRequester, "You asked for this release"),
    (.signedTrust, "You signed the current version"), (.inNoGroup, "No open clause names a group"),
    (.hasNoKey(.humanKey), "you have none enrolled"), (.hasDecided(.deny), "You decided"),
    (.isClosed(.denied), "It was denied"), (.isClosed(.expired), "Its time is over"),
    (.isClosed(.released), "It was released"), (.isClosed(.approved), "has agreed"),
  ])
  func whoMayNotDecideIsToldWhy(standing: ViewerStanding, words: String) throws {
    let page = try request(standing)
    #expect(page.contains(words))
    for word in ["/decision\"", "id=\"key-form\"", "--as m.okafor", "<textarea"] {
      #expect(!page.contains(word), "\(word)")
    }
  }

  @Test func thePageBindsTheFormToTheDocument() throws {
    let fixtures = DeskFixtures(key: try SigningKey.generate().verifyingKey)
    let page = try request(.mayDecide(fixtures.ways(.humanKey)))
    // Of another key, the document is another one.
    let again = try request(.mayDecide(fixtures.ways(.humanKey)))
    #expect(page != again)
    let mine = String(
      decoding: try fixtures.request(standing: .mayDecide(fixtures.ways(.humanKey))),
      as: UTF8.self
    )
    let view = Digest256(hashing: fixtures.review()).hex
    #expect(mine.contains("data-view=\"\(view)\"") && mine.contains("<code id=\"view\">\(view)<"))
    #expect(mine.contains("data-manifest=\"\(DeskFixtures.digest("manifest").hex)\""))
    #expect(mine.contains("data-request=\"\(DeskFixtures.id)\""))
  }

  @Test func onlySafeHarborAsksForTheStatement() throws {
    let fixtures = DeskFixtures(key: try SigningKey.generate().verifyingKey)
    for (profile, isAsked) in [("safe-harbor", true), ("limited-data-set", false)] {
      let model = RequestModel(
        viewer: DeskFixtures.viewer,
        now: DeskFixtures.now,
        review: fixtures.review(profile: profile),
        state: .open,
        clauses: fixtures.clauses(),
        decisions: [],
        standing: .mayDecide(fixtures.ways(.gatewayAttested))
      )
      let page = String(decoding: try RequestPage(model).bytes(), as: UTF8.self)
      #expect(page.contains("no-actual-knowledge") == isAsked)
    }
  }

  @Test func aDocumentThatIsNoReviewMakesNoPage() throws {
    let fixtures = DeskFixtures(key: try SigningKey.generate().verifyingKey)
    for text in ["{}", "{\"request\":{\"id\":1}}", "[]", "{\"a\":1,\"a\":2}", ""] {
      let model = RequestModel(
        viewer: DeskFixtures.viewer,
        now: DeskFixtures.now,
        review: Array(text.utf8),
        state: .open,
        clauses: fixtures.clauses(),
        decisions: [],
        standing: .isRequester
      )
      #expect(throws: Failure.self) { try RequestPage(model).bytes() }
    }
  }

  @Test func addressesOfTheListKeepTheFilter() throws {
    let fixtures = DeskFixtures(key: try SigningKey.generate().verifyingKey)
    let filter = ListFilter(state: .open, destination: "a&b=c d\u{E9}")
    let page = String(decoding: fixtures.list(filter), as: UTF8.self)
    #expect(page.contains("href=\"/?state=denied&amp;destination=a%26b%3Dc%20d%C3%A9\""))
    #expect(
      page.contains(
        "href=\"/?state=open&amp;destination=a%26b%3Dc%20d%C3%A9&amp;cursor=b3BlbjoxMjM%3D\""
      )
    )
    #expect(page.contains("<input type=\"hidden\" name=\"state\" value=\"open\">"))
  }

  @Test(arguments: [
    (59, "in less than a minute"), (60, "in 1 minute"), (3_599, "in 59 minutes"),
    (7_199, "in 1 hour"), (172_799, "in 1 day"), (0, "just now"), (-59, "just now"),
    (-3_600, "1 hour ago"), (-200_000, "2 days ago"),
  ])
  func distancesPromiseNoMoreThanThereIs(seconds: Int64, words: String) {
    let now = DeskFixtures.now
    #expect(Words.distance(from: now, to: now.advanced(by: seconds)) == words)
  }

  @Test func assetsAreNamedByTheirContent() throws {
    for asset in Asset.all {
      let digits = Digest256(hashing: asset.bytes).hex.prefix(16)
      #expect(asset.name.contains(digits))
      #expect(Asset.named(asset.name)?.bytes == asset.bytes)
    }
    #expect(Asset.named("desk.css") == nil && Asset.named("../key.pem") == nil)
  }

  @Test func thePolicyLetsNothingInline() {
    let policy = SecurityHeaders.contentPolicy
    for rule in [
      "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'",
      "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
    ] {
      #expect(policy.contains(rule), "\(rule)")
    }
    for word in ["unsafe-", "http:", "https:", "data:", "*", "blob:"] {
      #expect(!policy.contains(word), "\(word)")
    }
  }

  @Test(arguments: [
    ("m.okafor", "m.okafor"), ("a b", "'a b'"), ("it's", "'it'\\''s'"), ("", "''"), ("-x", "'-x'"),
    ("$(id)", "'$(id)'"), ("a@b+c:d/e", "a@b+c:d/e"),
  ])
  func wordsOfCommandsAreQuoted(word: String, quoted: String) {
    #expect(word.shellQuoted == quoted)
    let echoed = Shell.run("printf %s \(quoted)")
    #expect(echoed.output == word)
  }
}
