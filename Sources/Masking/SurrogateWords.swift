/// Words of which surrogate names are made, and words of names that stay.
///
/// The lists are our own and closed: a surrogate is known by its words. First names are rare ones;
/// surnames are composed, so that few people have them and no ordinary word is one.
enum SurrogateWords {
  /// First names of surrogates, in lower case.
  static let given: [[UInt8]] = words(
    """
    adrastos albarin alderic aleron alwyn amaryn ambry anselma anstice ardith arlen arvis ashlin \
    aubrin auriel averil azura balin bastien beatrin belinor benedikta berwyn brielle brynja \
    cador caelan calanthe calder cassia cedrin celandine cerys cidra clovis coralie corisande \
    cosmina cyprian dacian dagny damaris darian davina delphin demelza derwyn dorothin edda \
    edric eirlys elodie elowen emeric emrys endellion eowyn ermine esmond ettarre eulalie \
    evander fabrin faramond felice fenella ferrin finola gawain gennady ginevra glynis gwendolin \
    hadrian halcyon hathor hedvig hesper idony ignatia ilario imogene indra iolanthe isolde \
    jacinda jessamy jocasta jorian junia kelda kendric kerensa kester lavinia leander leofric \
    liora lisbet lorcan lucan mabyn maelis malvina marcellin mavis melior merrick mirabel \
    morwenna myfan nerys nestor ninian odalys odran olwen orsolya osric ottilie padraig pelagia \
    peregrin perpetua petronel radnor ranulf rhoswen seren sibyl silvan sorrel sunniva sylvain \
    tamsin tancred tarian tirion tobin ulric undine ursella valda verena vesper viveka xanthe \
    yestin ysolt yvain zelda zenobia zephyrin
    """
  )

  /// Beginnings and endings of surnames of surrogates, in lower case.
  static let starts: [[UInt8]] = words(
    """
    abber acker aller amber arder askel aver bales bander barren bellin bexen bickle blanter \
    borrow bramble brandle brenner brigg brocken burrow callen candle carding carrow castle \
    chatter colver corring crandle cresting dalling danner darrow delver dinning dorring dunner \
    eller elver ember fallow fanning farrow fennel ferrin garner garrow gillen gorring grindle \
    hallen hander harrow hessel holling kelling kender kettle kinder lander langer larrow leaven \
    linder loxen mander marrow mellor merring mossen nettle norring ollen orring pellin pender \
    pickering quarren raven redding renning ridder rowan sander selling shelling sorrel stanner \
    strand summer tander tanning thistle torring tranter ulver vander warring wendle wester \
    whinner wilder winder yarrow yelver
    """
  )
  static let ends: [[UInt8]] = words(
    """
    beck bourne broke by combe cote croft dale den fell field firth garth gate ham haugh holme \
    hurst land lea ley low mere moor more ridge royd scale shaw stead stoke stow thorne thwaite \
    toft ton wade ward wick with wold wood worth
    """
  )

  /// Surnames of surrogates, in the order of their numbers.
  static let surnameCount = starts.count * ends.count

  /// A surname of a surrogate by its number.
  static func surname(_ number: Int) -> [UInt8] {
    starts[number / ends.count] + ends[number % ends.count]
  }

  /// Whether a word in lower case is one of a surrogate's names.
  static func isSurrogate(_ word: [UInt8]) -> Bool { all.contains(word) }

  /// Whether a word in lower case is the beginning of one of a surrogate's names, as a field of
  /// fixed width may cut it.
  static func isCutSurrogate(_ word: [UInt8]) -> Bool {
    isSurrogate(word)
      || (0..<surnameCount).contains { surname($0).starts(with: word) }
      || given.contains { $0.starts(with: word) }
  }

  private static let all: Set<[UInt8]> = Set(given).union((0..<surnameCount).map(surname))

