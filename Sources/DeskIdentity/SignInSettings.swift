package import DeskOutbound
package import Vocabulary

/// The identity provider that people sign in with.
package struct SignInSettings: Sendable {
  /// The issuer, byte for byte as its discovery document and its tokens must name it.
  package var issuer: String
  /// The desk's name at the provider.
  package var clientID: String
  /// The desk's secret at the provider; nil for a public client, which PKCE alone protects.
  package var clientSecret: SecretText?
  /// The address of `/sign-in/callback` as people's browsers reach it.
  package var redirect: OutboundURL
  /// The tenant whose object ids count, for Microsoft Entra; nil: none does.
  package var entraTenant: String?
  /// Whether `http` to this machine is allowed, for tests and demonstrations.
  package var allowsLoopback: Bool

  /// The provider's discovery document.
  let discovery: OutboundURL

  /// Checks and creates settings.
  /// - Throws: exit 2 with the setting's name.
  package init(
    issuer: String,
    clientID: String,
    clientSecret: SecretText?,
    redirect: String,
    entraTenant: String? = nil,
    allowsLoopback: Bool = false
  ) throws(Failure) {
    let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
    guard OutboundURL(issuer, allowsLoopback: allowsLoopback) != nil, !issuer.contains("?"),
      let discovery = OutboundURL(
        base + "/.well-known/openid-configuration",
        allowsLoopback: allowsLoopback
      )
    else { throw Failure(.usage, "signIn.issuer is not an https address") }
    guard let redirect = OutboundURL(redirect, allowsLoopback: allowsLoopback),
      !redirect.text.contains("?")
    else { throw Failure(.usage, "signIn.redirect is not an https address") }
    guard 1...255 ~= clientID.utf8.count, clientID.utf8.allSatisfy({ 0x21..<0x7F ~= $0 }) else {
      throw Failure(.usage, "signIn.clientId is not printable ASCII of 1 to 255 bytes")
    }
    if let clientSecret {
      guard !clientSecret.bytes.isEmpty,
        clientSecret.bytes.allSatisfy({ 0x21..<0x7F ~= $0 })
      else { throw Failure(.usage, "signIn.clientSecret is not printable ASCII") }
    }
    self.issuer = issuer
    self.clientID = clientID
    self.clientSecret = clientSecret
    self.redirect = redirect
    self.entraTenant = entraTenant
    self.allowsLoopback = allowsLoopback
    self.discovery = discovery
  }
}
