import Testing
import Vocabulary

@testable import Detection

/// Accounts, persons and numbers where lines of programs have them, without a word that says so.
@Suite struct LogUserTests {
  @Test(arguments: [
    ("2026-03-04 10:11:12 UTC [73841] frostj@ehr LOG:  duration: 368 ms\n", "frostj"),
    ("# User@Host: klindqvist[klindqvist] @  [10.4.3.2]\n", "klindqvist klindqvist"),
    ("SamAccountName    : soukupt\n", "soukupt"),
    ("action by arn:aws:iam::554180944034:user/venkataramank\n", "venkataramank"),
    ("-rw-r--r-- 1 novotl43 staff 91390 Mar  4 20:54 x.pdf\n", "novotl43"),
    ("drwxr-xr-x  2 soukupt soukupt 4096 Mar  4 20:54 dir\n", "soukupt soukupt"),
    ("1 10.0.0.4 2213 /out/x.zip b _ i r bishoj33 ftp 0 * c\n", "bishoj33"),
    ("CROND[12]: (mkovacs) CMD (/opt/x.sh)\n", "mkovacs"),
    ("DATABASE USER:[6] 'SATTEH64'\n", "SATTEH64"),
    (
      "\"GET /api/member/ABC225044408/claims/20262182587739 HTTP/1.1\"\n",
      "ABC225044408 20262182587739"
    ),
    (
      "GET /results/7c1e0f9a-52d4-4b7e-9a63-0d8f2b6c4e11/hba1c\n",
      "7c1e0f9a-52d4-4b7e-9a63-0d8f2b6c4e11"
    ),
    ("key scans/Culpepper_Ayodele/2025-03-04/report.pdf\n", "Culpepper_Ayodele"),
  ])
  func placesSayWhoseItIs(_ text: String, _ parts: String) {
    let scanned = ScannedText(text)
    var all = scanned.findings.map(scanned.text)
    for part in parts.split(separator: " ") {
      let index = all.firstIndex(of: String(part))
      #expect(index != nil, "\(part) in \(all)")
      if let index { all.remove(at: index) }
    }
  }

  @Test(arguments: [
    "[73841] postgres@ehr LOG:  checkpoint complete\n", "# User@Host: root[root] @ localhost []\n",
    "arn:aws:iam::554180944034:role/AppRole\n", "-rw-r--r-- 1 root root 91390 x.pdf\n",
    "CROND[12]: (root) CMD (/opt/x.sh)\n", "GET /claims/v2/search HTTP/1.1\n",
    "GET /members/search?page=12 HTTP/1.1\n", "see docs/Release_Notes/index.html there\n",
    "the rw r mode of a file 1 is staff\n", "/visits/2026/summary is a page\n",
  ])
  func whatBelongsToNobodyStays(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }
}
