internal import PhoneNumbers

/// Makes one contact out of the records that describe the same person.
package struct Survivorship: Sendable {
  private let rules: SurvivorshipRules
  /// Name of each input without folder and endings.
  private let inputLabels: [String]

  package init(rules: SurvivorshipRules, inputLabels: [String]) {
    self.rules = rules
    self.inputLabels = inputLabels
  }

  /// One record among those that are merged.
  struct Member {
    let contacts: ContactBatch
    let row: Int
    let facts: RecordFacts
    let rank: Int

    func text(_ column: ContactColumn) -> String { contacts.text(row, column) }
    func isEmpty(_ column: ContactColumn) -> Bool { contacts.isEmpty(row, column) }
  }

  /// The contact that these records of `table` make together.
  ///
  /// The result does not depend on the order of the records. O(records × columns).
  ///
  /// - Parameter standing: an opt-out that an earlier run recorded for the contact.
  package func merge(
    _ records: some Collection<Int>, of table: ContactTable, standing: StandingOptOut? = nil
  ) -> GoldenContact {
    var golden = GoldenContact()
    merge(records, of: table, standing: standing, into: &golden)
    return golden
  }

  /// The same into the storage of a contact that is no longer needed.
  package func merge(
    _ records: some Collection<Int>, of table: ContactTable, standing: StandingOptOut? = nil,
    into golden: inout GoldenContact
  ) {
    golden.reset()
    if records.count == 1, let record = records.first {
      let (batch, row) = table.locate(record)
      take(row, of: table.batches[batch], standing, &golden)
      return
    }
    var members = records.map { index -> Member in
      let (batch, row) = table.locate(index)
      let contacts = table.batches[batch]
      let facts = contacts.facts(row)
      let rank = rules.rank(inputLabel: inputLabels[Int(facts.input)]) {
        contacts.text(row, .sourceSystem)
      }
      return Member(contacts: contacts, row: row, facts: facts, rank: rank)
    }
    members.sort(by: isMoreRecent)
    for group in SurvivorshipRules.Group.allCases where group != .phone {
      survive(group, members, &golden)
    }
    mergeLists(members, &golden)
    mergePhones(members, &golden)
    mergeTimes(members, &golden)
    mergeConsent(members, standing, &golden)
    mergeExtras(members, &golden)
  }

  /// Most recent first; ties by identity, so that the order of rows does not matter.
  private func isMoreRecent(_ left: Member, _ right: Member) -> Bool {
    let (a, b) = (left.facts, right.facts)
    let (aSeen, bSeen) = (
      a.updatedSeconds ?? a.createdSeconds ?? .min, b.updatedSeconds ?? b.createdSeconds ?? .min
    )
    if aSeen != bSeen { return aSeen > bSeen }
    if a.key != b.key { return a.key < b.key }
    return (a.input, a.line) < (b.input, b.line)
  }
}

// MARK: - One record

extension Survivorship {
  /// Columns that a contact of one record takes over as they are, by their bits.
  private static let keptColumns: UInt64 =
    (SurvivorshipRules.Group.allCases.flatMap(\.columns) + [
      .sourceRecords, .invalidPhones, .invalidEmails, .contactID, .whatsappID, .otherEmails,
    ]).reduce(0) { $0 | 1 << UInt64($1.rawValue) }

  /// A contact of one record: most of it is copied as it stands.
  private func take(
    _ row: Int, of contacts: ContactBatch, _ standing: StandingOptOut?,
    _ golden: inout GoldenContact
  ) {
    let facts = contacts.facts(row)
    golden.flags = facts.flags
    var consent = MergedConsent(of: facts.claim)
    if let standing { consent = ConsentClaim.merge([facts.claim, standing.claim]) }
    var kept = Self.keptColumns
    if facts.createdSeconds != nil { kept |= 1 << UInt64(ContactColumn.createdAt.rawValue) }
    if facts.updatedSeconds != nil { kept |= 1 << UInt64(ContactColumn.updatedAt.rawValue) }
    for column in Self.consentColumns(consent, spokenBy: { $0 == 0 }) {
      kept |= 1 << UInt64(column.rawValue)
    }
    contacts.forEachFilled(row) { column, value in
      guard kept >> UInt64(column) & 1 == 1, let column = ContactColumn(rawValue: column) else {
        return
      }
      golden.set(column) { $0.append(contentsOf: value) }
    } extra: { name, value in
      golden.addExtra(name) { $0.append(contentsOf: value) }
    }
    for entry in contacts.phones(row) { golden.phones.append(entry) }
    put(phones: golden.phones.count > 1 ? ranked(golden.phones) : golden.phones, &golden)
    set(consent, standing, records: 1, &golden)
  }
}

