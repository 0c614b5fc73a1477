/// Why somebody sees the page for signing in.
package enum SignInReason: Sendable, Hashable {
  /// Just came.
  case none
  /// The sign-in ended.
  case ended
  /// The identity provider refused, or its answer could not be believed.
  case failed
  /// The identity is in no trust document: nothing is shown, nothing can be decided.
  case unknown
}

/// The page for signing in.
package struct SignInModel: Sendable, Hashable {
  /// The address on this desk that leads to the identity provider, such as `/sign-in?go=1`.
  package var start: String
  /// What people call the provider.
  package var provider: String
  /// Why the page is shown.
  package var reason: SignInReason

  /// Creates the model.
  package init(start: String, provider: String, reason: SignInReason = .none) {
    self.start = start
    self.provider = provider
    self.reason = reason
  }
}

/// A page that says one thing, in words of people.
package enum Notice: Sendable, Hashable {
  /// The sign-in ended because the person wanted it to.
  case signedOut
  /// Nothing at the address, or nothing that the viewer may see.
  case notFound
  /// The address knows the method not.
  case wrongMethod
  /// A form without a valid `csrf`, or from elsewhere.
  case forged
  /// A decision that is refused; `reasons`: codes of the gate, such as `approver_is_requester`.
  case refused(reasons: [String], request: String?)
  /// A form whose fields cannot be used; `field`: which.
  case invalid(field: String, request: String?)
  /// Too many requests; `seconds`: when it is worth while again.
  case tooMany(seconds: Int64)
  /// Something failed inside; `reference`: what the log calls it.
  case failed(reference: String)
  /// The desk is stopping or cannot reach its database.
  case unavailable

  /// The status code of HTTP that goes with it.
  package var status: Int {
    switch self {
    case .signedOut: 200
    case .notFound: 404
    case .wrongMethod: 405
    case .forged: 403
    case .refused: 409
    case .invalid: 422
    case .tooMany: 429
    case .failed: 500
    case .unavailable: 503
    }
  }
}

/// A notice and who looks; nil: nobody that is known.
package struct NoticeModel: Sendable, Hashable {
  /// What to say.
  package var notice: Notice
  /// Who looks.
  package var viewer: Viewer?

  /// Creates the model.
  package init(_ notice: Notice, viewer: Viewer? = nil) {
    self.notice = notice
    self.viewer = viewer
  }
}
