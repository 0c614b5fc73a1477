/// Words that stand where names stand and that are none: own lists.
extension NoNames {
  /// People after whom tests, signs, scales, operations, statistics and instruments are called, and
  /// whose names hardly anybody bears.
  static let eponyms = HashIndex(
    words: words(
      """
      adson ainsley alvarado amsler apgar apley argyll asch auer auspitz axenfeld babinski \
      baerveldt bakes ballard balthazar bankart barlow barre barrett barthel barthels baxter \
      bayes bayley bazett beighton bellocq benassi beutler bhutani bielschowsky bigliani \
      billroth bitot bjork blalock blatchford blount blumberg blumer boas boerhaave bohan \
      bonferroni borg borrmann bosniak bouchard braden brenner brescia breslow bristow broca \
      brodie brooke broselow brudzinski brugada brunnstrom buerger burch buruli buttergly \
      calot cantlie carnett carpentier catell celsius chagas chance charcot charlson chvostek \
      cimino clonkers cobb cockcroft cohen colles colley conners coombs cormack courvoisier \
      cowper cronbach crookes cullen cushing dandy daugirdas debakey denver deyerle dieulafoy \
      dix dobhoff donath doppler draize duckett duhamel dukes dunnett dupuytren durie durkan \
      eaton ebstein edinburgh egan eisenmenger epley epworth erb erich esbach essex ewart \
      fahr fahrenheit fallopian fallot fanconi felty finkelstein fleischner fogarty fontan \
      forrester framingham frankel frankenstein freiberg frenkel frenzel friedewald friedman \
      froment fuchs fugl gaenslen galeazzi galveston gartland gaucher geenen geneva ghent \
      giemsa gilles gleason godet goldmann golgi goligher goodpasture graefe gram grashey \
      greulich grocott gustilo guyon haglund halsted hamartin hampton hannington hartmann \
      hasson heberden hegar heimlich heinz hesselbach heyman hibbs hinchey hippocrates \
      hirschberg hirschsprung hoehn hoffa holter homan homans horner hosmer hounsfield \
      howship hutchinson ishihara ivor jaeger janeway jendrassik jobst jolly jorgensen kaplan \
      karnofsky kasabach kayser kegel kehr kellgren kelvin kempe kendall kerley kernig killip \
      kirschner klatskin kleihauer klippel kocher koplik korotkoff krukenberg kruskal \
      kussmaul lachman laennec lamaze langerhans lansky larrey lasegue lasègue lauge \
      ledderhose lefort lehane lemierre levene lewy leydig lichtman likert lindegaard \
      lineweaver lisfranc lister littler lown lugano luschka lysholm maddox maddrey \
      maisonneuve mallampati mallory mann mantel mantoux marfan marjolin mcburney mcmurray \
      mcnemar mcroberts meckel mees meigs menghini meniere michaelis milwaukee mirizzi mobitz \
      mohs monro monteggia montevideo morison moro morse mulder munchausen ménière naegele \
      nasco neer nissen nottingham nyhus ober olerud ommaya opitz osgood osler oswestry \
      ottawa pacini paget panner papanicolaou papile pappenheim parinaud parkland parona \
      patau pavlik payr perthes peutz pfannenstiel phalen piaget pinard pirani plummer \
      poiseuille poisson poland poupart prader pringle pyle prinzmetal puestow purkinje quenu \
      quincke quénu rankin ranson rathke rayleigh raynaud reye riedel ringer rinne risser \
      romberg roos rorschach rosser roth rouleaux rovsing sager salter savary scarff schatzki \
      schaumann scheffe scheie schilling schirmer schober schoenfeld schwann seidel seldinger \
      sengstaken sheehan shenton shirodkar silfverskiold silverman sims sjogren sjögren \
      snellen soave sokolow spearman spetzler spurling starling steinmann stensen stroop \
      struthers sturge swenson sylvius takotsubo tampa tanner tarasoff tenckhoff tesio \
      thessaly tinel tinetti toldt torsemide trendelenburg trousseau tscherne tukey turcot \
      tzanck unna valsalva vanderbilt vater virchow volhard volkmann vygotsky waldeyer \
      warkentin warthin wechsler wernicke westergren westermark westley wharton whipple \
      wilcoxon wilks willis wolff yates yergason youden zadik zenker ziehl zollinger zuelzer
      """
    )
  )

