/// What kind of identifier a range of bytes is.
///
/// The first eighteen letters are 45 CFR 164.514(b)(2)(i)(A) to (R); the rest are financial data,
/// secrets and what the tagger needs to tell apart.
package enum IdentifierKind: UInt8, CaseIterable, Sendable, Hashable {
  case name
  case location
  case date
  case age
  case phone
  case fax
  case email
  case ssn
  case mrn
  case healthPlan
  case account
  case license
  case vehicle
  case device
  case url
  case ip
  case biometric
  case photo
  case uniqueID
  case creditCard
  case iban
  case bankRouting
  case passport
  case taxID
  case organization
  case username
  case secret

  /// Whether two kinds are the same, without a call: the comparison that the language makes is one by way of the
  /// protocol in every other module.
  @inlinable package static func == (one: IdentifierKind, other: IdentifierKind) -> Bool {
    unsafe unsafeBitCast(one, to: UInt8.self) == unsafeBitCast(other, to: UInt8.self)
  }

  /// The name used in manifests, tags and `detect`: `HEALTH_PLAN`.
  package var label: String {
    switch self {
    case .name: "NAME"
    case .location: "LOCATION"
    case .date: "DATE"
    case .age: "AGE"
    case .phone: "PHONE"
    case .fax: "FAX"
    case .email: "EMAIL"
    case .ssn: "SSN"
    case .mrn: "MRN"
    case .healthPlan: "HEALTH_PLAN"
    case .account: "ACCOUNT"
    case .license: "LICENSE"
    case .vehicle: "VEHICLE"
    case .device: "DEVICE"
    case .url: "URL"
    case .ip: "IP"
    case .biometric: "BIOMETRIC"
    case .photo: "PHOTO"
    case .uniqueID: "UNIQUE_ID"
    case .creditCard: "CREDIT_CARD"
    case .iban: "IBAN"
    case .bankRouting: "BANK_ROUTING"
    case .passport: "PASSPORT"
    case .taxID: "TAX_ID"
    case .organization: "ORGANIZATION"
    case .username: "USERNAME"
    case .secret: "SECRET"
    }
  }

  /// The letter of 45 CFR 164.514(b)(2)(i) under which the kind falls; nil where it is not one of
  /// the eighteen (organisations, user names, secrets).
  package var hipaaLetter: String? {
    switch self {
    case .name: "A"
    case .location: "B"
    case .date, .age: "C"
    case .phone: "D"
    case .fax: "E"
    case .email: "F"
    case .ssn, .taxID: "G"
    case .mrn: "H"
    case .healthPlan: "I"
    case .account, .creditCard, .iban, .bankRouting: "J"
    case .license, .passport: "K"
    case .vehicle: "L"
    case .device: "M"
    case .url: "N"
    case .ip: "O"
    case .biometric: "P"
    case .photo: "Q"
    case .uniqueID: "R"
    case .organization, .username, .secret: nil
    }
  }

  /// Whether the kind is financial data beside being an identifier.
  package var isFinancial: Bool {
    switch self {
    case .account, .creditCard, .iban, .bankRouting, .taxID: true
    default: false
    }
  }

  /// Whether a value belongs to one person or contract, so that a name may stand beside it.
  package var isOfOnePerson: Bool {
    switch self {
    case .phone, .fax, .email, .ssn, .mrn, .healthPlan, .account, .license, .creditCard, .iban,
      .taxID, .passport, .biometric:
      true
    default: false
    }
  }

  /// The kind whose `label` is `label`; nil for an unknown one.
  package init?(label: String) {
    guard let kind = Self.allCases.first(where: { $0.label == label }) else { return nil }
    self = kind
  }
}

/// The part of an address that a location is; profiles treat the parts differently.
package enum LocationPart: UInt8, CaseIterable, Sendable, Hashable {
  case none
  case street
  case city
  case zip
  case facility
  case other

  /// The name used by `detect`; nil for `none`.
  package var label: String? {
    switch self {
    case .none: nil
    case .street: "street"
    case .city: "city"
    case .zip: "zip"
    case .facility: "facility"
    case .other: "other"
    }
  }
}

/// What a file holds, as the manifest classifies it.
package enum DataClass: String, CaseIterable, Sendable, Comparable {
  case phi
  case pii
  case financial
  case secret
  case prompt

  /// Orders classes as the manifest lists them.
  package static func < (left: DataClass, right: DataClass) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// How badly it matters when a file's original gets out.
package enum Sensitivity: String, CaseIterable, Sendable {
  case restricted
  case confidential
  case `internal`
  case none
}

/// How sure a rule is of a finding.
package enum Confidence: UInt8, CaseIterable, Sendable, Comparable {
  case low
  case medium
  case high

  /// The name used by `detect`.
  package var label: String {
    switch self {
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    }
  }

  /// Orders confidences from low to high.
  package static func < (left: Confidence, right: Confidence) -> Bool {
    left.rawValue < right.rawValue
  }
}
