/// Words that stand where names stand and that are none: own lists.
extension NoNames {
  /// People after whom tests, signs, scales, operations, statistics and instruments are called, and
  /// whose names hardly anybody bears.
  static let eponyms = HashIndex(
    words: words(
      """
      adson ainsley allis alport alvarado amsler amyand angelman apgar apley argyll \
      asch auer auspitz axenfeld babinski baerveldt bakes ballard balthazar bandura \
      bankart barlow barre barrett barthel barthels baxter bayes bayley bazett begg \
      beighton bellocq benassi bentall berkson beutler bhutani bielschowsky bigliani \
      billroth bitot bjork blakemore blalock blatchford blount blumberg blumer boas \
      bochdalek boerhaave bohan bonferroni borg borrmann bosniak bouchard bovie braden \
      brenner brescia breslow bristow broca brodie brooke broselow broviac brudzinski \
      brugada brunnstrom buerger burch buruli buttergly calot cantlie caplan carnett \
      carpentier catell celsius centor chagas chance charcot charlson chvostek cimino \
      clonkers cobb cockcroft cohen colles colley conners coombs cordis cormack \
      courvoisier cowper cronbach crookes cullen cushing dandy daugirdas deaver debakey \
      denver deyerle dieulafoy dix dobhoff donabedian donath doppler dor draize \
      dubowitz duckett duhamel dukes dunnett dupuytren durie durkan eaton ebstein \
      edinburgh egan egger eisenmenger engel epley epworth erb erich erlenmeyer esbach \
      eschmann essex ewart fabry fahr fahrenheit fallopian fallot fanconi felty \
      finkelstein finnegan fleischner fogarty fontan forrester fothergill framingham frankel \
      frankenstein freiberg frenkel frenzel friedewald friedman froment fuchs fugl \
      gaenslen galeazzi galveston gartland gaucher geenen gehrig geneva ghent giemsa \
      gilles gleason godet goldmann golgi goligher gomori goodpasture graefe gram \
      grashey greulich griess grocott groshong guedel gustilo guyon haglund halsted \
      hamartin hampton hannington hartmann hartnup hasson heberden heerfordt hegar \
      heimlich heinz hesselbach heyman hibbs hinchey hippocrates hirschberg \
      hirschsprung hoehn hoffa holter homan homans horner hosmer hounsfield howship \
      hurler hutchinson ishihara ishikawa ivor jaeger janeway jatene jendrassik jobst \
      jolly jorgensen juran kaplan karnofsky kasabach kasai kayser kegel kehr kellgren \
      kelvin kempe kendall kerley kernig killip kirschner klatskin kleihauer klippel \
      kocher kock kohlberg koos koplik korotkoff krukenberg kruskal kussmaul lachman \
      ladd laennec lamaze langerhans lansky larrey lasegue lasègue lauge ledderhose \
      lefort lehane leininger leishman lemierre levene lewy leydig lichtman likert \
      lilliefors lindegaard lineweaver linton lipsitz lisfranc lister littler littre \
      littré lofgren lown lugano luschka lysholm löfgren maddox maddrey magill \
      maisonneuve malecot mallampati mallory mann mantel mantoux marfan marjolin masako \
      masson mcburney mcmurray mcnemar mcroberts meckel mees meigs mendelsohn menghini \
      meniere metzenbaum michaelis milwaukee mirizzi mitrofanoff mobitz mohs monro \
      monteggia montevideo morgagni morison moro morse mulder munchausen ménière \
      nachlas naegele nasco neer nissen nottingham nyhus ober olerud ommaya opitz \
      osgood osler oswestry ottawa pacini paget panner papanicolaou papile pappenheim \
      parinaud parkland parona patau pavlik payr permcath perthes peutz pfannenstiel \
      phalen piaget pinard pirani plummer poiseuille poisson poland pompe poupart \
      prader pringle prinzmetal puestow purkinje pyle quenu quincke quénu rankin ranson \
      rastelli rathke rayleigh raynaud rett reye richter riedel ringer rinne risser \
      ritchie romanowsky romberg roos rorschach rosser roth rouleaux rovsing sager \
      salter savary scarff schatzki schaumann scheffe scheie schilling schirmer schober \
      schoenfeld schwann seidel seldinger semmelweis sengstaken senning sheehan shenton \
      shewhart shiley shirodkar sidak silfverskiold silverman sims sjogren sjögren \
      smirnov snellen soave sokolow spearman spetzler spigelian spurling starling \
      steinmann stensen strassman stroop struthers sturge swenson sydenham sylvius \
      takotsubo tampa tanner tarasoff tarone tenckhoff tesio thessaly tinel tinetti \
      toldt torsemide toupet trendelenburg trialysis trousseau tscherne tukey turcot \
      tzanck uchida unna valsalva vanderbilt vater venturi virchow volhard volkmann \
      vygotsky waldeyer warkentin warthin wechsler wernicke westergren westermark \
      westley wharton whipple wilcoxon wilks willis wolff wurm yankauer yates yergason \
      youden zabramski zadik zenker ziehl zollinger zuelzer zung
      """
    )
  )

