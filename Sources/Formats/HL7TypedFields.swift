/// Fields of people, places, numbers and days that are written in segments of which little else matters.
///
/// Source: HL7 v2.3 to v2.8.2, all fields of the types XPN, PN, XCN, CN, CNN, PPN, NDL, XTN, TN, XAD, AD, PL, XON,
/// CX, DR, TS, DTM and DT in any version; a field that was a code before is what it became.
enum HL7TypedFields {
  /// What a field of such a type holds.
  enum Kind {
    case person, provider, telecom, address, place, organization, identifier, date, period
  }

  /// What a field holds; nil for all others.
  static func kind(_ segment: String, _ field: Int) -> Kind? {
    kinds[segment]?[field]
  }

  /// Segments with their fields, by kind.
  private static let lists: [(Kind, String)] = [
    (.person, "DON:16,20,23,24,28 DRG:12 GOL:21 GT1:42 IN1:30 IN2:40,49 PEO:19 PM1:5 PYE:5"),
    (
      .provider,
      """
      ABS:1,5,8 AUT:24 BPX:20,21 BTX:14,15 CM0:5,9 DON:32,33 FAC:5,9 IAM:21,23,25 IVC:12,19 MFE:7 \
      NTE:5 OM7:20 OVR:4,5 PES:2 PSL:29,30 REL:7 RF1:20 SCD:25,34 TXA:23 URD:3 VAR:4 RXG:10 \
      RXA:10
      """
    ),
    (
      .telecom,
      """
      AUT:27 CM0:10 FAC:4,8,12 IN2:50,53,58 LDP:11 LOC:6 NK1:40,41 OM1:17,29 PEO:21 PES:4 PID:40 \
      PM1:6 PRD:13 REL:10 RF1:23 RXD:34 RXE:45 RXO:36 SCH:21
      """
    ),
    (
      .address,
      """
      BPO:9,12 BPX:19 CM0:11 FAC:3,7,11 LOC:5 OM1:28 PEO:7,20 PES:3 PM1:4 PRD:11 PYE:6 REL:9 RXA:28 \
      RXD:31 RXE:41,43 RXG:28,30 RXO:33,35
      """
    ),
    (
      .place,
      """
      ARQ:18,21 BPO:8,11 BPX:18 FT1:16 LCC:1 LCH:1 LDP:1 LOC:1 LRL:1,6 NPU:1 OM7:21 PR1:23 PRD:12 \
      PV2:1 ROL:13 RXA:11,27 RXD:13 RXE:42 RXG:11,29 RXO:34 SCH:15,19,22
      """
    ),
    (
      .organization,
      """
      ADJ:15 AUT:23 BPX:9 BTX:6 BUI:10 CDM:12 DON:18 FT1:32,33 GT1:51 IAM:28,29,30 IN2:69,70 ITM:16 \
      IVC:10,11 LOC:4 LRL:5 MSH:22,23 PD1:14 PDC:1 PES:1 PM1:3,8 PMT:8,11 PRD:10 PV2:23 PYE:4 REL:8 \
      RF1:19 ROL:14
      """
    ),
    (
      .identifier,
      """
      BLG:3 CDM:11 DB1:3 FT1:38,39 GT1:29 IN1:54 IVC:20 OBR:53 ORC:33 PCE:2 PD1:10 PM1:2 PMT:10 \
      PSL:25 PV1:54 RQD:7 SCD:33 SPM:30,31
      """
    ),
    (
      .date,
      """
      ABS:4,7 AUT:4,5,10,15,26 BPO:7,10 BPX:4,13 BTX:13,16,17 CSP:2,3 CSR:11,15 CSS:2 DB1:5,6,7,8 \
      DON:3,4,11,17,19,29 DRG:2 GOL:2,7,8,12,13,14,19 GT1:24,31,32 IAM:22,24,26 IN1:24,26,29,51 \
      IN2:17,44,45,55,56 IVC:7,14 NTE:6,7,8 ORC:27,32 PCR:5,6,7,8,18 PD1:13,17,18,22 \
      PEO:3,4,5,6,24 PRB:2,7,8,9,15,16 PRD:8,9 PRT:17,18 PTH:4,6 PV1:25,30,35 \
      PV2:26,28,29,33,46,47,48,50 QRD:6 QRF:2,3 RF1:13,22 RXA:16,22 RXE:18,32 RXG:20 SAC:7 SHP:4 \
      SPM:19 TQ1:7,8 TXA:26 UB1:14,15,18,19 VAR:2,3
      """
    ),
    (.period, "ARV:6 ORG:9 PSL:26 REL:11"),
  ]

  private static let kinds: [String: [Int: Kind]] = {
    var kinds: [String: [Int: Kind]] = [:]
    for (kind, list) in lists {
      for entry in list.split(separator: " ") {
        let parts = entry.split(separator: ":")
        for field in parts[1].split(separator: ",") {
          if let number = Int(field) { kinds[String(parts[0]), default: [:]][number] = kind }
        }
      }
    }
    return kinds
  }()
}
