import Testing
import Vocabulary

@testable import phigate

/// Entries of the allow-list are made without the value on the command line.
@Suite struct AllowCommandTests {
  /// A configuration with a key, and a note with a false alarm.
  private func prepare(_ scratch: Scratch) {
    _ = Shell.run(
      """
      cd '\(scratch.path)'; head -c 32 /dev/urandom > site.key; chmod 600 site.key
      printf 'key: site.key\\nallow:\\n' > phigate.yml
      printf 'Seen by Dr. Halvorsen and Mrs. Crane.\\n' > note.txt
      """
    )
  }

  /// Runs the program in the folder.
  private func run(_ scratch: Scratch, _ line: String) -> (code: Int32, output: String) {
    Shell.run(
      "cd '\(scratch.path)'; export PHIGATE_CONFIG=phigate.yml; P='\(Shell.phigate)'; \(line)"
    )
  }

  @Test func anEntryLetsItsValueThroughAndDoesNotHoldIt() {
    let scratch = Scratch()
    prepare(scratch)
    let made = run(
      scratch,
      "printf 'Mrs. Crane\\n' | $P allow --type NAME --reason device --owner me"
    )
    #expect(made.code == 0 && !made.output.contains("Crane"), "\(made.output)")
    let before = run(scratch, "$P detect note.txt | wc -l").output
    let after = run(
      scratch,
      "printf 'Mrs. Crane' | $P allow --type NAME --reason r --owner o >> phigate.yml;"
        + " $P detect note.txt | wc -l; $P rules list | wc -l"
    )
    #expect(before == "2\n" && after.output.hasPrefix("1\n"), "\(after.output)")
    #expect(!run(scratch, "cat phigate.yml").output.contains("Crane"))
  }

  @Test(arguments: [
    ("printf ''", "--type NAME --reason r --owner o"),
    ("printf 'a\\nb\\n'", "--type NAME --reason r --owner o"),
    ("printf 'Crane'", "--type NAMES --reason r --owner o"),
    ("printf 'Crane'", "--type NAME --reason 'Crane is a device' --owner o"),
    ("printf 'Crane'", "--type NAME --reason r --owner o --days 0"),
  ])
  func whatIsNoEntryIsRefusedWithoutTheValue(_ input: String, _ options: String) {
    let scratch = Scratch()
    prepare(scratch)
    let made = run(scratch, "\(input) | $P allow \(options)")
    #expect(made.code == 2 && !made.output.contains("value:"), "\(made.output)")
    #expect(!made.output.contains("Crane is"), "\(made.output)")
  }

  @Test func withoutASiteKeyThereIsNoEntry() {
    let scratch = Scratch()
    _ = Shell.run("printf 'version: 1\\n' > '\(scratch.path)/phigate.yml'")
    let made = run(scratch, "printf 'Crane' | $P allow --type NAME --reason r --owner o")
    #expect(made.code == 2 && made.output.contains("site key") || made.output.contains("key in"))
  }

  @Test func anExpiredEntryIsWarnedOfAndDoesNotCount() {
    let scratch = Scratch()
    prepare(scratch)
    let entry =
      "  - {type: NAME, pattern: 'Mrs[.] Crane', reason: r, owner: o, expires: 2020-01-01}"
    let found = run(scratch, "echo \"\(entry)\" >> phigate.yml; $P detect note.txt 2>&1")
    #expect(found.output.contains("line 3 expired on 2020-01-01 and does not count"))
    #expect(found.output.split(separator: "\n").count == 3, "\(found.output)")
  }
}
