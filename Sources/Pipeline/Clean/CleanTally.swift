internal import Contacts
internal import PhoneNumbers

/// Counts over the contacts that are written.
struct CleanTally {
  private(set) var contacts = 0
  private(set) var filled = [Int](repeating: 0, count: ContactColumn.allCases.count)
  private(set) var usableNumbers = 0
  private(set) var countries: [String: Int] = [:]
  private(set) var kinds: [String: Int] = [:]
  private(set) var tiers: [ConsentTier: Int] = [:]
  private(set) var optedOut = 0
  private(set) var optOutSources: [String: Int] = [:]
  private(set) var flags: [Flag: Int] = [:]
  private(set) var messageable = 0
  /// Written as messageable though the contact, or another with its number, opted out.
  private(set) var optOutsMessageable = 0
  /// What the values of the reported fields look like.
  private(set) var sketches = ReportedField.all.map { _ in ColumnSketch() }
  private(set) var obstacles: [GoldenContact.Obstacle: Int] = [:]
  var suppressions = 0

  mutating func add(_ contact: GoldenContact) {
    contacts += 1
    for (index, value) in contact.values.enumerated() where !value.isEmpty { filled[index] += 1 }
    for (index, field) in ReportedField.all.enumerated() where !contact[field.column].isEmpty {
      sketches[index].observe(contact[field.column].utf8Span.span)
    }
    if let phone = contact.phones.first, phone.isUsable { usableNumbers += 1 }
    for phone in contact.phones where phone.isUsable {
      let assessment = phone.number.assessment
      countries[assessment.region?.code ?? "", default: 0] += 1
      kinds[assessment.kind.rawValue, default: 0] += 1
    }
    tiers[contact.consent.claim.effectiveTier, default: 0] += 1
    if contact.consent.claim.isOptedOut {
      optedOut += 1
      optOutSources[contact[.optOutSource], default: 0] += 1
    }
    for flag in contact.flags.flags { flags[flag, default: 0] += 1 }
    // By what is written, so that a fault of what decides it is seen.
    if contact[.messageable] == "true",
      contact[.optedOut] == "true" || contact.flags.contains(.numberOptedOutByOther)
    {
      optOutsMessageable += 1
    }
    if let obstacle = contact.obstacle {
      obstacles[obstacle, default: 0] += 1
    } else {
      messageable += 1
    }
  }
}
