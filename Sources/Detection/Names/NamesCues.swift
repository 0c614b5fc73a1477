/// What a word says of the words beside it; a word may say several things.
struct Cue: OptionSet, Sendable, Hashable {
  /// The bits.
  let rawValue: UInt32

  /// Stands before a name: `Dr`, `Mrs`.
  static var title: Cue { Cue(rawValue: 1) }
  /// Stands before a name or means the profession: `Nurse`, `Professor`.
  static var role: Cue { Cue(rawValue: 1 << 1) }
  /// Names a person's part in a form or sentence: `patient`, `attending`, `author`.
  static var label: Cue { Cue(rawValue: 1 << 2) }
  /// A relative: `daughter`.
  static var kin: Cue { Cue(rawValue: 1 << 3) }
  /// Opens or closes a letter: `Dear`, `Sincerely`.
  static var greeting: Cue { Cue(rawValue: 1 << 4) }
  /// Introduces a person: `named`, `by`.
  static var introduces: Cue { Cue(rawValue: 1 << 5) }
  /// Introduces where somebody was: `seen`, `admitted`.
  static var seen: Cue { Cue(rawValue: 1 << 6) }
  /// A preposition of place: `in`, `from`.
  static var preposition: Cue { Cue(rawValue: 1 << 7) }
  /// Ends the name of a facility: `Hospital`.
  static var facility: Cue { Cue(rawValue: 1 << 8) }
  /// Part of a facility's name in front of its last word: `Medical`, `Memorial`.
  static var facilityPart: Cue { Cue(rawValue: 1 << 9) }
  /// Ends the name of a street: `Avenue`.
  static var street: Cue { Cue(rawValue: 1 << 10) }
  /// Part of a building: `Apt`.
  static var unit: Cue { Cue(rawValue: 1 << 11) }
  /// A state's two letters; only in capitals.
  static var state: Cue { Cue(rawValue: 1 << 12) }
  /// Follows an eponym: `disease`, `catheter`.
  static var disease: Cue { Cue(rawValue: 1 << 13) }
  /// Follows a name: `MD`; only in capitals or as written by convention.
  static var credential: Cue { Cue(rawValue: 1 << 14) }
  /// A day, a month, a holiday.
  static var calendar: Cue { Cue(rawValue: 1 << 15) }
  /// Inside a name in small letters: `van`, `de`.
  static var particle: Cue { Cue(rawValue: 1 << 16) }
  /// Never part of a name: function words, verbs at a sentence's start, headings.
  static var stop: Cue { Cue(rawValue: 1 << 17) }
  /// Ends the name of an organisation: `Inc`.
  static var organization: Cue { Cue(rawValue: 1 << 18) }
  /// `North`, `SE`.
  static var direction: Cue { Cue(rawValue: 1 << 19) }
  /// A clinical abbreviation, which in capitals is never a name.
  static var abbreviation: Cue { Cue(rawValue: 1 << 20) }
  /// `male`, `woman`: a name often follows behind a comma.
  static var demographic: Cue { Cue(rawValue: 1 << 21) }
  /// `St`, `Saint`, `San`: begins the name of a facility or place.
  static var saint: Cue { Cue(rawValue: 1 << 22) }
  /// `lives`, `resident`: a place follows.
  static var lives: Cue { Cue(rawValue: 1 << 23) }
  /// `works`, `employer`: an organisation follows.
  static var works: Cue { Cue(rawValue: 1 << 24) }
  /// `zip`, `postal`.
  static var zip: Cue { Cue(rawValue: 1 << 25) }
  /// Means that the place before it is an administrative one: `County`.
  static var county: Cue { Cue(rawValue: 1 << 26) }

  /// Told apart from others by a city's name in front of it: `our Dallas facility`.
  static var site: Cue { Cue(rawValue: 1 << 27) }
  /// Ends the name of a facility behind a word of one: `Medical Center`.
  static var center: Cue { Cue(rawValue: 1 << 28) }
  /// A unit that stands for an address by itself: `Apt 4`.
  static var dwelling: Cue { Cue(rawValue: 1 << 29) }

