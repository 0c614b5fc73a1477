/// What a word tells the tagger of the words beside it: one class a word, the first list that holds
/// it counts.
///
/// The numbers are features of the compiled weights: a change here needs `scripts/train`.
enum TagCue: UInt8, CaseIterable, Sendable {
  /// Not a cue.
  case none = 0
  /// Stands before a name: `Mr`.
  case title = 1
  /// Stands before a name or means the profession: `Nurse`.
  case role
  /// The person a record is about: `patient`, `member`.
  case patient
  /// Somebody who treats, signs or receives: `attending`, `cc`.
  case provider
  /// A relative.
  case kin
  /// Opens or closes a letter.
  case greeting
  /// Where somebody was treated: `seen`, `admitted`.
  case seen
  /// Where somebody lives: `resides`.
  case lives
  /// A preposition of place.
  case preposition
  /// `with`, `for`, `and`.
  case with
  /// Ends the name of a facility: `Hospital`.
  case facility
  /// Part of a facility's name: `Memorial`.
  case facilityPart
  /// Ends the name of a street.
  case street
  /// Part of a building.
  case unit
  /// Ends the name of a district: `County`.
  case district
  /// Ends the name of an organisation: `Inc`.
  case organization
  /// Follows an eponym: `disease`.
  case disease
  /// Follows a name: `MD`.
  case credential
  /// A verb that people are the subject of: `said`, `denies`.
  case says
  /// `male`, `old`.
  case demographic
  /// A clinical abbreviation.
  case abbreviation
  /// A day or month.
  case calendar
  /// A verb that people are the object of: `told`, `asked`.
  case asked
  /// Inside a name in small letters.
  case particle
  /// Begins the name of a place or facility: `Saint`.
  case saint
  /// `is`, `was`.
  case auxiliary
  /// `he`, `her`.
  case pronoun
  /// `the`, `a`.
  case determiner
  /// The label of a place: `address`.
  case placeLabel
  /// The label of something that is neither name nor place: `diagnosis`.
  case otherLabel
  /// Where somebody works.
  case works
  /// A function word of Spanish, French, German, Italian or Portuguese.
  case foreign
  /// Asks or commands: `what`, `list`.
  case command
  /// Joins words within a facility's name: `of`.
  case of
  /// The label of an account: `user`.
  case user
  /// A quantity's unit: `mg`.
  case quantity
  /// A number as a word.
  case number
  /// `not`, `only`, `very`: qualifies.
  case adverb
  /// `named`, `called`: a name follows.
  case named
  /// Another role a label may have: `employer`, `school`.
  case place
}

/// The cue words of the tagger, own lists.
enum TagCueWords {
  /// From a word's hash to its class.
  static let index: HashIndex = {
    var entries: [UInt64: UInt16] = [:]
    for (cue, text) in lists {
      for word in text.split(separator: " ") {
        let hash = Token.hash(String(word))
        if entries[hash] == nil { entries[hash] = UInt16(cue.rawValue) }
      }
    }
    return HashIndex(entries)
  }()

  /// Every list as text, for the digest of the rules.
  static var canonicalText: String {
    lists.map { "\($0.0.rawValue) \($0.1)" }.joined(separator: "\n")
  }

