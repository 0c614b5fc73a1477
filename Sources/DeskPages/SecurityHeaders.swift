/// Headers that every answer of the desk carries, for a browser to hold what the page promises.
package enum SecurityHeaders {
  /// Nothing but the desk's own script and style, one address for forms, no frame around it.
  ///
  /// Only the policy `phigate` may turn text into HTML, which the script does with pages of the
  /// desk alone. Source: CSP Level 3, Trusted Types.
  package static let contentPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    + "require-trusted-types-for 'script'; trusted-types phigate"

  /// Names and values for pages; what the API answers may carry them, too.
  package static let pages: [(name: String, value: String)] = [
    ("Content-Security-Policy", contentPolicy),
    ("X-Content-Type-Options", "nosniff"),
    // Not `no-referrer`: forms of the desk would then come from the origin `null`.
    ("Referrer-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    (
      "Permissions-Policy",
      "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
    ),
    ("Cache-Control", "no-store"),
  ]

  /// Instead of the last one, for assets, whose names change with their content.
  package static let assetCaching = (
    name: "Cache-Control", value: "public, max-age=31536000, immutable"
  )

  /// For desks behind TLS.
  package static let transport = (
    name: "Strict-Transport-Security", value: "max-age=31536000"
  )
}
