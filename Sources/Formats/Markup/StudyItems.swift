import Vocabulary

/// Items of a study, which one place defines and others fill in.
///
/// ```
/// <ItemDef OID="I_4" Name="MRN"> … <ItemData ItemOID="I_4" Value="47505"/>
/// <ItemDef OID="I_5" Name="Q5"><Question><TranslatedText>First name</TranslatedText></Question></ItemDef>
/// <ItemDataString ItemOID="DM.LASTNAME">Rose</ItemDataString>
/// ```
///
/// Source: CDISC, Operational Data Model (ODM) 1.3.2.
struct StudyItems {
  /// What items are called.
  private var definitions = FieldDefinitions()
  /// By what the item is known that is being defined, and the open elements around its parts; 0 outside.
  private(set) var (identity, depth) = (UInt64(0), 0)
  /// What an item is asked by, in its definition.
  static let question = Array("TranslatedText".utf8)

  /// Begins the definition of an item, whose parts have that many open elements around them; nil where it has
  /// none.
  ///
  /// `label`: what it is called; nil where that is the name of no field.
  mutating func begin(_ name: [UInt8], _ label: String?, at depth: Int?) {
    identity = FieldDefinitions.identity(name[...])
    if let label { define(label) }
    guard let depth else {
      identity = 0
      return
    }
    self.depth = depth
  }

  /// Takes over what the item being defined is called, once.
  mutating func define(_ label: String) {
    definitions.define(identity, label)
    identity = 0
  }

  /// Says that an element ends, and how many are open with it.
  mutating func end(at depth: Int) { if depth <= self.depth { identity = 0 } }

  /// What an item is called: as its definition says, else by the last part of what refers to it.
  func label(_ reference: ArraySlice<UInt8>) -> String? {
    definitions.label(FieldDefinitions.identity(reference))
      ?? MarkupLabels.label(reference.split(separator: 0x2E).last ?? [])
  }
}

extension XMLReader {
  /// Takes over the question that an item being defined is asked by.
  mutating func noteQuestion(_ writer: BlockWriter, _ name: Range<Int>) {
    guard items.identity != 0, let text = beside.text,
      writer.source[name].elementsEqual(StudyItems.question),
      let label = keyLabel(writer.source[text])
    else { return }
    items.define(label)
  }
}
