import Vocabulary

/// Numbers by what they are called where English is written beside other languages, and in the countries
/// whose own words other rules hold: cards, hospitals, councils of professions, telephones, doors.
enum RegionRules {
  private static let source =
    "written usage: South Asia, Philippines, Africa, Oceania, British Isles, Canada, Europe"
  /// Units of what is counted or measured.
  private static let units = ["mg", "mcg", "ml", "kg", "g", "cc", "cells", "iu", "ui"]

  /// Labels with commas between them.
  private static func list(_ text: String) -> [String] {
    text.split(separator: ", ").map(String.init)
  }

  /// In the order of the rule set.
  static let all: [Rule] = numbers + others

  /// Numbers of persons.
  private static let numbers: [Rule] = [
    Rule(
      "id.region",
      .uniqueID,
      .labelled(.grouped(6...20)),
      labels: list(
        """
        cnic, cnic no, cnic number, nicop, nicop no, nic no, nic number, pan card, pan card no, \
        orcid, voter id, voter id no, voters id, epic no, ration card, ration card no, uid no, uidai, \
        ghana card, ghana card no, ghanacard, nin, nin no, nin number, nin slip, bvn, bvn no, \
        kra pin, maisha namba, maisha no, huduma no, huduma namba, umid, umid no, national id no, \
        osca, osca id, osca id no, osca no, senior citizen id, sc id, sc id no, pwd id, pwd id no, \
        philsys, philsys no, psn, sa id, sa id no, rsa id, rsa id no, omang, omang no, nrc no, \
        status card, status card no, treaty no, treaty number, band no, pr card, pr card no, uci, \
        uci no, public services card, psc no, identification nationale, identifiant national
        """
      ),
      forbidden: units,
      source: source,
      positive: [
        "CNIC 35402-7718204-9, c/o fever", "Voter ID ZKT7718204", "NIN 4471 8820 317",
        "SC ID 771820", "SA ID 870312 0771 08 2", "PWD ID 07-7718-000-0004471",
      ],
      negative: [
        "CNIC pending", "NIN unknown", "ration card 12", "BVN 4 of 6", "UCI 500 mg",
        "band no 3",
      ]
    ),
    Rule(
      "id.south-african",
      .uniqueID,
      confidence: .medium,
      .digits(["6 4 2 1", "6-4-2-1"]),
      validator: .compactBirth,
      source: "Identification Act 68 of 1997: date of birth, order, citizenship, check digit",
      positive: ["ID 870312 0771 08 2", "born 041130 5718 08 3,"],
      negative: ["871312 0771 08 2", "870332 0771 08 2", "870312 0771 082 4", "870312 0771"]
    ),
    Rule(
      "plan.region",
      .healthPlan,
      .labelled(.grouped(6...20)),
      labels: list(
        """
        nhia, nhia no, nhia number, nhia enrolee, nhia enrollee, nhia enrolee no, nhia enrollee no, \
        enrolee no, enrollee no, enrolee id, enrollee id, nhis, nhis no, nhis number, nhis id, \
        nhif, nhif no, nhif number, sha no, sha number, sha id, sha reg no, philhealth, \
        philhealth no, philhealth number, philhealth id, philhealth pin, phic, phic no, phic pin, \
        phic id, sss no, sss number, gsis, gsis no, gsis bp no, gsis number, abha, abha no, \
        abha number, abha id, abha card, pmjay, pmjay id, pmjay card, ayushman card, \
        ayushman card no, ayushman bharat, esic, esic no, esi no, esi ip no, cghs, cghs no, \
        cghs card, cghs card no, echs no, echs card no, health card, health card no, \
        health card number, hcn, health number, medical card, medical card no, med card no, \
        gms no, gms number, gms card, dps no, dps card, dps card no, lti no, gp visit card, \
        pension card, pension card no, concession card, health care card, healthcare card, hcc no, \
        seguro social, nss, imss, dva no, dva file, dva file no, dva card, gold card no, ihi no, acc claim, acc claim no, \
        acc no, acc45, acc45 no, medical aid no, medical aid number, med aid no, medaid no, \
        medical scheme no, scheme no, hmo no, hmo id, phcn, phin no, hsn, hsn no, ahcip, ahcip no, \
        mcp no, tsi, carte d assurance maladie, carte d assuré, vignette, h c number, h c no, \
        hcno, sozialversicherungsnr, sozialvers nr, sv nummer, versicherten id
        """
      ),
      forbidden: units,
      source: source,
      positive: [
        "NHIA enrolee 07718204-3", "PhilHealth No. 14-077182044-1", "PHIC PIN 11-044718203-7",
        "ABHA 77-1820-4471-3390", "SHA number CR7718204471-8", "H&C number 320 771 8204",
        "medical card 771820B", "Pension card 204-771-820X",
      ],
      negative: [
        "NHIS survey 2019", "SHA 256", "health card lost", "pension card 12", "ACC claim pending",
        "medical card review 2021",
      ]
    ),
    Rule(
      "plan.short-region",
      .healthPlan,
      .labelled(.grouped(9...14)),
      labels: ["sss", "mcp", "phin", "ahc", "ihi#", "sis"],
      forbidden: units,
      source: source,
      positive: ["SSS 34-7718204-1", "MCP 771 820 447 103", "PHIN 771 820 447"],
      negative: ["MCP 2 to 5", "SSS 20 mg", "AHC 2021"]
    ),
    Rule(
      "id.short-region",
      .uniqueID,
      .labelled(.grouped(9...12)),
      labels: ["nic", "nic#"],
      forbidden: units,
      source: "Department for Registration of Persons of Sri Lanka",
      positive: ["NIC 771820447V, seen", "NIC 197718204471"],
      negative: ["NIC 2", "the NIC driver 10"]
    ),
    Rule(
      "account.region",
      .account,
      .labelled(.grouped(6...27)),
      labels: list(
        """
        betalingskenmerk, acceptgiro, incassant id, incassantid, machtigings id, factuurkenmerk, \
        mandaatkenmerk, sepa mandat, sepa mandaat, gläubiger id, mandatsref, mandatsref nr, \
        zahlungsreferenz, qr referenz, referenznummer, esr referenz, référence qr, \
        référence de paiement, communication structurée, linha digitável, código de barras, \
        referência multibanco, entidade, chave pix, pix, a c no, a c, a c#, brokerage, har, har no, guarantor, bank acct, bsb, paybill, till no, upi ref, ifsc
        """
      ),
      forbidden: units,
      source: source,
      positive: [
        "betalingskenmerk 7718 2044 7103 3920", "Gläubiger-ID DE77ZZZ00000771820",
        "A/C No. 007718204471", "Zahlungsreferenz 21 00000 00007 71820 44710 33920",
      ],
      negative: ["bank acct closed", "pix 12", "BSB unknown", "entidade 12"]
    ),
    Rule(
      "plan.philhealth",
      .healthPlan,
      confidence: .medium,
      .digits(["2-9-1"]),
      source: "PhilHealth: identification numbers as cards print them",
      positive: ["no 14-077182044-1", "c/o 03-447182033-9."],
      negative: ["14-07718204-1", "4-077182044-1", "14-077182044"]
    ),
    Rule(
      "mrn.region",
      .mrn,
      .labelled(.code(digits: 5)),
      labels: list(
        """
        ip no, ip number, ipd no, ipd number, op no, op number, opd no, opd number, opd reg no, \
        ip reg no, uhid, uhid no, crno, cr no, mrd no, mlc no, er no, \
        opd card no, hosp file no, file no, \
        ur, ur no, ur number, urn, urn no, umrn, pront, n pront, nosografico, n nosografico, \
        sdo, n sdo, scheda nosologica, auf nr, aufnahmezl, ambulanznummer, ambulanz nr, \
        m r#, m r no, h number, k number, medrec, medrec no, patientenakte, n registre, n de registre, registre, chi no, hosp number
        """
      ),
      forbidden: units,
      source: source,
      positive: [
        "IP No. IP/21-22/07718", "UHID KLR.0007718204", "MRD No. 771820", "UR 7718204",
        "pront. 7718204", "OPD No 2023/44/077182",
      ],
      negative: [
        "hosp number pending", "UR 60", "OPD no 3", "file no 4", "ER no beds", "IP no change",
      ]
    ),
    Rule(
      "mrn.short",
      .mrn,
      .labelled(.code(digits: 4)),
      labels: ["mr#", "mr no", "mr number"],
      forbidden: units,
      source: source,
      positive: ["MR#: 3753", "MR: 9739", "MR No. 40112"],
      negative: ["MR: 2+", "MR 1.5 T", "Mr. 3", "MR: moderate", "MR: 120 ms"]
    ),
    Rule(
      "mrn.folder",
      .mrn,
      .labelled(.grouped(6...12)),
      labels: ["folder", "folder no", "folder number", "hosp no", "hospital no", "reg"],
      forbidden: units,
      source: source,
      positive: ["folder GSH 77182044, booked", "Folder no. TBH 20771834", "reg. 7718204-5"],
      negative: ["folder 12", "folder ABC", "reg 2021", "Reg, on call"]
    ),
    Rule(
      "license.region",
      .license,
      .labelled(.grouped(5...12)),
      labels: list(
        """
        kmc, kmc no, kmc reg, kmc reg no, tnmc, tnmc no, tnmc reg no, mmc no, mmc reg no, mci no, \
        mci reg no, nmc no, nmc reg no, dmc no, dmc reg no, apmc, apmc no, tsmc, tsmc no, wbmc, \
        wbmc no, tcmc, tcmc no, gmc reg no, hmc reg no, pmdc, pmdc no, pmc reg no, slmc, slmc no, \
        bmdc, bmdc no, bmdc reg no, prc, prc no, prc lic, prc lic no, prc license no, prc id no, \
        ptr, ptr no, mdcn, mdcn no, mdcn folio, mdcn folio no, nmcn no, kmpdc, kmpdc no, \
        kmpdb reg no, nck no, hpcsa, hpcsa no, hpcsa mp, hpcsa reg no, sanc no, mp no, \
        hpcz no, mdpcz no, imc, imc no, imc reg no, mcrn, mcrn no, nmbi, nmbi pin, nmbi no, \
        psi no, cpso, cpso no, cpsbc, cpsbc no, cpsa no, cpsm no, cpsns no, cmq, cmq no, cno no, \
        ahpra, ahpra no, mcnz, mcnz no, hpi cpn, cpn, gphc, gphc no, hcpc, hcpc no, gdc no, \
        rqe, big, big nr, big nummer, big reg, agb, agb code, agb nr, riziv, riziv nr, riziv n, \
        n riziv, gln, gln nr, zsr, ömg nr, arzt nr, arztnr, oäk nr, ordem dos enfermeiros, \
        céd oe, cédula om, n omd, ced prof, fnopi
        """
      ),
      forbidden: units,
      source: source,
      positive: [
        "Dr Anjali Hegde MD, KMC 77182", "PRC No. 0077182", "HPCSA MP 0771820", "IMC 447718",
        "BIG 49077182001", "RIZIV 1-77182-04-003", "CPSO 77182", "MDCN folio 77182",
      ],
      negative: [
        "KMC 1800 g", "PRC 4 units", "big 12", "PTR 20", "GLN ward", "IMC 3 of 5", "CPN 40 mg",
      ]
    ),
    Rule(
      "license.portuguese-order",
      .license,
      confidence: .medium,
      .labelled(.digits(5...6)),
      labels: ["om", "oe", "o e", "o m"],
      forbidden: units,
      source: "Ordem dos Médicos, Ordem dos Enfermeiros",
      positive: ["Marta Lisboa, MGF, OM 77182", "OM: 44718"],
      negative: ["OM 12", "OM bilateral", "OE 2021"]
    ),
  ]

