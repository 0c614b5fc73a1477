import Vocabulary

/// Numbers that are known by their form or checksum, without a label.
enum NumberRules {
  /// In the order of the rule set.
  static let all: [Rule] = [
    Rule(
      "ssn.dashed",
      .ssn,
      .digits(["3-2-4"]),
      validator: .ssn,
      source: "SSA RM 10201",
      positive: ["219-09-9999", "id 512-44-7781.", "(078-05-1120)"],
      negative: ["000-12-3456", "666-12-3456", "123-45-67890"]
    ),
    Rule(
      "ssn.itin",
      .taxID,
      .digits(["3-2-4"]),
      validator: .itin,
      source: "IRS Publication 1915",
      positive: ["912-70-1234", "id 988-94-4321", "(900-65-0001)"],
      negative: ["912-10-1234", "812-70-1234", "912-70-0000"]
    ),
    Rule(
      "ssn.never-issued",
      .ssn,
      confidence: .medium,
      .digits(["3-2-4"]),
      validator: .ssnImpossible,
      source: "SSA RM 10201",
      positive: ["912-10-1234", "999-49-3983", "987-66-4320"],
      negative: ["912-00-1234", "912-10-0000", "912-101-234"]
    ),
    Rule(
      "card.luhn",
      .creditCard,
      .digits([
        "16", "15", "14", "13", "19", "4-4-4-4", "4 4 4 4", "4-6-5", "4 6 5", "4.4.4.4",
        "4 6 4", "4 4 4 4 3",
      ]),
      validator: .card,
      source: "ISO/IEC 7812-1",
      positive: ["4111 1111 1111 1111", "378282246310005", "5555-5555-5555-4444"],
      negative: ["4111 1111 1111 1112", "1700000000000000", "9999999999999999"]
    ),
    Rule(
      "vin.checked",
      .vehicle,
      .code(["XXXXXXXXXXXXXXXXX"]),
      validator: .vin,
      source: "49 CFR 565",
      positive: ["1M8GDM9AXKP042788", "car 1HGCM82633A004352.", "(5GZCZ43D13S812715)"],
      negative: ["1M8GDM9A1KP042788", "ABCDEFGHJKLMNPRST", "1HGCM82633A00435"]
    ),
    Rule(
      "dea.checked",
      .license,
      .code(["AA9999999"]),
      validator: .dea,
      source: "21 CFR 1301",
      positive: ["AB1234563", "prescriber AB1234563", "(BM3456781)"],
      negative: ["AB1234567", "A12345634", "ABC234563"]
    ),
    Rule(
      "mbi.grammar",
      .healthPlan,
      .code(["9AX9AX9AA99"]),
      validator: .mbi,
      source: "CMS, MBI format",
      positive: ["1EG4TE5MK73", "card 2AC5QT6RU84", "(9XY7WV4TR21)"],
      negative: ["1SG4TE5MK73", "0EG4TE5MK73", "1EG4TE5MK7"]
    ),
    Rule(
      "mbi.grouped",
      .healthPlan,
      .form(.groupedMBI),
      source: "CMS, MBI format as cards print it",
      positive: ["1EG4-TE5-MK73", "card 2AC5 QT6 RU84", "(9XY7-WV4-TR21)"],
      negative: ["1SG4-TE5-MK73", "1EG4-TE5-MK7", "1EG4/TE5/MK73"]
    ),
    Rule(
      "device.udi",
      .device,
      .form(.udi),
      source: "GS1 General Specifications; ANSI/HIBC 2.6; 21 CFR 801",
      positive: [
        "(01)09506000134352(17)261231(10)A1234(21)SN998877",
        "scan 010950600013435217261231 done", "+A99912345/$$52001510X3",
      ],
      negative: ["(01)09506000134353(17)261231", "(01) see below", "+A99912345 pills"]
    ),
    Rule(
      "id.parcel",
      .uniqueID,
      .code(["1ZXXXXXXXXXXXXXXXX"]),
      source: "UPS tracking numbers",
      positive: ["1Z999AA10123456784", "by 1ZA12B340312345674.", "(1Z999AA10123456784)"],
      negative: ["1Z999AA1012345678", "1z999aa10123456784", "12999AA10123456784"]
    ),
    Rule(
      "iban.checked",
      .iban,
      .form(.iban),
      source: "ISO 13616-1",
      positive: ["DE89370400440532013000", "GB29 NWBK 6016 1331 9268 19", "nl91abna0417164300"],
      negative: ["DE89370400440532013001", "GB29 NWBK", "XX00123456789012345"]
    ),
    Rule(
      "id.uuid",
      .uniqueID,
      confidence: .medium,
      .form(.uuid),
      source: "RFC 9562",
      positive: [
        "patient 7f1c2d3e-4b5a-4697-8877-665544332211",
        "MRN 5551234 7f1c2d3e-4b5a-4697-8877-665544332211",
        "the patient has 7f1c2d3e-4b5a-4697-8877-665544332211 there",
      ],
      negative: ["request 7f1c2d3e-4b5a-4697-8877-665544332211", "7f1c2d3e-4b5a", "deadbeef"]
    ),
  ]
}

