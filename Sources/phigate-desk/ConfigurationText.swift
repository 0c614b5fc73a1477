import Files
import Glibc
import Vocabulary

/// The configuration that `init` writes, with what can be said in it.
struct ConfigurationText {
  /// `HOST:PORT`, or the path of a socket.
  var listen: String
  /// The address under which browsers reach the desk.
  var url: String
  /// The state folder.
  var state: String
  /// The gate's trust document.
  var trust: String

  /// The text.
  var text: String {
    """
    # phigate-desk.yml: the approval desk. Every setting is described in phigate-desk.yml(5).
    # Only its owner may write this file; secrets lie in files of their own, mode 0600.

    listen:
      \(listen.hasPrefix("/") ? "socket" : "address"): "\(listen)"
      # Without tls only this machine can be listened on. A socket knows its users by their uid.
      # tls:
      #   certificate: desk.crt
      #   key: desk.key

    # The address under which browsers reach the desk.
    url: \(url)

    # desk.sqlite, objects/, channel.pem (signs clicks), log.pem (signs checkpoints).
    state: \(state)

    # The gate's signed trust document, or a copy that is kept up to date: the desk takes a new
    # version in by itself once the roots' signatures hold.
    trust: \(trust)

    # A second place for checkpoints of the desk's log, best of another user or host.
    # checkpoints: /srv/checkpoints/desk

    # People sign in with OpenID Connect. Who they are and what they may do, trust.json says:
    # alias oidc:ISSUER|SUBJECT, or entra:OBJECT of the tenant.
    # signIn:
    #   provider: Example Login
    #   issuer: https://login.example.org
    #   clientId: phigate-desk
    #   clientSecretFile: client.secret
    #   entraTenant: 00000000-0000-0000-0000-000000000000
    #   idle: 30m
    #   absolute: 8h

    # slack:
    #   appId: A0000000000
    #   teamId: T0000000000
    #   channelId: C0000000000
    #   botTokenFile: slack.token
    #   signingSecretFile: slack.secret

    # teams:
    #   urlFile: teams.url

    # webhooks:
    #   - name: pager
    #     url: https://hooks.example.org/phigate
    #     secretFile: pager.secret

    # limits:
    #   bodyBytes: 64 MiB
    #   requestsASecond: 20
    #   burst: 200
    #   followers: 512
    #   openRequests: 10_000

    # logLevel: info

    """
  }
}

/// Paths that a person gives relative to the working folder.
enum SmallPaths {
  /// An absolute path.
  static func absolute(_ path: String) -> String {
    guard let here = unsafe getcwd(nil, 0) else { return path }
    defer { unsafe free(here) }
    return unsafe String(cString: here) + "/" + path
  }

  /// Makes the folder of a file where it is missing.
  static func makeParent(of path: String) throws(Failure) {
    let parent = SmallFile.parent(of: path)
    guard unsafe mkdir(parent, 0o755) == 0 || errno == EEXIST else {
      throw Failure(.outputFailed, "cannot make a folder: \(describe(errno))", path: parent)
    }
  }
}
