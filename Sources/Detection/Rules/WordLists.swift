/// What a word of the tables is for; a word may be several.
struct WordClass: OptionSet, Sendable, Hashable {
  /// The bits.
  let rawValue: UInt64

  /// A month, in full or short.
  static var month: WordClass { WordClass(rawValue: 1 << 0) }
  /// A month's name that is an ordinary word, too.
  static var verb: WordClass { WordClass(rawValue: 1 << 1) }
  /// A day of the week.
  static var weekday: WordClass { WordClass(rawValue: 1 << 2) }
  /// `first` to `thirtieth`.
  static var ordinalWord: WordClass { WordClass(rawValue: 1 << 3) }
  /// `st`, `nd`, `rd`, `th`.
  static var ordinalEnding: WordClass { WordClass(rawValue: 1 << 4) }
  /// `of`.
  static var of: WordClass { WordClass(rawValue: 1 << 5) }
  /// A word before a month that makes it a date.
  static var monthCue: WordClass { WordClass(rawValue: 1 << 6) }
  /// A unit of measure, or a thing counted.
  static var unit: WordClass { WordClass(rawValue: 1 << 7) }
  /// A holiday with a name.
  static var holiday: WordClass { WordClass(rawValue: 1 << 8) }
  /// What may stand between a holiday and its year.
  static var holidayEnding: WordClass { WordClass(rawValue: 1 << 9) }
  /// A word behind an age.
  static var ageUnit: WordClass { WordClass(rawValue: 1 << 10) }
  /// A word before an age.
  static var ageCue: WordClass { WordClass(rawValue: 1 << 11) }
  /// A word behind an age that needs `old`.
  static var duration: WordClass { WordClass(rawValue: 1 << 12) }
  /// `old`, or the `o` of `y/o`.
  static var old: WordClass { WordClass(rawValue: 1 << 13) }
  /// A sex, as it stands behind an age.
  static var sex: WordClass { WordClass(rawValue: 1 << 14) }
  /// `ninety`.
  static var ninety: WordClass { WordClass(rawValue: 1 << 15) }
  /// `one` to `nine`.
  static var spelledDigit: WordClass { WordClass(rawValue: 1 << 16) }
  /// What may stand between a label and its value.
  static var connector: WordClass { WordClass(rawValue: 1 << 17) }
  /// A connector that makes an ordinary word a label.
  static var strongConnector: WordClass { WordClass(rawValue: 1 << 27) }
  /// What may stand behind `the 15th`.
  static var dayFollower: WordClass { WordClass(rawValue: 1 << 18) }
  /// The scheme of a URL, or `www`.
  static var scheme: WordClass { WordClass(rawValue: 1 << 19) }
  /// A top-level domain.
  static var topLevel: WordClass { WordClass(rawValue: 1 << 20) }
  /// One that is an ordinary word or a file's ending, too.
  static var ambiguousTopLevel: WordClass { WordClass(rawValue: 1 << 21) }
  /// `BEGIN`, `END`.
  static var pem: WordClass { WordClass(rawValue: 1 << 22) }
  /// A word for a facsimile.
  static var fax: WordClass { WordClass(rawValue: 1 << 23) }
  /// A word for a telephone.
  static var phoneWord: WordClass { WordClass(rawValue: 1 << 24) }
  /// A level of a log line.
  static var logLevel: WordClass { WordClass(rawValue: 1 << 25) }
  /// A thing that is scored out of five or ten.
  static var score: WordClass { WordClass(rawValue: 1 << 40) }
  /// A word before a day that makes `2/7` and `the 9th` a date.
  static var dayCue: WordClass { WordClass(rawValue: 1 << 34) }
  /// `the`, `el`, `le`.
  static var the: WordClass { WordClass(rawValue: 1 << 35) }
  /// A word that begins a holiday's name of several words.
  static var holidayStart: WordClass { WordClass(rawValue: 1 << 36) }
  /// `III`, as a month between a day and a year.
  static var romanMonth: WordClass { WordClass(rawValue: 1 << 37) }
  /// `through`, `thru`: before the last day of a span.
  static var through: WordClass { WordClass(rawValue: 1 << 38) }
  /// `and`.
  static var and: WordClass { WordClass(rawValue: 1 << 41) }
  /// `on`.
  static var on: WordClass { WordClass(rawValue: 1 << 39) }
  /// A word of a line that is about a patient.
  static var patientCue: WordClass { WordClass(rawValue: 1 << 26) }
  /// A digit as it is spoken.
  static var spokenDigit: WordClass { WordClass(rawValue: 1 << 28) }
  /// A number as it is spoken in years and days.
  static var spokenNumber: WordClass { WordClass(rawValue: 1 << 29) }
  /// `double`, `triple`: before a spoken digit.
  static var spokenRepeat: WordClass { WordClass(rawValue: 1 << 42) }
  /// `dash` and the like, as they are spoken.
  static var spokenMark: WordClass { WordClass(rawValue: 1 << 43) }
  /// A letter's word of the alphabet of radio.
  static var spokenLetter: WordClass { WordClass(rawValue: 1 << 44) }
  /// A word before a number spoken digit by digit.
  static var spokenCue: WordClass { WordClass(rawValue: 1 << 30) }
  /// A word before or behind a fraction that is no date.
  static var fraction: WordClass { WordClass(rawValue: 1 << 31) }
  /// `around`, `before`: before `the 15th`.
  static var dayAhead: WordClass { WordClass(rawValue: 1 << 45) }
  /// A day of the week in another language.
  static var foreignWeekday: WordClass { WordClass(rawValue: 1 << 46) }
  /// `el`, `au`: before a day and its month in another language.
  static var foreignOn: WordClass { WordClass(rawValue: 1 << 47) }
  /// `last`, `spelled`: before a name letter by letter.
  static var spelledCue: WordClass { WordClass(rawValue: 1 << 48) }
  /// A thing whose number tells no person: a room, a version, a page.
  static var counted: WordClass { WordClass(rawValue: 1 << 49) }
  /// A word behind an age that is said of a person.
  static var ageFollower: WordClass { WordClass(rawValue: 1 << 50) }
  /// `values` and `stdin`, as they stand before rows of a dump.
  static var insertValues: WordClass { WordClass(rawValue: 1 << 51) }
  /// The last word of a street's name.
  static var streetEnding: WordClass { WordClass(rawValue: 1 << 52) }
  /// A word before the number of a house that is said.
  static var spokenHouse: WordClass { WordClass(rawValue: 1 << 53) }
  /// The kind of a street or of a house that stands before its name, and `n°` before a number.
  static var foreignStreet: WordClass { WordClass(rawValue: 1 << 54) }
  /// `noventa`, and the `vingt` of `quatre-vingt-dix`.
  static var foreignNinety: WordClass { WordClass(rawValue: 1 << 55) }
  /// What stands before a person's number in a path.
  static var recordPath: WordClass { WordClass(rawValue: 1 << 56) }
  /// A word for a road that a number follows.
  static var roadWord: WordClass { WordClass(rawValue: 1 << 63) }
  /// `dot`, `underscore`.
  static var saidJoint: WordClass { WordClass(rawValue: 1 << 57) }
  /// A provider of mail.
  static var mailProvider: WordClass { WordClass(rawValue: 1 << 58) }
  /// A word for a password.
  static var passwordLabel: WordClass { WordClass(rawValue: 1 << 59) }
  /// A word for the name of an account.
  static var accountLabel: WordClass { WordClass(rawValue: 1 << 60) }
  /// `corner`, before two streets that cross.
  static var corner: WordClass { WordClass(rawValue: 1 << 61) }
  /// What may begin a number that is said.
  static var startsSaid: WordClass {
    [.spokenDigit, .spokenNumber, .spokenRepeat, .spokenLetter, .plus]
  }
  /// A word around which a thing is looked for that is said in words.
  static var saidLabel: WordClass {
    [.saidJoint, .mailProvider, .passwordLabel, .accountLabel, .corner]
  }
  /// `plus`, before the country's digits.
  static var plus: WordClass { WordClass(rawValue: 1 << 62) }
  /// `is`, `was`.
  static var being: WordClass { WordClass(rawValue: 1 << 32) }
  /// A word for the person a text is about, or a relative.
  static var person: WordClass { WordClass(rawValue: 1 << 33) }
}

