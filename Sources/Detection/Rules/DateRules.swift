import Vocabulary

/// Dates in every written form.
enum DateRules {
  /// In the order of the rule set.
  static let all: [Rule] = numeric + named + partial

  private static let source = "45 CFR 164.514(b)(2)(i)(C); ISO 8601; written usage"
  private static let version = [
    "version", "v", "release", "build", "section", "chapter", "figure", "rev",
  ]
  /// Things that are counted, sized or scored in three numbers.
  private static let sized = ["blade", "blades", "size", "sizes", "apgar", "apgars", "trocars"]

  /// Numbers only.
  private static let numeric: [Rule] = [
    Rule(
      "date.numeric",
      .date,
      .digits([
        "1/1/4", "1/2/4", "2/1/4", "2/2/4", "1-1-4", "1-2-4", "2-1-4", "2-2-4", "1.1.4",
        "1.2.4", "2.1.4", "2.2.4",
      ]),
      validator: .dayMonthYear,
      forbidden: version,
      source: source,
      positive: ["seen 3/14/2021", "am 14.03.2021 gesehen", "(03-14-2021)"],
      negative: ["ratio 13/32/2021", "31.31.2021", "version 1.2.2021"]
    ),
    Rule(
      "date.numeric-short",
      .date,
      confidence: .medium,
      .digits(["1/1/2", "1/2/2", "2/1/2", "2/2/2", "1-1-2", "1-2-2", "2-1-2", "2-2-2", "2.2.2"]),
      validator: .dayMonthYear,
      forbidden: version + sized + ["glasgow"],
      source: source,
      positive: ["seen 3/14/21", "3-14-21 labs", "am 14.03.21"],
      negative: ["99/99/99", "v 10.12.20", "120/80/72"]
    ),
    Rule(
      "date.dotted-short",
      .date,
      confidence: .medium,
      .digits(["1.1.2", "1.2.2", "2.1.2"]),
      validator: .dottedDate,
      forbidden: version,
      source: source,
      positive: ["3.6.24 2:02p", "on 12.3.24 14:05", "14.3.21 at 9, then 15.3.21 09:30"],
      negative: ["section 3.6.24", "v 3.6.24 12:00", "3.66.24 12:00"]
    ),
    Rule(
      "date.iso",
      .date,
      .digits(["4-2-2", "4-1-2", "4-2-1", "4-1-1", "4/2/2", "4/1/2", "4/2/1", "4/1/1", "4.2.2"]),
      validator: .yearMonthDay,
      forbidden: version,
      source: "ISO 8601-1",
      positive: ["on 2021-03-14", "2021/03/14 09:30", "2021-03-14T09:30:00-05:00 seen"],
      negative: ["2021-13-14", "0000-00-00", "2021-02-30"]
    ),
    Rule(
      "date.compact",
      .date,
      confidence: .medium,
      .digits(["8", "12", "14"]),
      validator: .compactDate,
      // `knee_20240402_v2.pdf`
      forbidden: version.filter { $0 != "v" } + ["gecko", "seed", "pmid", "pubmed"],
      source: "ISO 8601-1 basic format; HL7 v2 TS",
      positive: ["drawn 20210314", "at 202103140930", "20210314093000-0500"],
      negative: ["count 20211314", "id 99999999", "epoch 1700000000"]
    ),
    Rule(
      "date.month-year",
      .date,
      confidence: .medium,
      .digits(["2/4", "1/4"]),
      validator: .monthYear,
      forbidden: ["patients", "participants", "cases", "subjects", "people"],
      source: source,
      positive: ["since 03/2021", "(11/2019)", "dx 7/2020"],
      negative: ["13/2021", "5/5000", "10/2000 patients"]
    ),
    Rule(
      "date.month-day-numeric",
      .date,
      confidence: .low,
      .digits(["1/1", "1/2", "2/1", "2/2"]),
      validator: .monthDay,
      forbidden: version + [
        "bipap", "niv", "cpap", "peep", "ps", "ipap", "vent", "ta", "bp", "ratio", "ql",
      ],
      source: source,
      positive: [
        "cut off 12/27.", "Mon 5/6 at noon", "back 5/4 @ 2:15pm", "made me come back 2/7 and",
        "the wk of 2/12. MMSE 22", "on 9/14-15 again", "extubated 11/1 to HFNC",
        "MBS 8/9: no aspiration", "\n9/12 met with family", "jueves 14/11 a las 11",
      ],
      negative: [
        "pain 7/10", "nodes 3/14", "VA 6/18", "BP 120/80", "24/7", "2/14 nodes positive",
        "1/2 tablet", "BiPAP 12/6", "3/4 cup of milk", "strength 4/5: normal",
      ]
    ),
    Rule(
      "date.month-day-open",
      .date,
      confidence: .low,
      .digits(["1/1", "1/2", "2/1", "2/2"]),
      validator: .openMonthDay,
      forbidden: version + [
        "bipap", "niv", "cpap", "peep", "ps", "ipap", "vent", "ta", "bp", "ratio",
      ],
      source: source,
      positive: [
        "Ms. Abernathy d/c 4/9 to rehab", "Dr. Halvorsen f/u 7/8",
        "Mr. Castellano, aura 9/9",
      ],
      negative: [
        "d/c 4/9 to rehab", "Mr. Castellano has pain 7/10", "Dr. Halvorsen: AKI 2/2 sepsis",
        "Ms. Abernathy took 1/2 of it",
      ]
    ),
    Rule(
      "date.month-day-hyphen",
      .date,
      confidence: .low,
      .digits(["1-1", "1-2", "2-1", "2-2"]),
      validator: .hyphenDay,
      forbidden: version,
      source: source,
      positive: ["Cardiology 4-16 9:20", "back by 1-22 please", "\n3-15 139/86 after a walk"],
      negative: ["in 4-16 weeks", "2-3 tablets", "range 4-16", "by 2-3 points", "T 2-14 mm"]
    ),
  ]

