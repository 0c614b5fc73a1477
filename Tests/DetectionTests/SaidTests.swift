import Testing
import Vocabulary

@testable import Detection

/// Identifiers are found as they are said, and numbers that tell nobody stay as they are.
@Suite struct SaidTests {
  /// What is found in a text, each finding apart from the next by a stroke.
  private func found(_ text: String) -> String {
    let scanned = ScannedText(text)
    return scanned.findings.map { scanned.text($0) }.joined(separator: " | ")
  }

  @Test(arguments: [
    (
      "Call me on five oh three triple two four one nine six.",
      "five oh three triple two four one nine six"
    ),
    (
      "My cell? Six one nine, four four oh, three two, one eight.",
      "Six one nine, four four oh, three two, one eight"
    ),
    (
      "the fax is eight hundred, four one two, sixty-six hundred",
      "eight hundred, four one two, sixty-six hundred"
    ),
    (
      "her cell's two oh seven, and then uh forty-one nineteen",
      "two oh seven, and then uh forty-one nineteen"
    ),
    ("extension forty-four twelve", "forty-four twelve"),
    (
      "calling from plus four nine, one seven six, double eight, three one",
      "plus four nine, one seven six, double eight, three one"
    ),
    (
      "It's four one two. Seven seven one. Two two four eight.",
      "four one two. Seven seven one. Two two four eight"
    ),
    (
      "text four one five period six six two period nine nine one oh",
      "four one five period six six two period nine nine one oh"
    ),
  ])
  func telephoneNumbersAreFoundHoweverTheyAreGrouped(_ text: String, _ value: String) {
    #expect(found(text) == value)
  }

  @Test(arguments: [
    (
      "Member ID is H as in hotel, four four one, double nine",
      "H as in hotel, four four one, double nine"
    ),
    ("plate is seven kilo delta x-ray two two nine", "seven kilo delta x-ray two two nine"),
    ("serial's S N four four dash nine nine one two K", "S N four four dash nine nine one two K"),
    ("Aetna, W two four four one nine seven oh five", "W two four four one nine seven oh five"),
    (
      "MAC is A A colon four four colon one B colon nine two",
      "A A colon four four colon one B colon nine two"
    ),
    ("V oh oh one, eight six four is my visit number", "V oh oh one, eight six four"),
    ("the group's forty-four seventeen", "forty-four seventeen"),
    ("from ten dot four dot one twelve dot nine", "ten dot four dot one twelve dot nine"),
  ])
  func codesAreFoundWithTheirLettersAndMarks(_ text: String, _ value: String) {
    #expect(found(text) == value)
  }

  @Test(arguments: [
    (
      "A: what's the callback?\nB: six oh three\nA: mm-hmm\nB: four four two\nA: okay\nB: nine nine one seven",
      "six oh three | four four two | nine nine one seven"
    ),
    (
      "A: And the policy number?\nB: uh hang on. W C, triple zero, five one nine",
      "W C, triple zero, five one nine"
    ),
    (
      "reach me at two oh one, five five... sorry, two oh one, four five five, eleven oh two",
      "two oh one, five five | two oh one, four five five, eleven oh two"
    ),
  ])
  func numbersGoOnOverTurnsAndCorrections(_ text: String, _ value: String) {
    #expect(found(text) == value)
  }

  @Test(arguments: [
    ("it's t, dot, marsh, at, yahoo, dot, com", "t, dot, marsh, at, yahoo, dot, com"),
    ("p underscore osei at lakeside dot edu", "p underscore osei at lakeside dot edu"),
    ("write to bea one nine at aol", "bea one nine at aol"),
    ("it's k dot brandt at hotmail dot co dot u k", "k dot brandt at hotmail dot co dot u k"),
    (
      "go to portal dot lakeside health dot org slash p slash nine four",
      "portal dot lakeside health dot org slash p slash nine four"
    ),
    ("posting as chalk underscore marc on it", "chalk underscore marc"),
    ("my login is t baxter sixty", "t baxter sixty"),
    (
      "the password's biscuit, capital B, twenty nineteen, pound sign.",
      "biscuit, capital B, twenty nineteen, pound sign"
    ),
    ("the code word is butterscotch.", "butterscotch"),
    ("her gate code is star four one seven two", "star four one seven two"),
  ])
  func addressesNamesAndPasswordsAreFound(_ text: String, _ value: String) {
    #expect(found(text) == value)
  }