/// The words that rules ask for, as data.
enum WordLists {
  /// One class and its words.
  struct List {
    /// What the words are.
    var wordClass: WordClass
    /// The words, in lower case.
    var words: [Substring]
    /// Whether the place in the list is the word's number.
    var numbered = false
    /// Words in a row that stand for the same number.
    var forms = 1

    /// Splits a text at blanks.
    init(_ wordClass: WordClass, _ text: String, forms: Int = 0) {
      self.wordClass = wordClass
      words = text.split(separator: " ")
      numbered = forms > 0
      self.forms = max(1, forms)
    }
  }

  /// Bodies that publish standards and terminologies: their addresses name a code system or an XML
  /// namespace and identify nobody.
  static let standardHosts =
    "w3.org hl7.org loinc.org snomed.info unitsofmeasure.org nucc.org fhir.org ihe.net iana.org "
    + "ietf.org openehr.org who.int nlm.nih.gov ama-assn.org ncpdp.org x12.org dicom.nema.org "
    + "cms.gov ada.org json-schema.org openxmlformats.org purl.org schema.org oasis-open.org"

  /// Whether a label's last word says that a number stands behind it.
  static func isOfNumber(_ word: String) -> Bool {
    ["number", "num", "no", "nr", "id", "ids", "code", "número", "numero"].contains(word)
  }