// MARK: - One value

extension Survivorship {
  private func survive(
    _ group: SurvivorshipRules.Group, _ members: [Member], _ golden: inout GoldenContact
  ) {
    let columns = group.columns
    let strategy = rules.strategy(for: group)
    if strategy == .all {
      for column in columns { unite(members, column, group, &golden) }
      return
    }
    let candidates = members.filter { member in columns.contains { !member.isEmpty($0) } }
    guard let winner = choose(candidates, columns, strategy) else { return }
    for column in columns { golden.copy(column, of: winner) }
  }

  /// The best of records that stand in order of recency.
  private func choose(
    _ candidates: [Member], _ columns: [ContactColumn], _ strategy: SurvivorshipRules.Strategy
  ) -> Member? {
    if candidates.count < 2 { return candidates.first }
    switch strategy {
    case .mostRecent, .all: return candidates.first
    case .mostTrusted: return candidates.firstBest { $0.rank < $1.rank }
    case .mostComplete:
      return candidates.firstBest { left, right in
        let (a, b) = (completeness(left, columns), completeness(right, columns))
        return (a.filled, a.length) > (b.filled, b.length)
      }
    case .longestValid:
      return candidates.firstBest {
        completeness($0, columns).length > completeness($1, columns).length
      }
    case .majority:
      var counts: [String: Int] = [:]
      for member in candidates { counts[value(member, columns), default: 0] += 1 }
      return candidates.firstBest {
        counts[value($0, columns), default: 0] > counts[value($1, columns), default: 0]
      }
    }
  }

  private func completeness(
    _ member: Member, _ columns: [ContactColumn]
  ) -> (filled: Int, length: Int) {
    var filled = 0
    var length = 0
    for column in columns where !member.isEmpty(column) {
      filled += 1
      member.contacts.withBytes(member.row, column) { text in
        // A scalar has one byte that does not continue another.
        for index in text.indices where text[index] & 0xC0 != 0x80 { length += 1 }
      }
    }
    return (filled, length)
  }

  private func value(_ member: Member, _ columns: [ContactColumn]) -> String {
    columns.map(member.text).joined(separator: "\u{1F}")
  }

  /// Every value, once.
  private func unite(
    _ members: [Member], _ column: ContactColumn, _ group: SurvivorshipRules.Group,
    _ golden: inout GoldenContact
  ) {
    let filled = members.filter { !$0.isEmpty(column) }
    guard let first = filled.first else { return }
    if filled.count == 1, group == .notes { return golden.copy(column, of: first) }
    var seen: Set<String> = []
    let values = filled.flatMap { member -> [String] in
      group == .notes ? [member.text(column)] : listItems(member.text(column))
    }
    let separator = group == .notes ? "\n" : ContactColumn.separator
    golden[column] = values.filter { seen.insert(fold($0)).inserted }.joined(separator: separator)
  }
}

// MARK: - Several values

extension Survivorship {
  private func mergeLists(_ members: [Member], _ golden: inout GoldenContact) {
    for column in [ContactColumn.sourceRecords, .invalidPhones, .invalidEmails] {
      golden[column] = allItems(members, column).joined(separator: ContactColumn.separator)
    }
    for column in [ContactColumn.contactID, .whatsappID] {
      if let member = members.first(where: { !$0.isEmpty(column) }) {
        golden.copy(column, of: member)
      }
    }
    let email = golden[.email]
    let others = (allItems(members, .email) + allItems(members, .otherEmails))
      .filter { $0 != email }
    var seen: Set<String> = []
    golden[.otherEmails] = others.filter { seen.insert($0).inserted }
      .joined(separator: ContactColumn.separator)
    golden.flags = members.reduce(into: []) { $0.formUnion($1.facts.flags) }
  }

