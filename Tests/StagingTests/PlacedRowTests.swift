import Testing

@testable import Staging

/// Rows and forms without names of columns: places in a standard, pedigrees, towns beside a state, printed forms.
@Suite struct PlacedRowTests {
  private typealias Document = StagedDocument

  private static let rows = [
    // Source: ASAP 4.2; PAT16 is the ZIP code, DSP08 a drug's.
    Document(
      "pmp.dat",
      "TH*4.2*884213*01**20250312*080455*P**~\nPAT*03*NY*884213077**06*O441882*OKAFOR*CHIDI*N***12 MILL RD*APT 2"
        + "*TROY*NY*12180*5185550134*19610412*M***~\nDSP*00*884213*20250310*2*20250312*0*01*00093015001*30*10*01~\n",
      "TH*4.2*[UNIQUE_ID]*01**2025*080455*P**~\nPAT*03*NY*[MRN]**06*[UNIQUE_ID]*[NAME]*[NAME]*[NAME]***[LOCATION]"
        + "*[LOCATION]*[LOCATION]*NY*121*[PHONE]*1961*M***~\n"
        + "DSP*00*[UNIQUE_ID]*2025*2*2025*0*01*00093015001*30*10*01~\n"
    ),
    Document(
      "cohort.fam",
      "OKAFOR NA12878 0 0 1 2\nFAM003 S0442187 S0442190 S0442191 1 2\nFAM003 2 0 0 1 1\n",
      "[UNIQUE_ID] [UNIQUE_ID] 0 0 1 2\n[UNIQUE_ID] [UNIQUE_ID] [UNIQUE_ID] [UNIQUE_ID] 1 2\n[UNIQUE_ID] 2 0 0 1 1\n"
    ),
    Document(
      "geno.ped",
      "FAM001\t884213\t0\t0\t1\t2\tA\tA\tG\tG\nFAM001\t884219\t884213\t0\t2\t1\tA\tG\tG\tG\n",
      "[UNIQUE_ID]\t[UNIQUE_ID]\t0\t0\t1\t2\tA\tA\tG\tG\n"
        + "[UNIQUE_ID]\t[UNIQUE_ID]\t[UNIQUE_ID]\t0\t2\t1\tA\tG\tG\tG\n"
    ),
    Document(
      "geno.map",
      stays: "1 rs123456 0 1234555\n1 rs234567 0 1237793\n2 rs224534 0 12376973\n"
    ),
    Document(
      "visits.txt",
      "1000000001\\MA\\Boston\\02115\n1000000002\\NH\\Nashua\\03060\n",
      "[UNIQUE_ID]\\MA\\[LOCATION]\\021\n[UNIQUE_ID]\\NH\\[LOCATION]\\030\n"
    ),
    Document(
      "paths.txt",
      "\\Demographics\\Zip codes\\VT\\Barre\\05641\\\n\\Labs\\LOINC\\IN\\Serum\\12345-6\\\n",
      "\\Demographics\\Zip codes\\VT\\[LOCATION]\\056\\\n\\Labs\\LOINC\\IN\\Serum\\12345-6\\\n"
    ),
    // Rows whose columns nobody names are judged by their cells, none of which goes over its end.
    Document(
      "members.sql",
      "COPY members FROM stdin;\n4471882\tTunde\tAdeyemi\t77 Quarry Ln\tAlbany\tNY\t12203\n"
        + "4471890\tWanda\tKowalski\t12 Mill Rd\tTroy\tNY\t12180\n\\.\n",
      "COPY members FROM stdin;\n[UNIQUE_ID]\t[NAME]\t[NAME]\t[LOCATION]\t[LOCATION]\tNY\t122\n"
        + "[UNIQUE_ID]\t[NAME]\t[NAME]\t[LOCATION]\t[LOCATION]\tNY\t121\n\\.\n"
    ),
  ]

  @Test(arguments: rows)
  private func placesSayWhatRowsHold(_ document: Document) throws { try document.check() }

  /// A code that is longer than one says that fields are not where the standard has them: they are judged by their looks.
  @Test func fieldsInOtherPlacesAreNoneOfTheStandard() throws {
    let world = try StagingWorld()
    let row =
      "PAT***884213077*536-22-1458*OKAFOR*CHIDI*N***12 MILL RD**TROY*NY*12180*518-555-0134*000*M***~\n"
    try world.put("in/shifted.dat", row)
    _ = try world.scan()
    let found = try world.text("stage/data/in/shifted.dat")
    for value in ["884213077", "536-22-1458", "OKAFOR", "CHIDI", "12 MILL", "TROY", "518-555-0134"]
    {
      #expect(!found.contains(value), "\(value) in \(found)")
    }
    #expect(found.hasPrefix("PAT***") && found.contains("*NY*"))
  }
}
