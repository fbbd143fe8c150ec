internal import Contacts
internal import PhoneNumbers

/// Counts over the contacts that are written.
struct CleanTally: Sendable {
  private(set) var contacts = 0
  private(set) var filled = [Int](repeating: 0, count: ContactColumn.allCases.count)
  private(set) var usableNumbers = 0
  private(set) var optedOut = 0
  private(set) var optOutSources: [String: Int] = [:]
  private(set) var messageable = 0
  /// Written as messageable though the contact, or another with its number, opted out.
  private(set) var optOutsMessageable = 0
  /// What the values of the reported fields look like.
  private(set) var sketches = ReportedField.all.map { _ in ColumnSketch() }
  var suppressions = 0

  private var regions: [Region?: Int] = [:]
  private var kindCounts: [Kind: Int] = [:]
  private var tierCounts = [Int](repeating: 0, count: ConsentTier.allCases.count)
  private var flagCounts = [Int](repeating: 0, count: Flag.allCases.count)
  private var obstacleCounts: [GoldenContact.Obstacle: Int] = [:]

  /// Usable numbers by the code of their country.
  var countries: [String: Int] {
    Dictionary(regions.map { ($0.key?.code ?? "", $0.value) }, uniquingKeysWith: +)
  }

  var kinds: [String: Int] {
    Dictionary(uniqueKeysWithValues: kindCounts.map { ($0.key.rawValue, $0.value) })
  }

  var tiers: [ConsentTier: Int] {
    Dictionary(uniqueKeysWithValues: zip(ConsentTier.allCases, tierCounts).filter { $1 > 0 })
  }

  var flags: [Flag: Int] {
    Dictionary(uniqueKeysWithValues: zip(Flag.allCases, flagCounts).filter { $1 > 0 })
  }

  var obstacles: [GoldenContact.Obstacle: Int] { obstacleCounts }

  mutating func add(_ contact: GoldenContact) {
    contacts += 1
    var columns = contact.texts.filled
    while columns != 0 {
      filled[columns.trailingZeroBitCount] += 1
      columns &= columns &- 1
    }
    for (index, field) in ReportedField.all.enumerated() where !contact.isEmpty(field.column) {
      contact.texts.withBytes(field.column) { sketches[index].observe($0) }
    }
    if let phone = contact.phones.first, phone.isUsable { usableNumbers += 1 }
    for phone in contact.phones where phone.isUsable {
      let assessment = phone.number.assessment
      regions[assessment.region, default: 0] += 1
      kindCounts[assessment.kind, default: 0] += 1
    }
    tierCounts[contact.consent.claim.effectiveTier.rawValue] += 1
    if contact.consent.claim.isOptedOut {
      optedOut += 1
      optOutSources[contact[.optOutSource], default: 0] += 1
    }
    var left = contact.flags.rawValue
    while left != 0 {
      flagCounts[left.trailingZeroBitCount] += 1
      left &= left &- 1
    }
    // By what is written, so that a fault of what decides it is seen.
    if contact[.messageable] == "true",
      contact[.optedOut] == "true" || contact.flags.contains(.numberOptedOutByOther)
    {
      optOutsMessageable += 1
    }
    if let obstacle = contact.obstacle {
      obstacleCounts[obstacle, default: 0] += 1
    } else {
      messageable += 1
    }
  }

  /// Adds the counts of contacts that come after those of this tally.
  mutating func merge(_ other: CleanTally) {
    contacts += other.contacts
    usableNumbers += other.usableNumbers
    optedOut += other.optedOut
    messageable += other.messageable
    optOutsMessageable += other.optOutsMessageable
    for index in sketches.indices { sketches[index].merge(other.sketches[index]) }
    suppressions += other.suppressions
    for index in filled.indices { filled[index] += other.filled[index] }
    for index in tierCounts.indices { tierCounts[index] += other.tierCounts[index] }
    for index in flagCounts.indices { flagCounts[index] += other.flagCounts[index] }
    regions.merge(other.regions, uniquingKeysWith: +)
    kindCounts.merge(other.kindCounts, uniquingKeysWith: +)
    optOutSources.merge(other.optOutSources, uniquingKeysWith: +)
    obstacleCounts.merge(other.obstacleCounts, uniquingKeysWith: +)
  }
}