  /// Drugs, devices, instruments, makers, programs, shows and dishes with a name of their own.
  static let products = HashIndex(
    words: words(
      """
      abilify accolade accuchek aciphex actemra activia adderall adempas advair afluria \
      aimovig airvo ajovy alaris albutein aleve alkeran allegra amethia amex amplatzer \
      androgel angiomax anoro apigee apri aptiom aquacel aranesp arial aricept arixtra \
      armour arnuity asana ashlyna asmanex atrovent aubagio augmentin avonex azilect \
      azurette bactrim bactroban baqsimi basaglar belbuca benlysta besremi beyaz \
      beyfortus bigtable biktarvy binaxnow biopatch bitbucket bixby blisovi bluetooth \
      boniva botox breo brilinta briviact broda brukinsa bumex butrans bydureon byetta \
      caduet calibri camrese camzyos caplyta caprelsa cardiomems cardizem cavilon \
      celebrex celexa cellcept cerner chantix cialis cimzia cipro citrix claritin \
      cleocin clozaril coaguchek coban cobol colace combivent comirnaty concerta \
      confluence consolas copaxone coreg corlanor cosentyx cosopt coumadin cozaar creon \
      cresemba crestor cubicin cubie cyclessa cymbalta cyred dalvance daraprim darco \
      dasetta dataproc deblitane decadron depakote depo dermabond descovy dexcom \
      dexilant diflucan dilantin dilaudid diovan dobutrex docker dolishale dovato doxil \
      dropbox duoneb dupixent durysta dycem dymista effexor efudex elavil eliquis \
      elmiron emgality emoquette emzahh enbrel endobronchial enskyce ensure entresto \
      entyvio epiduo epipen epogen erlang ertaczo esbriet escitalopram estarylla \
      eucerin evenity evista evolut excedrin exelon eylea falmina farxiga fasenra \
      fayosim fentora feraheme ferinject fetroja fexmid fiasp figma finacea finzala \
      firazyr fitbit flagyl flomax flonase flovent flublok fluzone forteo fortran \
      fosamax fragmin freestyle furoscix futura fyavolv fycompa gamunex garamond \
      gardasil gattex gcloud gemmily gemtesa genvoya geodon gianvi gilenya github \
      gitlab gleevec glucerna glucophage glucotrol gmail grafana gralise haldol harvoni \
      havrix hectorol helvetica hemlibra hemospray heplisav hepsera herceptin hibiclens \
      hoyer humalog humira humulin hydrea hylenex hysingla ibrance iclusig idhifa \
      ilaris imbruvica imdur imfinzi imitrex imodium impella incassia incruse inderal \
      inlyta inogen insta intuniv invega invokana isentress isibloom isolette jaimiess \
      jakafi janumet januvia jardiance jenga jenkins jevity jinteli jira jolivette \
      juleber juluca junel jynarque kaitlib kalydeco kariva kayexalate keflex kelnor \
      kenalog keppra kerendia kerlix kesimpta ketalar kevzara keytruda kinrix klonipin \
      klonopin kubernetes kwikpen kybella kyphoplasty lacosamide lamictal lantus \
      larissia lasix latuda layolis lemtrada lescol lessina letairis leukeran levaquin \
      levemir levitra lexapro lexiscan lialda librium lidoderm linkedin linzess lipitor \
      lipozene lokelma lomotil lopreeza lopressor loryna lotrel lovaza lovenox lucentis \
      lumify lumigan lunesta lupron lutera lybrel lynparza lyrica lysodren macrobid \
      macrodantin mavyret maxalt maxipime medrol mepilex mepron merrem mestinon \
      metamucil methergine mibelas microsoft midrin milliman mimvey minastrin miralax \
      mirapex mircera mirena mobic mobiletta motrin mounjaro movantik mucinex mucomyst \
      multaq myalept mybetriq mychart myrbetriq namenda naprosyn narcan nasonex necon \
      neo4j neosporin neulasta neupogen neurontin nexium nexplanon nicorette nimbex \
      nimodipine nitropress norco norlyda nortrel norvasc novolin novolog nplate nucala \
      nuedexta nulojix nurtec nutropin nuvigil ocella ocrevus octagam ofev olumiant \
      omnicell omnipaque oncaspar onenote onglyza onpattro opdivo opsumit orencia \
      orenitram orilissa orkambi orsythia osphena otezla oxbryta oxycontin ozempic \
      panadol panorex parlodel paxil paxlovid pedialyte pediarix pepcid percocet \
      percodan peridex perjeta philith pinterest pitocin plaquenil plavix pneumovax \
      pomalyst posey postgres potiga powerchart pradaxa pravachol precedex prednisone \
      premarin prevacid prevnar prezcobix priftin prilosec prinivil pristiq procardia \
      procrit prograf prolacta prolastin prolia prometrium propecia proscar protonix \
      proventil provera provigil prozac pulmicort pulmozyme pulumi pyxis qsymia quickie \
      qulipta qvar radicava ranexa rapaflo rapamune rebif reblozyl reclast reclipsen \
      reddit redis reglan relistor relpax remeron remicade remodulin renvela repatha \
      requip restasis restoril retacrit retin revatio revlimid rexulti reyvow rhapsody \
      rhogam rifton rinvoq risperdal ritalin rituxan rivelsa robaxin robitussin \
      rocephin roho rotateq roxicodone rozerem rybelsus rythmol sabril safyral \
      salesforce samsca sandimmune sandostatin santyl saphris sapien saxenda seasonale \
      seasonique segway sensipar sensorcaine sepsisbundle serevent seroquel sharepoint \
      sharobel shingrix shoei siemens silenor silvadene simponi sinemet singulair \
      skelaxin skyrizi slack soliris solumedrol soma spiriva spok spotify spravato \
      sprintec sprycel sronyx stedy stelara stiolto strattera stribild suboxone subutex \
      sudafed sunosi supartz suprep sustol symbicort symdeko symtuza synagis synjardy \
      synthroid synvisc tagrisso taltz talyst tamiflu tapazole tarceva tasigna taytulla \
      tecentriq tecfidera tegaderm tegretol tekturna telfa tenormin tepezza teva \
      thorazine tikosyn tiktok tivicay tofranil topamax toprol toradol toujeo tracleer \
      tradjenta trajenta trelegy tremfya trental tresiba trexall trialysis tribenzor \
      tricor trident trikafta trileptal trintellix triumeq trodelvy trulicity truvada \
      tubigrip tudorza tulana tumark twinrix tydemy tylenol tymlos tysabri tyvaso \
      ubrelvy uceris uloric ultram unasyn uptravi urolift valcyte valium valtrex \
      vancocin varivax vascepa vasotec velcade velivet velpatry velphoro veltassa venmo \
      venofer ventolin verdana verquvo versed vesicare viagra vibativ vibramycin \
      vicodin victoza videx vienva viibryd vimpat viorele viread visine vistaril \
      vitrakvi vivitrol vmware voltaren vosevi vraylar vyepti vyfemla vyvanse wakix \
      wegovy welchol wellbutrin westlaw xanax xarelto xeljanz xeloda xenical xeomin \
      xeroform xgeva xifaxan xiidra xofluza xolair xopenex xtandi xyrem xyzal yasmin \
      yervoy youtube zanaflex zantac zaroxolyn zarxio zebra zejula zelboraf zenchent \
      zepbound zeposia zestril zetia ziextenzo zithromax zocor zofran zoladex zolgensma \
      zoloft zometa zomig zonegran zosyn zovirax zubsolv zyban zyloprim zyprexa zyrtec \
      zytiga zyvox
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
      agar algorithm apparatus approximation asphyxia assay biopsies biopsy calendar \
      categories category classification classifications collimator consensus \
      contractions criteria curette curves declaration definition definitions \
      distribution drape drops electrode equation esophagectomy expiration facies \
      filter flour font forceps formulation gastrectomy gauze glands graph guidewire \
      herniation hook hump incisions inhaler interval jar jars jelly laryngoscope \
      laryngoscopes lavage lines loupe maneuver manoeuvre matrix mesh metric microscope \
      model modification modifications module modules morphology mouthpiece \
      nomenclature nomogram osteotomy oximeter pendulums pentad pipeline powder \
      prosthesis protocol questionnaire reagent recliner respirator retraction \
      retractors rod rods rosettes rotor router salad salts sauce scales scanner screws \
      serif spacer speculum sprayer sprayers staging stain stains stapler stethoscope \
      stockings strap strips style stylet subscore swab syrup theorem tourniquet \
      traction transform triad ventilator waveform wedge workstation yogurt
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
