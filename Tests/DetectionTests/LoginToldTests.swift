import Testing
import Vocabulary

@testable import Detection

/// Passwords, codes, names of accounts and numbers as people tell them; what only looks like them is left.
@Suite struct LoginToldTests {
  /// What is found of some kinds in a text, each finding apart from the next by a stroke.
  private func found(
    _ text: String,
    _ kinds: Set<IdentifierKind> = [.username, .secret]
  ) -> String {
    let scanned = ScannedText(text)
    return scanned.findings.filter { kinds.contains($0.kind) }.map { scanned.text($0) }
      .joined(separator: " | ")
  }

  @Test(arguments: [
    ("log in as\ndelvaux.mt, then open it", "delvaux.mt"),
    ("She signed in under float_rn9 by mistake", "float_rn9"),
    ("then I logged back in w/ QuietOwl7 and it worked", "QuietOwl7"),
    ("Log in with hm_delvaux and Quail#44 please", "hm_delvaux | Quail#44"),
    ("she had been typing hm_delvaux at the login", "hm_delvaux"),
    ("the password is either Quail_62 or Quail-62", "Quail_62 | Quail-62"),
    ("two clicked the phish, one typed Delvaux&Team2", "Delvaux&Team2"),
    ("asks for the \"ward word\". Tried gooseberrypie, no luck", "gooseberrypie"),
    ("Quail-2291 is the wifi password", "Quail-2291"),
    ("the machine password is my cat and the room (pebbles4B).", "pebbles4B"),
    ("the caller must give the password (sparrow) first", "sparrow"),
    ("password changed from sparrow to osprey.", "sparrow | osprey"),
    ("the key is unchanged, the vpn password still starts with \"qR7x\"", "qR7x"),
    ("Password: cheerful kettle on holiday", "cheerful kettle on holiday"),
    ("Pick-up password for\nthe desk: green walrus. Only the aunt may", "green walrus"),
    ("I forgot my password. Same as my mail one, harold1961, I think", "harold1961"),
    ("passwords to try:\nharold1961\nharold1962", "harold1961 | harold1962"),
    ("the verbal password sparrow.", "sparrow"), ("memorable word sparrow.", "sparrow"),
    ("say the word sparrow when you call the ward", "sparrow"),
  ])
  func passwordsInSentencesAreFound(_ text: String, _ values: String) {
    #expect(found(text) == values)
  }

  @Test(arguments: [
    "Log in as usual and open the list.", "She was signed in under observation status.",
    "Logged in with PowerScribe360 today", "The password reset link expires.",
    "it is either viral or bacterial", "I tried metformin, then insulin.",
    "Password (required). Password (8-64 characters).", "Passcode offered by staff was declined.",
    "Password: please ask the desk.", "The password for the portal: see the card in your folder.",
    "the door code will be changed", "say the word table again",
    "a temporary password will be e-mailed",
    "First word is face.", "WARN user=[redacted] reason=BAD_PASSWORD attempts=3",
    "password changed from default to something else", "verbal password policy.",
    "Password rules: see workstation1200 for the form.", "password reset on Windows10 today",
    "WARNING! Using --password via the CLI is insecure.",
  ])
  func sentencesAboutPasswordsStay(_ text: String) {
    #expect(found(text).isEmpty)
  }

  @Test(arguments: [
    ("PIN to unlock?\nM: 6 0 3 3", "6 0 3 3"), ("what's the door code\nit's 4471", "4471"),
    ("Rita: try the keypad\nRita: the code?\nDesk: same as the house, so 8812", "8812"),
    ("Password\nQuailmoon72", "Quailmoon72"), ("password? rhubarb41", "rhubarb41"),
    ("the thing texted me a\ncode 449 120 but late", "449 120"),
    ("PIN chosen by her, written in the source as 7713 by mistake", "7713"),
    ("the safe in my office is right 12, left past it to 40, right 6", "12 | 40 | 6"),
    ("Security question: name of a pet. Answer: Pebbles", "Pebbles"),
    ("The answer to my security question is Lake Tahoe", "Lake Tahoe"),
    ("push 4471 on the keypad", "4471"), ("for the lockbox put in 4471", "4471"),
    ("4471 opens the gate", "4471"),
    ("use 4471 as the PIN", "4471"), ("lockbox on the gas meter, 4471", "4471"),
    ("the combo is 12-34-56", "12-34-56"), ("Amex on file, security 4071.", "4071"),
    ("The code for the street door is pound, six, six, pound.", "pound, six, six, pound"),
    ("backup codes: 83hd-2kd9", "83hd-2kd9"),
  ])
  func answersAndCodesAreFound(_ text: String, _ values: String) {
    #expect(found(text) == values)
  }

