import Testing
import Vocabulary

@testable import Detection

/// What clinical and technical text in which nobody is looks like: it stays, and its look-alikes of somebody are found.
@Suite struct CleanClinicalTests {
  /// Findings, drugs and abbreviations around a word, so that a text is a clinical one.
  private static let dense =
    "LVMI 112. EF 58%, GLS -16.8, E/A 1.1, TR mild, RVSP 31 mmHg, no effusion. ECG NSR, QTc 440, no ST change. "

  private func covered(_ text: String) -> String { ScannedText(text).covered }

  @Test(arguments: [
    "\(dense)Lumbarized S1 (Castellvi n/a), CT w/o contrast, no stenosis.",
    "ADL (Katz) 5 of 6, IADL 4, MMSE 27, gait steady, no edema.",
    "Scraped, Kimura and Gram stain sent, AC cell 2+, no hypopyon.",
    "Wrist pain (Finkelstein, Eichhoff), grip equal, no edema.",
  ]) func scalesAndStainsStayWhereNobodyIs(text: String) {
    #expect(covered(text).isEmpty)
  }

  @Test(arguments: [
    ("\(dense)Discussed with Castellvi at bedside, cell 312-555-0142.", "Castellvi"),
    ("\(dense)Dr. Katz aware of the CT, no stenosis.", "Katz"),
    ("Facility: Stanford\nGrade: 2 of 3, staging to follow.", "Stanford"),
    ("Subject: Re: bed request - Lindqvist\n\nLFTs, INR, CBC, BMP and CXR are back.", "Lindqvist"),
    ("HLD, HTN, CKD, GERD on PPI - d/w Fletcher. Declined shot.", "Fletcher"),
    ("Plan d/w Lindqvist re stent.", "Lindqvist"),
    ("Ride home with his brother in law Chance after lunch.", "Chance"),
    ("Patient: Eliza Charcot\nCholangitis (Charcot), Child-Pugh C.", "Charcot"),
  ]) func somebodyIsFoundThere(text: String, name: String) {
    #expect(covered(text).contains(name))
  }

  @Test(arguments: [
    "Activity of hexokinase (EC 2.7.1.1) in red cells.", "Amylase E. C. 3.2.1.1 in serum.",
    "See HP:0003378 for the term, HP:0011009 if acute.", "Gene MIM# 238300 and OMIM 238331.",
    "Reviewed in PMID: 19470903.", "Prevalence at birth is 1/2000 to 1/3500.",
    "Fontanelle closes by the 9th to 16th month.", "Head is turned 90 degrees to the right.",
    "Detachment of a digit (finger or toe) from the body.", "Lactate repeated at 3 h (SEP-1).",
    "TMZ 150 mg 5/28 x6, then scan.",
    "WAIS-IV FSIQ 108, VCI 116, PRI 102, WMI 95.", "5 anchors, plate PHILOS 3 hole, 9 screws.",
    "BP 118/64 HR 58 reg. JVP 7 cm.", "R ulnar ADM 3.1 9.4, slow at the elbow.",
    "Antigen was measured by ELISA in serum.",
    "In lithotomy in Allen stirrups, cervix grasped.", "Bath temp was 124F at tap.",
    "Ferguson-Bonni syndrome", "Shashi-Pena syndrome was ruled out.",
    "8/10 sites. Charcot Eichenholtz III midfoot.",
    "\(dense)Posterior malleolus Haraguchi I, CT done.",
  ]) func numbersAndNamesOfThingsStay(text: String) {
    #expect(covered(text).isEmpty)
  }

  @Test(arguments: [
    ("EC router at 10.24.3.17, ssh there.", "10.24.3.17"), ("HP: 555-0142 after six.", "555-0142"),
    ("HP:5550142 after six.", "5550142"), ("Born 3/1999, term.", "3/1999"),
    ("He turned 90 in spring.", "90"), ("Come by the 9th to sign.", "9th"),
    ("Drawn 20210314 by lab.", "20210314"), ("Labs due SEP-1 at noon.", "SEP-1"),
    ("Seen 5/27 x2 for wound.", "5/27"), ("Plate PHL 3047, blue Jetta.", "PHL 3047"),
    ("ADM 3/14 for pneumonia.", "3/14"), ("94F with dementia, falls.", "94"),
    ("High temp, 94F from home.", "94"),
    ("Seen 5/28 x2 for wound.", "5/28"), ("Risk rate done since 1/2000.", "1/2000"),
    ("Come on the 9th and 10th, doses are ready.", "9th"),
    ("Module at 10.24.3.17 is down.", "10.24.3.17"),
    ("Patient ELISA says she is well.", "ELISA"),

    ("Garg-Mishra, patient of ours, has a syndrome.", "Garg-Mishra"),
    ("Moved to 116 Allen Street, Troy.", "116 Allen Street"),
  ]) func theirLikesOfSomebodyAreFound(text: String, value: String) {
    #expect(covered(text).contains(value))
  }

