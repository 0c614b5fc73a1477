import Vocabulary

/// Numbers behind `n°`, `n.º`, `número` and the like, of whatever they are: `assureur Assura n° 1.447.209.83`.
extension Engine {
  /// Tokens before the sign in which a word says of what the number is, and digits at least.
  private static let kindTokens = 5
  private static let signDigits = 4

  /// Finds a number from its sign.
  func matchForeignNumber(_ text: Span<UInt8>, _ sign: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.foreignNumber), sign > 0, sign + 1 < scratch.tokens.count,
      scratch.tokens[sign].gap != .none, scratch.tokens[sign].gap != .mark
    else { return }
    var first = sign + 1
    // `n.o 4471`
    if scratch.tokens[first].hash == Self.o, scratch.tokens[first].gap != .blank { first += 1 }
    guard first < scratch.tokens.count, isSign(text, sign, first, scratch),
      !isCountedBefore(sign, scratch),
      let end = codeEnd(text, first, digits: Self.signDigits, connected: true, scratch)
    else { return }
    let token = scratch.tokens[first]
    if token.isDigits, token.length == 4, token.end == end, (1_900...2_100).contains(token.hash) {
      return
    }
    guard !isPlaceholder(text, around: Int(token.start)),
      !Placeholders.isStandIn(text, Int(token.start), end)
    else { return }
    emit(rule, Int(token.start), end, .label | .format, scratch: &scratch)
  }

  /// Whether a word and what stands between it and a number are the sign of one.
  private func isSign(
    _ text: Span<UInt8>,
    _ sign: Int,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (end, start) = (scratch.tokens[sign].end, Int(scratch.tokens[first].start))
    guard start - end <= 5, scratch.tokens[first].gap != .lineBreak else { return false }
    var (blanks, stops) = (0, 0)
    for offset in end..<start {
      switch text[offset] {
      case 0x20: blanks += 1
      case 0x2E: stops += 1
      case 0x3A where scratch.tokens[sign].length > 2: break
      case 0x6F where first > sign + 1: break
      default: return false
      }
    }
    if scratch.tokens[sign].length > 2 { return isAmongForeign(text, sign, scratch) }
    // `n°`, whose sign is read as a blank, and `n.` of Italian.
    if scratch.tokens[sign].hash == Self.sign {
      return blanks > 1 || stops > 0 && first == sign + 1 || first > sign + 1
    }
    return stops > 0 && isAmongForeign(text, sign, scratch)
  }

  /// Whether a thing stands before the sign whose numbers tell of nobody: a law, a bed, a page.
  private func isCountedBefore(_ sign: Int, _ scratch: borrowing ScanScratch) -> Bool {
    for index in stride(from: sign - 1, through: max(0, sign - 3), by: -1) {
      if Self.countedThingsAbroad(scratch.tokens[index].hash) != 0
        || isWord(index, .counted, scratch)
      {
        return true
      }
      if scratch.tokens[index + 1].gap != .blank { return false }
    }
    return false
  }

  private static var o: UInt64 { Token.word("o") }
  /// The `n` of `n.º`.
  static var sign: UInt64 { Token.word("n") }
  /// What stands before a number, for the lists of words.
  static let foreignNumberSigns = "n no núm numéro número"
  /// The same as a set.
  static let foreignSigns = table(foreignNumberSigns)
  private static let countedThingsAbroad = table(
    """
    loi décret arrêté directive règlement circulaire article articles ley real decreto orden artículo \
    resolución norma lei portaria artigo resolução legge articolo circolare delibera chambre lit salle \
    bureau étage porte cama habitación sala planta quarto leito enfermaria letto stanza tomo capítulo \
    chapitre capitolo figure figura tableau tabla tabela tabella page página pagina lot lote lotto jo be \
    version versión versão versione canal fm boletín journal bulletin recommandation avis étude série \
    phrase pregunta question domanda ligne línea linha linea erreur error erro errore référence code \
    código codice norme ccam nabm atc cas
    """
  )
}