  @Test(arguments: [
    "What is the name of the drug?\nMetformin", "What is the code?\n99213 with modifier 25",
    "Forgot password? Click here.", "PIN pad broken at window 4",
    "enter 250 at the pump", "press 2 at the gate", "the combination of 5-10-25 mg tablets",
    "the code is red",
    "Turn left 20 feet past the safe, then right 30 feet, left 10 feet.",
    "Security question answers are not case sensitive.", "Answer: true.",
    "The black box warning was added in 2011.", "Security called at 0415.",
    "Error code 4471 appears", "Password\npolicy2 applies to all staff",
  ])
  func otherAnswersAndCodesStay(_ text: String) {
    #expect(found(text).isEmpty)
  }

  @Test(arguments: [
    ("client id tova.delvaux.88", "tova.delvaux.88"),
    ("surrogate hc_helper was added", "hc_helper"),
    ("One was the shared account mrscan since 2017", "mrscan"),
    ("log in with your badge name, mine is\ndelvaux.nf.", "delvaux.nf"),
    ("local admin .\\wsadmdx fine", "wsadmdx"),
    ("My profile is marigold_loops now", "marigold_loops"),
    ("If PACS asks, I'm fel12 there", "fel12"), ("User ID\nQDELVAU1\n", "QDELVAU1"),
    ("used the spare: nightline_b, wearestillhere2.", "nightline_b | wearestillhere2"),
    ("He goes by fox.in.mittens on TikTok", "fox.in.mittens"),
    ("She streams as PixelPebble", "PixelPebble"),
    ("UHC     vfpclaims    Quail!2024b", "vfpclaims | Quail!2024b"),
    ("ERROR user sparrow not found", "sparrow"),
    ("s.auth = (\"kdelvaux\", \"Tr4m-Quail-14\")", "kdelvaux | Tr4m-Quail-14"),
    ("c = connect(\"db1\", \"etl_dx\", \"Qu4rry-9\")", "etl_dx | Qu4rry-9"),
  ])
  func namesThatAreToldAreFound(_ text: String, _ values: String) {
    #expect(found(text) == values)
  }

  @Test(arguments: [
    "Your profile is complete.", "Shared accounts are not permitted.", "User not found.",
    "user account not found", "The handle is broken.", "goes by weight", "Known as triage line",
    "client id, client secret and scopes", "auth = (\"\", \"\")",
    "connect(\"localhost\", port, 30)",
    "The test ran as expected", "admin is disabled", "screen name policy",
    "account acct_id is a key",
    "I'm tired of PACS",
  ])
  func whatLooksLikeNamesStays(_ text: String) {
    #expect(found(text).isEmpty)
  }

  @Test(arguments: [
    ("Hearing aid, serial 2214 K 0093.", "2214 K 0093"), ("his plates are \"LEO RKT\"", "LEO RKT"),
    ("partial plate KX 4", "KX 4"), ("claim number ending 40117", "40117"),
    ("the serial number ends in 4417", "4417"),
    ("loaner phone, IMEI\n356938035643811, cracked", "356938035643811"),
    ("the VIN ends in 407184", "407184"), ("covered by Aetna W220711834", "W220711834"),
    ("my number is 7 7 3 dash 0 0 2 1 8", "7 7 3 dash 0 0 2 1 8"),
    ("medicare, it is\n1 E G 4 T E 5 M K 7 3", "1 E G 4 T E 5 M K 7 3"),
  ])
  func numbersInPartsAreFound(_ text: String, _ values: String) {
    #expect(found(text, [.device, .vehicle, .healthPlan, .uniqueID]) == values)
  }

  @Test(arguments: [
    "Policy ends in 2025.", "VIN last seen", "Aetna PPO 2024", "Cigna pays 80 percent",
    "a plate of food", "claim ending balance",
    "Scale 0 1 2 3 4 5 6 7 8", "serial ECGs at 0, 3, 6", "Choices: 1 A 2 B 3 C 4 D",
  ])
  func otherNumbersStay(_ text: String) {
    #expect(found(text, [.device, .vehicle, .healthPlan, .uniqueID]).isEmpty)
  }

  /// A copy of what was found holds nothing more to find.
  @Test(arguments: [
    "log in as [USERNAME] with [SECRET]", "Password\n[SECRET]", "PIN to unlock?\nM: [SECRET]",
    "Answer to the security question: [SECRET]", "used the spare: [USERNAME], [SECRET].",
    "the safe is right [SECRET], left to [SECRET], right [SECRET]",
    "BCBS   [USERNAME]   [SECRET]", "password changed from [SECRET] to [SECRET]",
  ])
  func masksStay(_ text: String) {
    #expect(found(text).isEmpty)
  }

  @Test(arguments: [
    ("login for the freezer PC is bushy / K56611!t", "bushy | K56611!t"),
    ("login for the freezer PC is mosso / x50113!t", "mosso | x50113!t"),
    ("the login is optional / see page 4", ""), ("login is down / call x50113", ""),
  ])
  func wordsBeforeAPasswordAreAccounts(_ text: String, _ values: String) {
    #expect(found(text) == values)
  }
}
