import Records
package import Vocabulary

/// An approver for the purposes of counting: a human, the key used, and what it is worth.
package struct Approver: Sendable, Hashable {
  /// The human's id.
  package var human: String
  /// The groups the human is in, from the current trust document.
  package var groups: [String]
  /// The id of the key that signed.
  package var keyID: String
  /// What the signature is worth.
  package var assurance: Assurance

  /// What may count once: a key of a human's own; of a channel's key, which signs for many, each
  /// human.
  var countedKey: String { assurance == .gatewayAttested ? "\(keyID)/\(human)" : keyID }

  /// Whether an earlier approval is of the same human or key, and its signature worth as much.
  ///
  /// A person who clicked may sign with a key afterwards, so that whoever holds a channel's key
  /// cannot take a place away from anybody.
  func isRepeated(of other: Approver) -> Bool {
    (human == other.human || countedKey == other.countedKey) && assurance <= other.assurance
  }
}

/// Whether approvals meet a policy: a matching of humans to places, not a count.
///
/// A clause of `min` 2 has two places. A human fills at most one place, however many groups and keys
/// the human has; a key counts once.
package enum Threshold {
  /// A clause that is not filled yet.
  package struct OpenClause: Sendable, Hashable {
    /// The clause.
    package var clause: TrustDocument.Clause
    /// How many are still missing.
    package var missing: Int
  }

  /// The clauses still open in the list that is nearest to being met; empty: the policy is met.
  ///
  /// `approvers`: eligible ones; more than one of a human or key counts once.
  package static func open(
    _ policy: [[TrustDocument.Clause]],
    approvers: [Approver]
  ) -> [OpenClause] {
    let distinct = distinctApprovers(approvers)
    let results = policy.map { openClauses($0, distinct) }
    return results.min { total($0) < total($1) } ?? [
      OpenClause(clause: .init(group: "nobody", min: 1, assurance: .humanKey), missing: 1)
    ]
  }

  /// One approver a human and a key: the strongest of a human, ties by key id.
  private static func distinctApprovers(_ approvers: [Approver]) -> [Approver] {
    var humans: Set<String> = []
    var keys: Set<String> = []
    return approvers.sorted { ($1.assurance, $0.keyID) < ($0.assurance, $1.keyID) }
      .filter { approver in
        guard !humans.contains(approver.human), !keys.contains(approver.countedKey) else {
          return false
        }
        humans.insert(approver.human)
        keys.insert(approver.countedKey)
        return true
      }
  }

  /// How many places of a list are open.
  private static func total(_ open: [OpenClause]) -> Int { open.reduce(0) { $0 + $1.missing } }

  /// The open clauses of one list after the best matching.
  private static func openClauses(
    _ list: [TrustDocument.Clause],
    _ approvers: [Approver]
  ) -> [OpenClause] {
    let held = matched(list, approvers)
    return list.indices.compactMap { index in
      let missing = list[index].min - held[index].count
      return missing == 0 ? nil : OpenClause(clause: list[index], missing: missing)
    }
  }

  /// Who fills which clause of a list, after the best matching; as many as its clauses.
  package static func holders(
    _ list: [TrustDocument.Clause],
    approvers: [Approver]
  ) -> [[Approver]] {
    matched(list, distinctApprovers(approvers))
  }

  /// The best matching of distinct approvers to the places of a list, by clause.
  private static func matched(
    _ list: [TrustDocument.Clause],
    _ approvers: [Approver]
  ) -> [[Approver]] {
    let places = list.indices.flatMap { Array(repeating: $0, count: list[$0].min) }
    var holder = [Int?](repeating: nil, count: places.count)
    for approver in approvers.indices {
      var visited = [Bool](repeating: false, count: places.count)
      _ = place(approver, approvers, list, places, &holder, &visited)
    }
    return list.indices.map { index in
      places.indices.compactMap { place in
        places[place] == index ? holder[place].map { approvers[$0] } : nil
      }
    }
  }

  /// Finds a place for an approver, moving others where that helps (augmenting path).
  private static func place(
    _ approver: Int,
    _ approvers: [Approver],
    _ list: [TrustDocument.Clause],
    _ places: [Int],
    _ holder: inout [Int?],
    _ visited: inout [Bool]
  ) -> Bool {
    for place in places.indices where !visited[place] {
      guard fits(approvers[approver], list[places[place]]) else { continue }
      visited[place] = true
      if let other = holder[place] {
        let moved = Self.place(other, approvers, list, places, &holder, &visited)
        guard moved else { continue }
      }
      holder[place] = approver
      return true
    }
    return false
  }

  /// Whether an approver may fill any clause of a policy.
  static func mayFill(_ policy: [[TrustDocument.Clause]], _ approver: Approver) -> Bool {
    policy.contains { list in list.contains { fits(approver, $0) } }
  }

  /// Whether an approver may fill a clause.
  private static func fits(_ approver: Approver, _ clause: TrustDocument.Clause) -> Bool {
    approver.groups.contains(clause.group) && approver.assurance >= clause.assurance
  }
}
