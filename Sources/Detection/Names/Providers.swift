import Vocabulary

/// Who treats, not who is treated: what stays where a site keeps its providers.
///
/// Only what says so itself counts: a title or a credential beside the name, a number that none but providers have.
/// A patient with a title is a patient: behind a label of one nobody is kept.
extension Scanner {
  /// Bytes before a name in which a title, and a patient's label, is looked for.
  private static let titleBytesMax = 12
  private static let labelBytesMax = 24

  /// Whether a finding is a provider's name or number.
  func isProvider(_ finding: Finding, _ text: Span<UInt8>) -> Bool {
    switch finding.kind {
    case .license: return Self.numberRules.contains(ruleSet.rules[Int(finding.rule)].id)
    case .name:
      return !isLabelledPatient(text, finding.start)
        && (hasTitle(text, finding) || hasCredential(text, finding.end))
    default: return false
    }
  }

  private static let numberRules: Set<String> = ["npi.labelled", "dea.checked"]
  private static let titles = Engine.hashes("dr drs doctor prof professor dra doktor")
  private static let credentials = Engine.hashes(
    "md do rn np pa aprn crna dds dmd dpm pharmd phd psyd lcsw rph mbbs frcp"
  )
  private static let patients = Engine.hashes(
    "patient pt name member insured subscriber client resident guarantor mother father spouse"
  )

  /// Whether a name begins with a title or follows one.
  private func hasTitle(_ text: Span<UInt8>, _ finding: Finding) -> Bool {
    var end = finding.start
    while text.at(end).isLetter { end += 1 }
    if Self.titles.contains(Token.hash(text, finding.start..<end)) { return true }
    end = finding.start
    while end > 0, finding.start - end < Self.titleBytesMax,
      text[end - 1] == 0x20 || text[end - 1] == 0x2E
    {
      end -= 1
    }
    var start = end
    while start > 0, text[start - 1].isLetter { start -= 1 }
    return Self.titles.contains(Token.hash(text, start..<end))
  }

  /// Whether a credential stands behind a name: `, MD`.
  private func hasCredential(_ text: Span<UInt8>, _ end: Int) -> Bool {
    var start = end
    while text.at(start) == 0x20 || text.at(start) == 0x2C { start += 1 }
    guard start > end, text.at(start).isUppercase else { return false }
    var last = start
    while text.at(last).isLetter { last += 1 }
    return Self.credentials.contains(Token.hash(text, start..<last))
  }

  /// Whether a label of a patient stands shortly before a name.
  private func isLabelledPatient(_ text: Span<UInt8>, _ start: Int) -> Bool {
    var place = start
    while place > 0, start - place < Self.labelBytesMax, text[place - 1] != 0x0A {
      guard text[place - 1].isLetter else {
        place -= 1
        continue
      }
      let end = place
      while place > 0, text[place - 1].isLetter { place -= 1 }
      if Self.patients.contains(Token.hash(text, place..<end)) { return true }
    }
    return false
  }
}