  private func allItems(_ members: [Member], _ column: ContactColumn) -> [String] {
    let filled = members.filter { !$0.isEmpty(column) }
    if filled.isEmpty { return [] }
    var seen: Set<String> = []
    return filled.flatMap { listItems($0.text(column)) }.filter { seen.insert($0).inserted }
  }

  private func mergePhones(_ members: [Member], _ golden: inout GoldenContact) {
    let strategy = rules.strategy(for: .phone)
    var entries: [PhoneEntry] = []
    var mentions: [PhoneNumber: Int] = [:]
    for member in strategy == .mostTrusted ? Self.byTrust(members) : members {
      for entry in member.contacts.phones(member.row) {
        if strategy == .majority { mentions[entry.number, default: 0] += 1 }
        if let known = entries.firstIndex(where: { $0.number == entry.number }) {
          entries[known].isWhatsApp = entries[known].isWhatsApp || entry.isWhatsApp
          entries[known].isMobileField = entries[known].isMobileField || entry.isMobileField
          if entry.status == .valid { entries[known].status = .valid }
        } else {
          entries.append(entry)
        }
      }
    }
    put(phones: ranked(entries, mentions: mentions), &golden)
  }

  /// Numbers in order of recency or trust, the best of them first; of equals the first.
  private func ranked(
    _ entries: [PhoneEntry], mentions: [PhoneNumber: Int] = [:]
  ) -> [PhoneEntry] {
    var entries = entries
    var mentions = mentions
    if mentions.isEmpty, rules.strategy(for: .phone) == .majority {
      for entry in entries { mentions[entry.number, default: 0] += 1 }
    }
    if let best = entries.firstBest({ left, right in
      (Self.preference(left), mentions.isEmpty ? 0 : mentions[left.number, default: 0])
        > (Self.preference(right), mentions.isEmpty ? 0 : mentions[right.number, default: 0])
    }),
      let index = entries.firstIndex(of: best), index > 0
    {
      entries.remove(at: index)
      entries.insert(best, at: 0)
    }
    return entries
  }

  /// Sets the numbers and the columns that follow from them.
  private func put(phones entries: [PhoneEntry], _ golden: inout GoldenContact) {
    golden.phones = entries
    guard let first = entries.first else {
      if !golden.isEmpty(.invalidPhones) {
        let status: CellReading.Status =
          if golden.flags.contains(.numberAmbiguous) {
            .ambiguous
          } else if golden.flags.contains(.numberPossible) {
            .possible
          } else {
            .invalid
          }
        golden[.phoneStatus] = status.rawValue
      }
      return
    }
    let assessment = first.number.assessment
    golden.set(.phoneE164) { first.number.appendE164(to: &$0) }
    golden[.phoneCountry] = assessment.region?.code ?? ""
    golden[.phoneType] = assessment.kind.rawValue
    golden[.phoneStatus] = first.status.rawValue
    if entries.count > 1 {
      golden.set(.otherPhones) { bytes in
        for (index, entry) in entries.dropFirst().enumerated() {
          if index > 0 { bytes.append(contentsOf: ContactColumn.separator.utf8) }
          entry.number.appendE164(to: &bytes)
        }
      }
    }
    if golden.isEmpty(.whatsappID),
      let reachable = entries.first(where: { $0.isUsable && $0.isWhatsApp })
        ?? entries.first(where: { $0.isUsable && $0.mayHaveWhatsApp })
    {
      golden.set(.whatsappID) { reachable.number.appendInternationalDigits(to: &$0) }
    }
  }

  /// The most trusted source first, each in order of recency.
  private static func byTrust(_ members: [Member]) -> [Member] {
    members.enumerated()
      .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
      .map(\.element)
  }

