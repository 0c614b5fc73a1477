/// What annotators and recognisers of names tag a text as: `PER`, `B-LOC`, `DOCTOR`.
///
/// Sources: CoNLL-2003 shared task; i2b2 2014 de-identification guidelines; OntoNotes 5.
package enum EntityTag {
  /// Bytes of the longest tag.
  package static let bytesMax = 24

  /// What a tag says of a text; nil for tags of what identifies nobody.
  ///
  /// `tag`: in any case, with or without the mark of its place in a run of words (`B-`, `I-`).
  package static func meaning(
    of tag: some BidirectionalCollection<UInt8>
  ) -> (kind: IdentifierKind, part: LocationPart)? {
    guard tag.count <= bytesMax else { return nil }
    var word = String(decoding: tag, as: UTF8.self).uppercased()
    if hasPlace(tag) { word.removeFirst(2) }
    return kinds[word]
  }

  /// Whether a tag begins with its place in a run of words.
  package static func hasPlace(_ tag: some BidirectionalCollection<UInt8>) -> Bool {
    guard let first = tag.first, tag.dropFirst().first == 0x2D, tag.count > 2 else { return false }
    return places.contains(first)
  }

  /// Marks of the place: beginning, inside, end, single, last, unit.
  private static let places: Set<UInt8> = Set("BIESLU".utf8)

  private static let kinds: [String: (kind: IdentifierKind, part: LocationPart)] = {
    let tags: [(IdentifierKind, LocationPart, String)] = [
      (
        .name, .none,
        """
        PER PERSON NAME PATIENT DOCTOR STAFF HCW CLINICIAN PHYSICIAN NURSE FIRST_NAME LAST_NAME FIRSTNAME LASTNAME \
        GIVENNAME SURNAME PERS PATIENT_NAME DOCTOR_NAME PERSON_NAME FAMILY RELATIVE
        """
      ),
      (.location, .city, "LOC LOCATION CITY TOWN GPE COUNTY"),
      (.location, .street, "STREET ADDRESS STREET_ADDRESS"),
      (.location, .zip, "ZIP ZIPCODE ZIP_CODE POSTCODE POSTAL_CODE"),
      (.phone, .none, "PHONE TELEPHONE PHONE_NUMBER PHONENUMBER"),
      (.fax, .none, "FAX"),
      (.email, .none, "EMAIL EMAIL_ADDRESS"),
      (.mrn, .none, "MEDICALRECORD MRN MEDICAL_RECORD"),
      (.ssn, .none, "SSN US_SSN"),
      (.healthPlan, .none, "HEALTHPLAN HEALTH_PLAN"),
      (.account, .none, "ACCOUNT"),
      (.license, .none, "LICENSE"),
      (.device, .none, "DEVICE_ID"),
      (.uniqueID, .none, "IDNUM ID BIOID UNIQUE_ID"),
      (.username, .none, "USERNAME"),
    ]
    return tags.reduce(into: [:]) { table, entry in
      for tag in entry.2.split(separator: " ") { table[String(tag)] = (entry.0, entry.1) }
    }
  }()
}