  /// Introduces a name in small letters, too.
  static var named: Cue { Cue(rawValue: 1 << 30) }

  /// Both together.
  @inline(__always)
  static func | (one: Cue, other: Cue) -> Cue { Cue(rawValue: one.rawValue | other.rawValue) }

  /// Whether the two have a bit in common.
  @inline(__always)
  func meets(_ other: Cue) -> Bool { rawValue & other.rawValue != 0 }

  /// At one of these a name or place may begin behind it, whatever its case; one that introduces
  /// does so only before a capital.
  static let acts: Cue = [.title, .role, .greeting, .label, .kin, .zip, .works, .named]

  /// The word behind one of these is looked up whatever its case.
  static let opensName: Cue = [.title, .label, .kin, .introduces, .greeting, .role]

  /// Ends the name of a street behind a house number, and is an ordinary word elsewhere: `Hollow`.
  @inline(__always)
  static var streetWord: Cue { Cue(rawValue: 1 << 31) }

  /// What no name consists of.
  static let neverName: Cue = [
    .stop, .calendar, .facility, .disease, .label, .kin, .title, .greeting, .demographic,
    .organization, .unit, .zip, .county, .seen, .facilityPart,
  ]
}

/// The cue words, own lists, and their table.
struct CueTable: Sendable {
  /// Slots, a power of two, at most half of them used.
  private static let slots = 4_096
  /// Hashes of the words; 0 is an empty slot.
  private let keys: [UInt64]
  /// What each says.
  private let values: [UInt32]

  /// The table of this build.
  static let builtIn = CueTable(lists)

  /// Fills the table.
  init(_ lists: [(Cue, String)]) {
    var keys = [UInt64](repeating: 0, count: Self.slots)
    var values = [UInt32](repeating: 0, count: Self.slots)
    for (cue, text) in lists {
      for word in text.split(separator: " ") {
        let hash = Token.hash(String(word))
        var slot = Int(truncatingIfNeeded: hash >> 40) & (Self.slots - 1)
        while keys[slot] != 0 && keys[slot] != hash { slot = (slot + 1) & (Self.slots - 1) }
        keys[slot] = hash
        values[slot] |= cue.rawValue
      }
    }
    self.keys = keys
    self.values = values
  }

  /// What the word with this hash says.
  @inline(__always)
  func cue(_ hash: UInt64) -> Cue {
    var slot = Int(truncatingIfNeeded: hash >> 40) & (Self.slots &- 1)
    while keys[slot] != 0 {
      if keys[slot] == hash { return Cue(rawValue: values[slot]) }
      slot = (slot &+ 1) & (Self.slots &- 1)
    }
    return []
  }

  /// Every list as text, for the digest of the rules.
  static var canonicalText: String {
    lists.map { "\($0.0.rawValue) \($0.1)" }.joined(separator: "\n")
  }

