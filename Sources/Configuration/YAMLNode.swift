import Vocabulary

/// A place in a file, counted from 1.
package struct YAMLPosition: Sendable, Hashable {
  /// The line.
  package var line: Int
  /// The column, in characters.
  package var column: Int
}

/// A YAML value as far as a configuration needs it: no anchors, no aliases, no tags.
indirect enum YAMLNode: Sendable, Hashable {
  /// A text; a plain one may be a number or a truth value.
  case scalar(String, isPlain: Bool, YAMLPosition)
  /// A list.
  case sequence([YAMLNode], YAMLPosition)
  /// A map whose names are distinct as bytes.
  case mapping([Member], YAMLPosition)

  /// One name and its value.
  struct Member: Sendable, Hashable {
    /// The name.
    var name: String
    /// Where the name stands.
    var position: YAMLPosition
    /// The value.
    var value: YAMLNode
  }

  /// Where the value begins.
  var position: YAMLPosition {
    switch self {
    case .scalar(_, _, let position), .sequence(_, let position), .mapping(_, let position):
      position
    }
  }
}

/// What is wrong with a text and where, before it is known which file it is.
package struct YAMLFault: Error, Sendable, Hashable {
  /// Where.
  package var position: YAMLPosition
  /// Lower case, no full stop.
  package var message: String
  /// What the reader can do now; nil when the message says it.
  package var next: String?
}

/// What a configuration file may be at most.
enum YAMLLimits {
  /// Bytes of the file.
  static let bytesMax = 256 << 10
  /// Maps and lists within one another.
  static let depthMax = 6
  /// Values of any kind.
  static let nodesMax = 20_000
}