  /// With a month's name.
  private static let named: [Rule] = [
    Rule(
      "date.month-day-year",
      .date,
      .form(.monthDayYear),
      source: source,
      positive: ["March 14, 2021", "Mar. 14th '21", "sunday, march 14 2021 at 9:30 am"],
      negative: ["March 2021", "marched 14 miles", "Mar 45, 20211"]
    ),
    Rule(
      "date.day-month-year",
      .date,
      .form(.dayMonthYear),
      source: source,
      positive: ["14 March 2021", "14-Mar-21", "the 14th of March, 2021", "3 de mayo de 1952"],
      negative: ["45 March", "14 miles 2021", "14 maybe 2021"]
    ),
    Rule(
      "date.month-year-named",
      .date,
      .form(.monthYear),
      source: source,
      positive: ["since March 2021", "Mar 2021", "in march of 2021"],
      negative: ["in 2021", "marching 2021", "the 2021 season"]
    ),
    Rule(
      "date.month-day",
      .date,
      confidence: .medium,
      .form(.monthDay),
      source: source,
      positive: ["seen March 14", "on Nov 3rd", "march third was bad"],
      negative: ["they march 14 miles", "may 5 mg help", "you may 3 times"]
    ),
    Rule(
      "date.day-month",
      .date,
      confidence: .medium,
      .form(.dayMonth),
      source: source,
      positive: ["on 14 March", "the 3rd of June", "03-Nov"],
      negative: ["5 may help", "40 March", "14 miles"]
    ),
    Rule(
      "date.ordinal-day",
      .date,
      confidence: .low,
      .form(.ordinalDay),
      source: source,
      positive: [
        "follow up Wed the 3rd.", "cert thru the 19th", "the weekend of the 9th",
        "through 23rd and",
        "note dictated the 1st", "Thurs 29th, bring films", "Weds 4th: nurse did dressing",
        "cough since about the twenty eighth",
        "el jueves 14 en la clínica",
      ],
      negative: [
        "the 5th percentile", "on the 3rd floor", "between the 3rd and 4th ribs", "the 2nd of four",
        "from the 2nd to 5th digit", "on the second floor", "on the first and second days",
        "in the 4th and 5th toes",
      ]
    ),
    Rule(
      "date.open-day",
      .date,
      confidence: .low,
      .form(.openDay),
      source: "written usage: days of the month beside a person",
      positive: [
        "Mrs. Ana Gonzalez wants the 9th, same time", "ok w/ the 6th, Maria Gonzalez MRN 5551234",
        "Mme Ana Gonzalez est là depuis le 22, escarre", "Sra. Ana Gonzalez: alta el día 14.",
        "Mrs. Ana Gonzalez, eleven nineteen fifty-two", "for Ana Gonzalez, four two of forty seven",
        "Mrs. Ana Gonzalez cant do the eighteenth, cataract",
        "Mrs. Ana Gonzalez was here until Labor Day.", "Ana Gonzalez MRN 5551234 got hives in nov",
      ],
      negative: [
        "depuis le 22, escarre", "cant do the eighteenth, cataract",
        "Mrs. Ana Gonzalez took one two times", "Mme Ana Gonzalez prend le 22 mg",
        "by Christmas, and", "since nov",
        "Mrs. Ana Gonzalez by the Christmas tree",
        "wants the 9th, same time", "Mrs. Ana Gonzalez is in the 95th percentile",
        "Mrs. Ana Gonzalez lives on the 6th floor",
      ]
    ),
    Rule(
      "date.dotted-day",
      .date,
      confidence: .low,
      .form(.dottedDay),
      source: "written usage: Europe",
      positive: ["SLT booked 15.04 with", "logged 01.18 15:05", "Ordo du 08.01, Dr"],
      negative: ["dose 15.04 mg", "seen 15.04 mmol", "pH 07.12", "version 10.04 15.04.2"]
    ),
    Rule(
      "date.month-cue",
      .date,
      confidence: .low,
      .form(.monthCue),
      source: source,
      positive: ["since February", "early September", "last October"],
      negative: ["it may help", "in may", "on a march"]
    ),
    Rule(
      "date.holiday",
      .date,
      confidence: .medium,
      .form(.holiday),
      source: source,
      positive: [
        "Christmas 2021", "thanksgiving day 2020", "easter of 2019", "New Years Eve 2023",
        "Super Bowl Sunday 2024", "boxing day 2014",
      ],
      negative: ["Christmas tree", "at christmas", "easter eggs", "new 2021 model", "super 2020"]
    ),
  ]