/// Telephone, mail and network.
enum ContactRules {
  /// In the order of the rule set.
  static let all: [Rule] = [
    Rule(
      "phone.nanp",
      .phone,
      .digits([
        "3-3-4", "3.3.4", "3 3 4", "1-3-3-4", "1.3.3.4", "1 3 3 4", "3)3-4", "3)3.4",
        "3)3 4", "3)7", "3/7", "3-7", "1(3)3-4", "1(3)3 4", "3/3-4", "3 3-4", "3 3 2 2", "3-3-2-2",
        "3-3 4", "3-3-2 2",
      ]),
      validator: .nanp,
      source: "ITU-T E.164; NANPA",
      positive: ["312-555-0142", "(312) 555-0142 ext. 12", "1-312-555-0142"],
      negative: ["112-555-0142 0", "312-155-0142 x", "12-555-0142"].map { $0 }
    ),
    Rule(
      "phone.cued",
      .phone,
      confidence: .medium,
      .digits(["10", "11"]),
      validator: .cuedPhone,
      forbidden: ["job", "order", "id", "offset", "ts", "epoch"],
      source: "ITU-T E.164; NANPA",
      positive: [
        "Call me plz 5595550193", "Late? 18005550101", "his cell, I think, is 9015550122",
      ],
      negative: ["call 1700000000", "count 9015550122", "call 5591550193"]
    ),
    Rule(
      "phone.extension",
      .phone,
      confidence: .medium,
      .labelled(.digits(3...6)),
      labels: ["ext", "extension", "ext no", "beeper", "vocera"],
      source: "written usage",
      positive: ["bmt unit ext 6-2217", "call ext. 50133", "extension: 4471"],
      negative: ["ext rotation", "ext 12", "extension cord 2019"]
    ),
    Rule(
      "phone.trunk",
      .phone,
      confidence: .medium,
      .digits([
        "4 3 2 2", "3 3 4", "3 4 4", "5 2 2 2", "4 3 3", "5 6", "4 6", "4 7", "2 4 4", "3 3 3",
        "4 3 4", "3 3 2 2", "3/3 2 3", "4/2 2 2", "4/4 4", "4/7", "4/6", "3/8", "3/7", "5/5", "5/6",
        "5/4", "3/3 4", "3/4 4", "3-3 4", "3-4 4", "5-2 2 2", "4-2 2 2", "4/4 3", "4/3 4",
        "4 2 2 2", "2 3 2 2", "2/3 2 2", "2/3.2.2", "4/2.2.2", "2-4 4", "2-2 2 2 2", "4)2 2 2",
        "4)6", "4)7", "5)5", "5)2 2 2", "3)7", "3)8", "3)6", "4)3 3", "4/5", "5/2 2 2", "4/2 2 2 2",
        "3/2 2 2 2", "4/3 3", "4/2 2-2", "4/4-2", "4/4-3", "4/3-3", "4/3-4", "3/4-3", "3/3-4",
        "5/3-3", "5/3-2", "5/4-2", "4/3-2", "5/2 2-2", "3/4-4", "4/4-4", "3/4 3", "4-4 3",
        "5 3 3", "3/2.2.2", "3.3.2.2", "4.2.2.2", "5/5-2", "4)5", "5)4", "4-3-4", "3-3-4",
        "3 2 2 2 2", "4-7", "5-6", "3-4-4", "3-3 2 2", "2)3 4", "2)4 4", "5-3 3", "4-3 2 2",
      ]),
      validator: .trunk,
      source: "ITU-T E.123: national numbers with their trunk prefix",
      positive: ["at 0688 272 85 17", "09721 88 29 47", "ring 079 0442 1744"],
      negative: ["1688 272 85 17", "00721 88 29 47", "0079 0442"]
    ),
    Rule(
      "phone.trunk-cued",
      .phone,
      confidence: .medium,
      .digits([
        "4-5", "4-6", "3-6", "3-7", "3-8", "5-5", "3 6", "3 7", "3 8", "2-8", "2 8",
      ]),
      validator: .cuedTrunk,
      source: "ITU-T E.123, where a person or a word for a telephone stands before it",
      positive: ["unter 0441-771822 anrufen", "Sohn Detlef 040 7718220"],
      negative: ["part 0441-771822", "order 0417-33812", "item 02-44718220"]
    ),
    Rule(
      "phone.local",
      .phone,
      confidence: .low,
      .digits(["3-4"]),
      validator: .localPhone,
      forbidden: ["loinc", "code", "model", "part", "section", "cat", "ndc", "iso", "en", "din"],
      source: "NANPA: numbers without an area",
      positive: ["or at the cabin 628-5516", "or grandmother 448-6631.", "(629-4471)"],
      negative: ["range 200-1000", "400-2500 mg", "150-4471", "300-2019"]
    ),
    Rule(
      "phone.local-cued",
      .phone,
      confidence: .low,
      .digits(["3 4"]),
      validator: .cuedLocal,
      source: "NANPA: numbers without an area",
      positive: ["call her if anything 628 5516", "his cell I think 448 6631"],
      negative: ["lot 628 5516", "call in 200 1000", "call at 628 551"]
    ),
    Rule(
      "phone.x",
      .phone,
      confidence: .medium,
      .form(.extension),
      source: "written usage: extensions behind a name or a department",
      positive: ["pls call Noelani RN x5520", "ask for Odile x 3307, or", "front desk x4418"],
      negative: ["3 x 4000", "magnified x1000", "x2000 units", "2x 5520"]
    ),
    Rule(
      "phone.dashed",
      .phone,
      confidence: .medium,
      .digits(["3-3-4", "3)3-4", "1-3-3-4"]),
      source: "written usage",
      positive: ["123-456-7890", "(123) 456-7890", "at 123-456-7890"],
      negative: ["123-456-78901", "1123-456-7890", "123-456"]
    ),
    Rule(
      "ssn.swiss",
      .ssn,
      .digits(["3.4.4.2"]),
      validator: .swiss,
      source: "Bundesgesetz über die Alters- und Hinterlassenenversicherung, Art. 50c",
      positive: ["beim 756.4821.0937.17", "no 756.9217.0769.85"],
      negative: ["756.4821.0937.12", "755.4821.0937.17", "port 756.4821"]
    ),
    Rule(
      "ssn.french-form",
      .ssn,
      confidence: .medium,
      .digits(["1 2 2 2 3 3 2"]),
      validator: .frenchSSN,
      source: "INSEE, numéro d'inscription au répertoire",
      positive: ["lu 2 51 05 39 198 042 49"],
      negative: ["2 51 05 39 198 042 48", "3 51 05 39 198 042 49"]
    ),
    Rule(
      "phone.french",
      .phone,
      confidence: .medium,
      .digits(["2.2.2.2.2", "2 2 2 2 2", "2-2-2-2-2"]),
      validator: .french,
      source: "ARCEP, plan de numérotation",
      positive: ["06.55.50.01.42", "au 01 55 50 01 42", "au 03-55-50-01-42"],
      negative: ["16.55.50.01.42", "10 20 30 40 50", "00 55 50 01 42"]
    ),
    Rule(
      "phone.spoken",
      .phone,
      confidence: .medium,
      .form(.spokenDigits),
      source: "written usage: dictation and transcripts of calls",
      positive: [
        "call five five one, five five five, oh one two nine",
        "mom ph 785 five five five 0143",
        "at eight oh two five five five oh one three three",
        "the number is five five five zero one two nine",
        "mi cel es cinco cinco nueve, seis seis dos, cuarenta y uno, ochenta",
        "tél zéro six, quarante-deux, dix-sept, quatre-vingt-un, zéro trois",
        "Telefon null eins sieben sechs, fünfundvierzig, siebzig, achtzehn",
      ],
      negative: [
        "one two three", "two or three days", "one of four patients, two of five",
        "dos o tres veces al día",
        "deux comprimés pendant dix jours", "drei bis vier Tage",
      ]
    ),
    Rule(
      "location.spoken-street",
      .location,
      part: .street,
      confidence: .medium,
      .form(.spokenStreet),
      source: "written usage: dictation and transcripts of calls",
      positive: [
        "home, three oh nine Possum Trot Road, outside", "it's two twelve athens street so",
        "lot four magnolia court in town", "moved to forty-four oh six Route Two-Nineteen",
        "at fourteen twelve cedar hollow lane",
      ],
      negative: [
        "two main roads", "five minutes drive", "twenty five minute drive", "one two way street",
        "three different places", "one of two places", "thirty two blocks down the road",
      ]
    ),
    Rule(
      "location.foreign-street",
      .location,
      part: .street,
      confidence: .medium,
      .form(.foreignStreet),
      source: "written usage: France, Spain, Latin America, Portugal",
      positive: [
        "habite 9 bis, rue du Four-à-Chaux depuis", "au 12 avenue de la Gare",
        "14B chemin des Vignes",
        "vive en Calle Mayor 12, 3º", "calle 5 de mayo 34", "en Carr. 191 km 4.2, Bo. Mameyes",
        "col. Las Granjas, atrás de la escuela", "Av. Insurgentes Sur #1602",
        "Rua das Flores 55",
      ],
      negative: [
        "3 route changes", "give 5 mg by oral route 3 times", "in 12 Place Settings", "2.5 avenue",
        "col 4 of the table", "la calle está cerrada", "Col. Smith arrived",
      ]
    ),
    Rule(
      "user.access-log",
      .username,
      confidence: .medium,
      .form(.logUser),
      source: "Apache HTTP Server, common log format",
      positive: ["203.0.113.7 - mrs_pell44 [19/Sep/2023:11:04:40 -0400]"],
      negative: ["203.0.113.7 - - [19/Sep/2023:11:04:40 -0400]", "grade - high [12/Sep"]
    ),
    Rule(
      "user.handle",
      .username,
      confidence: .medium,
      .form(.handle),
      source: "written usage: logins made of a person's name",
      positive: [
        "logged 15:05 camille_b", "my accounts (geoff_umu and", "ask grandpa_vito31 on it",
        "@dr_nightowl 01:14 bed 6", "@hjelmstad.rt took it",
      ],
      negative: [
        "set user_name to 3", "the first_name column", "call patient_id(x)",
        "SELECT mark_date FROM",
        "a@b", "see @channel please",
      ]
    ),
    Rule(
      "mrn.path",
      .mrn,
      confidence: .medium,
      .form(.pathNumber),
      source: "written usage: addresses of record systems",
      positive: ["/members/4410927 HTTP/1.1"],
      negative: ["/patient/12/labs", "/assets/00931846/app.js", "/record/2024.1"]
    ),
    Rule(
      "id.spoken",
      .uniqueID,
      confidence: .medium,
      .form(.spokenCode),
      source: "written usage: dictation and transcripts of calls",
      positive: [
        "medical record number eight eight oh six four two",
        "Member I D R A A, four one four, seven seven oh",
        "tax id is three six, dash, four four one, oh",
        "medicare number two g three two q six seven k", "lot seven seven bravo nine one two",
        "three five triple oh, one five oh",
        "last four of your social? seven one three seven", "member id one two two nine",
        "Pt Maria Gonzalez MRN 5551234, member X X J, 300, 218, 776", "as S 23 dash 10488 was",
      ],
      negative: ["one two three four", "number of doses: two or three", "code blue at five"]
    ),
    Rule(
      "id.serial",
      .uniqueID,
      confidence: .medium,
      .form(.serial),
      forbidden: [
        "grant", "protocol", "version", "model", "catalog", "part", "cve", "iso", "rfc", "pmc",
        "pmid", "nct", "gse", "accession",
      ],
      source: "written usage: laboratories' and registrars' numbers beside a person",
      positive: [
        "patient seen, sent as S23-118842", "MRN 5551234, sent as CG24-77118",
        "patient wears N-44871 today",
      ],
      negative: ["error E-88064 in module", "model RA-50765", "NCT01234567", "gene BRCA12345A"]
    ),
    Rule(
      "name.spelled",
      .name,
      confidence: .medium,
      .form(.spelledName),
      source: "written usage: dictation and transcripts of calls",
      positive: [
        "the last name is s o r r e l l", "First is W-I-E-S-L-A-W-A.",
        "Last, D as in dog, O, M as in Mary, B", "Marjorie P R U I T T called",
        "spell it? Sierra Zulu Charlie Zulu Echo",
      ],
      negative: [
        "options A, B, C, D and E", "H C G level", "vitamins A D E K", "the letters a b c d e f g",
      ]
    ),
    Rule(
      "name.initials",
      .name,
      confidence: .medium,
      .labelled(.initials),
      labels: [
        "initials", "initialed", "t#", "tech", "initialled", "phleb", "phlebotomist", "typed by",
        "transcribed by", "transcriptionist", "rec'd by", "recd by", "drawn by", "collected by",
        "checked by", "verified by", "witnessed by", "cosigned by", "charted by", "signed by",
        "entered by", "scribe", "seals initialed", "received by", "given by", "done by",
        "reviewed by", "called by", "taken by", "counted by", "screened by", "mailed by",
        "prepared by", "recorded by", "dictated by", "obtained by", "rph", "operator#", "initial#",
        "init#", "technician#", "technologist#", "sonographer#",
      ],
      source: "written usage: forms, laboratory slips and transcripts",
      positive: [
        "Front desk initials: RJ", "Phleb: JJ", "transcribed by jb", "seals initialed WLE",
      ],
      negative: [
        "verified by RN", "given by IV push", "initials: ____", "done by the nurse",
        "collected by lab", "reviewed by us",
      ]
    ),
    Rule(
      "name.quoted",
      .name,
      confidence: .medium,
      .form(.quotedName),
      source: "written usage: cells of exported tables",
      positive: [
        "90,\"Szab\u{F3}, L\u{F3}r\u{E1}nt\",C09", "\"Park, Ha-eun\",C088", "'Castellano, Rita M'",
      ],
      negative: [
        "\"Nausea, Vomiting\"", "\"Boston, Massachusetts\"", "\"Lipitor, Crestor\"",
        "\"Yes, Please\"",
      ]
    ),
    Rule(
      "id.near-person",
      .uniqueID,
      confidence: .low,
      .form(.near),
      source: "45 CFR 164.514(b)(2)(i)(R): any other unique identifying number beside a person",
      positive: [
        "Ms. Abernathy, approved under 2218-40956 today",
        "seen by Dr. Halvorsen; 88471-20938 scanned",
        "Mr. Castellano has 70041186 on file",
      ],
      negative: [
        "Dr. Halvorsen ordered 250000 units", "Mr. Castellano, BP 120/80, LOINC 4548-4",
        "Mrs. Winterbourne has E11.9 and NCT01234567", "the code 88471-20938 was scanned",
        "Ms. Abernathy at 1764000001 and 2019-2024",
      ]
    ),
    Rule(
      "phone.international",
      .phone,
      .form(.internationalPhone),
      source: "ITU-T E.164",
      positive: ["+44 20 7946 0958", "+13125550142", "+49 (0)30 901820"],
      negative: ["+5 mg", "+123", "a+1234567890"]
    ),
    Rule(
      "phone.labelled",
      .phone,
      .labelled(.phone),
      labels: [
        "teléfono", "telefono", "celular", "móvil", "movil", "phone", "telephone", "tel", "mobile",
        "cell", "ph", "pager", "call", "call me at", "call me on", "reach me at", "contact number",
        "contact", "phone number", "cell phone", "md line",
        "home phone", "work phone", "callback", "dsn", "ph no", "tel no", "fon", "desk", "office",
        "text me at", "mobil", "handy", "natel", "tel tagsüber", "tel privat", "tel abends",
        "rückruf", "tfno", "tlf", "telefoon", "telefoonnummer", "telefoonnr", "mobiel",
        "zap", "h p", "fono", "número de teléfono", "nummer", "portable", "gsm", "call at",
        "answering at", "messages to", "registered", "reached at", "sms to", "nurse line",
        "whatsapp", "shop", "direct line", "direct", "text", "cel", "land line", "landline",
      ],
      source: "written usage",
      positive: ["phone: 450 0840", "call me at 0378 8718408", "Tel 3125550142"],
      negative: ["phone 12", "call 911", "contact at 5 pm"]
    ),
    Rule(
      "phone.internal",
      .phone,
      confidence: .medium,
      .labelled(.digits(4...6)),
      labels: [
        "pager", "pgr", "page me at", "callback", "call back", "cb", "pls call", "please call",
        "call me at", "call me x", "reach me at", "spectralink", "voalte", "ascom", "zone phone",
        "charge phone", "desk phone", "house phone", "in house", "dial", "extn", "bleep",
        "bleep no", "durchwahl", "poste", "call report to", "call results to", "call us at",
        "call them at", "call lab at", "report to", "call unit at", "call the unit at",
      ],
      source: "written usage: hospitals' own numbers",
      positive: ["pager 4471", "pls call 53390", "cb 5-6110 thanks", "call me x3307"],
      negative: ["please call 911", "callback function", "call back in 4 weeks", "dial 911"]
    ),
    Rule(
      "fax.labelled",
      .fax,
      .labelled(.phone),
      labels: [
        "fax", "fax number", "fax no", "telefax", "facsimile", "fax to", "fax records to",
        "fax naar", "faxen naar",
      ],
      source: "written usage",
      positive: [
        "Fax: 450 0840", "fax 3125550142", "fax number is 555 0142", "Fax naar 0318 - 44 81 77",
      ],
      negative: ["fax 12", "fax machine", "faxed 3 pages"]
    ),
    Rule(
      "email.address",
      .email,
      .form(.email),
      source: "RFC 5321, RFC 5322",
      positive: [
        "q.vander@example.org", "<ana+lab@mail.example.co.uk>", "mailto:x_y@example.com.",
      ],
      negative: ["@home", "user@", "a @ b.com"]
    ),
    Rule(
      "email.spoken",
      .email,
      confidence: .medium,
      .form(.spokenEmail),
      source: "written usage: dictation",
      positive: [
        "records at neuro dot intake at tidewater dot org", "it is mary at clinic dot com",
        "jo dot b at mail dot example dot net",
      ],
      negative: ["the dot com boom", "at the dot", "a red dot org chart"]
    ),
    Rule(
      "url.scheme",
      .url,
      .form(.url),
      source: "RFC 3986",
      positive: [
        "https://portal.example.org/p/17", "see www.example.org.", "http://example.com",
        "http://loinc.org/login?user=qv",
      ],
      negative: [
        "http error", "https only", "://x", "http://loinc.org", "http://www.w3.org/1999/xhtml",
        "<div xmlns=\"http://forms.example.org/note\">",
      ]
    ),
    Rule(
      "url.domain",
      .url,
      confidence: .medium,
      .form(.domain),
      source: "RFC 1035",
      positive: ["see portal.example.org for", "example.com/me", "visit example.de/a"],
      negative: ["end.of", "etc.com puter", "file.py"]
    ),
    Rule(
      "ip.v4",
      .ip,
      .form(.ipv4),
      forbidden: ["version", "v", "ver", "release", "build", "firmware", "hotfix"],
      source: "RFC 791",
      positive: ["192.0.2.17", "from 198.51.100.4:443", "203.0.113.0/24"],
      negative: ["version 1.2.3.4", "300.1.2.3", "1.2.3.4.5"]
    ),
    Rule(
      "ip.v6",
      .ip,
      .form(.ipv6),
      source: "RFC 4291",
      positive: ["2001:db8::17", "2001:db8:0:0:0:0:0:17", "at fe80::1 now"],
      negative: ["12:30:45", "a::b::c", "std::vector"]
    ),
    Rule(
      "device.mac",
      .device,
      .form(.mac),
      source: "IEEE 802",
      positive: ["00:1b:44:11:3a:b7", "00-1B-44-11-3A-B7", "mac=AA:BB:CC:DD:EE:FF"],
      negative: ["00:1b:44:11:3a", "12:30:45", "00:1b:44:11:3a:b7:00"]
    ),
  ]
}
