import Vocabulary

/// What an item of a form asks, in FHIR's XML, of the answer in it.
///
/// `<item><text value="Your last name"/><answer><valueString value="…"/></answer></item>`
///
/// Source: HL7 FHIR R4, QuestionnaireResponse.
extension XMLReader {
  private static let item = Array("item".utf8)
  private static let answer = Array("answer".utf8)
  private static let text = Array("text".utf8)
  private static let values = ["valueString", "valueMarkdown"].map { Array($0.utf8) }
  private static let value = Array("value".utf8)

  /// Takes over what an item asks, or gives the answer in hand the label of its question.
  mutating func noteAnswer(
    _ attribute: ArraySlice<UInt8>,
    _ range: Range<Int>,
    _ writer: BlockWriter
  ) {
    guard labels.isUsed, attribute.elementsEqual(Self.value), let tag, let around = nodes.last
    else {
      return
    }
    let own = paths.lastKey(of: tag.node)
    if own.elementsEqual(Self.text), paths.lastKey(of: around).elementsEqual(Self.item) {
      beside.question = keyLabel(writer.source[range]).map { ($0, nodes.count) }
    } else if let question = beside.question, question.depth == nodes.count - 1,
      paths.lastKey(of: around).elementsEqual(Self.answer),
      Self.values.contains(where: own.elementsEqual),
      let number = labels.field(question.label, in: &fields)
    {
      run.setField(number, at: range.lowerBound)
    }
  }
}
