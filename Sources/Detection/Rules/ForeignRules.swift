import Vocabulary

/// Identifiers by what they are called in French, Spanish, Portuguese and Italian.
enum ForeignRules {
  private static let source =
    "written usage: France, Belgium, Switzerland, Quebec, Spain, Latin America, Portugal, Brazil, Italy"

  /// In the order of the rule set.
  static let all: [Rule] = places + numbers + others

  /// Houses, towns behind streets, and numbers behind their sign.
  private static let places: [Rule] = [
    Rule(
      "location.foreign-house",
      .location,
      part: .facility,
      confidence: .medium,
      .form(.foreignHouse),
      source: source,
      positive: [
        "admise au CHU de Valmorel hier", "vive en el lar Santa Brites, com a filha da irmã",
        "couvent de Brémont", "UMF No. 41 Xochitepec", "visita al poliambulatorio Sant'Elmo",
        "USF Alvorada, Penedo do Vale",
      ],
      negative: [
        "CAP score 12", "le collège médical", "Ch 14 Foley", "la clinique est fermée",
        "centro de salud", "casa de la familia", "Clínica Médica",
      ]
    ),
    Rule(
      "location.foreign-town",
      .location,
      part: .city,
      confidence: .medium,
      .form(.foreignTown),
      source: source,
      positive: [
        "12 rue des Ormes, bât. C, 93210 Valmorel", "Calle Mayor 12, 3º izda., 04009 Benarque",
        "via Saragat 4, Portolago.",
      ],
      negative: ["93210 Euros", "Calle, 04009", "rue, Valmorel"]
    ),
    Rule(
      "location.postal-labelled",
      .location,
      part: .zip,
      .labelled(.digits(5...5)),
      labels: ["c p#", "cp#", "código postal", "codigo postal", "cód postal", "cod postal"],
      source: source,
      positive: ["Localidad: Olmeda  C.P.: 04530", "CP: 45710", "código postal 28004"],
      negative: ["C.P. 2021", "CP: 12", "CP 12345"]
    ),
    Rule(
      "id.foreign-sign",
      .uniqueID,
      confidence: .medium,
      .form(.foreignNumber),
      source: source,
      positive: [
        "assureur Valdor n° 1.447.209.83", "recibo n.º 0441870", "il buono n. H0091772 del mese",
      ],
      negative: [
        "loi n° 20023", "chambre n° 4120", "n 1234 patients", "article n° 44710", "page n° 12044",
      ]
    ),
  ]

