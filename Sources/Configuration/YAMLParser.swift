import CYaml
import Vocabulary

/// Reads one YAML document by libyaml's events; the only file that calls it.
///
/// Anchors, aliases, tags, merge keys, second documents and repeated names are refused: each makes
/// one file mean two things to two readers.
@safe struct YAMLParser: ~Copyable {
  /// The parser, at one address: libyaml keeps pointers into it.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private var nodes = 0

  /// Reads a document.
  /// - Parameter text: UTF-8; an empty one is an empty map.
  /// - Returns: the value at the top.
  /// - Throws: the first fault with its place.
  static func parse(_ text: [UInt8]) throws(YAMLFault) -> YAMLNode {
    let start = YAMLPosition(line: 1, column: 1)
    guard text.count <= YAMLLimits.bytesMax else {
      throw YAMLFault(
        position: start,
        message: "\(text.count) bytes exceed limit \(YAMLLimits.bytesMax)"
      )
    }
    guard let valid = String(validating: text, as: UTF8.self), !valid.utf8.contains(0) else {
      throw YAMLFault(position: start, message: "not valid UTF-8")
    }
    let result: Result<YAMLNode, YAMLFault> = unsafe text.withUnsafeBufferPointer { bytes in
      do throws(YAMLFault) {
        var parser = try YAMLParser()
        unsafe parser.read(from: bytes)
        return .success(try parser.document())
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Prepares libyaml.
  private init() throws(YAMLFault) {
    unsafe parser = .allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      unsafe parser.deallocate()
      throw YAMLFault(position: YAMLPosition(line: 1, column: 1), message: "out of memory")
    }
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  /// Sets the bytes to read, which must stay where they are until the end.
  private func read(from bytes: UnsafeBufferPointer<UInt8>) {
    unsafe yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
  }

  /// One event, without a pointer into libyaml.
  private struct Event {
    /// What happened.
    var kind: yaml_event_type_t
    /// Where it begins.
    var position: YAMLPosition
    /// The text of a scalar.
    var text = ""
    /// Whether a scalar stands without quotes.
    var isPlain = false
    /// Whether an anchor stands before it.
    var hasAnchor = false
    /// Whether a tag stands before it.
    var hasTag = false
  }

  /// The whole stream, which must be one document at most.
  private mutating func document() throws(YAMLFault) -> YAMLNode {
    _ = try next()
    let first = try next()
    guard first.kind == YAML_DOCUMENT_START_EVENT else { return .mapping([], first.position) }
    let node = try value(of: try next(), depth: 0)
    _ = try next()
    let last = try next()
    guard last.kind == YAML_STREAM_END_EVENT else {
      throw YAMLFault(position: last.position, message: "a second document is not allowed")
    }
    return node
  }

  /// The value that begins with an event.
  private mutating func value(of event: Event, depth: Int) throws(YAMLFault) -> YAMLNode {
    try check(event, depth: depth)
    switch event.kind {
    case YAML_SCALAR_EVENT: return .scalar(event.text, isPlain: event.isPlain, event.position)
    case YAML_SEQUENCE_START_EVENT:
      var values: [YAMLNode] = []
      while true {
        let event = try next()
        if event.kind == YAML_SEQUENCE_END_EVENT { break }
        values.append(try value(of: event, depth: depth + 1))
      }
      return .sequence(values, event.position)
    case YAML_MAPPING_START_EVENT:
      return .mapping(try members(depth: depth + 1), event.position)
    default:
      throw YAMLFault(position: event.position, message: "a value is missing here")
    }
  }

  /// The members of a map whose start has been read.
  private mutating func members(depth: Int) throws(YAMLFault) -> [YAMLNode.Member] {
    var members: [YAMLNode.Member] = []
    var names: Set<[UInt8]> = []
    while true {
      let key = try next()
      if key.kind == YAML_MAPPING_END_EVENT { return members }
      try check(key, depth: depth)
      guard key.kind == YAML_SCALAR_EVENT else {
        throw YAMLFault(position: key.position, message: "the name of a setting must be a word")
      }
      guard key.text != "<<" else {
        throw YAMLFault(position: key.position, message: "merge keys are not allowed")
      }
      guard names.insert(Array(key.text.utf8)).inserted else {
        throw YAMLFault(position: key.position, message: "\(key.text.shortened) is set twice")
      }
      let value = try value(of: try next(), depth: depth)
      members.append(YAMLNode.Member(name: key.text, position: key.position, value: value))
    }
  }

  /// Refuses what makes a file mean two things, and too much of anything.
  private mutating func check(_ event: Event, depth: Int) throws(YAMLFault) {
    nodes += 1
    let message: String? =
      if event.kind == YAML_ALIAS_EVENT {
        "aliases are not allowed"
      } else if event.hasAnchor {
        "anchors are not allowed"
      } else if event.hasTag {
        "tags are not allowed"
      } else if depth > YAMLLimits.depthMax {
        "nesting depth \(depth) exceeds limit \(YAMLLimits.depthMax)"
      } else if nodes > YAMLLimits.nodesMax {
        "\(nodes) values exceed limit \(YAMLLimits.nodesMax)"
      } else {
        nil
      }
    if let message { throw YAMLFault(position: event.position, message: message) }
  }

  /// The next event.
  private func next() throws(YAMLFault) -> Event {
    var raw = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &raw) == 1 else { throw fault() }
    defer { unsafe yaml_event_delete(&raw) }
    var event = unsafe Event(kind: raw.type, position: YAMLPosition(raw.start_mark))
    switch event.kind {
    case YAML_SCALAR_EVENT:
      let scalar = unsafe raw.data.scalar
      let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      event.text = unsafe String(decoding: bytes, as: UTF8.self)
      event.isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
      event.hasAnchor = unsafe scalar.anchor != nil
      event.hasTag = unsafe scalar.tag != nil
    case YAML_SEQUENCE_START_EVENT:
      event.hasAnchor = unsafe raw.data.sequence_start.anchor != nil
      event.hasTag = unsafe raw.data.sequence_start.tag != nil
    case YAML_MAPPING_START_EVENT:
      event.hasAnchor = unsafe raw.data.mapping_start.anchor != nil
      event.hasTag = unsafe raw.data.mapping_start.tag != nil
    default: break
    }
    return event
  }

  /// What libyaml refused; its messages name rules and never the file's text.
  private func fault() -> YAMLFault {
    let state = unsafe parser.pointee
    let problem = unsafe state.problem.map { unsafe String(cString: $0) } ?? "not YAML"
    return unsafe YAMLFault(position: YAMLPosition(state.problem_mark), message: problem)
  }
}

extension YAMLPosition {
  /// A place as libyaml counts it, from 0.
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}