  /// First names so common that a word is taken for one, in lower case.
  static let commonGiven: Set<[UInt8]> = Set(
    words(
      """
      aaron abigail adam aisha alan albert alex alexander alexandra alice alicia alina amanda amber \
      amy ana andre andrea andreas andrew angela angelica ann anna anne annie anthony antonio april \
      arthur ashley audrey barbara beatrice benjamin bernard beth betty beverly bill bob bobby \
      bonnie bradley brandon brenda brian brittany bruce bryan caleb cameron carl carla carlos carol \
      caroline carolyn catherine charles charlotte cheryl chloe chris christian christina \
      christine christopher cindy claire clara claudia connie craig crystal cynthia daniel danielle \
      david dawn deborah debra denise dennis derek diana diane diego dolores donald donna doris \
      dorothy douglas dylan edith edna edward eileen elena eli elijah elizabeth ella ellen emily \
      emma eric erica erik erin ethan eugene eva evelyn fatima felix frances francis frank fred \
      gabriel gary george gerald gladys glenn gloria grace greg gregory hannah harold harry hassan \
      heather hector helen henry howard ian irene isaac isabel isabella jack jackie jacob \
      jacqueline james jamie jane janet janice jason javier jean jeff jeffrey jennifer jeremy \
      jerome jerry jesse jessica jesus jill jim jimmy joan joanne joe joel john johnny jon jonathan \
      jorge jose joseph joshua joyce juan juanita judith judy julia julian julie justin karen kate \
      katherine kathleen kathryn kathy katie keith kelly kenneth kevin kim kimberly kyle larry \
      laura lauren laurie lawrence lee leon leonard leslie li liam lillian linda lisa logan lois \
      lori louis louise lucas lucia lucy luis luke lynn madison marc margaret maria marie marilyn \
      mario marion marjorie mark marta martha martin mary mason matthew maureen max megan melanie \
      melissa mia michael michele michelle miguel mike mildred mohammed monica nancy naomi natalie \
      nathan nicholas nicole noah nora norma oliver olivia omar oscar pamela patricia patrick paul \
      paula pedro peggy peter philip phillip phyllis priya rachel ralph ramon randy ray raymond \
      rebecca renee ricardo richard rita robert roberta robin rodney roger ronald rosa rose roy \
      russell ruth ryan sally sam samantha samuel sandra sara sarah scott sean sharon shawn sheila \
      sherry shirley sofia sophia stacy stanley stephanie stephen steve steven sue susan suzanne \
      sylvia tamara tammy tanya teresa terry theresa thomas tiffany tim timothy tina todd tom tony \
      tracy travis tyler valerie vanessa vera veronica vicki victor victoria vincent virginia \
      walter wanda wayne wei wendy william yolanda yvonne zachary
      """
    )
  )

  /// Titles, suffixes and particles, which say nothing of who it is, in lower case; none that is
  /// somebody's name, such as Do, Le or Van.
  static let neutralInNames: Set<[UInt8]> = Set(
    words(
      """
      mr mrs ms miss mx dr doctor prof professor md phd dds dvm pharmd crna lpn rn jr sr ii iii iv \
      de della der von the of and und herr frau
      """
    )
  )

  /// Words of streets and institutions, which stay in surrogates of addresses, in lower case.
  static let neutralInPlaces: Set<[UInt8]> = Set(
    words(
      """
      street st avenue ave av road rd drive dr lane ln boulevard blvd court ct place pl way circle \
      cir terrace ter parkway pkwy highway hwy route rte square sq trail trl loop apt apartment unit \
      suite ste floor fl room rm building bldg po p o box rr n s e w ne nw se sw north south east \
      west nd rd th the of and at hospital clinic medical center centre health healthcare care \
      general memorial regional community university system nursing home surgery surgical family \
      practice physicians associates group department dept ward icu inc llc ltd corp company co \
      institute laboratory lab labs pharmacy insurance plan school college church straße strasse
      """
    )
  )

  private static func words(_ text: String) -> [[UInt8]] {
    text.utf8.split(separator: UInt8(ascii: " ")).map(Array.init)
  }
}