  /// Numbers of persons, by their labels.
  private static let numbers: [Rule] = [
    Rule(
      "id.abroad",
      .uniqueID,
      confidence: .medium,
      .labelled(.grouped(6...20)),
      labels: [
        "tarjeta de identidad", "cédula de identidad", "ci n",
        "documento de identidad", "documento", "nuip", "cuip", "r u t", "r f c", "c u r p",
        "d n i", "n i e", "n i f", "cartão de cidadão", "cartão do cidadão",
        "bilhete de identidade",
        "b i", "c p f", "r g", "identidade", "carta di identità", "permesso di soggiorno",
        "partita iva", "p iva", "passeport", "passeport n", "passaporto", "passaporto n",
        "passaporte", "passaporte n", "pasaporte n", "carte d identité n", "carte de séjour",
        "numéro étranger", "n étranger", "agdref", "registre national", "reg nat", "n national",
        "numéro national", "rijksregister", "declaração de óbito", "declaração de nascido vivo",
        "dnv", "acta de defunción", "certificado de defunción", "diligencias",
        "diligencias previas",
        "causa", "autos", "procedimiento", "procès verbal", "pv n", "rg n", "verbale", "verbale n",
        "denuncia", "denuncia n", "boletim de ocorrência", "b o", "protocolo", "protocolo n",
        "protocollo", "prot n", "radicado", "folio", "acta", "acta n", "sinistre", "sinistre n",
        "siniestro", "siniestro n", "sinistro", "sinistro n", "impegnativa", "ricetta", "nre",
        "autorización", "autorización n", "autorização", "guia", "guía", "réf", "ref dossier",
        "référence", "référence dossier", "referencia", "referência", "riferimento", "rif",
        "pratica",
        "demande n", "bon n", "ordonnance n", "receta", "receta n", "receita n", "at n",
        "accident du travail n", "pedido", "orden n", "commande n", "referto", "referto n",
        "anapath n", "examen n", "muestra", "amostra", "campione", "prélèvement n", "biopsia n",
      ],
      forbidden: ["mg", "ml", "kg", "ui", "euros", "€", "nct"],
      source: source,
      positive: [
        "acta ML-0447/20241", "Diligencias 184733/2024",
        "Impegnativa 0100A4418730921", "declaração de óbito 29441870-3", "RG n° 23/044718",
      ],
      negative: [
        "acta 2021", "folio 12", "causa 2024", "protocolo 3 de 4",
        "documento de 2021",
      ]
    ),
    Rule(
      "id.citizen",
      .uniqueID,
      confidence: .medium,
      .labelled(.digits(6...11)),
      labels: ["cc", "c c", "ti", "t i"],
      forbidden: ["mg", "ml", "kg", "va"],
      source: "written usage: Colombia",
      positive: ["TI 1.043.887.215, ingresa", "CC 71.384.207", "cc 1.018.447.203 de"],
      negative: ["bolo de 500 cc 12", "cc 40 ml", "ti 12"]
    ),
    Rule(
      "plan.abroad",
      .healthPlan,
      confidence: .medium,
      .labelled(.grouped(6...20)),
      labels: [
        "nam", "n a m", "numéro d assurance maladie", "n assurance maladie", "carte soleil",
        "n assuré", "numéro d assuré", "n de sécu", "n sécu", "numéro de sécu", "sécu", "mutuelle",
        "n mutuelle", "n contrat",
        "contrat n", "cmu n", "css n", "carte européenne", "ceam", "tse", "n de carte",
        "carteirinha",
        "carteirinha n", "n da carteirinha", "número da carteirinha", "cartão nacional de saúde",
        "cns", "c n s", "cartão sus n", "n do sus", "utente", "n utente", "n de utente",
        "número de utente", "sns", "n sns", "n do sns", "adse", "adse n", "beneficiário",
        "beneficiário n", "apólice", "apólice n", "convênio", "convênio n", "plano n", "afiliado n",
        "n afiliado", "n de afiliado", "número de afiliación", "afiliación", "obra social n",
        "credencial", "nuhsa", "cipa", "sip n", "tis", "tarjeta sanitaria n", "nº de tarjeta",
        "tessera sanitaria n", "tessera n", "tessera", "stp", "stp n", "eni",
        "polizza", "polizza n", "número de asegurado", "asegurado n", "nºss", "nass", "n ss n",
        "fonasa", "isapre n",
      ],
      forbidden: ["mg", "ml", "kg", "in", "the", "our", "a"],
      source: source,
      positive: [
        "NAM : TRER 3452 1719", "carteirinha 0 044 117200983 4", "utente n.º 287 441 903",
        "contrat n° 447109922",
      ],
      negative: ["stp 12", "mutuelle 2024", "tessera del 2021", "cns lesion", "sns 20 mg"]
    ),
    Rule(
      "license.abroad",
      .license,
      confidence: .medium,
      .labelled(.grouped(5...16)),
      labels: [
        "mpps", "cmp#", "n iscr", "iscr", "iscrizione", "n iscrizione", "albo n", "omceo", "inami",
        "n inami", "finess", "n rpps", "rpps n", "n adeli", "adeli n", "ordre n", "n ordre",
        "permis de conduire", "permis n", "permis de conduire n", "patente", "patente n",
        "carnet de conducir", "permiso de conducir", "licencia de conducir n", "licencia n",
        "carta de condução", "carta de condução n", "cnh", "cnh n", "habilitação",
        "cédula profissional", "cédula", "céd",
        "cédula prof", "céd prof", "ced prof", "ordem dos médicos", "om n", "crm rj", "crm ba",
        "crm pr", "crm rs", "crm sc", "crm pe", "crm ce", "crm df", "crm go", "crm es", "crm pa",
        "crm am", "crm n", "crm mg", "crm sp", "coren sp", "coren n", "crefito n", "crp", "cro",
        "crn",
        "matrícula profesional", "mat prof", "m n", "m p", "reg médico", "registro médico",
        "registro profesional", "tarjeta profesional", "n colegiado", "n col", "col n",
      ],
      forbidden: ["ml", "kg", "ui", "cells", "cm", "mm"],
      source: source,
      positive: ["MPPS 51704", "N. iscr. BG 07741", "CRM-MG 61.074", "CNH 04418822017"],
      negative: ["patente de 2020", "M.N. 12", "crp 12", "crn 4.2"]
    ),
    Rule(
      "mrn.abroad",
      .mrn,
      confidence: .medium,
      .labelled(.code(digits: 4)),
      labels: [
        "cartella", "cartella n", "cartella clinica", "cartella clinica n", "nosologico",
        "n nosologico",
        "prontuário", "prontuário n", "n do prontuário", "atendimento", "atendimento n",
        "registro n",
        "processo n", "processo", "n de processo", "n processo", "historia", "historia n", "hc n",
        "hª cª", "n historia", "número de historia clínica", "nhc n", "episodio",
        "episodio n", "nip", "nda", "iep", "ipp n", "ndp", "n dossier", "numéro de dossier",
        "dossier n", "dossier patient", "dossier sein", "séjour", "séjour n", "n de séjour",
        "venue n",
        "identifiant patient", "expediente n", "exp clínico", "expediente clínico", "ficha",
        "ficha n", "ficha clínica", "scheda n", "codice paziente", "código del paciente",
        "código do paciente", "id paciente", "id paziente", "id patient", "n de registro",
      ],
      forbidden: ["mg", "ml", "kg", "in", "the"],
      source: source,
      positive: [
        "cartella n. H0091772", "prontuário 0087441", "Episodio 2400931", "séjour 230118874",
      ],
      negative: ["séjour 12", "processo de 2021", "ficha 12", "historia de 2019"]
    ),
  ]

