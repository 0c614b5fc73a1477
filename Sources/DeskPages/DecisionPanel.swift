import Pages
import Records
import Vocabulary

/// The part of a request's page by which a person decides.
extension RequestPage {
  /// Characters of a comment at most.
  ///
  /// Source: export-approval/v1 schema.
  static let commentCharactersMax: Int64 = 2000

  /// The form, the key, the command; or why there is none.
  func decisionSection() throws(Failure) -> Markup {
    var body: Markup
    switch model.standing {
    case .mayDecide(let ways): body = try panel(ways)
    case .isRequester:
      body = """
        <p>You asked for this release, or answer for who did. Others decide on it.</p>

        """
    case .signedTrust:
      body = """
        <p>You signed the current version of the trust document. Who changes the rules does not \
        decide under them.</p>

        """
    case .inNoGroup:
      body = "<p>No open clause names a group that you are in. You may read, not decide.</p>\n"
    case .hasNoKey(let assurance):
      body = """
        <p>What is open needs \(Words.assurance(assurance)), and you have none enrolled that was \
        valid when the request was made. Enrol one with <code>phigate trust add-key</code>; it \
        counts for requests made after it.</p>

        """
    case .hasDecided(.approve):
      body = """
        <p>You approved it. To take that back before it leaves:</p>
        <pre>phigate revoke STAGE --token FILE --as \(model.viewer.human.shellQuoted) \
        --key FILE --comment WHY</pre>

        """
    case .hasDecided(let verdict):
      body = """
        <p>You decided: <strong>\(Words.verdict(verdict))</strong>. It is in the list above.</p>

        """
    case .isClosed(let state): body = Self.closed(state)
    }
    return """
      <section id="decide" aria-labelledby="decide-title">
      <h2 id="decide-title">Your decision</h2>
      \(body)</section>

      """
  }

  /// Why nobody decides any more.
  private static func closed(_ state: RequestState) -> Markup {
    switch state {
    case .open: "<p>You cannot decide on it.</p>\n"
    case .approved: "<p>Everybody who was needed has agreed. The gate may let it go.</p>\n"
    case .denied: "<p>It was denied. It has to be asked anew.</p>\n"
    case .expired: "<p>Its time is over. It has to be asked anew.</p>\n"
    case .released: "<p>It was released: the gate’s receipt says so.</p>\n"
    }
  }

  /// The ways to decide, the nearest first.
  private func panel(_ ways: DecisionWays) throws(Failure) -> Markup {
    let isAttested = try review.request.text("profile") == "safe-harbor"
    var parts: Markup = """
      <p>You decide as \(model.viewer.human), for <strong>\(ways.group)</strong>. What is open \
      takes \(Words.assurance(ways.needed))\(ways.takesClick ? "" : "; a click is not enough").</p>

      """
    if ways.takesClick { parts += clickForm(isAttested) }
    if ways.needed != .hardwareKey && !ways.keys.isEmpty {
      parts += try keyForm(ways, isAttested)
    }
    parts += Self.results
    parts += command(ways)
    return parts
  }

  /// The form that needs no script: the desk attests the click.
  private func clickForm(_ isAttested: Bool) -> Markup {
    """
    <form method="post" action="/requests/\(id.queryEncoded)/decision" class="decide" \
    id="click-form">
    <input type="hidden" name="csrf" value="\(model.viewer.csrf)">
    <input type="hidden" name="view" value="\(viewDigest)">
    \(Self.fields("click", isAttested))\
    \(Self.buttons)\
    <p class="note">The desk signs that you clicked, with its own key and the digest of what you \
    saw. That is not a signature of yours, and is never shown as one.</p>
    </form>

    """
  }

  /// Why, and what an approval under Safe Harbor attests.
  private static func fields(_ prefix: String, _ isAttested: Bool) -> Markup {
    var fields: Markup = """
      <label for="\(prefix)-comment">Why</label>
      <textarea id="\(prefix)-comment" name="comment" rows="3" required \
      maxlength="\(String(commentCharactersMax))" autocomplete="off"></textarea>

      """
    if isAttested {
      fields += """
        <p class="check"><input type="checkbox" id="\(prefix)-attest" name="attest" \
        value="no-actual-knowledge"> <label for="\(prefix)-attest">I do not actually know that \
        what would leave could identify anybody, alone or with other information \
        (45 CFR 164.514(b)(2)(ii)). An approval needs this.</label></p>

        """
    }
    return fields
  }