  /// Numbers of New Zealand, telephones, doors and plates.
  private static let others: [Rule] = [
    Rule(
      "mrn.new-zealand",
      .mrn,
      .labelled(.code(digits: 2)),
      labels: ["nhi", "nhi no", "nhi number"],
      forbidden: units,
      source: "HISO 10046: National Health Index",
      positive: ["NHI ZKA7718", "NHI: JBX77RT, 54F", "nhi no PLM4471"],
      negative: ["NHI pending", "NHI funding 4", "an NHI"]
    ),
    Rule(
      "phone.region",
      .phone,
      confidence: .medium,
      .labelled(.digits(4...6)),
      labels: list(
        """
        bip, bip n, biper, bipper, bip interne, dect n, poste n, kl, kl nr, dw, interno#, busca#, \
        anexo#, ramal, tel intern, tel int, tel interno, int tel, deskphone, loc#, local#, \
        locator, long range, seintje, semafoon, beller, telefonanlage, buzzer, bleep number
        """
      ),
      forbidden: units + ["classe", "klasse", "to", "lbs"],
      source: "written usage: hospitals' own numbers",
      positive: ["l'interne (bip 7718)", "bitte melden, DW 7718", "Kl. 4471", "ramal 7718"],
      negative: [
        "bip faible", "DW 12", "dw to 117.5", "Kl. 3", "interno 7", "busca 12", "local 44",
      ]
    ),
    Rule(
      "phone.region-extension",
      .phone,
      confidence: .medium,
      .labelled(.digits(3...6)),
      labels: ["extensión", "extensão", "extension n", "interne n", "anexo n", "interno n"],
      source: "written usage: hospitals' own numbers",
      positive: ["extensión 7718", "extensão 44718"],
      negative: ["extensión 12", "extensão da lesão"]
    ),
    Rule(
      "phone.region-mobile",
      .phone,
      .labelled(.phone),
      labels: list(
        """
        mob, mob no, mobile no, mobile number, cp no, cp#, cel no, contact no, contact nos, \
        landline, ll no, phone no, mpesa, mpesa no, m pesa, momo, momo no, wa, wa no, \
        whatsapp no, gcash, gcash no, ph nos, tlf no, telnr, tel nr, gsm nr, n de gsm, \
        numéro de natel, numéro de gsm
        """
      ),
      source: source,
      positive: ["mob 98447 71820", "Contact No. 9847718204", "GCash 09447718204"],
      negative: ["mob 12", "landline down", "contact no one", "WA 98101"]
    ),
    Rule(
      "secret.door-region",
      .secret,
      confidence: .medium,
      .labelled(.code(digits: 3)),
      labels: list(
        """
        key safe, keysafe, key safe code, keysafe code, key safe no, key safe number, key box, \
        keybox code, voordeur code, achterdeur code, deur code, kluisje code, sleutelkluisje code, \
        sleutelkastje code, schlüsseltresor code, schlüsselkasten code, schlüsselsafe, \
        schlüsselsafe code, haustür code, haustor code, portail code, porte code, \
        code de l armoire, portón código, portal código, cancello codice, portone codice, \
        portão código, code du coffre, code du coffre à clés, coffre à clés, code boîte à clés
        """
      ),
      source: source,
      positive: [
        "Key safe C7718Y round the side", "keysafe 4471", "naast voordeur, code 7718",
        "Schlüsselsafe 7718",
      ],
      negative: ["key safe fitted", "keysafe 12", "voordeur code onbekend"]
    ),
    Rule(
      "vehicle.region",
      .vehicle,
      .labelled(.plate),
      labels: list(
        """
        matatu, danfo, okada, keke, boda, boda boda, trotro, bodaboda, jeepney, tricycle, habal habal, \
        rickshaw, auto rickshaw, tuk tuk, his bus, the bus, her bus, lorry, his lorry, minibus, \
        tipper, rego, rego no, his ute, ute, motorbike, his okada, her car, his car, the car, \
        truck, pickup, reg no, scooter, moto, motorino
        """
      ),
      source: "written usage: vehicles of accidents and their plates",
      positive: ["his bus (KRD-771 XA) overturned", "danfo KJA-771 XD", "rego 1AB 7CD"],
      negative: ["the bus 44", "tricycle 2021", "scooter, BP 120", "truck 4 T", "the car"]
    ),
  ]
}
