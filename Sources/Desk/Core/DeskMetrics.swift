import Synchronization

/// Counts of the desk since it started, in the text format of Prometheus.
package final class DeskMetrics: Sendable {
  /// Upper edges of the buckets of answer times, in microseconds.
  private static let edges: [Int64] = [
    1_000, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000,
  ]

  /// What is counted.
  private struct State {
    var answers: [String: Int64] = [:]
    var rows: [String: Int64] = [:]
    var buckets = [Int64](repeating: 0, count: DeskMetrics.edges.count + 1)
    var microseconds: Int64 = 0
  }

  private let state = Mutex(State())

  /// Counts from nothing.
  package init() {}

  /// Counts an answer.
  /// - Parameters:
  ///   - route: the pattern of the address, never the address.
  ///   - method: of the request.
  ///   - status: of the answer.
  ///   - microseconds: until the answer began.
  func count(route: String, method: String, status: Int, microseconds: Int64) {
    state.withLock { state in
      state.answers["\(method) \(route) \(status)", default: 0] += 1
      let bucket = Self.edges.firstIndex { microseconds <= $0 } ?? Self.edges.count
      state.buckets[bucket] += 1
      state.microseconds += microseconds
    }
  }

  /// Counts a row of the log.
  func count(row event: String) { state.withLock { $0.rows[event, default: 0] += 1 } }

  /// The text; `gauges`: what is measured now, names and values, each with its help.
  func text(gauges: [(name: String, help: String, value: Int64)]) -> String {
    let state = state.withLock { $0 }
    var text = Self.head("phigate_desk_answers_total", "counter", "Answers of HTTP.")
    for (key, count) in state.answers.sorted(by: { $0.key < $1.key }) {
      let parts = key.split(separator: " ").map(String.init)
      text += "phigate_desk_answers_total{method=\"\(parts[0])\",route=\"\(parts[1])\","
      text += "status=\"\(parts[2])\"} \(count)\n"
    }
    text += Self.head("phigate_desk_log_rows_total", "counter", "Rows of the log by event.")
    for (event, count) in state.rows.sorted(by: { $0.key < $1.key }) {
      text += "phigate_desk_log_rows_total{event=\"\(event)\"} \(count)\n"
    }
    text += Self.head("phigate_desk_answer_seconds", "histogram", "Time until an answer began.")
    var total: Int64 = 0
    for (index, edge) in Self.edges.enumerated() {
      total += state.buckets[index]
      text += "phigate_desk_answer_seconds_bucket{le=\"\(Self.seconds(edge))\"} \(total)\n"
    }
    total += state.buckets[Self.edges.count]
    text += "phigate_desk_answer_seconds_bucket{le=\"+Inf\"} \(total)\n"
    text += "phigate_desk_answer_seconds_sum \(Self.seconds(state.microseconds))\n"
    text += "phigate_desk_answer_seconds_count \(total)\n"
    for gauge in gauges {
      text += Self.head(gauge.name, "gauge", gauge.help) + "\(gauge.name) \(gauge.value)\n"
    }
    return text
  }

  /// The lines before a metric.
  private static func head(_ name: String, _ kind: String, _ help: String) -> String {
    "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
  }

  /// Microseconds as seconds.
  private static func seconds(_ microseconds: Int64) -> String {
    let rest = String(microseconds % 1_000_000)
    return "\(microseconds / 1_000_000)." + String(repeating: "0", count: 6 - rest.count) + rest
  }
}
