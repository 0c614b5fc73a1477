import Vocabulary

/// Options that every command takes, anywhere before `--`: how much is said, and in which form.
enum CommonOptions {
  /// What `--help` says of them.
  static let help = """
    COMMON OPTIONS:
      --quiet                 No progress and no messages but warnings and errors.
      --log-format <format>   Messages as text (default) or json: one object a line.

    """

  /// Takes the options out of a command line and puts them into a console.
  /// - Throws: a usage failure for a log format that there is not.
  static func take(from words: inout [String], into console: inout Console) throws(Failure) {
    var rest: [String] = []
    var index = 0
    while index < words.count, words[index] != "--" {
      let word = words[index]
      if word == "--quiet" {
        console.isQuiet = true
      } else if word == "--log-format" || word.hasPrefix("--log-format=") {
        var value = word.split(separator: "=", maxSplits: 1).dropFirst().first.map(String.init)
        if value == nil, index + 1 < words.count {
          index += 1
          value = words[index]
        }
        guard let format = value.flatMap(Console.LogFormat.init) else {
          throw Failure(
            .usage,
            "--log-format is text or json; nothing was done",
            next: "leave it out for text"
          )
        }
        console.logFormat = format
      } else {
        rest.append(word)
      }
      index += 1
    }
    words = rest + words[min(index, words.count)...]
  }
}