  /// Drugs, devices, instruments, makers, programs, shows and dishes with a name of their own.
  static let products = HashIndex(
    words: words(
      """
      abilify accolade accuchek aciphex actemra activia adderall adempas advair afluria \
      aimovig airvo ajovy alaris albutein aleve alkeran allegra amex amplatzer androgel \
      angiomax anoro aptiom aquacel aranesp aricept arixtra armour arnuity asana asmanex \
      atrovent aubagio augmentin avonex azilect bactrim bactroban baqsimi basaglar belbuca \
      benlysta besremi beyfortus biktarvy binaxnow biopatch bitbucket bluetooth boniva botox \
      breo brilinta briviact brukinsa bumex butrans bydureon byetta caduet camzyos caplyta \
      caprelsa cardiomems cardizem cavilon celebrex celexa cellcept cerner chantix cialis \
      cimzia cipro citrix claritin cleocin clozaril coaguchek coban colace combivent \
      comirnaty concerta confluence copaxone coreg corlanor cosentyx cosopt coumadin cozaar \
      creon cresemba crestor cubicin cubie cymbalta dalvance daraprim decadron depakote depo \
      dermabond descovy dexcom dexilant diflucan dilantin dilaudid diovan dobutrex docker \
      dovato doxil dropbox duoneb dupixent durysta dycem dymista effexor efudex elavil \
      eliquis elmiron emgality enbrel endobronchial ensure entresto entyvio epiduo epipen \
      epogen ertaczo esbriet escitalopram eucerin evenity evista evolut excedrin exelon eylea \
      farxiga fasenra fentora feraheme ferinject fetroja fexmid fiasp figma finacea firazyr \
      fitbit flagyl flomax flonase flovent flublok fluzone forteo fosamax fragmin freestyle \
      furoscix fycompa gamunex gardasil gattex gemtesa genvoya geodon gilenya github gitlab \
      gleevec glucerna glucophage glucotrol gmail grafana gralise haldol harvoni havrix \
      hectorol hemlibra hemospray heplisav hepsera herceptin hibiclens humalog humira humulin \
      hydrea hylenex hysingla ibrance iclusig idhifa ilaris imbruvica imdur imfinzi imitrex \
      imodium impella incruse inderal inlyta inogen insta intuniv invega invokana isentress \
      isolette jakafi janumet januvia jardiance jenga jenkins jevity jira juluca jynarque \
      kalydeco kayexalate keflex kenalog keppra kerendia kerlix kesimpta ketalar kevzara \
      keytruda kinrix klonipin klonopin kubernetes kwikpen kybella kyphoplasty lacosamide \
      lamictal lantus lasix latuda lemtrada lescol letairis leukeran levaquin levemir levitra \
      lexapro lexiscan lialda librium lidoderm linkedin linzess lipitor lipozene lokelma \
      lomotil lopressor lotrel lovaza lovenox lucentis lumify lumigan lunesta lupron lynparza \
      lyrica lysodren macrobid macrodantin mavyret maxalt maxipime medrol mepilex mepron \
      merrem mestinon metamucil methergine microsoft midrin miralax mirapex mircera mirena \
      mobic mobiletta motrin mounjaro movantik mucinex mucomyst multaq myalept mybetriq \
      mychart myrbetriq namenda naprosyn narcan nasonex neosporin neulasta neupogen neurontin \
      nexium nexplanon nicorette nimbex nimodipine nitropress norco norvasc novolin novolog \
      nplate nucala nuedexta nulojix nurtec nutropin nuvigil ocrevus octagam ofev olumiant \
      omnicell omnipaque oncaspar onenote onglyza onpattro opdivo opsumit orencia orenitram \
      orilissa orkambi osphena otezla oxbryta oxycontin ozempic panadol panorex parlodel \
      paxil paxlovid pedialyte pediarix pepcid percocet percodan peridex perjeta pinterest \
      pitocin plaquenil plavix pneumovax pomalyst posey postgres potiga powerchart pradaxa \
      pravachol precedex prednisone premarin prevacid prevnar prezcobix priftin prilosec \
      prinivil pristiq procardia procrit prograf prolacta prolastin prolia prometrium \
      propecia proscar protonix proventil provera provigil prozac pulmicort pulmozyme pyxis \
      qsymia quickie qulipta qvar radicava ranexa rapaflo rapamune rebif reblozyl reclast \
      reddit redis reglan relistor relpax remeron remicade remodulin renvela repatha requip \
      restasis restoril retacrit retin revatio revlimid rexulti reyvow rhapsody rhogam rinvoq \
      risperdal ritalin rituxan robaxin robitussin rocephin rotateq roxicodone rozerem \
      rybelsus rythmol sabril salesforce samsca sandimmune sandostatin santyl saphris sapien \
      saxenda segway sensipar sensorcaine sepsisbundle serevent seroquel sharepoint shingrix \
      shoei siemens silenor silvadene simponi sinemet singulair skelaxin skyrizi slack \
      soliris solumedrol soma spiriva spok spotify spravato sprycel stelara stiolto strattera \
      stribild suboxone subutex sudafed sunosi supartz suprep sustol symbicort symdeko \
      symtuza synagis synjardy synthroid synvisc tagrisso taltz tamiflu tapazole tarceva \
      tasigna tecentriq tecfidera tegaderm tegretol tekturna telfa tenormin tepezza teva \
      thorazine tikosyn tiktok tivicay tofranil topamax toprol toradol toujeo tracleer \
      tradjenta trajenta trelegy tremfya trental tresiba trexall tribenzor tricor trident \
      trikafta trileptal trintellix triumeq trodelvy trulicity truvada tubigrip tudorza \
      tumark twinrix tylenol tymlos tysabri tyvaso ubrelvy uceris uloric ultram unasyn \
      uptravi urolift valcyte valium valtrex vancocin varivax vascepa vasotec velcade \
      velpatry velphoro veltassa venmo venofer ventolin verquvo versed vesicare viagra \
      vibativ vibramycin vicodin victoza videx viibryd vimpat viread visine vistaril vitrakvi \
      vivitrol vmware voltaren vosevi vraylar vyepti vyvanse wakix wegovy welchol wellbutrin \
      westlaw xanax xarelto xeljanz xeloda xenical xeomin xeroform xgeva xifaxan xiidra \
      xofluza xolair xopenex xtandi xyrem xyzal yasmin yervoy youtube zanaflex zantac \
      zaroxolyn zarxio zebra zejula zelboraf zepbound zeposia zestril zetia ziextenzo \
      zithromax zocor zofran zoladex zolgensma zoloft zometa zomig zonegran zosyn zovirax \
      zubsolv zyban zyloprim zyprexa zyrtec zytiga zyvox
      """
    )
  )

