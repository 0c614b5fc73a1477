import Vocabulary

/// What control words of RTF mean to a reader of its text.
///
/// Source: Rich Text Format Specification 1.9.1.
enum RTFWords {
  /// What stands in a group.
  enum Destination: Sendable, Hashable {
    /// The text around it goes on.
    case body
    /// A text of its own: a header, a note.
    case prose
    /// Values beside the text, each by itself; the number of their field.
    case values(Int32)
    /// Data without text, emptied: a theme, stored data.
    case emptied
    /// The data of a picture, emptied.
    case picture
    /// The parts of a date, emptied.
    case date
    /// The table of fonts.
    case fonts
  }

  /// Words that begin a text of its own.
  private static let prose = Set(
    """
    header headerl headerr headerf footer footerl footerr footerf footnote annotation ftnsep \
    ftnsepc ftncn aftnsep aftnsepc aftncn background
    """
    .split(separator: " ").map(String.init)
  )

  /// Words that begin values which identify a person.
  private static let names: Set<String> = [
    "author", "operator", "manager", "revtbl", "atnauthor", "atnid",
  ]

  /// Words that begin values of structure.
  private static let codes = Set(
    """
    colortbl stylesheet listtable listoverridetable rsidtbl generator mmathPr xmlnstbl latentstyles \
    pgptbl filetbl panose falt wgrffmtfilter pnseclvl listlevel levelnumbers leveltext protusertbl \
    defchp defpap atrfstart atrfend ebcstart ebcend sp sn oldcprops oldpprops oldsprops oldtprops \
    pgdsc pgdsctbl nonshppict factoidname fldtype tblstyleslt
    """
    .split(separator: " ").map(String.init)
  )

  /// Words that begin values which may be prose.
  private static let values = Set(
    """
    title subject company category keywords comment doccomm hlinkbase userprops docvar bkmkstart \
    bkmkend fldinst xe tc tcn rxe private template linkval staticval propname xmlattrname \
    xmlattrvalue xmlname xmltagname mailmerge password passwordhash writereservation \
    writereservhash datafield formfield ffname ffdeftext ffstattext ffhelptext ffl ffentrymcr \
    ffexitmcr sv svb hl hlloc hlsrc hlfr nextfile windowcaption cs htmltag mhtmltag shpinst
    """
    .split(separator: " ").map(String.init)
  )

  /// Words that begin data without text.
  private static let emptied = Set(
    """
    themedata colorschememapping datastore blipuid blipupi fontemb panose8 pnaiud docIdClass \
    shppictdata keycode picprop
    """
    .split(separator: " ").map(String.init)
  )

  /// Words that begin content which nobody reads: objects.
  static let opaque: Set<String> = ["objdata", "objalias", "result3"]

  /// Words of the parts of a date.
  static let dateParts: Set<String> = ["yr", "mo", "dy", "hr", "min", "sec"]

  /// The destination that a word begins; nil for words that begin none.
  ///
  /// `fields`: numbers of the fields of names, of codes and of other values.
  static func destination(
    _ word: String,
    _ fields: (name: Int32, code: Int32, value: Int32)
  ) -> Destination? {
    switch word {
    case "fonttbl": return .fonts
    case "pict": return .picture
    case "creatim", "revtim", "printim", "buptim": return .date
    default: break
    }
    if prose.contains(word) { return .prose }
    if names.contains(word) { return .values(fields.name) }
    if codes.contains(word) { return .values(fields.code) }
    if emptied.contains(word) { return .emptied }
    return values.contains(word) ? .values(fields.value) : nil
  }

  /// Words that stand for a character.
  static let characters: [String: UInt32] = [
    "par": 0x0A, "line": 0x0A, "row": 0x0A, "sect": 0x0A, "page": 0x0A, "column": 0x0A,
    "lbr": 0x0A, "nestrow": 0x0A, "softline": 0x0A, "softpage": 0x0A, "pard": 0,
    "cell": 0x09, "nestcell": 0x09, "tab": 0x09, "emdash": 0x2014, "endash": 0x2013,
    "emspace": 0x20, "enspace": 0x20, "qmspace": 0x20, "bullet": 0x2022, "lquote": 0x2018,
    "rquote": 0x2019, "ldblquote": 0x201C, "rdblquote": 0x201D,
  ]
}
