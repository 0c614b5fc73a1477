package import Configuration
import DeskChannels
import DeskIdentity
import DeskOutbound
package import Vocabulary

extension DeskSettings {
  /// The manual page that describes the file.
  static let manual = "phigate-desk.yml(5)"
  /// Bytes of a body that the configuration may allow.
  private static let bodyBytes: ClosedRange<Int64> = (1 << 20)...(1 << 30)
  /// Webhooks at most.
  private static let webhooksMax = 16

  /// Reads a configuration file.
  /// - Throws: exit 2 with `file:line:column` and the setting's name; for a file that others may
  ///   write, and for secrets that others may read.
  package static func load(path: String) throws(Failure) -> DeskSettings {
    try read(try SettingsFile(path: path, manual: manual))
  }

  /// Reads the settings of a file.
  package static func read(_ file: SettingsFile) throws(Failure) -> DeskSettings {
    var secrets = Secrets(file: file)
    var settings = try file.read { (top) throws(YAMLFault) in
      try Self.basics(&top, file, &secrets)
    }
    settings.signIn = try secrets.signIn(url: settings.url)
    settings.channels = try secrets.channels()
    return settings
  }

  /// Everything but what needs a secret.
  private static func basics(
    _ top: inout SettingsReader,
    _ file: SettingsFile,
    _ secrets: inout Secrets
  ) throws(YAMLFault) -> DeskSettings {
    var listen = try top.section("listen")
    let (listening, tls) = try listening(&listen, file)
    try listen.finish()
    guard let url = try top.take("url")?.url() else {
      throw missing("url", "the address under which browsers reach the desk")
    }
    guard let state = try top.take("state")?.text(), let trust = try top.take("trust")?.text()
    else { throw missing("state and trust", "the desk's folder and the gate's trust.json") }
    var settings = DeskSettings(
      listening: listening,
      url: url,
      state: file.resolved(state),
      trust: file.resolved(trust)
    )
    settings.tls = tls
    settings.checkpoints = try top.take("checkpoints")?.text()
    settings.checkpoints = settings.checkpoints.map { file.resolved($0) }
    var limits = try top.section("limits")
    if let value = try limits.take("bodyBytes")?.byteCount(in: bodyBytes) {
      settings.limits.bodyBytesMax = Int(value)
    }
    if let value = try limits.take("requestsASecond")?.integer(in: 1...10_000) {
      settings.limits.requestsASecond = value
    }
    if let value = try limits.take("burst")?.integer(in: 1...100_000) {
      settings.limits.burst = value
    }
    if let value = try limits.take("followers")?.integer(in: 1...10_000) {
      settings.limits.followersMax = Int(value)
    }
    if let value = try limits.take("openRequests")?.integer(in: 1...1_000_000) {
      settings.limits.openMax = value
    }
    try limits.finish()
    try secrets.takeSignIn(&top, &settings)
    try secrets.takeChannels(&top)
    if let level = try top.take("logLevel")?.name(of: LogLevel.self) {
      settings.logLevel = level.rawValue
    }
    return settings
  }

  /// Levels of the log.
  private enum LogLevel: String, CaseIterable { case debug, info, warning, error }

  /// Where to listen: a socket, or an address, which is this machine's own unless TLS is there.
  private static func listening(
    _ listen: inout SettingsReader,
    _ file: SettingsFile
  ) throws(YAMLFault) -> (Listening, TLS?) {
    let socket = try listen.take("socket")?.text(bytesMax: 100)
    let address = listen.take("address")
    var files = try listen.section("tls")
    let certificate = try files.take("certificate")?.text()
    let key = try files.take("key")?.text()
    try files.finish()
    var tls: TLS?
    if let certificate, let key {
      tls = TLS(certificate: file.resolved(certificate), key: file.resolved(key))
    } else if certificate != nil || key != nil {
      throw missing("listen.tls", "both certificate and key")
    }
    if let socket {
      guard address == nil, tls == nil else {
        throw missing("listen", "either a socket, or an address with or without tls")
      }
      return (.socket(path: file.resolved(socket)), nil)
    }
    guard let address else { throw missing("listen", "socket or address") }
    let text = try address.text(bytesMax: 255)
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      0...65_535 ~= port, colon > text.startIndex
    else { throw address.fault("must be HOST:PORT") }
    let host = text[..<colon].filter { $0 != "[" && $0 != "]" }
    let isLocal = ["127.0.0.1", "::1", "localhost"].contains(host)
    guard isLocal || tls != nil else {
      throw address.fault(
        "without tls only this machine may be listened on",
        next: "give listen.tls, or 127.0.0.1 behind a proxy of your own"
      )
    }
    return (.address(host: host, port: port), tls)
  }

  /// The fault of a setting that is not there.
  static func missing(_ name: String, _ what: String) -> YAMLFault {
    YAMLFault.ofFile("\(name) is missing: \(what)", next: "see \(manual)")
  }
}

extension Setting {
  /// An address `http://…` or `https://…` without path, query or fragment.
  func url() throws(YAMLFault) -> String {
    let text = try text(bytesMax: 255)
    guard let url = OutboundURL(text, allowsLoopback: true) else {
      throw fault("must be https://HOST, or http://127.0.0.1:PORT")
    }
    let bare = text.hasSuffix("/") ? String(text.dropLast()) : text
    guard !bare.dropFirst(url.scheme.count + 3).contains(where: { "/?#".contains($0) }) else {
      throw fault("must have no path")
    }
    return bare
  }
}