  /// The lists.
  private static let lists: [(Cue, String)] = [
    (
      .title,
      "mr mrs ms miss mx dr drs doctor prof madam señor señora sr sra frau herr mme monsieur"
    ),
    (
      .role,
      """
      nurse professor sister judge officer pastor rabbi father brother aunt uncle captain capt \
      sgt lt rev
      """
    ),
    (
      .label,
      """
      patient pt pts patients name client member subject attending provider physician pcp \
      surgeon author \
      dictated transcribed signed cc contact consultant referring employee beneficiary subscriber \
      policyholder guarantor insured applicant tenant caller customer requester reviewer witness \
      interpreter midwife therapist counselor pharmacist technician resident fellow intern names \
      patientin kläger klägerin beklagter beklagte betreuer betreuerin bevollmächtigter inhaber inhaberin \
      befunder einsender zuweiser operateur anästhesist ansprechpartner ansprechpartnerin kontaktperson \
      antragsteller antragstellerin versicherter versicherte kunde kundin mieter klient klientin bewohner \
      bewohnerin unterzeichner unterzeichnende vorname nachname familienname geburtsname sachbearbeiter \
      sachbearbeiterin zeuge zeugin anrufer anruferin aanvrager verwijzer behandelaar contactpersoon voogd \
      verzekerde cliënt cliënte patiënt patiënte bewoner melder naam voornaam achternaam ondergetekende \
      athlete complainant camper decedent defendant plaintiff petitioner enrollee facilitator preceptor \
      nombre paciente prescriber radiologist pathologist cardiologist oncologist neurologist
      """
    ),
    (
      .kin,
      """
      mother father wife husband son daughter brother sister aunt uncle guardian spouse partner \
      caregiver grandmother grandfather grandson granddaughter niece nephew cousin mom dad fiance \
      fiancee girlfriend boyfriend roommate neighbor friend stepfather stepmother sibling twin kin boss \
      coworker colleague landlord landlady classmate teammate babysitter stepdad stepmom stepson \
      stepdaughter godmother godfather godson goddaughter hubby housemate flatmate dtr dau grandma grandpa gma gpa \
      sis bro
      """
    ),
    (
      .greeting,
      """
      dear hi hello hey thanks regards sincerely cheers attn attention hoi beste geachte lieber hallo moin servus \
      grüezi grüße grüsse gruß gruss groet
      """
    ),
    (
      .introduces,
      """
      named called by per told asked signed accompanied alias aka met phoned texted emailed \
      advised \
      notified contacted for with like and re from to about bring
      """
    ),
    (
      .seen,
      """
      seen admitted evaluated treated presented hospitalized discharged followed visited visit \
      visits transferred referred appointment presenting reviewed attended attends consulted \
      hospitalised underwent surgery diagnosed observed examined presents attending report reports \
      performed received care stay labs scheduled assessed monitored managed operated conducted \
      carried tested
      """
    ),
    (
      .lives,
      """
      lives living resides residing residence moved relocated born hometown home live located \
      native traveled travelled flew visiting resident address city town
      """
    ),
    (.preposition, "at in from near to of via around outside through @"),
    (
      .facility,
      """
      hospital clinic infirmary hospice hosp hospitals clinics sanatorium klinik klinikum \
      hospital's \
      krankenhaus university college school nursery healthcare pharmacy
      """
    ),
    (
      .facilityPart,
      """
      center centre ctr medical memorial health general regional community methodist \
      presbyterian children \
      childrens veterans va cancer care rehab rehabilitation nursing urgent surgical institute med \
      physicians associates family eye dental women womens mercy sacred trauma county system \
      specialty outpatient downtown
      """
    ),
    (
      .street,
      """
      street st avenue ave av road rd boulevard blvd lane ln drive dr court ct circle cir way \
      place \
      pl terrace ter trail trl parkway pkwy highway hwy square sq loop alley plaza crescent cres \
      row \
      path pike route run crossing close grove mews strasse straße weg gasse laan straat
      """
    ),
    (
      .streetWord,
      """
      bend bluff bluffs bottom branch bridge brook burg canyon cape causeway cliff cliffs club \
      common commons corner corners course cove creek crest curve dale dam divide estate estates \
      falls ferry field fields flat flats ford forest forge fork forks fort freeway garden gardens \
      gateway glen green harbor haven heights hill hills hollow inlet island isle junction key \
      knoll knolls lake lakes landing light loaf lodge manor meadow meadows mill mills mission \
      motorway mount mountain neck oaks orchard oval overpass park passage pine pines plain plains \
      point points port prairie ranch rapids rest ridge river rock shore shores skyway spring \
      springs spur station stream summit throughway trace track tunnel turnpike union valley \
      viaduct view village ville vista walk wall well wells woods wood
      """
    ),
    (.unit, "apt apartment suite ste unit floor bldg building room rm"),
    (
      .state,
      """
      al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm \
      ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc pr
      """
    ),
    (
      .disease,
      """
      disease diseases syndrome syndromes sign signs score scores criteria reflex test tests scale \
      scales classification procedure maneuver palsy lymphoma sarcoma tumor tumour carcinoma \
      fracture \
      fractures phenomenon catheter catheters position index stage staging grade grading level \
      levels \
      class angina thyroiditis reaction method technique stain cells bodies body disorder \
      disorders \
      trial trials study studies guidelines guideline protocol criterion esophagus contracture \
      anomaly \
      operation approach examination tube lesion drain node nodes formula model models hernia \
      valve \
      type risk curve cyst chorea dystrophy ataxia encephalopathy regression test distribution \
      correlation coefficient estimator survival hazard chromosome gene virus fever dementia coma \
      respirations breathing rhythm block purpura nephropathy nephritis neuralgia paralysis \
      tetralogy triad ulcer ulcers patch plaque plaques mutation mutations mapping monitor flap \
      graft \
      gangrene goiter hepatitis arteritis vasculitis anemia myopathy neuropathy retinopathy \
      rule equation transform agar sac pouch law plot hoc inhibitor inhibitors antibody lobe ring \
      rings fold space triangle canal ligament fascia membrane gland glands loop loops patches \
      spots \
      nodes lines kappa chain analysis theorem rate pressure therapy repair shunt clamp forceps \
      retractor needle wire nail pin splint brace collar traction suture incision vaccine vaccines \
      stirrups drape speculum elevator rongeur curette curettes osteotome scissors trocar introducer sheath dilator \
      stapler rod rods screws dysplasia malformation \
      scan report reports questionnaire inventory battery screen checklist stroke deformity
      """
    ),
    (
      .credential,
      """
      md do rn np pa phd dds pharmd lpn cna fnp dnp crnp esq jr sr ii iii iv dpm od dc msn bsn \
      mph lcsw pac facs facp mbbs crna aprn cma rma rdh msw lmsw lmft lpcc dmd dnp cnm rph psyd dpt cota rrt mspt pmhnp arnp
      """
    ),
    (
      .calendar,
      """
      monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri \
      sat sun january february march april may june july august september october november \
      december \
      jan feb mar apr jun jul aug sep sept oct nov dec christmas thanksgiving easter halloween \
      hanukkah ramadan diwali today tomorrow yesterday tonight
      """
    ),
    (
      .particle,
      "de van von der den la le del della di da dos das du bin ibn al el ter ten y san st"
    ),
    (
      .organization,
      """
      inc llc corp ltd bank company co gmbh holdings technologies partners industries insurance \
      plc foundation airlines motors enterprises logistics solutions consulting services
      """
    ),
    (
      .direction,
      "n s e w ne nw se sw north south east west northeast northwest southeast southwest"
    ),
    (
      .demographic,
      """
      male female man woman boy girl m f gentleman lady infant child teen teenager yo toddler \
      newborn
      """
    ),
    (.saint, "st saint san santa st. sankt mount mt"),
    (
      .works,
      """
      works employer employed worked working employment job travaille travaillait employé employée trabaja \
      trabajaba empleado empleada trabalha trabalhava arbeitet arbeitete
      """
    ),
    (.zip, "zip zipcode postal postcode postalcode zip_code postal_code codepostal plz cep"),
    (.site, "facility branch office campus location site clinic hospital"),
    (.center, "center centre ctr system health institute care med"),
    (.named, "named called"),
    (.dwelling, "apt apartment suite ste"),
    (.county, "county parish borough township"),
    (.abbreviation, CueTable.abbreviations),
    (.stop, CueTable.stops),
  ]

