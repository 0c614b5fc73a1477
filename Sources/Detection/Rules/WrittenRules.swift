import Vocabulary

/// Identifiers as people write them, known by their form alone.
enum WrittenRules {
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
      ],
      negative: [
        "treated with I-131", "by oral route 2 times", "US 20 weeks", "exit 3 stitches",
        "route 1 of administration", "I 2 agree",
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
      ],
      negative: [
        "corner of the mouth", "corner of his eye and nose", "3rd and 4th ribs",
        "on the 1st and Monday", "2nd & third",
      ]
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
      ],
      source: "written usage: number plates",
      positive: ["plate 4NX 817 for", "Maine tag 7731 LQ, behind", "trailer plate TX R91-4KP"],
      negative: ["plate of 20 cookies", "tag 12", "plates 4 and 5", "reg 5 MG", "tag ABC"]
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
        "volunteer no", "volunteer number", "proband no",
      ],
      forbidden: ["at", "total", "of"],
      source: "ICH E6: subject identification codes",
      positive: ["screening no. S-118", "randomisation number: R-0447", "volunteer number 118"],
      negative: ["screening no 12", "subject number unknown", "study subject was 120 cm"]
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
        "checking ending in", "checking ending", "savings ending in", "savings ending",
        "cuenta terminada en", "cuenta acabada en", "cuenta que termina en", "acabada en",
      ],
      source: "written usage: account numbers cut to their end",
      positive: ["account ending in 4242", "checking ending 0917", "la anterior, acabada en 0917"],
      negative: ["ending in 4242", "account ending soon", "account ending in 12"]
    ),
    Rule(
      "user.plain",
      .username,
      confidence: .medium,
      .labelled(.plainUser(4)),
      labels: [
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
      ],
      source: "written usage: names of accounts that are no words",
      positive: [
        "emp id HC20417 login fdiabate", "for invalid user jbriggs from 203.0.113.150",
        "sudo:  radek : TTY=pts/1",
      ],
      negative: [
        "user friendly", "invalid user postgres from", "login page", "user story", "login failed",
        "author: none", "twitter account", "slack channel", "reviewed by us",
      ]
    ),
  ]
}
