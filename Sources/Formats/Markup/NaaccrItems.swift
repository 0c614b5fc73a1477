/// Items of a cancer registry that identify somebody, by their numbers: `<Item naaccrNum="2230">Roe</Item>`.
///
/// Source: NAACCR, Data Standards and Data Dictionary, version 23.
enum NaaccrItems {
  /// The attribute that holds the number, and the one that holds the name.
  private static let attribute = Array("naaccrNum".utf8)
  private static let idAttribute = Array("naaccrId".utf8)

  /// Items whose names do not say by themselves what they are.
  private static let ids: [String: String] = [
    "physicianManaging": "physician managing", "physicianFollowUp": "physician managing",
    "physicianPrimarySurg": "physician managing", "physician3": "physician managing",
    "physician4": "physician managing", "medicareBeneficiaryIdentifier": "medicare beneficiary id",
    "dcStateFileNumber": "certificate number", "followUpContactName": "contact name",
    "nameSpouseParent": "name spouse parent",
  ]

  /// What items are, by their numbers.
  private static let names: [String: String] = {
    let items = """
      20 patient id number|21 patient system id|70 city|100 postal code|240 date of birth|390 date of diagnosis|\
      550 accession number|570 abstracted by|580 event date|590 admission date|600 discharge date|1750 date|\
      1810 city|1830 postal code|1842 city|1846 postal code|2230 name last|2232 name last|2240 name first|2250 name middle|\
      2280 name alias|2290 name spouse parent|2300 medical record number|2310 record number|\
      2315 medicare beneficiary id|2320 social security number|2330 street address|2335 street address|2350 street address|\
      2352 latitude|2354 longitude|2355 street address|2360 telephone|2380 certificate number|2390 maiden name|\
      2392 street address|2393 street address|2394 contact name|2460 physician managing|2465 npi|2470 physician managing|\
      2475 npi|2480 physician managing|2485 npi|2490 physician managing|2495 npi|2500 physician managing|2505 npi
      """
    return items.split(separator: "|")
      .reduce(into: [:]) { names, item in
        let parts = item.split(separator: " ", maxSplits: 1).map(String.init)
        if parts.count == 2 { names[parts[0]] = parts[1] }
      }
  }()

  /// What the item is whose number or name an attribute holds; nil for other attributes and items.
  static func name(of value: ArraySlice<UInt8>, _ attribute: ArraySlice<UInt8>) -> String? {
    if attribute.elementsEqual(idAttribute) {
      return ids[String(decoding: value, as: UTF8.self)]
    }
    guard attribute.elementsEqual(Self.attribute) else { return nil }
    return names[String(decoding: value, as: UTF8.self)]
  }
}
