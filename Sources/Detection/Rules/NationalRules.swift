import Vocabulary

/// Numbers that states, social insurances and their cards give to one person, by what they are called in
/// their countries.
enum NationalRules {
  private static let source = "written usage: national numbers and what they are called"

  /// In the order of the rule set.
  static let all: [Rule] = [
    Rule(
      "id.national",
      .uniqueID,
      .labelled(.grouped(6...20)),
      labels: [
        "dni", "dni n", "nie", "nie n", "nif", "nif n", "cif", "steuer id", "steuer idnr",
        "steueridentifikationsnummer", "steueridnr", "idnr", "steuernummer", "bsn",
        "burgerservicenummer", "personnummer", "personnr", "fødselsnummer", "fodselsnummer",
        "cpr", "cpr nr", "henkilötunnus", "hetu", "ni number", "ni no", "nino",
        "national insurance", "national insurance number", "national insurance no", "chi",
        "chi number", "chi no", "rfc", "pps", "ppsn", "pps number", "pps no", "aadhaar", "aadhar",
        "aadhaar no", "aadhar no", "aadhaar card", "ahv", "ahv nr", "avs", "avs n", "oasi",
        "sozialversicherungsnummer", "sv nummer", "sv nr", "svnr", "rentenversicherungsnummer",
        "rvnr", "vers nr", "carte vitale n", "nir n",
        "n de sécurité sociale", "cpf", "cpf do paciente", "cpf da paciente", "cnpj", "rg",
        "nss", "niss", "curp", "hkid", "ic", "ic no", "nric", "fin no", "pesel", "cédula",
        "cedula", "cédula de ciudadanía", "rut", "cuil", "cuit", "codice fiscale", "c f",
        "teudat zehut", "tz no", "egn", "cnp", "oib", "emšo", "rodné číslo", "emirates id",
        "iqama", "my number", "sin number", "sin no", "a number", "card a", "alien no",
        "personalausweis", "ausweisnummer", "ausweis nr", "reisepass", "reisepassnummer",
        "pièce d'identité", "carte d'identité", "carta d'identità", "cni", "carte nationale",
        "titre de séjour",
      ],
      forbidden: ["mg", "ml", "kg", "score", "vs"],
      source: source,
      positive: [
        "DNI n.º 48.213.907-K", "Steuer-ID 46 831 920 572", "BSN 284719365 bekend",
        "personnummer 610712-4417", "NI number QQ482199C", "NINO: QQ 48 21 99 C", "CHI 290216 4483",
        "RFC SOME870412H2A", "PPS 4821993TA", "Aadhaar 4821 9930 1174", "Vers.-Nr. 53 180463 G 017",
        "Carte Vitale n° 2 51 05 39 198 042 71", "NSS 41 09 87 2216 3", "HKID K441882(7)",
        "codice fiscale BRNLCU68T14F205K", "NIE X4821390T", "RG MG-15.882.407",
      ],
      negative: [
        "CPR in progress 12", "the NIE group", "PPS 60", "RFC 7231", "chi square 12.4",
        "NSS 500 ml over 2 h", "AVS stenosis", "run 5 km", "IC 20 mg", "rut in the road",
      ]
    ),
    Rule(
      "plan.national",
      .healthPlan,
      .labelled(.grouped(7...12)),
      labels: [
        "ohip", "ramq", "msp", "phn", "medicare no", "medicare number", "medicare", "cip",
        "tarjeta sanitaria", "tricare sponsor", "tricare", "dbn", "humana card", "humana id",
        "aetna", "cigna", "bcbs", "blue cross", "blue shield", "uhc", "united healthcare",
        "unitedhealthcare", "anthem", "molina", "wellcare", "ambetter", "highmark", "medi cal",
        "aetna id", "cigna id", "bcbs id", "uhc id", "anthem id", "humana", "aarp", "contract",
        "member", "sub id", "subscriber", "policy", "póliza", "póliza n", "poliza n", "pólizas",
        "adhérent", "n adhérent", "mutuelle n", "ame n", "versichertennummer", "versichertennr",
        "kvnr", "ihi", "dva", "crn", "cartão sus", "nuss", "sip",
      ],
      forbidden: ["mg", "ml", "kg"],
      source: source,
      positive: [
        "OHIP 4821 993 017 VK", "Medicare no 2951 83021 1", "CIP PEMO 0 900514 00 3",
        "contract PBC 882044170", "paid by Cigna U4402 117 01", "her Humana card says H61904422",
        "RAMQ VAIR 4611 0918",
        "Póliza n.º 07-4418-220917", "TRICARE sponsor 00417-38852",
      ],
      negative: [
        "member since 2019", "policy of 2021", "contract 12", "Medicare Part B", "tricare region 4",
      ]
    ),
    Rule(
      "mrn.record",
      .mrn,
      confidence: .medium,
      .labelled(.grouped(5...12)),
      labels: [
        "dossier", "n h", "n historia", "n de historia", "historia n", "fall nr", "fallnr", "fiche",
        "nr rf", "n dossier", "n de dossier", "krankenblatt nr", "patnr",
        "pat nr", "patienten id",
      ],
      forbidden: ["mg", "ml", "kg", "in", "a", "the"],
      source: source,
      positive: [
        "dossier 1 094 662, motoneigiste", "N.º H.ª 00 77 31 02", "Fall-Nr. 0024 719 336",
      ],
      negative: ["dossier 12", "fiche 4 of 9", "the dossier was closed"]
    ),
    Rule(
      "license.national",
      .license,
      .labelled(.grouped(6...16)),
      labels: [
        "driver lic", "drivers lic", "driver license", "drivers license", "driver's license",
        "driver licence", "dl", "dln", "dl no", "state id", "id state",
        "adeli",
        "n adeli", "crm", "crm mg", "crm sp", "colegiado", "col", "colegiada", "rpps",
        "cédula profesional", "führerschein nr", "führerschein",
      ],
      forbidden: [
        "mg", "ml", "cells", "polyps", "g", "mcg", "ug", "ng", "pg", "mmol", "umol", "meq", "u",
        "iu", "units", "k",
      ],
      source: source,
      positive: [
        "Driver lic: A 134 772 605 881", "ID (state): S-530-418-77-209-0", "N° ADELI 09 1 00462 7",
        "Fdo. Reumatología, col. 41/18226",
      ],
      negative: [
        "DL 12", "col. 5 of the table", "crm software 2021", "driver license renewal",
        "12.8 g/dL 12.0-16.0",
      ]
    ),
    Rule(
      "device.grouped",
      .device,
      .labelled(.grouped(14...20)),
      labels: ["imei", "iccid", "sim", "sim card", "imsi", "meid", "esim"],
      source: "3GPP TS 23.003; ITU-T E.118",
      positive: [
        "IMEI 35 290611 884120 7 seen", "sim 8944 1100 6820 4417 720", "ICCID 8944110068204417720",
      ],
      negative: ["sim 12", "imei unknown", "sim lab 2021"]
    ),
    Rule(
      "device.instance",
      .uniqueID,
      .form(.instance),
      source: "DICOM PS3.5, annex B: identifiers of studies, series and pictures",
      positive: [
        "study 1.2.840.113745.101000.1008.38048.4417.882",
        "(1.2.276.0.7230010.3.1.4.8323329.4418.1517)",
        "iuid 1.3.12.2.1107.5.1.4.73104.30000018",
      ],
      negative: [
        "1.2.840.10008.5.1.4.1.1.2", "2.16.840.1.113883.6.1", "version 1.2.3.4.5",
      ]
    ),
    Rule(
      "vehicle.british",
      .vehicle,
      confidence: .medium,
      .form(.britishPlate),
      source: "DVLA INF104: registration marks since 2001",
      positive: ["we hold BX19 LKJ for you", "was LM19 XKT, mine", "car BD66 OWV"],
      negative: ["AB12 mgs", "QX19 LKJ", "BX19 the", "BX39 LKJ"]
    ),
    Rule(
      "phone.desk",
      .phone,
      confidence: .medium,
      .digits(["1-4"]),
      validator: .desk,
      source: "written usage: hospitals' own numbers",
      positive: ["charge Tamsin 4-4410 tonight", "HF clinic 6-8708.", "then 6-4419"],
      negative: ["codes 4-4410", "in 3-2024", "size 2-4000 mg", "clinic 1-4410"]
    ),
    Rule(
      "ssn.russian",
      .ssn,
      confidence: .medium,
      .digits(["3-3-3 2"]),
      source: "Federal law 27-FZ of 1996: insurance number of an individual account",
      positive: ["SNILS 112-204-886 17", "(087-654-303 05)"],
      negative: ["112-204-886", "112-204-8861 7", "112 204 886 17"]
    ),
    Rule(
      "secret.digits",
      .secret,
      .labelled(.digits(3...4)),
      labels: [
        "cvv", "cvc", "cvv2", "cvc2", "csc", "card security code", "back says", "code on the back",
        "code on back", "digits on the back", "digits on back", "number on the back",
        "back of card",
        "back of the card",
      ],
      source: "written usage: the numbers on the back of cards",
      positive: ["exp 11/27 cvv 418", "cvc: 9033", "cvv is 903"],
      negative: ["cvv 12", "cvc unknown", "CVC placed 2021-03-14"]
    ),
    Rule(
      "secret.keypad",
      .secret,
      .form(.keypad),
      source: "written usage: codes of doors, ended by the key they are ended with",
      positive: [
        "gate code at the Villages is 4471#", "code 7714#", "keypad garage 1928#.", "lock *061#",
      ],
      negative: ["wt 180#", "#4471", "4471#2", "code #12", "issue 44#"]
    ),
    Rule(
      "secret.worded",
      .secret,
      confidence: .medium,
      .labelled(.codedSecret(5)),
      labels: [
        "pw", "passw", "pw for",
        "psw", "mdp", "wachtwoord", "alt", "creds",
        "legacy pin", "pw was", "password was", "p w", "pw is", "pass is", "pass for", "passw is",
        "password for", "wifi pass", "wifi pw", "guest wifi", "temp pw", "temp pass", "email pw",
        "bank pw", "login pass", "psswd", "contraseña es", "senha é", "mot de passe est",
        "passwort ist", "passwort lautet", "kennwort ist", "wachtwoord is", "password è",
        "parola è",
      ],
      source: "written usage: passwords of letters and digits",
      positive: ["pw Gurney2022", "pw cannoli4ever so", "wachtwoord Tulpen_2025", "pw backup123!"],
      negative: [
        "pw 120", "pass 4 times", "alt 45", "password reset", "pass rate 2019", "pw clinic",
      ]
    ),
    Rule(
      "phone.iberian",
      .phone,
      confidence: .medium,
      .digits(["3 2 2 2"]),
      validator: .iberian,
      source: "Spain, national numbering plan: nine digits from 6, 7, 8 or 9",
      positive: ["al 654 08 71 93", "(655 80 41 27)", "nuevo 944 18 82 07"],
      negative: ["120 80 72 98", "554 08 71 93", "600 00 00 00"]
    ),
    Rule(
      "phone.brazilian",
      .phone,
      confidence: .medium,
      .digits(["2)5-4", "2)4-4", "2 5-4"]),
      source: "Brazil, national numbering plan",
      positive: ["meu (11) 98417-2063", "(21) 3417-2063", "11 98417-2063"],
      negative: ["11) 98-2063", "(1) 98417-2063", "11 984-2063"]
    ),
    Rule(
      "user.login",
      .username,
      confidence: .medium,
      .form(.login),
      source:
        "written usage: accounts in brackets behind a name, before a host and before what they say",
      positive: [
        "Caller: Philippa Mensah (pmensah3)",
        "[07:02] rn_jpark: anybody have eyes", "opened by Kim Staunton (KSTAUN01)",
      ],
      negative: [
        "Vitamin (vitd3)", "the gene (brca1)", "[07:02] note: done", "max_retries: 3",
        "Type (covid19)", "status@10",
      ]
    ),
    Rule(
      "name.role",
      .name,
      confidence: .medium,
      .form(.role),
      source: "written usage: roles and relatives before names",
      positive: [
        "Aide Sunniva: bath", "O neto, Welington, foi orientado", "to Deputy Thorvaldsen today",
        "d/w Oyelaran re plan, agrees",
      ],
      negative: [
        "Aide Services", "officer on duty", "Coach Tagalog class", "tech Support line",
        "sein Sohn Kommt", "Pilot Study", "d/w Renal and Family",
      ]
    ),
    Rule(
      "location.chain",
      .location,
      part: .facility,
      confidence: .medium,
      .form(.chain),
      source: "written usage: a shop of many and its street",
      positive: [
        "the Walgreens on Kedzie", "Kroger on Nine Mile in slippers", "CVS pharmacy off Route 9",
      ],
      negative: [
        "Walgreens on Monday", "Target on the list", "Walmart at noon", "CVS on call",
      ]
    ),
    Rule(
      "name.initials-line",
      .name,
      confidence: .medium,
      .form(.initialsLine),
      source: "written usage: initials below messages",
      positive: ["Thx\nS.A.", "since February.\n\nN.K.\n", "see image 201.\nA.D."],
      negative: ["\nS.A. Company", "the U.S.\n", "\nA.\n", "\nA.B"]
    ),
  ]
}
