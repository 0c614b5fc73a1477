import Testing

@testable import Detection

/// What transcribed reports hold: stand-ins for names, months with years of two digits, studies by what they show.
@Suite struct TranscriptTests {
  @Test(arguments: [
    "He was seen by Dr. X in consultation, then by Dr. Y in Orthopedics. Additionally, he rests.",
    "The biopsy 6/12 was positive, grip 10/87 of normal.",
    "Dear Dr. XYZ: I saw him in followup.",
    "She came to ABC Hospital by ambulance and was discharged from XYZ Hospital.",
    "She was admitted on Month DD, YYYY. He underwent surgery.",
    "SCD boots, and TED stockings were used.",
    "MRI Brain, unremarkable.",
    "O: Pulmonary - Increase L. basilar inspiration",
    "He was hospitalized and Laryngology was consulted.",
    "Vision was 6/60 on the right, and improved on 6/60 later.",
    "Review in 1/52 or earlier, again in 6/52.",
    "a score in 7/50 and pain on 8/90 cases",
  ])
  func nobodyIsFound(text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("He was seen by Dr. Xu in consultation.", "Xu"),
    ("Dear Dr. Xavier: I saw him in followup.", "Xavier"),
    ("She came to Abbott Ridge Hospital by ambulance.", "Abbott Ridge Hospital"),
    ("boots, and Ted Kowalski helped", "Ted Kowalski"),
    ("Last mammogram was done on 10/99.", "10/99"),
    ("Last colonoscopy in 6/98 was normal.", "6/98"),
    ("two strokes ( one in 11/90 and one in 11/91)", "11/90"),
    ("Right parietal stroke 10/87 with residual weakness", "10/87"),
  ])
  func somebodyIsFound(text: String, value: String) {
    #expect(ScannedText(text).covered.contains(value), "\(ScannedText(text).covered)")
  }
}
