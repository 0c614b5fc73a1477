/// How sure the gate is that a person made a signature; ordered from weak to strong.
package enum Assurance: String, CaseIterable, Sendable, Comparable {
  /// A gateway (page, Slack, Teams) says that the person clicked.
  case gatewayAttested = "gateway-attested"
  /// Signed with a key file of the person's own.
  case humanKey = "human-key"
  /// Signed with a key that cannot be copied.
  case hardwareKey = "hardware-key"

  /// Orders assurances from weak to strong.
  package static func < (left: Assurance, right: Assurance) -> Bool {
    let order: [Assurance] = [.gatewayAttested, .humanKey, .hardwareKey]
    return (order.firstIndex(of: left) ?? 0) < (order.firstIndex(of: right) ?? 0)
  }
}
