import DeskChannels
import DeskIdentity
import DeskOutbound
import Files
import Glibc
import Hummingbird
import HummingbirdTLS
package import Logging
import NIOCore
import NIOPosix
import NIOSSL
package import Records
import ServiceLifecycle
package import Vocabulary

/// The running desk: its state, its server, and what has to be done from time to time.
package struct DeskServer {
  /// What the configuration says.
  let settings: DeskSettings
  /// Changes things.
  package let core: DeskCore
  /// Reads things.
  let reader: DeskReader
  /// Counts.
  let metrics: DeskMetrics
  /// The desk's log lines.
  let logger: Logger
  /// Where the time comes from.
  let clock: WallClock
  /// Keeps a second desk away from the same state.
  private let lock: FileLock
  /// Threads of the writer and of the reader, which blocks nobody else's.
  private let threads: MultiThreadedEventLoopGroup

  /// Opens the state.
  /// - Throws: exit 11 where another desk runs on it; what `DeskCore` throws.
  package init(
    _ settings: DeskSettings,
    clock: WallClock = .system,
    logger: Logger
  ) throws(Failure) {
    self.settings = settings
    self.clock = clock
    self.logger = logger
    lock = try FileLock(path: "\(settings.state)/desk.lock", what: "the desk's state")
    threads = MultiThreadedEventLoopGroup(numberOfThreads: 2)
    metrics = DeskMetrics()
    core = try DeskCore(
      settings,
      clock: clock,
      loop: threads.next(),
      metrics: metrics,
      logger: logger
    )
    reader = try DeskReader(path: settings.database, loop: threads.next())
  }

  /// Answers requests until SIGTERM or SIGINT; those that are under way are answered first.
  ///
  /// `ready`: told the address once the desk listens.
  package func run(ready: @escaping @Sendable (String) -> Void) async throws {
    try await core.tick()
    let outbound = OutboundClient()
    let telling = try telling(outbound)
    try await telling?.begin()
    var quiet = logger
    quiet.logLevel = .error
    var services: [any Service] = [Housekeeping(core: core, logger: logger)]
    if let telling { services.append(telling) }
    let application = Application(
      responder: responder(outbound, telling),
      server: try tls().map { try .tls(tlsConfiguration: $0) } ?? .http1(),
      configuration: .init(address: address, serverName: nil),
      services: services,
      onServerRunning: { [settings] channel in
        if case .socket(let path) = settings.listening { _ = unsafe chmod(path, 0o666) }
        ready(Self.name(channel, settings))
      },
      logger: quiet
    )
    logger.notice("the desk starts", metadata: ["channelKey": "\(core.channelKeyID)"])
    try removeSocket()
    do {
      try await application.runService()
    } catch {
      await outbound.shutdown()
      throw error
    }
    await outbound.shutdown()
    try await threads.shutdownGracefully()
    logger.notice("the desk has stopped")
  }

  /// What tells the channels; nil where none is configured.
  private func telling(_ outbound: OutboundClient) throws(Failure) -> ChannelService? {
    let wanted = settings.channels
    guard wanted.slack != nil || wanted.teams != nil || !wanted.webhooks.isEmpty else { return nil }
    let channels = try Channels(
      settings: wanted,
      databasePath: "\(settings.state)/channels.sqlite",
      client: outbound,
      decisions: core,
      clock: clock,
      logger: logger
    )
    return ChannelService(core: core, channels: channels, logger: logger)
  }

  /// What answers requests.
  private func responder(
    _ outbound: OutboundClient,
    _ telling: ChannelService?
  ) -> DeskResponder {
    let authenticator = Authenticator(
      settings: settings,
      reader: reader,
      core: core,
      clock: clock
    )
    let service = DeskService(
      settings: settings,
      core: core,
      reader: reader,
      authenticator: authenticator,
      channels: telling?.channels,
      metrics: metrics,
      clock: clock
    )
    let people = SignInService(
      settings: settings,
      core: core,
      authenticator: authenticator,
      signIn: settings.signIn.map {
        SignIn(settings: $0, client: outbound, clock: clock, logger: logger)
      }
    )
    return DeskResponder(
      routes: service.routes + PageService(service: service).routes + people.routes
        + (telling?.routes ?? []),
      authenticator: authenticator,
      limiter: RateLimiter(settings.limits),
      metrics: metrics,
      logger: logger,
      page: PageService.page
    )
  }

  /// Where to listen.
  private var address: BindAddress {
    switch settings.listening {
    case .socket(let path): .unixDomainSocket(path: path)
    case .address(let host, let port): .hostname(host, port: port)
    }
  }

  /// With TLS where the configuration has it.
  private func tls() throws -> TLSConfiguration? {
    guard let tls = settings.tls else { return nil }
    let chain = try NIOSSLCertificate.fromPEMFile(tls.certificate)
      .map {
        NIOSSLCertificateSource.certificate($0)
      }
    let bytes = try SettingsSecret.privateBytes(tls.key)
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain,
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: bytes, format: .pem))
    )
    configuration.minimumTLSVersion = .tlsv12
    return configuration
  }

  /// Removes the socket that an earlier run left; the lock says that nobody listens on it.
  private func removeSocket() throws(Failure) {
    guard case .socket(let path) = settings.listening else { return }
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw Failure(.usage, "there is something that is no socket", path: path)
    }
    _ = unsafe unlink(path)
  }

  /// The address as a client may use it.
  private static func name(_ channel: any Channel, _ settings: DeskSettings) -> String {
    switch settings.listening {
    case .socket(let path): return "unix:\(path)"
    case .address(let host, _):
      let port = channel.localAddress?.port ?? 0
      let name = host.contains(":") ? "[\(host)]" : host
      return "\(settings.tls == nil ? "http" : "https")://\(name):\(port)"
    }
  }
}

/// What has to be done from time to time, until the desk stops.
private struct Housekeeping: Service {
  /// Does it.
  let core: DeskCore
  /// Told what fails.
  let logger: Logger

  /// Milliseconds between two looks at the trust document and at requests whose time is over.
  private static let tickMilliseconds = 2_000
  /// Ticks between two signs of life to followers.
  private static let beatTicks = 7
  /// Ticks between two looks for what can be forgotten.
  private static let pruneTicks = 900

  func run() async throws {
    await cancelWhenGracefulShutdown { await tick() }
  }

  /// Looks now and then.
  private func tick() async {
    var count = 0
    while !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(Self.tickMilliseconds))
      guard !Task.isCancelled else { return }
      count += 1
      if count % Self.beatTicks == 0 { core.hub.wake() }
      do throws(Failure) {
        try await core.tick()
        if count % Self.pruneTicks == 0 { try await core.prune() }
      } catch {
        let reason = error.reasons.first ?? error.message
        logger.error("housekeeping failed", metadata: ["reason": "\(reason)"])
      }
    }
  }
}

/// Files with secrets.
enum SettingsSecret {
  /// Bytes of a private key's file.
  private static let bytesMax = 64 << 10

  /// A private key that only its owner may read.
  /// - Throws: exit 2 where others may.
  static func privateBytes(_ path: String) throws(Failure) -> [UInt8] {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & 0o077 == 0 else {
      throw Failure(
        .usage,
        "the private key of TLS is missing, or others may use it",
        path: path,
        next: "chmod 600"
      )
    }
    return try SmallFile.read(path, bytesMax: bytesMax)
  }
}