  /// Usable before unusable, then one that WhatsApp can know, then one that its column calls mobile.
  private static func preference(_ entry: PhoneEntry) -> Int {
    (entry.isUsable ? 4 : 0) + (entry.mayHaveWhatsApp ? 2 : 0) + (entry.isMobileField ? 1 : 0)
  }

  /// The first creation and the last change.
  private func mergeTimes(_ members: [Member], _ golden: inout GoldenContact) {
    let created = members.filter { $0.facts.createdSeconds != nil }.firstBest {
      $0.facts.createdSeconds ?? .max < $1.facts.createdSeconds ?? .max
    }
    let updated = members.filter { $0.facts.updatedSeconds != nil }.firstBest {
      $0.facts.updatedSeconds ?? .min > $1.facts.updatedSeconds ?? .min
    }
    if let created { golden.copy(.createdAt, of: created) }
    if let updated { golden.copy(.updatedAt, of: updated) }
  }

  /// The columns of consent that come from records for which `isSpeaker` says so.
  private static func consentColumns(
    _ consent: MergedConsent, spokenBy isSpeaker: (Int) -> Bool
  ) -> [ContactColumn] {
    let speaker = consent.optOutRecord ?? consent.consentRecord ?? 0
    // Messages may be sent, but not in every way: who said so stands beside the consent.
    let optOutSpeaker = consent.channelRecord ?? speaker
    return (isSpeaker(optOutSpeaker) ? [.optOutAt, .optOutSource] : [])
      + (isSpeaker(speaker) ? [.consentAt, .consentProof] : [])
  }

  private func mergeConsent(
    _ members: [Member], _ standing: StandingOptOut?, _ golden: inout GoldenContact
  ) {
    let consent = ConsentClaim.merge(
      members.map { $0.facts.claim } + (standing.map { [$0.claim] } ?? []))
    for (index, member) in members.enumerated() {
      for column in Self.consentColumns(consent, spokenBy: { $0 == index }) {
        golden.copy(column, of: member)
      }
    }
    set(consent, standing, records: members.count, &golden)
  }

  /// Sets what follows from the consent, but for the columns of the records that speak for the contact.
  ///
  /// - Parameter records: their count; the opt-out that stands comes after them.
  private func set(
    _ consent: MergedConsent, _ standing: StandingOptOut?, records: Int,
    _ golden: inout GoldenContact
  ) {
    golden.consent = consent
    if consent.keptThroughMerge { golden.flags.insert(.optOutKept) }
    if consent.overridden { golden.flags.insert(.optOutOverridden) }
    golden[.consentTier] = consent.claim.effectiveTier.name
    golden[.optedOut] = consent.claim.isOptedOut ? "true" : "false"
    golden[.optOutScope] = consent.claim.optOutChannels.text
    let speaker = consent.channelRecord ?? consent.optOutRecord ?? consent.consentRecord ?? 0
    if speaker >= records, let standing {
      golden[.optOutAt] = standing.since
      golden[.optOutSource] = standing.source
    }
  }

  private func mergeExtras(_ members: [Member], _ golden: inout GoldenContact) {
    var merged: [UInt32: [String]] = [:]
    for (name, value) in members.flatMap({ $0.contacts.extras($0.row) })
    where merged[name]?.contains(value) != true {
      merged[name, default: []].append(value)
    }
    for (name, values) in merged.sorted(by: { $0.key < $1.key }) {
      golden.addExtra(name) {
        $0.append(contentsOf: values.joined(separator: ContactColumn.separator).utf8)
      }
    }
  }
}

extension GoldenContact {
  fileprivate mutating func copy(_ column: ContactColumn, of member: Survivorship.Member) {
    member.contacts.withBytes(member.row, column) { text in
      text.withUnsafeBufferPointer { text in set(column) { $0.append(contentsOf: text) } }
    }
  }
}

extension Collection {
  /// The first element that no other one is better than.
  fileprivate func firstBest(_ isBetter: (Element, Element) -> Bool) -> Element? {
    guard var best = first else { return nil }
    for element in dropFirst() where isBetter(element, best) { best = element }
    return best
  }
}