  /// Words of which a facility's name may be made that tell of no facility: services, bodies, forms.
  static let services = HashIndex(
    words: words(
      """
      acute admission admissions adm adult after ambulatory allied and assessment assistant assistants authorization \
      behavioral birth birthing board bone brain cancer cardiac cardiology cardiothoracic cardiovascular care \
      center centre child children chiropractic chronic clinic clinics clinical community consent consult coronary \
      critical cvs day dental department dermatology diabetes diagnostic dialysis diastolic disclose disclosure \
      discharge disease district ear emergency employee endocrine endocrinology endoscopy failure family fetal first \
      for form gastroenterology gen gynecology hand health healthcare heart hematology hepatology home hospice hospital \
      hospitals idt imaging immunization infection infectious information infusion injury inpatient instructions \
      insurance intensive internal joint kidney klinik laboratory living long lung maternity med medical medicine \
      medizinische mental mtg neonatal nephrology neurology neurosurgery new newborn north nursing nutrition \
      obstetrics occupational office oncology ophthalmology orthopaedic orthopaedics orthopedic orthopedics other \
      our outpatient pain pall palliative pathology patient patients pc pediatric pediatrics perioperative pharmacy \
      physical physician physicians plan plastic post practice pre prenatal primary program protected psychiatric \
      psychiatry psychology public pulmonary pulmonology radiation radiology recovery rehab rehabilitation renal report \
      request respiratory rheumatology rm room school screening senior service services shift skilled sleep social \
      south specialist specialists specialty spine sports staff stroke student surgery surgical system systems systolic \
      team technology term the therapy thoracic to trauma treatment unit university urgent urology vascular w walk ward \
      west wellness women womens work wound
      """
    )
  )

  /// Relatives in other languages, before whose names they stand.
  static let kin = HashIndex(
    words: words(
      """
      abuela abuelo bruder enkel enkelin epoux époux épouse esposa esposo ehefrau ehemann femme fille filha \
      filho fils frère hermana hermano hija hijo irmã irmão mãe mann mari marido mère mutter nichte neffe neto \
      nieta nieto oma onkel opa oncle padre pai père prima primo schwester soeur sœur sobrina sobrino sohn tante \
      tía tío tochter vater voisin voisine cunhada cuñada cuñado suegra suegro compañera compagne compagnon \
      nachbar nachbarin figlia figlio moglie marito madre sorella fratello vecina vecino
      """
    )
  )

  /// What the name of a test, an instrument, a dish or a product stands before, and no person's.
  static let followers = HashIndex(
    words: words(
      """
      agar algorithm apparatus approximation asphyxia assay biopsies biopsy categories \
      category collimator contractions criteria curette curves distribution drape drops \
      electrode equation esophagectomy facies filter flour forceps formulation gastrectomy \
      gauze glands graph guidewire herniation hook hump incisions inhaler interval jar jars \
      jelly laryngoscope lavage lines loupe maneuver manoeuvre matrix mesh metric microscope \
      model morphology mouthpiece nomogram osteotomy oximeter pendulums pentad pipeline \
      powder prosthesis protocol questionnaire reagent respirator retraction retractors rod \
      rods rosettes rotor router salad salts sauce scales scanner screws spacer speculum \
      sprayer sprayers stain stains stapler stethoscope stockings strap strips style subscore \
      swab syrup theorem tourniquet traction transform triad ventilator waveform wedge \
      workstation yogurt
      """
    )
  )

  /// The ends of common nouns of German, French and Spanish: the last four letters.
  static let endings: Set<UInt32> = Set(
    words(
      """
      tung rung nung lung dung gung fung sung hung kung zung heit keit haft tion itis smus izin rift icht \
      brie auft zept tand mmer eist enst iken gabe nahm hnik ogie rzte zeug mern onie pfle uung orie ikum \
      tura ción ncia idad ment ance ence aire isme tude
      """
    )
    .map(ending)
  )

  /// The last four bytes of a word as the tagger has them.
  static func ending(_ word: String) -> UInt32 {
    word.utf8.suffix(4).reversed().reduce(0) { $0 << 8 | UInt32($1 | 0x20) }
  }
}