  /// Telephones, codes of doors, accounts, plates and initials.
  private static let others: [Rule] = [
    Rule(
      "phone.abroad",
      .phone,
      .labelled(.phone),
      labels: [
        "telefone", "telefone n", "fone", "contato", "contatto", "contacto", "recado", "cellulare",
        "tél", "téléphone", "tél n", "wpp", "telemóvel", "telm", "tlm", "fijo",
        "recapito", "utenza", "numéro de téléphone", "número de contacto", "numero di telefono",
        "mon numéro", "mi número", "meu número", "il mio numero", "joignable au", "joindre au",
        "rappeler au", "appeler au", "llamar al", "avisar al", "ligar para", "chiamare il",
      ],
      source: source,
      positive: ["telefone 15 3217-8840", "cellulare 347 4471820", "joignable au 06 12 44 71 09"],
      negative: ["telefone 12", "contacto 44", "tél fixe"]
    ),
    Rule(
      "secret.door-abroad",
      .secret,
      confidence: .medium,
      .labelled(.code(digits: 2)),
      labels: [
        "digicode", "code du portail", "code portail", "code d entrée", "code porte",
        "code immeuble",
        "code de la porte", "code interphone", "código del portal", "código de la puerta",
        "clave del portal", "código da porta", "código do portão", "codice portone",
        "codice del portone", "codice cancello", "codice del cancello", "boîte à clés",
      ],
      source: source,
      positive: ["le code du portail : 27B64", "digicode 44A71", "código del portal 4471"],
      negative: ["digicode en panne", "code porte", "code du portail : 4"]
    ),
    Rule(
      "ssn.french-grouped",
      .ssn,
      confidence: .medium,
      .digits(["1 2 2 2 3 3 2", "1 2 2 2 3 3"]),
      validator: .insee,
      source: "INSEE, numéro d'inscription au répertoire, as it is written in groups",
      positive: [
        "c'est 1 38 07 29 171 044 61", "le 2 51 05 39 198 042", "(7 93 05 75 880 213)",
      ],
      negative: ["1 38 61 29 171 044 61", "1 38 07 29 171", "12 38 07 29 171 044"]
    ),
    Rule(
      "account.abroad",
      .account,
      confidence: .medium,
      .labelled(.grouped(8...24)),
      labels: [
        "rib", "rib enregistré", "clabe", "clabe interbancaria", "cbu", "cvu", "ccc", "nib",
        "compte n", "n de compte", "numéro de compte", "cuenta n", "n de cuenta", "cuenta bancaria",
        "conta n", "conta", "agência", "créance", "conta corrente", "c c n", "conto corrente",
        "conto n", "c corrente",
        "fatura recibo", "fatura", "fatura n", "factura n", "facture n", "fattura n", "facture",
        "factura", "fattura",
      ],
      forbidden: ["mg", "ml", "fracture", "fractured", "cracked", "left", "right", "floating"],
      source: source,
      positive: [
        "RIB enregistré : 20041 01005 0417783W026 19", "CLABE 012180004417730921",
        "Fatura-recibo FR 2024/00718",
      ],
      negative: ["rib 4 and 5", "rib fracture 2021", "facture 2021"]
    ),
    Rule(
      "vehicle.abroad",
      .vehicle,
      .labelled(.plate),
      labels: [
        "targa", "targata", "targato", "targa del veicolo", "targa dell auto", "targa della moto",
        "véhicule", "vehículo", "veículo", "veicolo", "immatriculé", "immatriculée", "immat",
        "n d immatriculation", "plaque n", "plaque de la voiture", "plaque de l auto",
        "plaque de la moto", "plaque de la motoneige", "plaque du véhicule",
        "plaque d immatriculation",
        "plaque minéralogique", "placa do carro", "placa da moto", "placa do veículo",
        "placa del carro", "placa del vehículo", "placa de la moto", "placas del carro",
        "matrícula del coche", "matrícula del vehículo", "matrícula da viatura", "chapa",
        "patente del auto",
        "dominio",
      ],
      source: source,
      positive: [
        "targa FX 418 KM", "Véhicule GH-418-KT, chauffeur", "Plaque de la motoneige V 448210",
      ],
      negative: ["targa del muro", "véhicule 2 places", "dominio de 12", "chapa 4"]
    ),
    Rule(
      "name.initials-abroad",
      .name,
      confidence: .medium,
      .labelled(.initials),
      labels: ["initiales", "iniciales", "iniciais", "iniziali"],
      source: source,
      positive: ["(initiales B-L)", "iniciales M.T.", "iniziali: RK"],
      negative: ["initiales du patient", "iniciales de la", "iniziali"]
    ),
  ]
}
