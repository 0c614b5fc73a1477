import Vocabulary

/// Identifiers without a form of their own: a label says what they are.
enum LabelRules {
  private static let source = "labels of forms and exports, 45 CFR 164.514(b)(2)(i)"

  /// Labels of the last digits of numbers.
  private static func ending(_ numbers: [String]) -> [String] {
    numbers.flatMap { number in
      ["ending", "ending in", "ends in", "ends with", "ends", "ending with"]
        .map { "\(number) \($0)" }
    }
  }

  /// In the order of the rule set.
  static let all: [Rule] = [
    Rule(
      "ssn.labelled",
      .ssn,
      .labelled(.digits(9...9)),
      labels: [
        "seguro social", "número de seguro social", "numero de seguro social", "nss",
        "ssn", "social security number", "social security", "social security no", "ss",
        "soc sec", "soc sec no", "social", "sin", "social insurance number",
      ],
      source: source,
      positive: ["SSN: 219099999", "social security number is 219 09 9999", "ssn 000-12-3456"],
      negative: ["ssn unknown", "SSN: [SSN]", "social 12"]
    ),
    Rule(
      "ssn.last-four",
      .ssn,
      .labelled(.digits(4...4)),
      labels: [
        "last four digits of ssn", "last 4 digits of ssn", "last four digits of social",
        "ssn last four digits", "last four of her social", "last four of his social",
        "last four of ssn", "last 4 of ssn", "last four of social", "last 4 ssn",
        "ssn last four", "ssn last 4", "last 4 of his ssn", "last four of her ssn", "ssn ending in",
        "ssn ending", "last 4", "last4", "last four", "ss ending", "ss ending in", "social ending",
        "social ending in", "seguro termina en", "seguro social termina en", "nss termina en",
        "seguro social acaba en", "social acaba en", "seguro acaba en", "nss acaba en",
        "social americano acaba en", "seguro social terminado en", "social sec ends in",
        "social sec ending in", "social sec ends", "social sec ending", "social sec last 4",
        "soc sec ends in", "soc sec ending in", "soc sec ends", "soc sec ending", "soc sec last 4",
        "soc sec last four", "soc ends in", "soc ends", "soc ending in", "soc ending", "soc last 4",
        "soc last four", "social ends in", "social ends", "social ends with", "social last 4",
        "social last four", "social last four digits", "social security ends in",
        "social security ending in", "social security ends", "social security last 4",
        "social security last four", "ssn ends in", "ssn ends", "ssn ends with", "ss ends in",
        "ss ends", "ss last 4", "ss last four", "ss number ends in", "ssn last4",
        "final 4 of ssn", "final four of ssn", "final four of social", "last 4 of soc",
        "last 4 of social", "last 4 of ss", "last 4 of soc sec", "last 4 of her ssn",
        "last 4 of his social", "last 4 of her social", "last four of soc", "last four ssn",
        "last four social", "last 4 social", "last 4 soc", "last 4 of my ssn",
        "last 4 of my social", "last four of my social", "last four of my ssn",
      ],
      source: source,
      positive: ["last four of SSN: 6789", "SSN ending in 6789", "his last 4 ssn: 6789"],
      negative: ["last four days 12", "ssn none", "ending in 6789"]
    ),
    Rule(
      "mrn.labelled",
      .mrn,
      .labelled(.code(digits: 3)),
      labels: [
        "expediente", "número de expediente", "numero de expediente", "historia clínica",
        "historia clinica", "nhc",
        "fallnummer#", "patientennummer", "patienten nr",
        "mrn", "mrns", "medical record", "medical record number", "medical record no",
        "med rec", "med rec no", "medical rec", "record number", "record no", "record#",
        "chart number", "chart no", "chart#", "chart id", "patient id", "patient number",
        "patient no", "patient identifier", "patient identifier list", "patient#", "pt id", "pt#",
        "hospital number",
        "hospital id", "hospital no", "hospital#", "unit number", "encounter#", "encounter number",
        "encounter id", "accession#", "accession number", "visit#", "visit number", "visit id",
        "specimen#", "specimen id", "case#", "case number", "case id", "case no", "admission#",
        "file#", "medical file", "registration number", "study id", "subject id", "nhs number",
        "nhs", "csn", "empi", "mpi", "fin", "reference number", "confirmation number", "hosp id",
        "medical id", "emr#", "ehr#", "pid#", "pat id", "ipp", "hosp#", "unit no", "enc#", "enc no",
        "chart id", "patient file#", "hn#", "wristband#", "número de historia", "processo clínico",
        "mrn changed from", "mrn corrected from", "mrn updated from", "mrn was changed from",
        "mrn ends", "mrn ends in", "mrn ending", "mrn ending in", "chart ends in",
        "pat no", "pat number", "pat identifier",
      ],
      source: source,
      positive: ["MRN: 5551234", "MRN ST-998877", "patient ID #AHC-0933289", "Patient ID: 65268"],
      negative: ["MRN pending", "MRN: [MRN]", "case 2 of 3"]
    ),
    Rule(
      "plan.labelled",
      .healthPlan,
      .labelled(.code(digits: 3)),
      labels: [
        "póliza", "poliza", "número de póliza", "numero de poliza",
        "versichertennummer", "versicherten nr", "versichertennr", "versicherungsnummer",
        "adhérent", "n adhérent", "numéro adhérent", "krankenkasse#",
        "member id", "member number", "member no", "member#", "membership number",
        "subscriber id", "subscriber number", "subscriber#", "policy number", "policy no",
        "policy id", "policy#", "group number", "group no", "group id", "group#", "insurance id",
        "insur id", "ins id", "hbn", "insur#",
        "insurance number", "insurance policy", "insurance code", "insurance#", "insurance",
        "health plan", "health plan number", "health plan id", "health plan beneficiary number",
        "health id", "health insurance", "plan id", "plan number", "plan#", "medicare",
        "medicare id",
        "medicare number", "medicaid", "medicaid id", "medicaid number", "mbi", "hicn",
        "cin", "subscr", "subscr#", "subscr id", "sub id", "ins#", "member#", "medicaid card",
        "medicare card", "insurance card", "insurance no", "mcd", "grp#", "grp", "coverage#",
        "beneficiary id", "beneficiary number", "beneficiary#", "claim number", "claim id",
        "beneficiary no", "recipient id", "recipient number", "recipient no", "recepient id",
        "medicade", "medicade id", "medicade number", "medicaide", "medicad",
        "medcaid", "mcaid", "mcaid id", "mcare", "mcare id", "medicair", "memeber id",
        "member i d", "mem id", "mem no", "mem#", "insurence", "insurence id", "subsriber id",
        "polcy number", "polcy#", "plan member id",
        "num de afiliada", "num de afiliado", "numero de afiliada", "numero de afiliado",
        "número de afiliada", "afiliada", "no de afiliado", "no de afiliada",
        "número de afiliación", "id de miembro", "número de miembro", "numero de miembro",
        "claim no", "claim#", "hmo", "ppo", "ins", "auth for snf", "cardholder id",
        "policyholder id", "coverage id",
        "kvnr", "phn", "cartão sus", "cartao sus", "tessera sanitaria", "enrollee", "enrollee no",
        "enrollee id", "enrollee number", "contract number", "contract no", "contract id", "pol#",
        "pol no", "vers nr", "versnr", "número de afiliado", "afiliado", "nuss",
        "authorization number", "certificate number", "rx group", "rxgrp",
      ],
      forbidden: ["age"],
      source: source,
      positive: [
        "Ins: Highmark ZFR 1120 4418 6001", "Member ID: XQK-00482-19", "policy no. 88291-LK",
        "Medicare number 1EG4TE5MK73",
      ],
      negative: ["insurance since 2019", "group 2", "health plan of 2021"]
    ),
    Rule(
      "plan.ending",
      .healthPlan,
      confidence: .medium,
      .labelled(.code(digits: 3)),
      labels: ending([
        "claim", "claim number", "policy", "policy number", "member id", "member number",
        "subscriber id", "medicare", "medicare number", "medicaid", "medicaid number",
        "group number",
        "insurance", "insurance id", "auth", "authorization number",
      ]),
      source: source,
      positive: [
        "claim number ending 40117", "my policy ends in 0042", "member ID ending in 7731",
      ],
      negative: ["claim ending balance", "policy ends in 2025", "ends in 0042"]
    ),
    Rule(
      "device.ending",
      .device,
      confidence: .medium,
      .labelled(.code(digits: 3)),
      labels: ending(["serial", "serial number", "sn", "imei", "device id", "lot number"]),
      source: source,
      positive: [
        "serial number ends in 4417", "serial ending 0931", "the IMEI ends with 44102",
      ],
      negative: ["serial number ends", "serial ending soon", "ends with 44102"]
    ),
    Rule(
      "vehicle.ending",
      .vehicle,
      confidence: .medium,
      .labelled(.code(digits: 3)),
      labels: ending(["vin"]) + [
        "vin last six", "vin last 6", "vin last 8", "vin last eight", "last six of vin",
        "last 6 of vin", "last six of the vin", "last 6 of the vin", "chassis no", "chassis number",
      ],
      source: source,
      positive: ["the VIN ends in 407184", "VIN last six 407184", "chassis no. KD407184"],
      negative: ["vin ending soon", "ends in 407184", "VIN last seen"]
    ),
    Rule(
      "account.mixed",
      .account,
      confidence: .medium,
      .labelled(.mixedCode(digits: 5)),
      labels: [
        "loan", "mortgage", "escrow", "eft", "statement", "direct deposit to", "deposit to",
        "draft from", "drafted from", "draft from checking", "drafted from checking", "balance on",
      ],
      source: "written usage: accounts in sentences",
      positive: [
        "statement 44712-03", "direct deposit to 00447120318", "her loan 4471203 is late",
      ],
      negative: [
        "loan of 12000", "statement 2024", "mortgage 1200 a month", "deposit to 2 accounts",
      ]
    ),
    Rule(
      "id.ending",
      .uniqueID,
      confidence: .medium,
      .labelled(.code(digits: 3)),
      labels: ending(["id", "case number", "tracking number", "tin"]),
      source: source,
      positive: ["her ID ending in 4471", "TIN ends 4752", "tracking number ending 90027"],
      negative: ["number ending soon", "ID ending in 7", "year ending 2024"]
    ),
    Rule(
      "plan.payer",
      .healthPlan,
      confidence: .medium,
      .labelled(.payer(digits: 5)),
      labels: [
        "primary", "secondary", "tertiary", "payer", "payor", "carrier", "covered by", "managed by",
        "insured with", "insured by", "coverage", "insurer", "primary is", "secondary is",
        "primary ins", "secondary ins", "plan",
      ],
      source: "written usage: coordination of benefits",
      positive: [
        "COB: primary Meridian Trust MT7081142", "payer Harbor Mutual HM88120417 pays",
        "secondary Union of Teachers UT4471820",
      ],
      negative: [
        "primary care 4471820", "primary Meridian Trust 2021", "Primary Clinic B12",
        "secondary Cause unknown",
      ]
    ),
    Rule(
      "account.labelled",
      .account,
      .labelled(.code(digits: 4)),
      labels: [
        "número de cuenta", "numero de cuenta", "cuenta#",
        "account", "account number", "account no", "account#", "acct", "acct no",
        "acct number", "acc#", "bank account", "bank account number", "patient account",
        "patient account number", "invoice", "invoice number", "invoice no", "billing id",
        "billing number", "customer id", "customer number", "sort code", "swift#", "bic#",
        "guarantor account", "account details like", "accounts like", "account details",
        "account changed from", "acct changed from", "guarantor#", "guarantor no", "guarantor id",
        "guarantor number", "loan no", "loan number",
        "loan#", "dda", "dda no", "statement no", "statement number", "member account", "client no",
        "client number",
        "cust no", "cust number", "cust id", "cust#", "inv#", "inv no", "bill#", "bill no",
        "bill id", "ck#",
        "faktura", "collections no", "ledger no",
      ],
      source: source,
      positive: ["Account Number: 9876543210", "acct#: SH-456789", "invoice no 2291-77"],
      negative: ["account manager", "account 12", "on account of 2020"]
    ),
    Rule(
      "bank.routing",
      .bankRouting,
      .labelled(.digits(9...9)),
      labels: [
        "routing number", "routing no", "routing", "aba", "aba number", "aba routing",
        "bank routing number", "rtn", "routing transit", "routing transit number", "ach", "ach to",
        "ach routing", "transit routing", "fedwire", "aba no", "routing#",
      ],
      source: "ABA key to routing numbers",
      positive: ["routing number 021000021", "ABA: 011401533", "routing: 123456789"],
      negative: ["routing slip", "aba 12", "routing 1234"]
    ),
    Rule(
      "card.labelled",
      .creditCard,
      .labelled(.digits(12...19)),
      labels: [
        "card", "card number", "card no", "credit card", "credit card number", "cc",
        "cc number", "debit card", "visa", "mastercard", "amex", "credit card no",
        "debit card number",
      ],
      source: "ISO/IEC 7812-1",
      positive: [
        "card 630427373398", "credit card number is 4111 1111 1111 1112", "cc 4000001234567890",
      ],
      negative: ["card 12", "credit card debt", "cc 500 ml"]
    ),
    Rule(
      "card.last-four",
      .creditCard,
      confidence: .medium,
      .labelled(.digits(4...4)),
      labels: [
        "card ending in", "card ending", "visa ending in", "mastercard ending in", "visa ending",
        "mastercard ending", "card ends", "card on file ends", "card ends in",
        "card on file ending",
        "card on file ending in", "amex ending", "amex ending in", "discover ending",
        "discover ending in", "debit ending in", "debit ending", "tarjeta terminada en",
        "tarjeta acabada en", "tarjeta que termina en", "carte finissant par",
      ],
      source: source,
      positive: ["card ending in 4242", "Visa ending in 1881", "card ending: 0005"],
      negative: ["ending in 4242", "card ending soon", "card ending in 12"]
    ),
    Rule(
      "npi.labelled",
      .license,
      .labelled(.digits(10...10)),
      labels: ["npi", "npi number", "npi no", "national provider identifier", "provider npi"],
      source: "45 CFR 162.406",
      positive: ["NPI 1234567893", "npi: 1234567890", "NPI number is 1245319599"],
      negative: ["npi 123", "1234567893", "npi pending"]
    ),
    Rule(
      "license.labelled",
      .license,
      .labelled(.code(digits: 3)),
      labels: [
        "licencia de conducir", "licencia#", "cédula profesional", "cedula profesional",
        "license", "license number", "license no", "license#", "licence", "licence number",
        "driver's license", "driver's license number", "drivers license", "drivers license number",
        "driver license", "driver license number", "dl", "dl#", "dln", "medical license",
        "state license", "dea", "dea number", "dea no", "dea#", "lic#", "upin", "certificate no",
        "driver's licence", "lic", "drivers lic", "driver lic", "dl no", "cdl", "provider no",
        "provider number", "rpps", "adeli", "registry#", "cpm#", "gmc", "ahpra", "nmc pin", "lanr",
        "bsnr", "board cert no", "bndd", "bndd no", "csr no", "cds no", "cds#", "csr#",
        "controlled substance no", "board certification no", "rn lic", "np lic", "md lic",
        "crm", "crefito", "coren", "colegiado", "colegiada", "nº de colegiado", "num colegiado",
        "número de colegiado", "médico colegiado", "clia", "state id", "führerschein",
      ],
      forbidden: [
        "mg", "g", "gm", "mcg", "ng", "ug", "pg", "iu", "u", "meq", "mmol", "fl", "cells", "per",
        "units",
      ],
      source: source,
      positive: [
        "driver's license number is F162823540116", "lic. no. MD-44821", "DEA: AB1234567",
      ],
      negative: ["public 1234", "license agreement", "license to drive"]
    ),
    Rule(
      "passport.labelled",
      .passport,
      .labelled(.code(digits: 4)),
      labels: [
        "pasaporte", "número de pasaporte", "numero de pasaporte", "passport", "passport number",
        "passport no", "passport id", "passport#",
      ],
      source: "ICAO Doc 9303",
      positive: ["passport number RX3901825", "Passport: 533401922", "passport no. A12345678"],
      negative: ["passport office", "passport 12", "passport photo 2019"]
    ),
    Rule(
      "vehicle.labelled",
      .vehicle,
      .labelled(.code(digits: 1)),
      labels: [
        "vin", "vin number", "vin#", "license plate", "license plate number", "plate number",
        "plate no", "plate#", "registration plate", "vehicle id", "vehicle identification number",
        "tag number", "licence plate",
      ],
      source: source,
      positive: ["VIN: 1M8GDM9A1KP042788", "license plate 7KLM219", "plate number is BXR-4471"],
      negative: ["vinyl 123", "plate of food", "license plate missing"]
    ),
    Rule(
      "ssn.french",
      .ssn,
      .labelled(.digits(13...15)),
      labels: [
        "nir", "carte vitale", "numéro de sécurité sociale", "sécurité sociale", "n ss", "insee",
      ],
      source: "INSEE, numéro d'inscription au répertoire",
      positive: [
        "NIR : 1 49 09 29 233 087 41", "sécurité sociale 149092923308741",
        "numéro de sécurité sociale: 2 55 08 14 168 025 38",
      ],
      negative: ["NIR imaging 12", "nir 1490", "sécurité sociale 2021"]
    ),
    Rule(
      "device.lot",
      .device,
      confidence: .medium,
      .labelled(.mixedCode(digits: 2)),
      labels: [
        "lot", "sensor", "transmitter", "transmitter is", "cgm transmitter", "pod", "receiver",
        "asset", "asset no", "asset id", "asset#",
        "hostname",
        "terminal", "kiosk", "aids r", "aids l",
      ],
      source: source,
      positive: ["Kinrix lot 7DK3L", "transmitter is 8GX41N", "sensor H81KQ2 placed"],
      negative: ["a lot of 20", "lot 20 of them", "sensor 12 h", "the pod 2019"]
    ),
    Rule(
      "vehicle.plate",
      .vehicle,
      .labelled(.mixedCode(digits: 2)),
      labels: [
        "plate", "plates", "lic plate", "tag", "license plate", "plate is", "registration", "tail",
        "la plaque est", "plaque", "tag no", "placas", "placa", "matrícula", "matricula",
        "immatriculation", "kennzeichen",
      ],
      source: source,
      positive: ["gray Tacoma, plate WKM 338", "placas 8KJD204", "matrícula KLM 4417"],
      negative: ["plate of 20 cookies", "a plate 20 cm wide", "plates 4 and 5"]
    ),
    Rule(
      "vehicle.partial",
      .vehicle,
      confidence: .medium,
      .labelled(.partialPlate),
      labels: [
        "plate", "plates", "tag", "license plate", "license plates", "licence plate",
        "partial plate",
        "partial tag", "plate starts with", "plates start with", "plate begins with",
        "plate ends in",
        "plate ending in", "plates are", "plate is", "plate reads", "plates read", "plate says",
        "vanity plate", "vanity plates",
      ],
      source: "written usage: plates that somebody chose or saw a part of",
      positive: ["his plates are \"TEO RKT\"", "partial plate KX 4", "the plate starts with BKT"],
      negative: ["the plate reads ok", "plates are in", "PLATE AND SCREWS", "tag IT"]
    ),
    Rule(
      "device.labelled",
      .device,
      .labelled(.code(digits: 3)),
      labels: [
        "sim", "sim card", "sim#",
        "serial", "serial number", "serial no", "serial#", "s/n", "sn#", "device id",
        "device serial", "device serial number", "device identifier", "device#", "implant id",
        "implant serial", "implant serial number", "lot number", "lot no", "lot#", "udi", "imei",
        "iccid", "imsi", "pacemaker serial", "pacemaker id", "pacemaker serial number",
        "model number", "device no", "sn", "ser no", "ser", "ser#", "device lot",
      ],
      source: source,
      positive: ["serial number PM-448210", "implant serial 490154203", "S/N: 00A4471"],
      negative: ["serial troponins", "a lot of 100", "serial killer"]
    ),
    Rule(
      "tax.labelled",
      .taxID,
      .labelled(.digits(9...9)),
      labels: [
        "tax id", "tax id number", "tin", "ein", "itin", "taxpayer id",
        "tax identification number", "fein", "tax no",
      ],
      source: "26 CFR 301.6109",
      positive: ["Tax ID 94-2841935", "EIN: 12-3456789", "ITIN 912701234"],
      negative: ["tin can", "tax 2021", "ein 12"]
    ),
    Rule(
      "id.labelled",
      .uniqueID,
      confidence: .medium,
      .labelled(.code(digits: 4)),
      labels: [
        "dni", "nif", "nie#", "ine", "cpf", "rg#", "pesel", "codice fiscale", "hkid", "nric",
        "ic no",
        "teudat zehut", "edipi", "unos id", "dcn", "tcn", "icn", "eft trace", "trace number",
        "verwendungszweck", "rechnungsnummer", "factura", "asset tag", "screening no", "rand no",
        "randomization number", "alien number", "uscis", "fedex", "dhl", "usps", "placard", "badge",
        "emp", "emp id", "emp no", "event#", "dnr#", "ccf",
        "dot#",
        "titre de séjour", "rand code", "curp", "cédula#", "cedula#", "tracking",
        "id#", "identifier#", "tracking number", "tracking id", "tracking#", "ticket#",
        "prescription number", "prescription#", "rx number", "rx#", "student id", "employee id",
        "employee number", "badge number", "badge#", "user id#", "aadhar number", "aadhaar number",
        "pan#", "national id", "tracking no", "home study", "docket", "docket no", "dup of",
        "duplicate of", "envelope", "mailbox", "interpreter", "protective order",
        "restraining order",
        "cause no", "client#", "cmm key", "card reads", "officer#", "ofc#", "deputy#",
      ],
      forbidden: [
        "request", "session", "trace", "job", "message", "msg", "process", "thread", "correlation",
        "transaction",
        "span", "event", "batch", "task", "run", "build", "commit", "object", "row", "node",
        "queue", "worker",
        "container", "pod", "connection", "instance",
      ],
      source: source,
      positive: ["badge ID: SP-112233", "tracking number 1Z999AA10123456784", "employee ID 44821"],
      negative: ["id card", "identifier is missing", "id 12"]
    ),
    Rule(
      "id.mixed",
      .uniqueID,
      confidence: .medium,
      .labelled(.mixedCode(digits: 4)),
      labels: [
        "lot", "run", "trip", "trip id", "kit", "band", "id band", "bracelet", "wristband", "order",
        "order id", "order no", "order number", "specimen", "requisition", "req no", "intake",
        "incident", "incident no", "event no", "case", "dossier", "subj", "subject", "participant",
        "participant id", "screening no", "interpreter id", "worker id", "claim", "clm", "auth",
        "prior auth", "authorization", "referral no", "encounter", "enc no", "acc", "accession",
        "interp", "interpreter", "registry", "docket", "dossier no", "job", "sample", "chart",
        "emp", "cert", "ref", "reference", "confirmation", "policy", "tracking", "pid", "plan",
        "accession no", "mr", "client", "tag", "property tag",
        "transmitter", "sensor", "comm no", "commission no", "call id", "acct",
        "checking", "savings", "iolta", "konto", "cuenta", "expediente", "historia", "nip",
        "nhc", "fallnummer", "patientennummer", "fall nr", "aktenzeichen", "policen nr",
        "seguro", "poliza", "mbr", "mbr id",
        "num", "unit no", "file", "va file", "order of protection", "protective order",
        "restraining order", "appeal", "ship ref", "visit", "script", "barcode", "airbill", "awb",
        "courier", "scan id", "conf", "share code", "confirmacion", "confirmación", "contrato",
        "expte", "exp", "hotel conf", "ipledge", "ticket", "permit", "dossier n", "échantillon",
        "prélèvement", "étiqueté", "registro",
        "armband", "armband code", "band code", "wristband code", "recipient", "unos",
        "unos recipient", "unos donor", "unos id", "donor code", "police report", "report no",
        "court case", "booking", "booking no", "inmate", "inmate no", "bop reg no", "register no",
        "biopsy no",
        "cyto no", "lab no", "lab id", "po no", "refill no", "birth certificate", "payroll no",
        "personnel no", "loyalty no", "frequent flyer", "permit no", "parking permit",
        "event", "registry seq", "registry no", "locator",
        "return label", "ups label",
        "inc", "acq", "licensed", "our file", "your file", "our ref", "your ref",
        "found as", "found under", "number for him", "number for her", "number for me",
        "number for them", "comes up as", "came up as", "shows up as", "pulls up as", "sub#",
      ],
      forbidden: [
        "request", "session", "trace", "job", "message", "msg", "process", "thread", "correlation",
        "transaction", "span", "batch", "task", "build", "commit", "object", "row", "node",
        "queue", "worker", "container", "pod", "connection", "instance", "dry", "test", "in", "a",
      ],
      source: source,
      positive: ["kit KX-88120", "RUN 24-0019872", "interpreter ID: 74412", "case LX-447190"],
      negative: ["a lot 2000", "in order 12345", "run 5 km", "case 2021", "session id A-44120"]
    ),
    Rule(
      "user.labelled",
      .username,
      .labelled(.word(3)),
      labels: [
        "log in as", "handle", "instagram handle", "twitter handle",
        "username", "user name", "user#", "login#", "userid", "user id", "login name",
        "screen name", "for user", "as user", "invalid user", "author code", "login left as",
        "opened by user", "by user", "logged in as", "signed in as",
        "create user", "alter user", "drop user",
        "your login", "usr", "usrname", "benutzer", "benutzername", "identifiant", "user wanted",
        "login wanted",
        "suser", "duser", "source user", "target user", "subject user name", "target user name",
        "locked by", "updated by", "created by", "modified by", "edited by", "entered by", "run by",
        "agent#", "operator#", "owner#", "assignee#", "last modified by", "changed by",
        "publickey for", "failed password for", "accepted password for", "network id#",
        "network id to create", "user id to create", "username to create",
        "mirror access of",
        "mirror access from", "copy access from", "same access as", "model access after",
        "clone access of",
      ],
      forbidden: [
        "logged", "guide", "manual", "contrast", "imaging", "chemotherapeutic", "biologic",
        "antiplatelet", "causative", "infectious", "embolic", "anesthetic", "induction", "reversal",
        "sclerosing", "therapeutic", "antimicrobial", "blocking", "reducing", "alkylating",
      ],
      source: source,
      positive: [
        "locked by dthorpe@WS-ED-17", "\"agent\": \"tbanks\"", "updated_by = 'bfinch'",
        "username: qvander7", "user = 'lab_ops'", "login: nurse44",
      ],
      negative: [
        "user guide", "username and password", "users report", "User: can you write", "user=0.14",
        "locked by the nurse", "owner: unknown to us",
      ]
    ),
    Rule(
      "user.coded",
      .username,
      confidence: .medium,
      .labelled(.codedWord(4)),
      labels: [
        "rep", "agent", "operator", "by", "assignee", "assigned to", "usuario", "utilisateur",
        "handle", "user", "owner", "login", "mom", "dad", "posted by", "account", "acct",
        "unlock", "deprovision", "login is still", "login is now", "mychart id", "portal id",
        "portal user", "screenname", "nome utente", "nome de usuário", "nome de utilizador",
        "gebruikersnaam", "identifiant", "identifiant est", "usuario es",
      ],
      source: source,
      positive: [
        "login comfort.ob", "portal user g.ostrander31", "closed by lkahale2",
        "rep mroth_2 called", "uploaded by juno_mom",
      ],
      negative: [
        "by 2019", "by mouth", "agent orange", "by7kMocM", "by 10mg", "GROUP BY dept_cd HAVING",
        "account page.html",
      ]
    ),
  ]
}