  /// Yes and no, of the same weight.
  private static let buttons: Markup = """
    <p class="buttons"><button name="decision" value="approve" class="yes">Approve</button> \
    <button name="decision" value="deny" class="deny">Deny</button></p>

    """

  /// The form of the script: a key from a file signs in the browser and never leaves it.
  ///
  /// Everything that the script holds a statement against is in its attributes.
  private func keyForm(_ ways: DecisionWays, _ isAttested: Bool) throws(Failure) -> Markup {
    let keys: [Markup] = ways.keys.map { key in
      """
      <data value="\(key.keyID)" data-public="\(Base64.encode(key.publicKey))" \
      data-assurance="\(key.assurance.rawValue)"></data>
      """
    }
    let form: Markup = """
      <form class="decide" id="key-form" data-request="\(id)" data-view="\(viewDigest)" \
      data-manifest="\(try review.review.text("manifestDigest"))" \
      data-human="\(model.viewer.human)" data-group="\(ways.group)" \
      data-csrf="\(model.viewer.csrf)">
      \(keys)
      <label for="key-file">Your key file</label>
      <input type="file" id="key-file" required accept=".pem,.key,application/x-pem-file" \
      aria-describedby="key-note">
      <p class="note" id="key-note">As <code>phigate key new</code> writes it: PKCS #8, PEM, \
      Ed25519. It is read and used here, in your browser, and sent nowhere.</p>
      \(Self.fields("key", isAttested))\(Self.buttons)\
      </form>

      """
    let body: Markup = """
      <div id="scripted" hidden>
      \(form)</div>
      <p class="note" id="unscripted">With scripts switched on, and a browser that knows Ed25519, \
      you can sign here with a key file that never leaves your machine.</p>

      """
    return ways.takesClick
      ? Self.way("key-way", "Or sign with a key of your own", body)
      : "<h3>Sign with your key, here</h3>\n\(body)"
  }

  /// Where the script says what came of a signature.
  private static let results: Markup = """
    <p class="result" id="result" role="status" aria-live="polite"></p>
    <p class="result failed" id="failure" role="alert"></p>

    """

  /// A way to decide that is not the nearest: its heading opens it.
  private static func way(
    _ name: String,
    _ title: String,
    _ body: Markup,
    isOpen: Bool = false
  ) -> Markup {
    let open: Markup = isOpen ? " open" : ""
    return """
      <details class="way" id="\(name)"\(open)>
      <summary>\(title)</summary>
      \(body)</details>

      """
  }

  /// The command that signs elsewhere.
  private func command(_ ways: DecisionWays) -> Markup {
    let words =
      "STAGE --as \(model.viewer.human.shellQuoted) --group \(ways.group.shellQuoted)"
      + " --key FILE --comment WHY"
    let key: Markup =
      ways.needed == .hardwareKey
      ? """
      <p>It needs a key that cannot be copied, which no page can use: <code>FILE</code> is the \
      key’s public half, and ssh-keygen signs.</p>

      """
      : ""
    let body: Markup = """
      \(key)<pre>phigate approve \(words)
      phigate deny \(words)</pre>
      <p class="note"><code>STAGE</code> is the staged bundle, or a folder with its manifest.jsonl \
      and request.json. Look at it first: <code>phigate review STAGE --html FILE</code> must name the \
      digest below.</p>
      <form class="decide" id="envelope-form" hidden data-request="\(id)" \
      data-csrf="\(model.viewer.csrf)">
      <label for="envelope-file">Signed there: hand it in</label>
      <input type="file" id="envelope-file" required accept=".json" \
      aria-describedby="envelope-note">
      <p class="note" id="envelope-note">The file that the command wrote, \
      <code>approve-….dsse.json</code>. Or leave it in <code>STAGE/approvals</code>.</p>
      <p class="buttons"><button class="quiet">Hand in</button></p>
      </form>

      """
    // Without scripts it is the only way where a click is not enough; the script closes it.
    return Self.way("terminal-way", "Or at the terminal", body, isOpen: !ways.takesClick)
  }
}

extension String {
  /// The text as one word of a shell.
  var shellQuoted: String {
    let isPlain = utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "._@+:/-".utf8.contains(byte)
      }
    }
    guard !isPlain || isEmpty || hasPrefix("-") else { return self }
    return "'" + replacing("'", with: "'\\''") + "'"
  }
}