  /// Clinical abbreviations.
  static let abbreviations = """
    htn hld dm cad chf hf mi stemi nstemi acs afib cva tia dvt pe vte pad ckd esrd aki gerd pud \
    ibs \
    ibd uc cd copd osa ild ards tb uti bph sle ra oa djd ms als ad adhd add ptsd ocd gad mdd hiv \
    aids hcv hbv hpv rsv covid sars mrsa vre cml aml cll nhl mds gbm hcc rcc er pr icu ccu micu \
    sicu nicu picu ed or pacu snf rx tx dx sx fx px po iv im sc npo hpi pmh psh ros sob doe cp abd \
    cabg pci tavr icd ecmo cpap bipap peg picc cvc ekg ecg echo tte tee mri mra ct cta pet us xr \
    cxr \
    eeg emg egd ercp bx cbc cmp bmp lft lfts bun cr gfr egfr bnp inr pt ptt tsh hba hgb hct wbc \
    plt \
    rbc esr crp ldl hdl tg psa cea afp hcg ana rf abg ua nsaid nsaids acei arb ccb ssri snri ppi \
    doac noac asa tpa tnf gi gu cv cns ent ob gyn mrn dob doa dos ssn hmo ppo id zip ef bmi bp \
    hr rr \
    temp wt ht fda nih cdc who nhs hipaa npi dea ehr emr hl json xml csv sql api http url uuid pdf \
    info warn error debug msh pid pv obx obr usa uk us am pm est pst cst edt utc gmt mg ml dr \
    ivf als bls acls cpr dnr dni vs aka asap faq nkda prn bid tid qid \
    ndc cip bin pcn grp hcpcs cpt udi vin bcbs tricare fsa eob dme ltc lvn lpn otc rpt sbar \
    ccd fhir dicom pacs lis mdm siem mfa sso vpn wifi ssid tls ssh rfc sms ivr crm sla kpi \
    arf rvr svt nsvt vf aicd crt lvad iabp avr mvr lvef rvef edp pcwp cvp svr bg fsbg dtv \
    drsg oob wbat nwb ttwb fwb rom ptot adl adls iadl fim rass gcs nihss dtap ipv mmr pcv \
    ppsv tdap hib bcg ppd igra tst bpm turp ugi mrcp hida dexa spect bso lscs svd vbac gbs \
    nst bpp afi efm fhr fhts mva mvc gsw ems fsc xst uoa upd ema cms ahrq uspstf acog acc \
    nccn idsa osha jcaho bpad oud aud ciwa phq cssrs mse avh sglt2 glp dpp bblocker hctz \
    lmwh ufh tnk prbc ffp plts cryo hent heent perrl eomi rrr ntnd ctab nad wnl aox html css \
    npm jvm cpu ssd nas dns dhcp tcp udp ntp cidr cve cvss polst molst hcp lwbs ltbs tty tdd \
    pob cc bcc fwd fw tba tbd tbc fyi eod ty thx pls plz lol omg idk imo btw brb
    """

