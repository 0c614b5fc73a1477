import DeskOutbound

extension OutboundClient {
  /// Sends what a notifier has to say and judges the status of its answer.
  /// - Returns: an answer of 200 to 299.
  /// - Throws: temporary for no answer, for 408, 425, 429 and 500 to 599; permanent for every other
  ///   status. A redirect is permanent: the configuration has to name the new place.
  func notify(_ request: OutboundRequest) async throws(NotifyFault) -> OutboundAnswer {
    let answer: OutboundAnswer
    do throws(OutboundFault) {
      answer = try await send(request)
    } catch {
      switch error {
      case .timedOut: throw .temporary("timed_out", afterSeconds: nil)
      case .unreachable: throw .temporary("unreachable", afterSeconds: nil)
      case .answerTooLarge: throw .permanent("answer_too_large")
      }
    }
    switch answer.status {
    case 200..<300: return answer
    case 408, 425, 429, 500..<600:
      throw .temporary("status_\(answer.status)", afterSeconds: answer.retryAfterSeconds)
    default: throw .permanent("status_\(answer.status)")
    }
  }
}
