/// An address that the desk may send to: `https`, a plain host, no user, no fragment.
///
/// The grammar is narrower than RFC 3986, so that every parser behind this one sees the same host.
/// Addresses of links within the machine's own network segment are refused even where the
/// configuration names them: clouds answer secrets there. What else lies in a private network is
/// the configuration's to choose.
package struct OutboundURL: Sendable, Hashable, CustomStringConvertible {
  /// Bytes of an address.
  package static let bytesMax = 2048

  /// The whole address.
  package let text: String
  /// `https`, or `http` for this machine.
  package let scheme: String
  /// The host in small letters, an IPv6 address without its brackets.
  package let host: String
  /// The port; the scheme's own where the address names none.
  package let port: Int
  /// The path with its first stroke, and the query with its question mark where there is one.
  package let pathAndQuery: String

  /// Reads an address; nil where it may not be sent to.
  /// - Parameters:
  ///   - text: the address.
  ///   - allowsLoopback: whether `http` and this machine are allowed, for tests and demonstrations.
  package init?(_ text: String, allowsLoopback: Bool = false) {
    guard text.utf8.count <= Self.bytesMax,
      let scheme = ["https", "http"].first(where: { text.hasPrefix("\($0)://") })
    else { return nil }
    let rest = text.dropFirst(scheme.count + 3)
    let end = rest.firstIndex { "/?".contains($0) } ?? rest.endIndex
    guard let (host, port) = Self.authority(rest[..<end]),
      rest[end...].utf8.allSatisfy(Self.isPathByte)
    else { return nil }
    guard Self.isLoopback(host) ? allowsLoopback : scheme == "https", !Self.isLinkLocal(host) else {
      return nil
    }
    self.text = text
    self.scheme = scheme
    self.host = host
    self.port = port ?? (scheme == "https" ? 443 : 80)
    let path = String(rest[end...])
    pathAndQuery = path.hasPrefix("/") ? path : "/" + path
  }

  /// Scheme, host and port: what two addresses share that lead to the same server.
  package var origin: String {
    let isDefault = port == (scheme == "https" ? 443 : 80)
    let name = host.contains(":") ? "[\(host)]" : host
    return isDefault ? "\(scheme)://\(name)" : "\(scheme)://\(name):\(port)"
  }

  /// The origin alone: paths and queries of webhooks are secrets.
  package var description: String { origin }

  /// Host and port of an address; nil where they are anything unusual.
  private static func authority(_ text: Substring) -> (host: String, port: Int?)? {
    var name = text
    var port: Int?
    if name.hasPrefix("[::1]") {
      name = name.dropFirst(5)
      guard name.isEmpty || name.hasPrefix(":") else { return nil }
      if !name.isEmpty {
        port = number(name.dropFirst())
        guard port != nil else { return nil }
      }
      return ("::1", port)
    }
    if let colon = name.firstIndex(of: ":") {
      port = number(name[name.index(after: colon)...])
      guard port != nil else { return nil }
      name = name[..<colon]
    }
    guard isHost(name) else { return nil }
    return (String(name), port)
  }

  /// A port of plain digits, 1 to 65535.
  private static func number(_ text: Substring) -> Int? {
    guard 1...5 ~= text.utf8.count, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
      text.utf8.first != 0x30, let value = Int(text), value <= 65_535
    else { return nil }
    return value
  }

  /// Whether a text is a host name of small letters, or four plain numbers.
  ///
  /// A last label that begins with a digit makes it an address, and only the usual form of one is
  /// taken: `0x7f.1` or `2130706433` would be this machine to some parsers.
  private static func isHost(_ text: Substring) -> Bool {
    guard 1...253 ~= text.utf8.count else { return false }
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    let isLabel = { (label: Substring) in
      1...63 ~= label.utf8.count && label.utf8.first != 0x2D && label.utf8.last != 0x2D
        && label.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x7A ~= $0 || $0 == 0x2D }
    }
    guard labels.allSatisfy(isLabel), let last = labels.last?.utf8.first else { return false }
    guard 0x30...0x39 ~= last else { return true }
    return labels.count == 4
      && labels.allSatisfy { label in
        label.utf8.allSatisfy { 0x30...0x39 ~= $0 } && (label == "0" || label.utf8.first != 0x30)
          && Int(label).map { $0 <= 255 } == true
      }
  }

  /// Whether a host is this machine: ::1, localhost or an address of 127.0.0.0/8.
  private static func isLoopback(_ host: String) -> Bool {
    let parts = host.split(separator: ".")
    let isAddress = parts.count == 4 && parts.allSatisfy { Int($0) != nil }
    return host == "::1" || parts.last == "localhost" || isAddress && parts[0] == "127"
  }

  /// Whether a host is of 169.254.0.0/16 or 0.0.0.0/8.
  private static func isLinkLocal(_ host: String) -> Bool {
    let parts = host.split(separator: ".")
    guard parts.count == 4, parts.allSatisfy({ Int($0) != nil }) else { return false }
    return host.hasPrefix("169.254.") || parts[0] == "0"
  }

  /// Whether a byte may stand in a path or a query.
  ///
  /// Source: RFC 3986 §3.3, §3.4.
  private static func isPathByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "/?-._~!$&'()*+,;=:@%".utf8.contains(byte)
    }
  }
}