  /// All lists.
  static let all: [List] = [
    List(
      .month,
      "january jan february feb march mar april apr may may june jun july jul august aug "
        + "september sep october oct november nov december dec",
      forms: 2
    ),
    List(.month, "sept"),
    // Spanish, French and German.
    List(
      .month,
      "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre "
        + "diciembre janvier février fevrier mars avril mai juin juillet août aout septembre octobre "
        + "novembre décembre decembre januar februar märz maerz juni juli oktober dezember"
    ),
    // Portuguese and Italian.
    List(
      .month,
      "janeiro fevereiro março maio junho julho setembro outubro novembro dezembro gennaio febbraio "
        + "aprile maggio giugno luglio settembre ottobre dicembre"
    ),
    // Dutch, Scandinavian and Polish.
    List(
      .month,
      "januari februari maart mei augustus januar februar marts maj augusti desember stycznia lutego marca "
        + "kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
    ),
    // Short ones that mean nothing else between a day and a year.
    // As they are misspelled.
    List(
      .month,
      "febuary feburary febrary februrary janurary januray janaury septemeber setpember septmber sepember "
        + "octber ocotber ocober novemeber novmber decemeber decmber agust augest aprill febr"
    ),
    List(
      .month,
      "января февраля марта апреля мая июня июля августа сентября октября ноября декабря ledna února března "
        + "dubna května června července srpna září října listopadu prosince ianuarie februarie martie aprilie "
        + "iunie iulie septembrie octombrie noiembrie decembrie ocak şubat nisan mayıs haziran temmuz ağustos "
        + "eylül ekim kasım aralık tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta "
        + "elokuuta syyskuuta lokakuuta marraskuuta joulukuuta Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου "
        + "Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου"
    ),
    // Tagalog, Haitian, Hungarian, Croatian, Serbian, Catalan, Swahili and Indonesian.
    List(
      .month,
      "pebrero marso hunyo hulyo setyembre oktubre nobyembre disyembre janvye fevriye avril jiyè septanm oktòb "
        + "novanm desanm szeptember október február március április május június július augusztus siječnja "
        + "veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna studenoga studenog januara februara "
        + "avgusta septembra oktobra novembra decembra gener febrer març maig juny juliol setembre octubre "
        + "novembre desembre machi agosti septemba oktoba novemba desemba maret agustus desember mart maerz"
    ),
    List(.month, "ene abr ago dic janv févr fevr avr juil déc mär okt dez mrt jän jänner feber"),
    List(
      .verb,
      "may march mar dec sep mars juli ago abr dic janv avr juil dez ene maio mei maj maja marca mart gener maret"
    ),
    List(.roadWord, "route rte rt hwy highway interstate us i sr exit autoroute"),
    List(.romanMonth, "i ii iii iv v vi vii viii ix x xi xii", forms: 1),
    List(
      .dayCue,
      "next last since until till til by thru through again back recheck rechecked repeat due "
        + "obtained recd received rec verified week wk weekend night morning yesterday tomorrow today "
        + "signed dictated faxed mailed filed called seen born died drawn admitted discharged dated "
        + "scheduled appt appointment visit returns return starting ending effective booked turned "
        + "random am pm noon approved sent placed done extubated intubated transfused started "
        + "stopped transferred moved reported resulted collected removed fell show noted onset "
        + "closed opened reviewed completed disp dispensed filled spoke ends ended begins began expires "
        + "relapsed quit sober passed typed tte tee echo ekg ecg eeg emg cxr kub cath egd colonoscopy mammo "
        + "dexa pft pfts addend addendum addended discontinued fill fills refill refills valid "
        + "podiatry dental derm change reeval eval onset doi rtw dos hd fum fur fpp"
    ),
    List(
      .counted,
      "room rm bed bay ward suite ste unit apt floor page version model part parts catalog cat item "
        + "line step phase grade figure table section chapter rule form policy protocol grant patent "
        + "port build release issue bug pr pull commit error code bulletin circular notice regulation "
        + "article slide question lot locker bus gate channel station store aisle bin shelf track bay "
        + "ndc cpt icd loinc snomed hcpcs drg rxcui cas sku upc isbn issn doi nct rfc cve request "
        + "thread process pid row seq sequence"
    ),
    List(.ageFollower, "but with so now who lives living has had yrs years and"),
    List(.insertValues, "values stdin where set"),
    List(
      .streetEnding,
      "street road lane avenue drive court circle boulevard parkway place terrace trail way loop "
        + "highway pike square route rd ave ln blvd dr st"
    ),
    List(.foreignStreet, Engine.foreignStreetWords),
    List(.foreignStreet, Engine.foreignHouseWords),
    List(.foreignStreet, Engine.germanicHouseWords),
    List(.foreignStreet, Engine.foreignNumberSigns),
    List(.foreignStreet, Engine.foreignShortMonths),
    List(.foreignStreet, Engine.foreignBirths),
    List(.foreignStreet, Engine.regionPlaceWords),
    List(.foreignStreet, Engine.placesOfDays.joined(separator: " ")),
    List(.holiday, Engine.foreignHolidays),
    List(.foreignNinety, Engine.foreignNineties),
    List(.foreignNinety, Engine.foreignCenturies),
    List(
      .recordPath,
      """
      patient patients mrn member members person persons pt chart charts record subject residents clients subscriber subscribers \
      enrollee enrollees beneficiary beneficiaries claim claims encounter encounters visit visits results
      """
    ),
    List(.spokenHouse, "lot unit space trailer apartment number address at"),
    List(.dayAhead, "before after around about come for of from starting til till until since"),
    List(
      [.weekday, .foreignWeekday],
      "lunes martes miércoles miercoles jueves viernes sábado sabado domingo lundi mardi mercredi "
        + "jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag sonntag "
        + "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag lunedì martedì mercoledì giovedì venerdì "
        + "domenica feira måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag "
        + "poniedziałek wtorek środa środę czwartek piątek sobotę niedzielę pazartesi salı çarşamba perşembe cuma "
        + "cumartesi lendi madi mèkredi jedi vandredi miyerkules huwebes biyernes"
    ),
    List(.weekday, "lun jue vie mié mie jeu mer mar thurs weds"),
    List(.foreignOn, "el al del au du le il dal em dem am vom zum"),
    List(
      .spelledCue,
      "spelled spells spell spelling spelt last first name surname lastname firstname that thats is "
        + "it its deletreado letras apellido"
    ),
    List(.through, "through thru til till until since by"),
    List(.on, "on at"),
    List(.the, "the teh el le la der den"),
    List(
      .holidayStart,
      "new super boxing anzac waitangi canada australia columbus mlk rosh yom mardi maundy shrove whit heritage mashujaa madaraka jamhuri memorial labor veterans valentine valentines presidents "
        + "good palm ash st saint mother mothers father fathers groundhog"
    ),
    List(
      .weekday,
      "monday mon tuesday tue tues wednesday wed thursday thu thurs friday fri saturday sat sunday "
        + "sun"
    ),
    List(
      .ordinalWord,
      "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        + "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth "
        + "thirtieth"
    ),
    List(.ordinalEnding, "st nd rd th er"),
    List(.of, "of de del"),
    List(.monthCue, "early late mid in since until last next by during through"),
    List(
      .unit,
      "mg mcg g kg ml l dl units unit iu meq mmol mm cm m kpa hr hrs hour hours min mins minutes "
        + "sec seconds tablets tablet tabs tab capsules capsule doses dose drops puffs times weeks "
        + "week wks days day months month mos years yrs percent patients patient participants "
        + "cup cups tsp tbsp teaspoon tablespoon inch scoop scoops slice slices pill pills bottle can "
        + "pack packs ppd mile steps reps sets subjects cases people adults children women men points beats bpm breaths cells copies "
        + "episodes kcal calories pounds lbs lb oz inches feet ft miles mi km usd dollars strength"
    ),
    List(
      .holiday,
      "christmas xmas noel navidad weihnachten thanksgiving easter halloween hanukkah passover ramadan diwali juneteenth kwanzaa whitsun pentecost purim nye sukkot shavuot chanukah hannukah vaisakhi nowruz "
        + "heiligabend silvester silvesterabend neujahr neujahrstag karfreitag gründonnerstag ostersonntag ostermontag "
        + "pfingstsonntag pfingstmontag fronleichnam rosenmontag aschermittwoch allerheiligen weihnachtstag "
        + "weihnachtsfeiertag nikolaustag kerstavond kerstdag oudjaar oudejaarsavond oudjaarsavond nieuwjaar "
        + "dreikönigstag stephanitag stefanitag stephanstag osterwochenende pfingstwochenende bundesfeiertag "
        + "nationalfeiertag eerstekerstdag tweedekerstdag bevrijdingsdag paaszondag pinksterzondag "
        + "nieuwjaarsdag koningsdag paasmaandag paasdag pinkstermaandag hemelvaartsdag sinterklaasavond"
    ),
    List(
      .holidayEnding,
      "day eve weekend in bowl sunday monday tuesday wednesday friday year years patrick patricks kippur hashanah gras s"
    ),
    List(
      .ageUnit,
      "y yo yr yrs year years yom yof yow old años anos ans jahre anni jaar jarige jarig "
        + "jährige jähriger jährigen jähriges jährig letnia letni letniego letniej årig årige года лет"
    ),
    List(.ageCue, "age aged ages turned turning turns"),
    List(.duration, "y yr yrs year years"),
    List(.old, "old o"),
    List(
      .score,
      "pain score scores scored scale rated rates rating rate severity intensity strength power apgar "
        + "anxiety mood nausea discomfort ache itch fatigue headache vas nrs"
    ),
    List(
      .sex,
      "m f male female man woman gentleman lady"
    ),
    List(
      .ninety,
      "ninety hundred nineties nonagenarian centenarian supercentenarian ninetieth hundredth ninty nintey "
        + "ninetyone ninetytwo ninetythree ninetyfour ninetyfive ninetysix ninetyseven ninetyeight ninetynine "
        + Engine.personsAbroad
    ),
    List(.and, "and"),
    List(.being, "is was turns turned now"),
    List(
      .person,
      "pt patient he she resident client mother father mom dad wife husband grandmother grandfather "
        + "grandma grandpa aunt uncle sister brother spouse partner who member caller lady gentleman "
        + "neighbor roommate"
    ),
    List(.spelledDigit, "one two three four five six seven eight nine"),
    List(
      .spokenDigit,
      "zero oh o one two three four five six seven eight nine cero uno dos tres cuatro cinco seis "
        + "siete ocho nueve niner nought naught"
    ),
    List(.spokenRepeat, "double triple quadruple"),
    List(.plus, "plus"),
    List(.saidJoint, "dot underscore"),
    List(.mailProvider, "gmail yahoo hotmail outlook icloud aol protonmail msn comcast"),
    List(.passwordLabel, "password passcode passphrase passwords pin code word key answer"),
    List(
      .accountLabel,
      "username login userid user screen logon handle portal sign log gamer logged signed account zoom chat display twitter instagram tiktok snapchat venmo skype discord gamertag"
    ),
    List(.corner, "corner cnr intersection box"),
    List(.spokenMark, "dash hyphen slash"),
    List(
      .spokenLetter,
      "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november "
        + "oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu"
    ),
    List(
      .spokenNumber,
      "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        + "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
        + "hundred thousand oh"
    ),
    List(.spokenNumber, Engine.foreignNumberWords),
    List(
      .spokenCue,
      "number social ssn mrn record account id pin code four digits card phone member policy "
        + "extension license plate numero tax check visa mastercard lot serial medicare medicaid claim "
        + "reference confirmation zip vin ends ending tracking group order ticket extension"
    ),
    List(
      .fraction,
      "pain scale power motor strength nodes node lymph cores core samples positive negative of "
        + "teeth systolic murmur bp mmhg hpf visits sessions pupils quadrants extremities lesions "
        + "score ishihara snellen gcs apgar apgars va acuity od os ou reflexes dtr dtrs grade pulses ratio step phase "
        + "ratio lund mackay schober barthel berg tinetti braden norton morse oswestry karnofsky mallampati "
        + "bishop harris lysholm constant eva tension ta pa size pool batch balloon "
        + "part page visual vision rass mmse moca ef phq criteria items questions slides sections "
        + "blocks weeks patients subjects eyes psv mms mmt suboxone zubsolv buprenorphine beighton "
        + "vanderbilt inattentive hyper hyperactive qty quantity uric tension ado hier constipation sob "
        + "cough endurées souffrances frustoli cilindros cylindres carottes fragmentos fragments ganglios "
        + "ganglions linfonodi linfonodos gânglios escala échelle scala puntuación fuerza força forza "
        + "dolor douleur dor dolore eva evn glasgow gleason muguet"
    ),
    List(
      .connector,
      "number numbers num no nr n núm numéro número numero "
        + "id ids is was are were of identifier identification code the a "
        + "verified says reads shows shown given entered typed recorded card "
        + "lautet ist luidt listed as ending in with value equals for your my his her their on file at to it s"
    ),
    List(
      .strongConnector,
      "number num no nr núm numéro número numero id ids is was identifier identification"
    ),
    List(
      .dayFollower,
      "and about around at for in with by after before to from when he she they we the was is a but due as until "
        + "she pt patient because same pls please thx around w or ok i you my your his her their if or so then per unless im ill it that"
    ),
    List(
      .scheme,
      "http https ftp sftp www s3 ldap ldaps smb postgres postgresql mysql mariadb mongodb srv redis "
        + "rediss amqp amqps mqtt nats jdbc sqlserver mssql oracle clickhouse snowflake neo4j bolt imap "
        + "imaps smtp smtps ssh git rtsp"
    ),
    List(
      .topLevel,
      "com org net edu gov mil info biz io co uk de fr nl ca au jp us eu health care clinic hospital "
        + "app dev online site tech cloud"
    ),
    List(
      [.topLevel, .ambiguousTopLevel],
      "at be ch cz dk es fi gr hu ie il in it kr mx no nz pl pt ro ru se si sk tr ua za br cn cy ly "
        + "me tv uy ai"
    ),
    // RFC 2606
    List(.topLevel, "example"),
    List(.ambiguousTopLevel, "health care clinic hospital site cloud online tech app dev io us co"),
    List(.pem, "begin end"),
    List(.fax, "fax faxed telefax facsimile"),
    List(
      .phoneWord,
      "phone phones tel telephone cell mobile call calls reach text contact llame llamar pager voice sms txt"
    ),
    List(
      .logLevel,
      "info warn warning error err debug trace notice fatal critical crit severe alert emerg "
        + "verbose inf wrn dbg ftl"
    ),
    List(
      .patientCue,
      "patient pt dob mrn admitted admission admit discharge discharged born birth birthday visit "
        + "encounter appointment surgery died death deceased seen diagnosed diagnosis procedure "
        + "specimen collected ssn member subscriber mr mrs resident nurse physician doctor dr "
        + "medication prescribed"
    ),
  ]
}
