package import DeskOutbound
package import Logging
package import Records

/// Signs people in with OpenID Connect: authorization code, PKCE, state and nonce.
package actor SignIn {
  /// Seconds within which a person has to come back from the provider.
  package static let pendingSecondsMax: Int64 = 600
}