  @Test(arguments: [
    ("born three seventeen forty-one", "three seventeen forty-one"),
    (
      "date of birth is oh four, oh nine, nineteen thirty-six",
      "oh four, oh nine, nineteen thirty-six"
    ),
    ("DOB six slash twelve slash fifty-eight", "six slash twelve slash fifty-eight"),
    ("date of birth eighth of the tenth forty-six", "eighth of the tenth forty-six"),
    (
      "born on the twenty-first of June, nineteen thirty-eight",
      "the twenty-first of June, nineteen thirty-eight"
    ),
    ("moved to the twenty-fifth of this month", "the twenty-fifth of this month"),
    ("admitted ten fourteen and", "ten fourteen"),
    ("he'll be a hundred and two next month", "a hundred and two"),
    ("How old is she? Ninety-four.", "Ninety-four"),
    ("Mom just turned ninety-one", "ninety-one"),
  ])
  func daysAndAgesAreFoundInWords(_ text: String, _ value: String) {
    #expect(found(text) == value)
  }

  @Test(arguments: [
    ("We're at one twelve Elm, unit six", "one twelve Elm, unit six"),
    (
      "forty-one oh six North Cedar Avenue, apartment three B",
      "forty-one oh six North Cedar Avenue, apartment three B"
    ),
    ("take county road twelve, then", "county road twelve"),
    ("P O box two nineteen", "P O box two nineteen"),
    ("on the corner of Fifth and Main by", "Fifth and Main"),
    ("postcode is L S six, two A B", "L S six, two A B"),
  ])
  func placesAreFoundInWords(_ text: String, _ value: String) {
    #expect(found(text) == value)
  }

  @Test(arguments: [
    ("I'm Rhys, R H Y S, not the candy.", "R H Y S"),
    ("this is Ng, that's just N G, hello", "N G"),
  ])
  func lettersThatSpellANameNearbyAreFound(_ text: String, _ value: String) {
    #expect(found(text).contains(value))
  }

  @Test(arguments: [
    "BP one oh two over sixty, pulse one eighteen", "sugar was three oh six before lunch",
    "Gas was seven three one, fifty-five, seventy-eight.", "press one, then four, then two",
    "take two five hundreds every six hours", "that's two oh seven in pounds",
    "The error on it says E, zero, two, seven.", "CPT nine nine two one four, four units",
    "it was about forty-nine ninety-nine", "open eight thirty to five",
    "sats ninety-three on air, temp ninety-nine four", "ninety for the ninety-day, mail order",
    "he's ninety pounds soaking wet", "room four four one two is ready", "dial nine one one",
    "APGARs seven and nine, weight three thousand four hundred ten grams",
    "tidal volume four twenty, rate eighteen",
    "it's six forty and I have had no lunch", "we lost two residents and hired four",
    "Gleason three plus four comma seven comma grade group two", "the social worker, seven oh four",
    "It goes from three to five days", "my password has expired.", "the username is not working",
    "login took two minutes", "choose one of eight characters", "our site is new",
    "he can handle two or three", "F for face, A for arms, S for speech", "it looks fine at Gmail",
    "twenty-five minute drive",
    "zofran four, benadryl twenty-five, toradol fifteen", "Troponin's at nineteen, then twenty-two",
    "ten milligrams, not one hundred. One zero.", "one hundred units per mil", "INR two to three",
  ])
  func quantitiesTimesPricesAndScoresStay(_ text: String) {
    #expect(found(text) == "")
  }

  /// A list is one run of digits, of more places than are told apart, and letters may go on with it.
  @Test(arguments: [
    String(repeating: "802-555-0142\n", count: 8) + "802-555-0143 x\n12",
    String(repeating: "802-555-0142 ", count: 8) + "x 12",
    String(repeating: "555-0142, ", count: 12) + "555-0143 x 1",
  ]) func aLongListOfNumbersEndsNoScan(list: String) {
    #expect(found(list).contains("555-0142"))
  }
}