  /// Words that no name contains, whatever the lexicon says.
  private static let stops = """
    the a an and or but if then than that this these those there here what which who whom whose \
    when \
    where why how is are was were be been being am do does did done have has had having will would \
    can could shall should may might must not no yes i you he she it we they me him her us them my \
    your his its our their of in on at by for with about against between into through during \
    before \
    after above below to from up down out off over under again further once all any both each few \
    more most other some such only own same so too very just also as because until while since per \
    please thank thanks let need needs follow followup continue start stop give given take see \
    call \
    check order ordered review reviewed discuss discussed best current latest recommended optimal \
    management treatment guideline guidelines effectiveness efficacy contraindications side \
    effects \
    risk risks prognosis diagnosis diagnostic updated new recent find search show list explain \
    describe compare provide summarize create write update clarify confirm consider note notes \
    history exam assessment plan subjective objective impression findings labs vitals medications \
    allergies chief complaint discharge admission summary report date time phone fax email address \
    street city state zip gender sex age dob mrn ssn id number code status male female insurance \
    member policy group account first last middle maiden full legal preferred emergency family \
    pain fever normal positive negative stable denies left right bilateral acute chronic mild \
    moderate severe type stage grade class level score scale index test results result value \
    values \
    mother's father's reason visit service department unit ward room bed floor team page line \
    section table figure chapter appendix version null none unknown true false na vitamin \
    hepatitis \
    influenza factor protein gene group phase arm cohort trial study
    """
}