  /// Only behind a label or a cue.
  private static let partial: [Rule] = [
    Rule(
      "date.labelled",
      .date,
      .labelled(.date),
      labels: [
        "fecha de nacimiento", "nacido el", "nacida el", "fecha de ingreso", "fecha de alta",
        "dob", "d.o.b", "date of birth", "birth date", "birthdate", "birthday", "dos",
        "date of service", "admission date", "admit date", "discharge date", "date of death",
        "visit date", "date of visit", "service date", "date of admission", "date of discharge",
        "date of surgery", "surgery date", "appointment date", "date#", "bday", "b day", "birth",
        "born on", "born",
        "birth dt", "date signed", "admit", "adm", "né le", "née le", "geboren am", "fecha nac",
        "f nac", "fdn",
      ],
      source: source,
      positive: [
        "DOB: 05 12 1980", "dob 051280", "date of service: 3/14", "bday 090499", "date: march two",
        "birthday ten, fourteen, eighty-two",
      ],
      negative: ["DOB: 1980", "dob unknown", "date: 7"]
    ),
    Rule(
      "date.partial",
      .date,
      confidence: .medium,
      .labelled(.partialDate),
      labels: [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
        "on", "since", "until", "dated", "seen", "visit", "admitted", "discharged", "from",
        "by", "appointment", "started", "surgery", "appt", "returned", "labs", "bloods", "tdap",
        "tetanus",
        "edd", "edc", "lmp", "readmitted", "transferred", "tentative",
      ],
      source: source,
      positive: ["seen on 3/14", "on 4/9 and", "since 11/2"],
      negative: ["pain on 7/10", "on 1/2 tablet", "on the 3rd floor"]
    ),
  ]
}

/// Ages of ninety and more.
enum AgeRules {
  private static let source = "45 CFR 164.514(b)(2)(i)(C)"

  /// In the order of the rule set.
  static let all: [Rule] = [
    Rule(
      "age.ninety",
      .age,
      .form(.age),
      forbidden: ["older", "over", "above", "or"],
      source: source,
      positive: [
        "a 93-year-old man", "aged 91", "94 y/o", "aged ninety four", "Pt is 93, wants to go",
        "Ms. Abernathy, 95, fell",
        "his wife (90, frail)", "Agatha is 91, wife of", "his wife Dot (90, frail)", "(91Y)",
        "de 93 años", "she is ninety eight", "He was one hundred and two.",
        "Tiene noventa y dos años", "quatre-vingt-seize ans", "he turns 91 on Sunday",
        "she is 90 and lives alone", "DOB 9-9-1934 (90)", "** F 96 on the floor", "she's 94 and",
      ],
      negative: [
        "a 67-year-old man", "93 mg", "age 90+", "SpO2 is 93, stable", "pulse 98, regular",
        "temp was 98, HR 91.", "she is 95 on room air", "98.6 F 96 bpm", "score of 12 (90)",
      ]
    ),
    Rule(
      "age.open",
      .age,
      confidence: .low,
      .form(.openAge),
      source: source,
      positive: [
        "Pt: Leocadia Gonzalez   94 F   lives alone", "Mrs. Gonzalez rm 6, 98 yrs. Up at 2",
        "pt arvid gonzalez-soto, 95, warf clinic. Mrs. Gonzalez", "I'm 93 and slow. Maria Gonzalez",
      ],
      negative: [
        "94 F   lives alone", "Maria Gonzalez, temp 98 F today", "Maria Gonzalez: in 98 yrs",
        "Maria Gonzalez sat 95, HR 97, ok",
      ]
    ),
    Rule(
      "age.kept",
      .age,
      .form(.ageKept),
      source: source,
      positive: ["a 67-year-old man", "aged 41", "54 y/o"],
      negative: ["67 mg", "for 12 years", "41 patients"]
    ),
    Rule(
      "age.birth-year",
      .age,
      .labelled(.birthYear),
      labels: [
        "born", "born in", "birth year", "year of birth", "yob", "né en", "née en", "nacido en",
        "nacida en", "geboren", "geboren in", "jahrgang", "jg", "geburtsjahr", "geboortejaar",
        "nato nel", "nata nel", "nascido em", "nascida em", "birthyear", "year born",
        "anno di nascita", "año de nacimiento", "année de naissance", "ano de nascimento",
      ],
      source: source,
      positive: ["born in 1929", "birth year: 1931", "YOB 1928"],
      negative: ["born in 1985", "founded in 1929", "born 1999"]
    ),
  ]
}
