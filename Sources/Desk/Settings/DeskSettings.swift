package import DeskChannels
package import DeskIdentity

/// Everything that the desk is told by its configuration.
///
/// Source: phigate-desk.yml(5).
package struct DeskSettings: Sendable {
  /// Where the desk listens.
  package enum Listening: Sendable, Hashable {
    /// A socket of this machine; users of it are known by their uid.
    case socket(path: String)
    /// An address; without TLS one of this machine alone.
    case address(host: String, port: Int)
  }

  /// The files of a TLS server.
  package struct TLS: Sendable, Hashable {
    /// The certificate and those that lead to a root, PEM.
    package var certificate: String
    /// Its private key, PEM, readable by its owner alone.
    package var key: String
  }

  /// What one client may ask of the desk.
  package struct Limits: Sendable, Hashable {
    /// Bytes of request.json and manifest.jsonl together.
    package var bodyBytesMax = 64 << 20
    /// Requests that a principal may make each second, for long.
    package var requestsASecond: Int64 = 20
    /// Requests that a principal may make at once.
    package var burst: Int64 = 200
    /// Clients that follow events at once.
    package var followersMax = 512
    /// Requests that are open at once.
    package var openMax: Int64 = 10_000
  }

  /// How long a sign-in holds.
  package struct SignInTimes: Sendable, Hashable {
    /// Seconds without a request after which it ends.
    package var idleSeconds: Int64 = 30 * 60
    /// Seconds after which it ends anyway.
    package var absoluteSeconds: Int64 = 8 * 3_600
  }

  /// Where the desk listens.
  package var listening: Listening
  /// TLS; nil without.
  package var tls: TLS?
  /// The address under which browsers reach the desk, without a stroke at the end.
  package var url: String
  /// The state folder: desk.sqlite, objects/, channel.pem, log.pem.
  package var state: String
  /// The gate's signed trust document, or a copy of it.
  package var trust: String
  /// A second place for checkpoints of the desk's log; nil without one.
  package var checkpoints: String?
  /// What one client may ask.
  package var limits = Limits()
  /// How long a sign-in holds.
  package var signInTimes = SignInTimes()
  /// The identity provider; nil: nobody can sign in.
  package var signIn: SignInSettings?
  /// What people call the provider.
  package var providerName = "your identity provider"
  /// Slack, Teams and others.
  package var channels = ChannelSettings()
  /// The least of what is logged: debug, info, warning or error.
  package var logLevel = "info"

  /// Creates settings; what is not given here has its default.
  package init(listening: Listening, url: String, state: String, trust: String) {
    self.listening = listening
    self.url = url
    self.state = state
    self.trust = trust
  }

  /// The desk's database.
  package var database: String { "\(state)/desk.sqlite" }
  /// The key that signs what people clicked.
  package var channelKey: String { "\(state)/channel.pem" }
  /// The key that signs checkpoints of the desk's log.
  package var logKey: String { "\(state)/log.pem" }
  /// Whether browsers reach the desk over TLS.
  package var isSecure: Bool { url.hasPrefix("https://") }
}
