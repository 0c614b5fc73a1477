import Vocabulary

/// Identifiers as people write them, known by their form alone.
enum WrittenRules {
  /// Cars that are called by no other word of notes: a plate stands behind them.
  private static let cars = [
    "toyota", "honda", "chevy", "chevrolet", "nissan", "hyundai", "kia", "subaru", "mazda",
    "volkswagen", "bmw", "audi",
    "lexus", "acura", "cadillac", "tesla", "chrysler", "mitsubishi", "corolla", "camry", "civic",
    "altima", "sentra",
    "silverado", "tacoma", "tundra", "prius", "rav4", "jetta", "passat", "malibu", "impala",
    "elantra", "sonata",
    "sorento", "outback", "forester", "wrangler", "sienna", "caravan", "corvette", "camaro",
    "tahoe", "suburban", "sedan",
    "pickup", "minivan", "hatchback", "suv",
  ]

  /// In the order of the rule set.
  static let all: [Rule] = [
    Rule(
      "location.postcode",
      .location,
      part: .zip,
      confidence: .medium,
      .form(.postcode),
      source: "BS 7666 postcodes; Canada Post addressing guidelines",
      positive: ["Oldbury B69 4PQ", "at SW1A 2AA, London", "Sainte-Clothilde G0X 2T0"],
      negative: ["L4 5TH", "B12 5MG", "Q69 4PQ", "G0X 2TO", "AB12 3CDE"]
    ),
    Rule(
      "location.compound-street",
      .location,
      part: .street,
      confidence: .medium,
      .form(.compoundStreet),
      source: "written usage: Germany, Austria, Switzerland, the Netherlands, Scandinavia",
      positive: ["wohnhaft Lindenweg 14a, 85662", "Seestrasse 211", "Hauptstr. 5 in"],
      negative: ["Herring 12", "der Weg 12", "Lindenweg ist", "Steering 4"]
    ),
    Rule(
      "location.road",
      .location,
      part: .street,
      confidence: .medium,
      .form(.road),
      source: "written usage: numbered roads and their exits",
      positive: [
        "rear-ended on I-90 near Spokane Valley", "the Home Depot on Route 9 in Wappingers",
        "got off at exit 42B and", "collision on US-63 near Moberly", "crash on Hwy 61 N",
        "rollover I-70 EB MM 241, two", "down on US 50 near mile marker 88",
      ],
      negative: [
        "treated with I-131", "by oral route 2 times", "US 20 weeks", "exit 3 stitches",
        "route 1 of administration", "I 2 agree", "US 20 near 30", "us 12 mile",
      ]
    ),
    Rule(
      "location.crossing",
      .location,
      part: .street,
      confidence: .medium,
      .form(.crossing),
      source: "written usage: streets that cross",
      positive: [
        "pharmacy moved to 1st & Pike", "at 9th and Hennepin", "off 12th & Vine",
        "from Larkin and 14th, found", "at Alder & N 96th.",
      ],
      negative: [
        "corner of the mouth", "corner of his eye and nose", "3rd and 4th ribs",
        "on the 1st and Monday", "2nd & third", "at Baseline and 12th week", "May and 4th,",
      ]
    ),
    Rule(
      "location.position",
      .location,
      part: .other,
      confidence: .medium,
      .form(.position),
      source: "ISO 6709; written usage: latitude and longitude",
      positive: [
        "pin 44.97712,-93.26581 again", "LZ 38°12'44\"N 119°01'02\"W, winds",
        "at N 46° 51.222' W 121° 45.598'", "GPS 51.5072, 0.1276", "lat 44.977 lon -93.266",
      ],
      negative: [
        "slope 0.12345, -0.67891", "flexion 45°, 90°", "0.9123, 0.9345", "44.97712, 93.26581",
        "37.2 N 4.1", "beta 1.2345, -1.0456",
      ]
    ),
    Rule(
      "location.tract",
      .location,
      part: .other,
      confidence: .medium,
      .form(.tract),
      source: "45 CFR 164.514(b)(2)(i)(B); US Census Bureau, tracts and block groups",
      positive: [
        "census tract 39035 1187.02, block group 2", "Census tract: 39035118702", "tract 1187.02",
      ],
      negative: ["urinary tract 2021", "tract 12", "GI tract 2 cm", "census tract 4 of"]
    ),
    Rule(
      "location.saint",
      .location,
      part: .facility,
      confidence: .medium,
      .form(.saintPlace),
      source: "written usage: churches, schools and hospitals of saints",
      positive: [
        "took her to St. Joe's first", "mass in St Malachy's, pale", "at St. Luke's ED",
      ],
      negative: [
        "St. John's wort", "St Vitus's dance", "St. Anthony's fire", "St. Patrick's Day",
        "St Elmo's fire",
      ]
    ),
    Rule(
      "name.signature",
      .name,
      confidence: .medium,
      .form(.signature),
      source: "written usage: initials below letters and behind messages",
      positive: ["regards\nCJA/rw\n", "updated. thx -ZK\n0412", "PLT/cjt"],
      negative: ["CT/mri", "pain 4 -OK\n", "BP-ZK", "HR/bp normal", "-ZK and"]
    ),
    Rule(
      "name.initials-did",
      .name,
      confidence: .medium,
      .labelled(.initials),
      labels: [
        "seen by", "uploaded by", "icsi by", "witness", "witnessed", "dictated", "transcribed",
        "assisted by", "placed by", "filed by", "relieved by", "triaged by", "updated by",
        "amended by", "dispensed by", "compounded by", "second check", "double check",
        "injected by", "cleaned by", "scanned by", "measured by", "weighed by", "tested by",
      ],
      source: "written usage: who did something in notes and worksheets",
      positive: [
        "seen by MJ in triage", "ICSI by jf, witness rmb.", "Dictated gcw / transcribed lgp",
        "Photo uploaded by M.S.",
      ],
      negative: [
        "seen by GI today", "witnessed by us", "Dictated but not read", "placed by IR",
        "updated by HIM", "seen by OT and PT",
      ]
    ),
    Rule(
      "name.surname-initial",
      .name,
      confidence: .medium,
      .form(.surnameInitial),
      source: "written usage: lists of patients",
      positive: ["pt ABUBAKAR, S bed 9-07", "4. Pickering, L. 1217", "Ordering: Chukwuemeka, B"],
      negative: ["Hepatitis, B", "Vitamin, C", "Options, A", "Lisinopril, D", "Ordering: B, C"]
    ),
    Rule(
      "license.british",
      .license,
      .form(.britishLicence),
      source: "DVLA, driver number",
      positive: ["his licence CRUMB 501129 A99LK", "ZWAAG506114A99VZ", "FOX99 551227 J99XY"],
      negative: ["CRUMB 509929 A99LK", "CRUMB 501129", "SCAN5 501129 A99LKM"]
    ),
    Rule(
      "vehicle.plate-written",
      .vehicle,
      confidence: .medium,
      .labelled(.plate),
      labels: [
        "plate", "plates", "lic plate", "license plate", "licence plate", "tag", "plate number",
        "number plate", "trailer plate", "tags", "placas", "placa", "matrícula", "matricula",
        "immatriculation", "kennzeichen", "plaque", "registration", "reg", "reg no",
      ] + cars,
      source: "written usage: number plates",
      positive: [
        "plate 4NX 817 for", "Maine tag 7731 LQ, behind", "trailer plate TX R91-4KP",
        "grey Jetta 8LHT206, she",
      ],
      negative: [
        "plate of 20 cookies", "tag 12", "plates 4 and 5", "reg 5 MG", "tag ABC",
        "a Corolla with 4 doors", "2019 Jetta",
      ]
    ),
    Rule(
      "ssn.covered",
      .ssn,
      .form(.coveredSSN),
      source: "written usage: numbers whose last digits alone are shown",
      positive: ["id xxx-xx-3308 confirmed", "***-**-3308", "(XXX-XX-0417)"],
      negative: ["xxx-3308", "XXX-XX-33081", "xx-xx-3308", "xxx-xx-0000", "ax-xx-3308"]
    ),
    Rule(
      "id.donation",
      .uniqueID,
      .form(.donation),
      source: "ISBT 128: donation identification numbers beside a word for blood",
      positive: [
        "unit W0412 24 118830 given", "DIN: W041224118830", "platelets G1007 23 004417 00 hung",
        "PRBC W0412 24 118830 and W0412 24 118831",
      ],
      negative: [
        "part W041224118830", "unit W0412 24 11883", "unit 0412 24 118830", "W0412 24 118830",
      ]
    ),
    Rule(
      "license.component",
      .license,
      confidence: .medium,
      .form(.componentNumber),
      source: "HL7 v2 XCN: a number before a name in its components",
      positive: [
        "||||1487602239^Brandt^Tobias", "ORC|RE|1|2|||||||44718^Halvorsen^Anneliese^M",
        "to ~20417^Castellano^Rosa~",
      ],
      negative: ["|14876^Glucose^LN", "|2160-0^Creatinine^LN", "1487602239^2^3", "|883^Left^Right"]
    ),
    Rule(
      "plan.group",
      .healthPlan,
      confidence: .medium,
      .labelled(.groupCode(6)),
      labels: [
        "grp", "grp no", "grp number", "grp id", "group no", "group number", "group id", "rx grp",
        "rxgrp", "rx group", "group#", "employer group",
      ],
      source: "written usage: cards of health plans",
      positive: ["ID 448190221 grp MTSTATE2", "RxGrp: KROGER1X", "group number HARBOR7"],
      negative: ["grp B2 strep", "group A1", "grp 1 of 3", "group MTSTATE2 met"]
    ),
    Rule(
      "id.study",
      .uniqueID,
      confidence: .medium,
      .labelled(.code(digits: 3)),
      labels: [
        "screening no", "screening number", "screening id", "screen no", "subject no",
        "subject number", "randomization no", "randomization number", "randomisation no",
        "randomisation number", "rand no", "rand number", "enrollment no", "enrollment number",
        "enrolment number", "participant no", "participant number", "study no", "study subject",
        "volunteer no", "volunteer number", "proband no", "screening#", "screen#", "randomization#",
        "randomisation#", "enrollment#", "participant#",
      ],
      forbidden: ["at", "total", "of"],
      source: "ICH E6: subject identification codes",
      positive: ["screening no. S-118", "randomisation number: R-0447", "volunteer number 118"],
      negative: ["screening no 12", "subject number unknown", "study subject was 120 cm"]
    ),
    Rule(
      "id.locator",
      .uniqueID,
      confidence: .medium,
      .labelled(.code(digits: 2)),
      labels: [
        "confirmation code", "conf code", "record locator", "pnr", "booking reference",
        "booking ref",
        "reservation code", "booking code",
      ],
      forbidden: ["mg", "ml", "digits", "characters", "letters"],
      source: "written usage: what travellers and callers are given",
      positive: ["confirmation code QX7T9K", "record locator: 7KTR2M", "booking ref. HK44ZZ"],
      negative: ["confirmation code 4", "PNR pending", "booking code 12 digits"]
    ),
    Rule(
      "id.payment",
      .uniqueID,
      .pattern(
        Pattern(
          [
            "cus_[A-Z][A-Za-z0-9]{9}", "ch_[0-9][A-Za-z0-9]{12}", "pi_[0-9][A-Za-z0-9]{12}",
            "sub_[0-9][A-Za-z0-9]{12}", "pm_[0-9][A-Za-z0-9]{12}", "seti_[0-9][A-Za-z0-9]{12}",
            "txn_[0-9][A-Za-z0-9]{12}",
          ],
          then: "A-Za-z0-9",
          bytesMax: 64
        )
      ),
      validator: .varied,
      source: "Stripe, identifiers of objects",
      positive: [
        "customer cus_Q3kfPz71LmXy0a", "charge ch_3N8kfPz71LmXy0aB refunded",
        "sub_1N8kfPz71LmXy0aB ended",
      ],
      negative: ["cus_name", "ch_0000000000000", "sub_total", "pi_3"]
    ),
    Rule(
      "card.covered",
      .creditCard,
      confidence: .medium,
      .form(.coveredCard),
      source: "written usage: cards whose last digits alone are shown",
      positive: [
        "4111 11XX XXXX 1111 declined", "kept as ****-****-****-1881", "Visa ****4242",
        "MC ...4242",
      ],
      negative: ["call *1234", "pages xx 1111", "size 12x1111", "see ...1881"]
    ),
    Rule(
      "bank.routing-near",
      .bankRouting,
      confidence: .medium,
      .form(.routing),
      source: "ABA key to routing numbers, beside a word for banks or as checks print them",
      positive: [
        "direct deposit: 111000025 / 1044882207", "wire to 021000021 today",
        "check shows :021000021: 1044882207",
      ],
      negative: ["deposit 111000026", "count 021000021", "wire 21000021"]
    ),
    Rule(
      "npi.near",
      .license,
      confidence: .medium,
      .form(.providerNumber),
      source: "45 CFR 162.406, beside a word for a provider",
      positive: ["rendering 1234567893", "provider: 1245319599", "prescriber is 1234567893"],
      negative: ["rendering 1234567890", "count 1234567893", "provider 123456789"]
    ),
    Rule(
      "mrn.patient-number",
      .mrn,
      confidence: .medium,
      .labelled(.number(digits: 6)),
      labels: ["patient", "pt"],
      forbidden: [
        "per", "a", "an", "each", "every", "no", "mg", "mcg", "g", "ml", "units", "unit", "iu",
        "dollars",
        "usd", "cells", "steps",
      ],
      source: "written usage: a patient's number right behind the word",
      positive: ["patient 0044182 called", "pt 771820 in bay 4", "patient (0044182) moved"],
      negative: [
        "per patient 120000", "patient 12", "patient 250000 units", "pt 140/90", "patients 120000",
      ]
    ),
    Rule(
      "mrn.short-number",
      .mrn,
      confidence: .medium,
      .labelled(.number(digits: 5)),
      labels: [
        "unit#", "chart", "chart says", "the chart says", "patient unit#", "folder#", "jacket#",
      ],
      forbidden: ["mg", "mcg", "g", "ml", "units", "iu", "per", "cells"],
      source: "written usage: five digits behind a word for a record",
      positive: ["Unit #: 38910", "chart 17051 has the wrong dose", "The chart says 92969 but"],
      negative: ["unit 4 of 12", "chart 2021", "chart says 12", "Unit: 25000 mg"]
    ),
    Rule(
      "id.prescription",
      .uniqueID,
      confidence: .medium,
      .labelled(.number(digits: 6)),
      labels: ["rx", "rx no", "refill rx", "rxs", "script no", "prescription"],
      forbidden: [
        "no", "nr", "number", "mg", "mcg", "g", "ml", "units", "unit", "iu", "tabs", "tablets",
        "bottle",
      ],
      source: "written usage: pharmacies' numbers",
      positive: ["Rx 4081772-00", "refilled Rx 7719034", "the Rx 6620417 is ready"],
      negative: ["Rx 500 mg", "Rx 100000 units", "Rx -2.25 -0.75", "Rx: ASA 324"]
    ),
    Rule(
      "phone.last-four",
      .phone,
      confidence: .medium,
      .labelled(.digits(4...4)),
      labels: [
        "number ending", "number ending in", "number ends in", "number ends", "number that ends in",
        "phone ending", "phone ending in", "phone ends in", "phone ends", "cell ending",
        "cell ending in", "cell ends in", "mobile ending", "mobile ending in", "mobile ends in",
        "line ending in", "line ends in", "text ending in", "caller ending in", "one ending in",
        "one that ends in", "numbers ending in", "phone last four", "phone last 4",
        "number ending with", "phone ending with", "number finishing in",
      ],
      forbidden: [
        "version", "model", "part", "build", "catalog", "serial", "page", "code", "bulletin",
      ],
      source: "written usage: telephone numbers cut to their end",
      positive: ["This number, ending 6620?", "phone ends in 6620", "the cell ending in 0417"],
      negative: [
        "ending 6620", "number ending 12", "version number ending 6620", "number ends soon",
      ]
    ),
    Rule(
      "account.last-four",
      .account,
      confidence: .medium,
      .labelled(.digits(4...4)),
      labels: [
        "account ending in", "account ending", "acct ending in", "acct ending",
        "a c ending in", "a c ending", "acct ends in", "account ends in", "checking ends in",
        "checking ending in", "checking ending", "checking ends", "account ends", "acct ends",
        "savings ends", "savings ends in", "savings ending in", "savings ending",
        "cuenta terminada en", "cuenta acabada en", "cuenta que termina en", "acabada en",
      ],
      source: "written usage: account numbers cut to their end",
      positive: ["account ending in 4242", "checking ending 0917", "la anterior, acabada en 0917"],
      negative: ["ending in 4242", "account ending soon", "account ending in 12"]
    ),
    Rule(
      "user.surname",
      .username,
      confidence: .medium,
      .labelled(.surnameUser),
      labels: [
        "id#", "actor#", "by#", "principal#", "identity#", "auid#", "acct#", "sub#", "suser#",
        "duser#", "performed by", "reviewer#", "requester#", "caller#", "operator",
        "touched by", "checked out by", "changed by", "requested by", "under", "charting as",
        "posting as", "working as", "him in as", "her in as", "them in as", "acct", "account",
        "epic id", "network id", "net id", "op id", "emr id", "her handle", "his handle",
        "account of", "login of", "connection from", "session of", "sign on", "logon",
        "reassigned to", "escalated to", "routed to", "usr", "uname", "windows id", "ad#", "uid",
        "github",
        "gitlab", "bitbucket", "su", "who#", "audit",
      ],
      source: "written usage: names of accounts made of a letter and a surname",
      positive: [
        "id=pkerrigan act=PRINT", "who keeps ordering under dmarchetti?", "acct: bkowalski2 locked",
        "actor=PKERRIGAN",
      ],
      negative: [
        "id=submit", "under anesthesia", "operator error", "acct closed", "under the drape",
        "id=kerrigan", "by=mouth",
      ]
    ),
    Rule(
      "user.plain",
      .username,
      confidence: .medium,
      .labelled(.plainUser(4)),
      labels: [
        "user changed#", "username changed#", "login changed#", "owner changed#",
        "assignee changed#",
        "login", "invalid user", "for user", "user", "sudo#", "userid", "login is", "username",
        "user name", "portal username", "signed in as", "logged in as", "log in as", "log in with",
        "login with", "author#", "ad account", "git blame", "reviewed by", "uid#", "skype live",
        "skype", "venmo", "gamertag", "ig", "insta", "instagram", "twitter", "snapchat", "telegram",
        "discord", "tiktok", "username is", "screen name is", "user id is", "zelle", "slack",
        "assigned", "assigned to", "assignee", "reporter",
        "usrname", "opened by", "crontab for", "cn#", "prompt type", "prompt enter", "sign in as",
        "log on as", "logon as", "connect as", "connecting as", "running as", "runs as", "run as",
        "impersonated", "switched to user", "acting as", "runby", "signed by", "cosigned by",
        "printed by", "approved by", "charted by", "transcribed by", "benutzer", "usuario",
        "utilisateur", "identifiant", "gebruiker",
        "viewed by", "accessed by", "committed by", "pushed by", "merged by", "signed off by",
        "edited by", "deleted by", "created by", "modified by", "entered by", "uploaded by",
        "downloaded by", "exported by", "queried by", "unlock", "unlock account", "unlock user",
        "disable account", "shared account", "service account", "account named", "account called",
        "surrogate", "profile name", "handle is", "tag is", "gamertag is", "insta is", "snap is",
        "snapchat is", "handle", "kik", "psn", "xbox live", "steam id", "reddit user", "reddit as",
        "facebook as", "tiktok as", "instagram as", "discord as", "forum as", "forum name",
        "posts as",
        "plays as", "streams as", "tweets as", "goes by", "tiktok name", "whatsapp name",
        "zoom name", "epic id", "network id", "net id", "netid", "badge name", "login id",
        "loginid#", "logon", "logon is", "ran as", "su#", "nickname is", "screen name",
        "samaccountname",
        "sam account name", "userprincipalname", "acct#", "tech#",
      ],
      source: "written usage: names of accounts that are no words",
      positive: [
        "emp id HC20417 login fdiabate", "for invalid user jbriggs from 203.0.113.150",
        "sudo:  radek : TTY=pts/1", "chart viewed by lpetrak at night", "posts as knitwitch there",
      ],
      negative: [
        "user friendly", "invalid user postgres from", "login page", "user story", "login failed",
        "author: none", "twitter account", "slack channel", "reviewed by us",
        "viewed by the nurse", "goes by weight", "plays as usual", "handle is broken",
      ]
    ),
    Rule(
      "id.numbered",
      .uniqueID,
      confidence: .medium,
      .form(.numbered),
      forbidden: notNumbered,
      source: "written usage: a word, a number sign and a number",
      positive: [
        "Slip # 0094417", "CalREDIE #4410982", "voucher no. 448812-77", "coupon no. 03181-447",
        "donor id AHG4418", "parking number 44182", "coupon nr. 20441",
      ],
      negative: [
        "room # 4410", "version #20211", "issue #12345", "# 12345", "there were no 20",
        "model number 44182", "session id 448812", "a number 20000", "part number 90-4418",
        "gray #949494 on white",
      ]
    ),
  ]

  /// Words whose number behind a sign is a thing's.
  private static let notNumbered =
    """
    grant protocol version request session trace job message msg process thread correlation transaction span event batch task run build
    commit object row node queue worker container pod connection instance telephone the this payer payor store atomic serial total large
    mim omim mondo orpha hgnc gene small any same valid part random whole real gray grey color colour hex background
    """
    .split(whereSeparator: \.isWhitespace).map(String.init)
}
