import Testing
import Vocabulary

@testable import Detection

/// What stands for a value is none: zeros, `YOUR_KEY`, addresses that are nobody's.
@Suite struct StandInTests {
  @Test(arguments: [
    "curl -H \"X-Api-Key: YOUR_API_KEY\" and go on",
    "api token: YOUR_TOKEN_HERE and go on",
    "In the example the mrn 0000000 is replaced.",
    "It listens on 127.0.0.1 in development, on 0.0.0.0 elsewhere.",
    "The mask is 255.255.255.0 there.",
    "Patient is 90+, was on the ward. My sister, she's 90+ and well. I'm 90+ next month.",
    "Take the MR Conditional scan in the room, and no Dr Pepper.",
  ])
  func standInsStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("curl -H \"X-Api-Key: yR7kQ2mX9vB4\" and go on", "yR7kQ2mX9vB4"),
    ("password: yourTulip77 goes here", "yourTulip77"),
    ("In the example the mrn 0000417 is replaced.", "0000417"),
    ("It was sent from 10.14.3.77 at night.", "10.14.3.77"),
    ("Patient is 94, was on the ward.", "94"),
    ("The gateway is 255.12.3.4 there.", "255.12.3.4"),
    ("MR SAFRANEK CAME IN AT NOON", "SAFRANEK"),
    ("Seen by Dr Pepperell at noon.", "Pepperell"),
  ])
  func valuesLikeThemAreFound(_ text: String, _ value: String) {
    #expect(ScannedText(text).covered.contains(value), "\(ScannedText(text).covered)")
  }
}