  /// The lists, the more telling class first.
  private static let lists: [(TagCue, String)] = [
    (
      .title,
      """
      mr mrs ms miss mx dr drs doctor prof professor sir madam madame señor señora señorita sr sra \
      srta frau herr mme mlle monsieur dra don doña mister missus
      """
    ),
    (
      .role,
      """
      nurse judge officer rev reverend pastor rabbi imam captain capt sgt sergeant lt lieutenant \
      cpl pvt pfc detective deputy sheriff coach principal fr sister
      """
    ),
    (
      .named,
      """
      named called alias aka nickname nicknamed née nee maiden surname forename firstname lastname \
      fullname name names
      """
    ),
    (
      .patient,
      """
      patient pt pts patients client clients member members subject person people individual \
      insured subscriber beneficiary guarantor applicant tenant customer caller employee \
      policyholder holder nombre paciente visitor participant enrollee claimant \
      decedent donor recipient veteran occupant payee sender cardholder
      """
    ),
    (
      .provider,
      """
      attending provider providers physician pcp surgeon referring referred author signed \
      dictated transcribed cc contact contacts consultant interpreter reviewer prescriber \
      radiologist pathologist \
      cardiologist oncologist neurologist nephrologist urologist pulmonologist dermatologist \
      psychiatrist psychologist gastroenterologist endocrinologist hospitalist intensivist \
      anesthesiologist obstetrician gynecologist pediatrician rheumatologist hematologist dentist \
      orthopedist ophthalmologist therapist dietitian pharmacist technician tech resident fellow \
      intern scribe witness midwife clinician counselor specialist manager worker coordinator \
      requester authenticated cosigned electronically verified entered reported assigned ordering \
      ordered rep representative advocate preparer approver by per via
      """
    ),
    (
      .kin,
      """
      mother father wife husband son daughter brother aunt uncle guardian spouse partner \
      caregiver grandmother grandfather grandson granddaughter niece nephew cousin mom dad mum \
      fiance fiancé fiancee fiancée girlfriend boyfriend roommate neighbor neighbour friend \
      stepfather stepmother stepson stepdaughter sibling twin kin parent parents child \
      grandma grandpa mama papa landlord coworker colleague kids daughters sons emergency nok poa \
      proxy surrogate
      """
    ),
    (
      .greeting,
      """
      dear hi hello hey thanks regards sincerely cheers attn attention thank respectfully \
      cordially yours warmly goodbye bye morning afternoon evening welcome dearest
      """
    ),
    (
      .seen,
      """
      seen admitted evaluated treated presented hospitalized hospitalised discharged followed \
      visited visit visits transferred transfer transferring appointment presenting reviewed \
      attended attends consulted underwent surgery diagnosed observed examined presents performed \
      received care stay labs scheduled assessed monitored managed operated conducted carried \
      tested referral appt admission rounding rounded delivered brought arrived accepted
      """
    ),
    (
      .lives,
      """
      lives living live lived resides residing residence moved relocated born hometown home \
      located native traveled travelled flew flying visiting reside stays staying grew raised \
      relocating drove drives flew commutes shipped mailed
      """
    ),
    (
      .placeLabel,
      """
      address street city town village hospital-name location birthplace zip zipcode postal postcode \
      addr residence mailing residing locality neighborhood neighbourhood suburb ciudad dirección \
      direccion site origin destination venue where
      """
    ),
    (.preposition, "at in from near around outside through into toward towards @ within across"),
    (
      .with,
      """
      with for and like about plus or versus vs re regarding re: both between & including
      """
    ),
    (
      .facility,
      """
      hospital clinic infirmary hospice hosp hospitals clinics sanatorium klinik klinikum \
      krankenhaus university college school nursery healthcare pharmacy center centre ctr \
      institute hôpital clinique clínica clinica centro universität medcenter \
      laboratory laboratories nursing rehab rehabilitation dispensary orphanage academy \
      church manor lodge villa
      """
    ),
    (
      .facilityPart,
      """
      medical memorial health general regional community methodist presbyterian children \
      childrens veterans va cancer care urgent surgical med physicians associates family \
      eye dental women womens mercy sacred trauma system specialty outpatient downtown baptist \
      lutheran catholic adventist providence kaiser wellness orthopedic pediatric behavioral heart \
      vascular imaging diagnostic surgery primary internal practice group office branch campus ward \
      facility wing hall tower pavilion hospitalist emergency living senior assisted
      """
    ),
    (
      .street,
      """
      street st avenue ave av road rd boulevard blvd lane ln drive court ct circle cir way place pl \
      terrace ter trail trl parkway pkwy highway hwy square sq loop alley plaza crescent cres row \
      path pike route crossing close grove mews strasse straße str weg gasse laan straat rue calle \
      avenida via paseo platz allee chemin piazza gata vej
      """
    ),
    (.unit, "apt apartment suite ste unit floor flr bldg building room rm box po lot trailer flat"),
    (
      .district,
      """
      county parish borough township province district region island islands lake river valley \
      creek bay beach canyon reservation metro area
      """
    ),
    (
      .organization,
      """
      inc llc corp corporation ltd bank company co gmbh ag sa holdings technologies partners \
      industries insurance plc foundation airlines motors enterprises logistics solutions \
      consulting services association society union press orchestra band team club records \
      pharmaceuticals pharma labs media network news magazine times journal agency bureau \
      committee council board commission ministry league party federation
      """
    ),
    (
      .disease,
      """
      disease diseases syndrome syndromes sign signs score scores criteria reflex test tests scale \
      scales classification procedure maneuver palsy lymphoma sarcoma tumor tumour carcinoma \
      fracture fractures phenomenon catheter catheters position index stage staging grade grading \
      level levels class angina thyroiditis reaction method technique stain cells bodies body \
      disorder disorders trial trials study studies guidelines guideline protocol criterion \
      esophagus contracture anomaly operation approach examination tube lesion drain node nodes \
      formula model models hernia valve type risk curve cyst chorea dystrophy ataxia \
      encephalopathy regression distribution correlation coefficient estimator survival hazard \
      chromosome gene virus fever dementia coma respirations breathing rhythm block purpura \
      nephropathy nephritis neuralgia paralysis tetralogy triad ulcer ulcers patch plaque plaques \
      mutation mutations mapping monitor flap graft gangrene goiter hepatitis arteritis vasculitis \
      anemia myopathy neuropathy retinopathy rule equation transform agar sac pouch law plot hoc \
      inhibitor inhibitors antibody lobe ring rings fold space triangle canal ligament fascia \
      membrane gland glands loop loops patches spots lines kappa chain analysis theorem rate \
      pressure therapy repair shunt clamp forceps retractor needle wire nail pin splint brace \
      collar traction suture incision vaccine vaccines stirrups drape speculum elevator rongeur curette curettes osteotome scissors trocar introducer sheath dilator \
      stapler rod rods screws dysplasia malformation \
      scan report reports questionnaire inventory \
      battery screen checklist stroke deformity line lines strain antigen receptor mouse rats cohort
      """
    ),
    (
      .credential,
      """
      md do rn np pa phd dds pharmd lpn cna fnp dnp crnp esq jr ii iii iv dpm od dc msn bsn mph \
      lcsw pac facs facp mbbs crna aprn ma bs lmft rd pt ot slp
      """
    ),
    (
      .calendar,
      """
      monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri \
      sat sun january february march april may june july august september october november \
      december jan feb mar apr jun jul aug sep sept oct nov dec christmas thanksgiving easter \
      halloween hanukkah ramadan diwali today tomorrow yesterday tonight am pm spring summer fall \
      winter autumn
      """
    ),
    (.user, "user username userid login account handle email mail uid userName owner admin"),
    (
      .asked,
      """
      told asked met saw emailed texted paged notified advised thanked informed phoned spoke speak \
      talked talking discussed reached instructed reminded accompanied escorted counseled helped \
      invited hugged loves married divorced interviewed follow see call ask tell contact notify \
      remind meet message page know knows
      """
    ),
    (
      .says,
      """
      said says reports denies states complains lives wants writes stated takes endorses tolerated \
      ambulated refused agreed agrees verbalized went came left got slept ate feels felt remains \
      appears complained noted continues presents returned returns requested requests needs lost \
      replied answered wrote called calls works worked plays played won died looks seems likes \
      understands understood consented voided rested gave sang directed founded created
      """
    ),
    (
      .demographic,
      """
      male female man woman boy girl gentleman lady infant teen teenager yo toddler \
      newborn year yr yrs years old y white black caucasian hispanic asian african american age \
      aged adult month months week weeks day days
      """
    ),
    (.of, "of the's & del della des du"),
    (
      .particle,
      "van von der den le di da dos das do bin ibn al el ter ten san santa mac mc abu bint ap"
    ),
    (
      .saint, "saint sankt mount mt fort ft port new north south east west upper lower lake los las"
    ),
    (
      .auxiliary,
      """
      is was has been be are were will would can could should had have does did may might must am \
      isn wasn hasn won
      """
    ),
    (
      .pronoun,
      """
      he she they his her him them i you we it my your our their me us its himself herself who whom \
      whose mine yours hers myself everyone someone anyone
      """
    ),
    (.determiner, "the a an this that these those any each some every another no all"),
    (
      .otherLabel,
      """
      diagnosis diagnoses dx medication medications meds allergies allergy plan assessment result \
      results status procedure procedures history impression findings complaint reason problem \
      problems condition indication test specimen finding severity notes note comments comment \
      subject re dob ssn mrn phone fax tel telephone mobile cell date time sex gender race \
      ethnicity language religion occupation insurance payer policy group id number code type \
      category department dept service unit priority order drug dose route frequency quantity \
      refills exam vitals labs imaging hpi subjective objective ros pmh psh fh sh disposition \
      interventions education response key value level error warning message module title version \
      action event product brand model device manufacturer vaccine color size marital smoking \
      alcohol diet activity
      """
    ),
    (.works, "works employer employed worked working employment job occupation"),
    (.abbreviation, CueTable.abbreviations),
    (
      .quantity,
      """
      mg ml mcg g kg lb lbs cm mm units unit meq mmol mmhg bpm percent tablets tablet capsule \
      capsules puffs drops times hours hour minutes minute seconds hr hrs min sec daily bid tid qid \
      prn weekly nightly
      """
    ),
    (
      .number,
      """
      one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
      sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety \
      hundred thousand million first second third zero oh
      """
    ),
    (
      .command,
      """
      what how which when why where can please summarize create write list find search show explain \
      describe compare provide update clarify confirm consider need needs want help looking give \
      recommend recommended best current latest optimal treatment management effectiveness options \
      protocols approaches evidence role impact use
      """
    ),
    (
      .adverb,
      """
      not only very also just so too still again then now here there more most never always often \
      usually likely possibly probably today soon later before after since until while because if \
      as than but however although though to on up out off down over under per
      """
    ),
    (.place, "school shelter prison jail airport station park farm store mall hotel restaurant"),
    (.foreign, foreign),
  ]

  /// Function words of other languages that are no English words.
  private static let foreign = """
    de la que y en los las con por para una un es su al lo como más mas pero sus le ya este sí \
    porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante \
    todos uno les ni contra otros ese eso había ante ellos esto antes algunos qué unos yo otro \
    otras otra él tanto esa estos mucho quienes nada muchos cual poco ella estar estas algunas algo \
    fue tiene era ser años año día días dolor según señala refiere presenta se está \
    les des est et une dans pour pas sur plus ne sont avec il au qui par sa ses ce cette mais ou où \
    nous vous ils elle aux leur leurs été être avait fait depuis sans chez très jours mois \
    der die das und ist nicht mit von zu den dem ein eine einer eines auf für im sich auch wurde \
    werden bei nach aus zum zur hat wird sind war über unter durch einem einen noch seit oder keine \
    il che di non per sono del della con alla nel nella gli dei delle anche più dopo anni stato \
    o os uma não com no na dos das foi ao pelo pela mais seu sua são tem
    """
}
