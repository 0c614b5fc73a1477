import Pages
import Records
import Vocabulary

/// The page for signing in.
package struct SignInPage {
  /// What it shows.
  let model: SignInModel

  /// Creates the page.
  package init(_ model: SignInModel) { self.model = model }

  /// The whole page.
  package var bytes: [UInt8] {
    let head: Markup = """
      <h1>Sign in</h1>
      <p class="lead">People decide here what may leave. \
      Who you are, and what you may do, stands in the trust document alone.</p>

      """
    let main: Markup = """
      <div class="notice">
      \(reason)<p><a class="button" href="\(model.start)">Sign in with \(model.provider)</a></p>
      <p class="note">Programs have tokens of their own, and never decide.</p>
      </div>

      """
    return DeskDocument(title: "Sign in", viewer: nil, head: head, main: main).bytes
  }

  /// Why one sees the page.
  private var reason: Markup {
    let words: String
    switch model.reason {
    case .none: return ""
    case .ended: words = "Your sign-in ended. Nothing that you had not sent was kept."
    case .failed:
      words =
        "The sign-in did not succeed: the provider refused, or its answer could not be verified. "
        + "Nothing happened."
    case .unknown:
      words =
        "You are signed in there, but not known here. Somebody who keeps the trust document has to "
        + "add your identity to it; an address of mail alone counts for nothing."
    }
    return "<p class=\"result failed\" role=\"alert\">\(words)</p>\n"
  }
}

/// A page that says one thing.
package struct NoticePage {
  /// What it says, and to whom.
  let model: NoticeModel

  /// Creates the page.
  package init(_ model: NoticeModel) { self.model = model }

  /// The status code of HTTP that goes with it.
  package var status: Int { model.notice.status }

  /// The whole page.
  package var bytes: [UInt8] {
    let words = self.words
    let head: Markup = """
      <h1>\(words.title)</h1>
      <p class="lead">\(words.lead)</p>

      """
    let main: Markup = """
      <div class="notice">
      \(words.more)</div>

      """
    return DeskDocument(title: words.title, viewer: model.viewer, head: head, main: main).bytes
  }

  /// A title, a sentence, and what to do now.
  private var words: (title: String, lead: String, more: Markup) {
    let list: Markup = "<p><a class=\"button\" href=\"/\">To the requests</a></p>\n"
    switch model.notice {
    case .signedOut:
      return (
        "Signed out", "You are signed out here. Your provider may still know you.",
        "<p><a class=\"button\" href=\"/sign-in\">Sign in again</a></p>\n"
      )
    case .notFound:
      return ("Not found", "There is nothing here, or nothing that you may see.", list)
    case .wrongMethod:
      return ("Not like this", "This address takes no such request.", list)
    case .forged:
      return (
        "Not accepted",
        "The form did not come from a page that this desk made for you. Nothing was decided.", list
      )
    case .refused(let reasons, let request):
      return (
        "Refused", "The decision was not accepted. Nothing was decided.",
        refusal(reasons, request)
      )
    case .invalid(let field, let request):
      return (
        "Something is missing", "Nothing was decided.",
        "<p>\(Self.advice(field))</p>\n\(back(request))"
      )
    case .tooMany(let seconds):
      return (
        "Too many requests", "Try again in \(Words.counted(seconds, "second")).", list
      )
    case .failed(let reference):
      return (
        "That did not work", "Something failed inside. Nothing was decided.",
        "<p>Whoever runs the desk finds it in the log under <code>\(reference)</code>.</p>\n\(list)"
      )
    case .unavailable:
      return (
        "Not available", "The desk is stopping, or cannot reach its store. Try again soon.", list
      )
    }
  }

  /// The gate's codes with words where there are some.
  private func refusal(_ reasons: [String], _ request: String?) -> Markup {
    let items: [Markup] = reasons.map { code in
      let words = Self.reasons[code] ?? "see phigate-approval(5)"
      return "<li><code>\(code)</code>: \(words)</li>\n"
    }
    return "<ul>\n\(items)</ul>\n\(back(request))"
  }

  /// The way back.
  private func back(_ request: String?) -> Markup {
    guard let request else { return "<p><a class=\"button\" href=\"/\">To the requests</a></p>\n" }
    let address = "/requests/\(request.queryEncoded)"
    return "<p><a class=\"button\" href=\"\(address)\">Back to the request</a></p>\n"
  }

  /// What to do about a field.
  private static func advice(_ field: String) -> String {
    switch field {
    case "comment": "A decision needs a reason of 1 to 2000 characters."
    case "attest":
      "An approval under Safe Harbor needs the statement about actual knowledge: "
        + "tick the box, or deny."
    case "decision": "A decision is approve or deny."
    default: "The field \(field) cannot be used."
    }
  }

  /// Codes of the gate that people meet here.
  private static let reasons = [
    "approver_is_requester": "you asked for this release, or answer for who did",
    "approver_signed_trust": "you signed the current version of the trust document",
    "approver_mismatch": "no open clause takes your decision",
    "assurance_mismatch": "the clause needs a stronger signature than a click",
    "request_denied": "the request was denied before",
    "request_expired": "its time is over; it has to be asked anew",
    "request_unknown": "there is no such request",
    "view_mismatch": "the document has changed since you saw it: look at the page again",
    "policy_mismatch": "the trust document has changed since: it has to be asked anew",
    "key_unknown": "the key is in no trust document",
    "key_revoked": "the key was revoked",
    "key_not_valid": "the key is not valid now",
    "signature_invalid": "the signature does not hold",
    "token_spent": "the decision was used before",
  ]
}
