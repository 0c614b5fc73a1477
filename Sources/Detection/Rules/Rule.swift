package import Vocabulary

/// One rule as data: what is looked for, what speaks for it and against it, and how one knows.
package struct Rule: Sendable {
  /// Family and form: `ssn.dashed`.
  ///
  /// Unique, stable: manifests and settings name it.
  package var id: String
  /// What a finding of the rule is.
  package var kind: IdentifierKind
  /// Which part of an address; `none` for every other kind.
  package var part: LocationPart
  /// How sure a finding is that nothing but its form speaks for.
  package var confidence: Confidence
  /// Who finds it, with the form's parameters.
  var matcher: Matcher
  /// What else must hold.
  var validator: Validator
  /// Words and phrases before the value that speak for it, in lower case, words apart by a blank.
  ///
  /// A phrase that ends in `#` is so ordinary a word that `:`, `=`, `#`, `number`, `id`, `is` or
  /// the like must stand between it and the value.
  package var labels: [String]
  /// Words right before or behind the value that speak against it, in lower case.
  package var forbidden: [String]
  /// Whether a label (or a field named like one) must stand before the value.
  package var needsLabel: Bool
  /// The class of a file in which it finds something, beside those of its kind; a site's rule may
  /// have one.
  package var dataClass: DataClass?
  /// What its findings turn into; nil: what the profile makes of its kind.
  package var transform: Transform?
  /// Where the form is defined.
  package var source: String
  /// Texts in which the rule must find something; all invented.
  package var positive: [String]
  /// Texts in which the rule must find nothing; all invented.
  package var negative: [String]

  /// The expressions of a rule that is a pattern, a line each; nil for any other.
  package var patternText: String? {
    guard case .pattern(let pattern) = matcher else { return nil }
    return pattern.expressions.joined(separator: " | ")
  }

  /// The name of what else must hold; nil for nothing.
  package var validatorName: String? { validator == .none ? nil : validator.rawValue }

  /// Creates a rule.
  init(
    _ id: String,
    _ kind: IdentifierKind,
    part: LocationPart = .none,
    confidence: Confidence = .high,
    _ matcher: Matcher,
    validator: Validator = .none,
    labels: [String] = [],
    forbidden: [String] = [],
    needsLabel: Bool = false,
    source: String,
    positive: [String],
    negative: [String]
  ) {
    self.id = id
    self.kind = kind
    self.part = part
    self.confidence = confidence
    self.matcher = matcher
    self.validator = validator
    self.labels = labels
    self.forbidden = forbidden
    self.needsLabel = needsLabel
    self.source = source
    self.positive = positive
    self.negative = negative
  }
}

/// How the engine finds candidates of a rule.
enum Matcher: Sendable, Hashable {
  /// By an engine of its own with its own lexicon: names and places in free text.
  case lexicon
  /// Groups of digits: a number is the length of a group, anything else the mark between two
  /// (`3-2-4`). `)` also stands for `) ` and `)-`, `(` between groups for ` (` and `-(`; a leading
  /// `(` must stand before the first group.
  case digits([String])
  /// A value of this grammar behind one of the rule's labels.
  case labelled(Grammar)
  /// Letters and digits that touch: `9` is a digit, `A` a letter, `X` either, and anything else
  /// itself. Compared with the whole run.
  case code([String])
  /// By regular expressions around a literal.
  case pattern(Pattern)
  /// By a function of the engine.
  case form(Form)
  /// By the field a value stands in, never in text.
  case field
}

/// Regular expressions and what belongs to the value beside their match.
///
/// An expression is in PCRE's syntax without assertions, and needs a literal and a bound. A match
/// counts where no letter or digit touches it.
struct Pattern: Sendable, Hashable {
  /// The expressions; each finds at least the literal and the shortest value.
  var expressions: [String]
  /// What the value goes on with behind a match: a set such as `A-Za-z0-9_-`.
  var then: String
  /// Bytes of the longest value; what is longer is none.
  var bytesMax: Int
  /// The value begins behind the last of these bytes in the match: `=` of `AccountKey=…`.
  var behind: String
  /// Bytes of a run of base64 near a match that is a secret, too; 0 for none.
  var companionBytes: Int

  /// Creates a pattern whose match is the whole value.
  init(
    _ expressions: [String],
    then: String = "",
    bytesMax: Int = PatternSet.bytesMax,
    behind: String = "",
    companionBytes: Int = 0
  ) {
    self.expressions = expressions
    self.then = then
    self.bytesMax = bytesMax
    self.behind = behind
    self.companionBytes = companionBytes
  }
}

