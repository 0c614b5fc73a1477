import Testing
import Vocabulary

@testable import Detection

/// Words of programs, monitors and forms stand where names and places do; people and places that look
/// like them are found.
@Suite struct NoiseTests {
  @Test(arguments: [
    "    for tok in text.split(\" \"):\n      n += luhn_ok(tok[2:])\n",
    "BEGIN TRAN; SELECT pat_id, adm_dt FROM visits",
    "CREATE INDEX ix_enc_pat ON encounter (adm_dts);",
    "EKG ST 112, lungs coarse", "12 lead ST elev II III aVF", "BCBS of Illinois PPO",
    "The outcome after KEYNOTE-522 regimen was good.",
    "10:50 back pain, interpreter Tigrinya booked",
    "Status of the page at 10:33  OK\n",
    "CMD wget -qO- http://localhost:8080/health || exit 1",
    "visit. BP 132/70 P 68 R 18",
    "MRI done - HX MS. Compared with outside study",
  ])
  func isNotFound(_ text: String) {
    #expect(ScannedText(text).findings.isEmpty, "\(text)")
  }

  @Test(arguments: [
    ("meds for maria in 214 pls, and call her mom", "maria"),
    ("call maria(mom) re: the meds", "maria"),
    ("Seen by Dr. Rok Tran today.", "Dr. Rok Tran"),
    ("Robert Okafor II was seen.", "Robert Okafor"),
    ("She lives in Peoria, Illinois", "Peoria"),
    ("Pass: cuff77leak", "cuff77leak"),
    ("MS. Delacroix was compared with her sister.", "MS. Delacroix"),
    ("visit: BP4471320", "BP4471320"), ("Pass: sunny day", "sunny day"),
    ("TRAN CALLED BACK ABOUT HER SON", "TRAN"), ("She is from Dayton Medicaid pending", "Dayton"),
    ("MS. Early was seen with her sister Maria Okafor.", "MS. Early"),
    ("see http://portal.stlukes-records.org/p/771", "http://portal.stlukes-records.org/p/771"),
  ])
  func isFound(_ text: String, _ value: String) {
    #expect(ScannedText(text).covered.contains(value), "\(text): \(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("useradd -m okonkwo_b", "okonkwo_b"), ("useradd -r bridge", ""),
    ("useradd --system -s /usr/sbin/nologin hl7feed", ""),
  ])
  func usersOfTheSystemAreNobody(_ text: String, _ value: String) {
    #expect(ScannedText(text).covered == value)
  }

  @Test(arguments: [
    ("905 Walnut St. \u{23}14", "905 Walnut St. \u{23}14"),
    ("Lives at 905 Walnut St \u{23}14B, Dayton, OH", "905 Walnut St \u{23}14B, Dayton, OH"),
    ("905 Walnut Street, \u{23} B-2 is his", "905 Walnut Street, \u{23} B-2"),
    ("He takes bed \u{23}14 on Walnut St.", "Walnut St"),
    ("905 Walnut St\n\u{23}14 is the next bed", "905 Walnut St"),
  ])
  func aSignMakesAUnit(_ text: String, _ value: String) {
    #expect(ScannedText(text).covered == value)
  }

  @Test func aSpeakerIsNoState() {
    let line = ScannedText("4417 Sheridan Rd\nMe: does he know that?").covered
    #expect(line == "4417 Sheridan Rd")
    #expect(ScannedText("4417 Sheridan Rd\nPortland ME 04101").covered.contains("04101"))
  }
}
