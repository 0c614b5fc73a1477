import Synchronization

/// Something that happened to a request, as followers are told.
package struct DeskEvent: Sendable {
  /// Its number: what `Last-Event-ID` says.
  package let id: Int64
  /// The request.
  package let request: String
  /// The event as a message of server-sent events, with the empty line behind it.
  package let message: [UInt8]

  /// Writes the message of an event.
  ///
  /// Source: HTML Living Standard, server-sent events. `data`: JSON of one line.
  init(id: Int64, request: String, type: String, data: [UInt8]) {
    self.id = id
    self.request = request
    message = Array("id: \(id)\nevent: \(type)\ndata: ".utf8) + data + [0x0A, 0x0A]
  }
}

/// Wakes followers when something happened, and keeps the newest events for all of them.
package final class EventHub: Sendable {
  /// Events that are kept in memory; older ones are read from the database.
  static let keptMax = 2_048

  /// Why a follower wakes.
  package enum Wake: Sendable {
    /// Something happened.
    case news
    /// Nothing did, for a while: a connection that is gone is noticed by writing to it.
    case beat
  }

  /// Somebody who follows.
  private struct Follower {
    /// Of which request; nil: of all.
    var request: String?
    /// What wakes it.
    var wakes: AsyncStream<Wake>.Continuation
  }

  /// What is kept.
  private struct State {
    var events: [DeskEvent] = []
    var followers: [Int: Follower] = [:]
    var nextFollower = 0
  }

  /// What a follower is to send next.
  package struct Batch: Sendable {
    /// The messages, in order.
    package var events: [DeskEvent] = []
    /// Whether events before these are no longer kept here.
    package var isBehind = false
    /// The newest event of all; nil where none is kept.
    package var newest: Int64?
  }

  private let state = Mutex(State())
  /// Followers at once.
  private let followersMax: Int

  /// Creates a hub.
  init(followersMax: Int) { self.followersMax = followersMax }

  /// Tells everybody.
  func publish(_ events: [DeskEvent]) {
    guard !events.isEmpty else { return }
    let requests = Set(events.map(\.request))
    let followers = state.withLock { state in
      state.events += events
      if state.events.count > Self.keptMax { state.events.removeFirst(state.events.count / 2) }
      return state.followers.values.filter { $0.request.map(requests.contains) ?? true }
    }
    for follower in followers { follower.wakes.yield(.news) }
  }

  /// Wakes everybody, so that connections which are gone are noticed.
  func wake() {
    let followers = state.withLock { Array($0.followers.values) }
    for follower in followers { follower.wakes.yield(.beat) }
  }

  /// Adds a follower.
  /// - Parameter request: of which request; nil: of all.
  /// - Returns: its number and what wakes it; nil where there are
  ///   too many.
  package func follow(_ request: String?) -> (number: Int, wakes: AsyncStream<Wake>)? {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Wake.self,
      bufferingPolicy: .bufferingNewest(1)
    )
    let number: Int? = state.withLock { state in
      guard state.followers.count < followersMax else { return nil }
      state.nextFollower += 1
      state.followers[state.nextFollower] = Follower(request: request, wakes: continuation)
      return state.nextFollower
    }
    return number.map { ($0, stream) }
  }

  /// Removes a follower.
  package func leave(_ number: Int) {
    let follower = state.withLock { $0.followers.removeValue(forKey: number) }
    follower?.wakes.finish()
  }

  /// Followers now.
  package var count: Int { state.withLock { $0.followers.count } }

  /// Events after one, of one request or of all.
  package func events(after id: Int64, of request: String?) -> Batch {
    state.withLock { state in
      guard let first = state.events.first else { return Batch(events: [], isBehind: true) }
      let newer = state.events.reversed().prefix { $0.id > id }.reversed()
      let wanted = newer.filter { request == nil || $0.request == request }
      return Batch(
        events: Array(wanted),
        isBehind: first.id > id + 1,
        newest: state.events.last?.id
      )
    }
  }
}
