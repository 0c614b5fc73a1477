import Vocabulary

/// Fields that describe other fields, and values that only say what stands in their field.
extension FieldNames {
  /// What schemas say of a field, below its name: its form, and never its value.
  ///
  /// Source: JSON Schema 2020-12; OpenAPI 3.1.
  private static let schemaKeys: Set<String> = [
    "pattern", "format", "type", "maxLength", "minLength", "$ref", "logicalType",
  ]
  /// What schemas say in words, where the fields stand below `properties`.
  private static let schemaTexts: Set<String> = ["title", "description"]
  /// Last words of names of fields that hold a size or a form of what is called before.
  private static let measures: Set<String> = [
    "size", "beds", "volume", "format", "method", "capacity",
  ]

  /// What a name says by its form: a key of a schema, a measure of what its other words name.
  func verdictOfForm(_ name: String, _ last: [String]) -> FieldJudgement.Verdict? {
    if last.count > 1, let word = last.last, Self.measures.contains(word) { return .coded }
    let components = name.split(separator: ".")
    guard components.count > 1, let key = components.last.map(String.init) else { return nil }
    if Self.schemaKeys.contains(key) { return .coded }
    return components.contains("properties") && Self.schemaTexts.contains(key) ? .text : nil
  }

  /// Whether words are those of a field that holds cookies: `Set-Cookie`, `cookies`.
  static func isCookie(_ words: [String]) -> Bool {
    words.last == "cookie" || words.last == "cookies"
  }
}

extension Scanner {
  private static var fips: UInt64 { Token.word("fips") }
  /// Bytes of what a field is called, at most.
  private static let ownBytesMax = 40

  /// Whether a value is only what its field is called, as in texts of pages: `"phone": "Phone"`,
  /// `"mrn": "Medical record number"`, `"city": "Ciudad"`.
  ///
  /// A password may be called so as well, and a single word that is somebody's name.
  func namesOwnField(_ text: Span<UInt8>, _ field: FieldJudgement) -> Bool {
    guard case .identifier(let kind, let part) = field.verdict, kind != .secret, !field.isVoted,
      text.count <= Self.ownBytesMax, text.count > 1, field.own != 0
    else { return false }
    // The number of a state.
    if field.own == Self.fips, text.count == 2 { return true }
    for index in 0..<text.count {
      let byte = text[index]
      guard byte.isLetter || byte >= 0x80 || byte == 0x20 || byte == 0x2D else { return false }
    }
    let hash = Token.hash(text, 0..<text.count)
    if hash == field.own { return true }
    if Self.labelsAbroad[hash]?.contains(kind) == true { return true }
    guard mayNameField(text) else { return false }
    let name = unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    guard case .identifier(kind, part) = fields.known(name, engine: engine) else { return false }
    return FieldNames.words(name).count > 1 || kind != .name && kind != .username
  }

  /// Whether every word is one of names of fields, for most values are not.
  private func mayNameField(_ text: Span<UInt8>) -> Bool {
    var start = 0
    for index in 0...text.count {
      guard index == text.count || text[index] == 0x20 || text[index] == 0x2D else { continue }
      if start < index, !fields.known.contains(Token.hash(text, start..<index)) { return false }
      start = index + 1
    }
    return true
  }

  /// What fields are called in catalogues of messages of other languages, by what they hold.
  private static let labelsAbroad: [UInt64: Set<IdentifierKind>] = {
    let labels: [(IdentifierKind, String)] = [
      (
        .name,
        "nombre,nombres,apellido,apellidos,nombre completo,vorname,nachname,prénom,nom de famille"
      ),
      (.name, "cognome,sobrenome,voornaam,achternaam,médico,médecin"),
      (.username, "nombre de usuario,usuario,benutzername,nom d utilisateur,nome utente"),
      (.mrn, "número de historia clínica,historia clínica,numéro de dossier,patientennummer"),
      (.phone, "teléfono,téléphone,telefon,telefonnummer,telefono,telefone,telefoon"),
      (.email, "correo electrónico,correo,courriel,adresse e-mail,e-mail-adresse,e-mail"),
      (.location, "calle,ciudad,código postal,dirección,rue,ville,code postal,adresse,straße"),
      (.location, "stadt,ort,postleitzahl,via,città,indirizzo,cap,rua,cidade,endereço,cep"),
    ]
    var table: [UInt64: Set<IdentifierKind>] = [:]
    for (kind, names) in labels {
      for name in names.split(separator: ",") {
        table[Token.hash(String(name)), default: []].insert(kind)
      }
    }
    return table
  }()

  /// Whether a value of a field of numbers is none: no digit is in it, and it is words of the language that
  /// nobody is called, or what programs call a group: `"license": "Proprietary"`, `org.apache.camel`.
  func isNoNumber(_ text: Span<UInt8>, _ field: FieldJudgement) -> Bool {
    guard case .identifier(let kind, _) = field.verdict, !field.isVoted, field.own != 0 else {
      return false
    }
    switch kind {
    case .mrn, .healthPlan, .account, .license: break
    default: return false
    }
    var (dots, isSmall) = (0, true)
    for index in 0..<text.count {
      let byte = text[index]
      if byte.isDigit || byte == 0x5B { return false }
      if byte == 0x2E, index > 0, index + 1 < text.count { dots += 1 }
      isSmall = isSmall && (byte == 0x2E || byte == 0x2D || byte.isLetter && !byte.isUppercase)
    }
    guard text.count <= Self.ownBytesMax * 2 else { return false }
    if isSmall, dots > 0 {
      var end = 0
      while end < text.count, text[end] != 0x2E { end += 1 }
      if Self.topDomains.contains(Token.hash(text, 0..<end)) { return true }
    }
    // A single word may be an account's or somebody's name.
    return (0..<text.count).contains { text[$0] == 0x20 }
      && isThing((0..<text.count).map { text[$0] })
  }

  /// Whether no value of a cookie looks like one that signs somebody in: a long run with letters and digits.
  func isNoSignIn(_ text: Span<UInt8>, _ field: FieldJudgement) -> Bool {
    guard field.isCookie else { return false }
    return !(0..<text.count)
      .contains { start in
        !text.isWordByte(start - 1) && !Self.joins(text.at(start - 1))
          && engine.signInEnd(text, start) != nil
      }
  }

  /// Whether a byte stands inside of such a run, which begins before it.
  private static func joins(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2D, 0x2E, 0x5F, 0x25, 0x2B, 0x7E: true
    default: false
    }
  }

  /// First parts of what programs call groups of packages.
  private static let topDomains = Engine.hashes("com org net io edu gov ca de fr uk eu us dev")
}