/// What may stand behind a label.
enum Grammar: Sendable, Hashable {
  /// So many digits, in groups apart by one of ` -./`.
  case digits(ClosedRange<Int>)
  /// Letters and digits with single `-/._` inside, at least so many of them digits.
  case code(digits: Int)
  /// The same, beginning with a digit.
  case number(digits: Int)
  /// A code behind a word that is ordinary: a letter or a mark must be in it, or a `:` or `#`
  /// before it.
  case mixedCode(digits: Int)
  /// Capitals with at least so many digits behind, behind the name of an insurer.
  case payer(digits: Int)
  /// Capitals with digits among them, at least so many bytes and three letters first.
  case groupCode(Int)
  /// Digits and capitals in groups with one mark or blank between, so many of them digits.
  case grouped(ClosedRange<Int>)
  /// Two or three letters that are no word: `RJ`, `wle`, `K-T`.
  case initials
  /// A telephone number of seven to fifteen digits, with marks.
  case phone
  /// One to three words of a name and the telephone number behind them.
  case namedPhone
  /// A word without blanks or quotes, at least so many bytes.
  case word(Int)
  /// Small letters with a digit behind them or an underscore inside, at least so many bytes.
  case codedWord(Int)
  /// Small letters that are no word, at least so many bytes.
  case plainUser(Int)
  /// A letter or two and a surname, up to four digits behind: `pkerrigan2`, `DLMARCHETTI`.
  case surnameUser
  /// A number plate: one to three groups of capitals and digits.
  case plate
  /// A plate that somebody chose or saw a part of: capitals and digits, quoted or few.
  case partialPlate
  /// A password or key: anything without blanks or quotes, at least so many bytes.
  case secret(Int)
  /// A word of letters and digits behind them, at least so many bytes.
  case codedSecret(Int)
  /// A date in a form that is none elsewhere: `3/14`, `05 12 1980`, `051280`, a month's name.
  case date
  /// `3/14` and `the 15th`, as they stand behind `on` and `since`.
  case partialDate
  /// A year of four digits that makes a living person ninety or older.
  case birthYear
  /// A match of the rule's own pattern.
  case pattern
}

/// Forms that a function of the engine finds.
enum Form: UInt8, Sendable, Hashable, CaseIterable {
  case email
  case url
  case domain
  case ipv4
  case ipv6
  case mac
  case uuid
  case iban
  case pem
  case jwt
  case connection
  case monthDayYear
  case dayMonthYear
  case monthYear
  case monthDay
  case dayMonth
  case monthCue
  case ordinalDay
  case holiday
  case age
  case ageKept
  case internationalPhone
  case groupedMBI
  case udi
  case spokenDigits
  case spokenCode
  case serial
  case spelledName
  case password
  case numbered
  case spokenEmail
  case saidURL
  case saidIP
  case saidUser
  case saidSecret
  case `extension`
  case quotedName
  case near
  case spokenStreet
  case logUser
  case openDay
  case foreignStreet
  case openAge
  case dottedDay
  case handle
  case pathNumber
  case postcode
  case compoundStreet
  case signature
  case surnameInitial
  case britishLicence
  case road
  case crossing
  case saintPlace
  case keypad
  case instance
  case role
  case chain
  case initialsLine
  case britishPlate
  case login
  case foreignHouse
  case foreignTown
  case foreignNumber
  case account
  case argument
  case secretText
  case coveredSSN
  case donation
  case componentNumber
  case position
  case tract
  case routing
  case providerNumber
  case coveredCard
}

/// What must hold of a candidate beside its form.
enum Validator: String, Sendable, Hashable {
  /// Nothing.
  case none
  /// Day, month, year in one of both orders; the calendar has it.
  case dayMonthYear
  /// The same with a time behind it.
  case dottedDate
  /// Year, month, day; the calendar has it.
  case yearMonthDay
  /// Eight, twelve or fourteen digits from year to second.
  case compactDate
  /// Month and year.
  case monthYear
  /// Month and day with a weekday or time beside them, or a day that no score goes up to.
  case monthDay
  /// Month and day that may be a fraction: one where a person stands near.
  case openMonthDay
  /// Month and day with a hyphen, where a weekday, a time or a cue stands beside them.
  case hyphenDay
  /// Begins with 756 and has the check digit of EAN-13.
  case swiss
  /// Begins with 1 or 2 and has the key modulo 97.
  case frenchSSN
  /// Begins with 0 and another digit, nine to eleven digits in all.
  case trunk
  /// The same in two groups, behind a person's name or a word for a telephone.
  case cuedTrunk
  /// Begins with 01 to 09.
  case french
  /// The first group begins with 6 to 9, and the number is not round.
  case iberian
  /// A year, a month and a department behind the first digit of a French number of social insurance.
  case insee
  /// Year, month and day of a birth in six digits of the first group.
  case compactBirth
  /// A digit and four more, as hospitals write their own numbers, behind a word.
  case desk
  /// Area 2 to 9, exchange 2 to 9.
  case nanp
  /// Seven digits whose exchange is 2 to 9, in no range of round numbers.
  case localPhone
  /// The same without marks, free of charge or behind a word for a telephone.
  case cuedPhone
  /// Three and four digits behind a word for a telephone in the line.
  case cuedLocal
  /// Not 000, 666, 9xx; group not 00; serial not 0000.
  case ssn
  /// 9xx with a group that the IRS gives out to taxpayers without a social security number.
  case itin
  /// 9xx with any other group: never given out, but written as if.
  case ssnImpossible
  /// Luhn, an issuer's prefix and its length.
  case card
  /// Luhn over 80840 and the ten digits.
  case npi
  /// Two letters, the second often the name's; weighted check digit.
  case dea
  /// Seventeen places with a check digit modulo 11 at the ninth.
  case vin
  /// Eleven places by CMS's grammar, without S L O I B Z.
  case mbi
  /// 3-7-1 weights modulo 10, and a prefix the Federal Reserve gives out.
  case aba
  /// Luhn over fifteen digits.
  case imei
  /// Luhn over all digits.
  case luhn
  /// Country, length and modulo 97.
  case iban
  /// Six different bytes and more, a digit or letters of both cases among them: no word, no dummy.
  case varied
}