  @Test(arguments: [
    "Claims from Arizona, Florida, New York and Washington were linked.",
    "Rules changed for Oregon, Iowa, Kansas.", "Screened late in Ohio, Pennsylvania and Indiana.",
    "West Virginia    32.4   35.6\nMississippi      34.9   35.6\nDistrict of Columbia 23.7 22.1",
  ]) func listedStatesStay(text: String) {
    #expect(covered(text).isEmpty)
  }

  @Test(arguments: [
    ("She moved to Indiana, Pennsylvania in spring.", "Indiana"),
    ("Ship to 14 Elm St, Oregon, Wisconsin.", "14 Elm St"),
  ]) func townsThatAreCalledAsStatesAreFound(text: String, town: String) {
    #expect(covered(text).contains(town))
  }

  @Test(arguments: [
    "Home POD 2-3, PT to follow.", "ChemoRT wk 4/7, PEG in place.",
    "Wt 82. Parkland 4x82x18 = 5.9 L.",
    "Pulseless by tech. CPR started, pads on.", "Lungs cl. Seroquel 12.5 tried.",
    "Prior d/c. NBS 2 sent.", "Scope via LMA 4, cords normal.", "AP 60, AV 180, MVP on.",
    "12 LEAD SHOWED 3 MM ST ELEVATION IN V2.", "Keep 72 h at 8-25, then discard.",
    "10-20 system, 21 electrodes.", "ACR/EULAR 2010 9/10, high activity.",
    "Protect for 10 / 25 / 50 / 75 yrs.", "Joint Commission MM.01.01.03 applies.",
    "Silver HMO 4500 summary.", "Owner: P&T Committee",
    "Hold TMP-SMX, K in IVF.", "Secondary: UACR, K+, Na+.", "IgG kappa, R-ISS II, t(4;14).",
    "wave V delayed .6 ms. Weber R, Rinne +.", "AMS 4. Azure XT DR. Site healed.",
    "R aVR 1 mm, QTc 466.",
    "max_kb: 512\nmax_msgs: 50000", "Ebola in DR Congo and Uganda.",
    "Reading OD/os was poor.", "dr. ok to advance diet.", "Plan d/w Renal, Cards and Family.",
  ]) func whatOnlyLooksLikeSomebodysStays(text: String) {
    #expect(covered(text).isEmpty)
  }

  @Test(arguments: [
    ("Kinrix lot 7DK3L given.", "7DK3L"), ("Back 4/7 to clinic.", "4/7"),
    ("Labs drawn by MJK at noon.", "MJK"), ("Vive en C. Mayor 12, Lugo.", "Mayor 12"),
    ("Member ID: 4500127", "4500127"), ("Owner: jfrost", "jfrost"),
    ("ABUBAKAR, S is here", "ABUBAKAR, S"),
    ("Tobias Crane, RDH saw her.", "Tobias Crane"), ("DR ABERNATHY at 5.", "ABERNATHY"),
    ("Sent to Marquez, Elena today.", "Marquez, Elena"),
    ("Seen 3 / 14 / 21 in clinic.", "3 / 14 / 21"), ("Letter of 3/30 from her.", "3/30"),
    ("Emergency contact: Poppy.", "Poppy"), ("Job ID: 4418273  LSF/mkb", "LSF/mkb"),
    ("Cxl for 5/7, moved.", "5/7"), ("SLP visit 1.19.23: alert.", "1.19.23"),
    ("Call her if anything 628 5516.", "628 5516"),
    ("Mr. Halloran goes by \"Skeet,\" and is homeless.", "Skeet"),
  ]) func theirNeighboursAreFound(text: String, wanted: String) {
    #expect(covered(text).contains(wanted))
  }

  @Test(arguments: [
    "module 1.19.23 of the viewer", "section 3.6.24 applies",
  ])
  func versionsAndAmountsStay(text: String) {
    #expect(covered(text).isEmpty)
  }

  /// A word of one letter before an apostrophe at the beginning of a text has nothing before it.
  @Test(arguments: ["o'clock at noon", "O'neil, Mary", "i'mcloud Gonzalez", "a'isha called"])
  func textsBeginWithAnApostrophesWord(text: String) {
    #expect(ScannedText(text).findings.count <= 2)
  }
}
