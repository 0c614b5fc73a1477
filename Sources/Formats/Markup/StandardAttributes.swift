import Vocabulary

/// Names that standards give to attributes of people: of assertions and of directories.
///
/// ```
/// <saml:Attribute Name="urn:oasis:names:tc:xspa:1.0:subject:subject-id"><saml:AttributeValue>…
/// <Attribute Name="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname"><AttributeValue>…
/// <attr name="sn"><value>…
/// ```
///
/// Sources: OASIS XSPA Profile of SAML 2.0 for Healthcare 2.0; RFC 4519; RFC 2798; eduPerson 202208; DSML 2.0.
enum StandardAttributes {
  /// What names of standards begin with.
  private static let prefixes: [StaticString] = [
    "urn:oasis:names:tc:", "urn:oid:", "urn:mace:", "urn:ihe:", "urn:nhin:", "urn:hl7-org:",
    "urn:gov:hhs:", "http://schemas.xmlsoap.org/ws/", "http://schemas.microsoft.com/",
    "http://schemas.goauthentik.io/",
  ]
  /// Bytes of the longest name.
  private static let bytesMax = 192

  /// Whether a name is a standard's own.
  static func isStandard(_ name: ArraySlice<UInt8>) -> Bool {
    name.count <= bytesMax
      && prefixes.contains { prefix in
        name.count > prefix.utf8CodeUnitCount
          && prefix.withUTF8Buffer { unsafe name.prefix($0.count).elementsEqual($0) }
      }
  }

  /// The last part of a name that is an address or a path of names; nil for others.
  static func name(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let isPath = ["urn:", "http:", "https:"].contains { name.starts(with: $0.utf8) }
    guard isPath, name.count <= bytesMax else { return nil }
    return name.split { $0 == 0x3A || $0 == 0x2F || $0 == 0x23 }.last
  }

  /// What an attribute holds whose name is a standard's; nil where it says nothing of persons.
  static func label(_ name: ArraySlice<UInt8>) -> String? {
    guard isStandard(name), let last = Self.name(name) else { return nil }
    let word = String(decoding: last, as: UTF8.self).lowercased()
    return standard[word] ?? numbers[word] ?? directory[word]
  }

  /// What an attribute of a directory holds; nil for names that say so themselves, and for others.
  static func label(ofDirectory name: ArraySlice<UInt8>) -> String? {
    name.count > bytesMax ? nil : directory[String(decoding: name, as: UTF8.self).lowercased()]
  }

  /// Last parts of names that mean something else on their own.
  private static let standard: [String: String] = [
    "subject-id": "full name", "resource-id": "patient id", "name": "full name",
    "nameidentifier": "user id", "actor": "user id", "homecommunityid": "organization id",
    "streetaddress": "address", "locality": "city", "otherphone": "phone",
  ]

  /// Attributes of directories by their numbers.
  private static let numbers: [String: String] = [
    "2.5.4.3": "full name", "2.5.4.4": "surname", "2.5.4.7": "city", "2.5.4.9": "street",
    "2.5.4.16": "postal address", "2.5.4.17": "postal code", "2.5.4.20": "telephone",
    "2.5.4.42": "given name", "0.9.2342.19200300.100.1.1": "user id",
    "0.9.2342.19200300.100.1.3": "email", "0.9.2342.19200300.100.1.20": "home phone",
    "0.9.2342.19200300.100.1.41": "mobile phone", "2.16.840.1.113730.3.1.3": "employee number",
    "2.16.840.1.113730.3.1.241": "full name", "1.3.6.1.4.1.5923.1.1.1.6": "user id",
  ]

  /// Attributes of directories by their names.
  private static let directory: [String: String] = [
    "sn": "surname", "cn": "full name", "displayname": "full name", "gn": "given name",
    "uid": "user id", "samaccountname": "user id", "userprincipalname": "user id",
    "edupersonprincipalname": "user id", "edupersonnickname": "nickname", "upn": "user id",
    "employeenumber": "employee number", "employeeid": "employee number", "l": "city",
    "street": "street", "postaladdress": "address", "homepostaladdress": "address",
    "homephone": "home phone", "telephonenumber": "telephone", "manager": "manager name",
    "initials": "initials", "gecos": "full name", "mail": "email",
  ]
}
