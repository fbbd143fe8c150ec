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
  private struct Member {
    let contacts: ContactBatch
    let row: Int
    let facts: RecordFacts
    let rank: Int

    func text(_ column: ContactColumn) -> String { contacts.text(row, column) }
  }

  /// The contact that these records of `table` make together.
  ///
  /// The result does not depend on the order of the records. O(records × columns).
  ///
  /// - Parameter standing: an opt-out that an earlier run recorded for the contact.
  package func merge(
    _ records: some Collection<Int>, of table: ContactTable, standing: StandingOptOut? = nil
  ) -> GoldenContact {
    var members = records.map { index -> Member in
      let (batch, row) = table.locate(index)
      let contacts = table.batches[batch]
      let facts = contacts.facts[row]
      let rank =
        records.count == 1
        ? 0
        : rules.rank(
          inputLabel: inputLabels[Int(facts.input)],
          sourceSystem: contacts.text(row, .sourceSystem))
      return Member(contacts: contacts, row: row, facts: facts, rank: rank)
    }
    if members.count > 1 { members.sort(by: isMoreRecent) }

    var golden = GoldenContact()
    if members.count == 1 {
      for column in Self.singleColumns { golden[column] = members[0].text(column) }
    } else {
      for group in SurvivorshipRules.Group.allCases where group != .phone {
        survive(group, members, &golden)
      }
    }
    mergeLists(members, &golden)
    mergePhones(members, &golden)
    mergeTimes(members, &golden)
    mergeConsent(members, standing, &golden)
    golden.extras = mergeExtras(members)
    return golden
  }

  /// Columns that a contact of one record takes over as they are.
  private static let singleColumns = SurvivorshipRules.Group.allCases.flatMap(\.columns)

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

// MARK: - One value

extension Survivorship {
  private func survive(
    _ group: SurvivorshipRules.Group, _ members: [Member], _ golden: inout GoldenContact
  ) {
    let columns = group.columns
    let strategy = rules.strategy(for: group)
    if strategy == .all {
      for column in columns { golden[column] = union(members, column, group) }
      return
    }
    let candidates = members.filter { member in
      columns.contains { !member.contacts.isEmpty(member.row, $0) }
    }
    guard let winner = choose(candidates, columns, strategy) else { return }
    for column in columns { golden[column] = winner.text(column) }
  }

  /// The best of records that stand in order of recency.
  private func choose(
    _ candidates: [Member], _ columns: [ContactColumn], _ strategy: SurvivorshipRules.Strategy
  ) -> Member? {
    switch strategy {
    case .mostRecent, .all: return candidates.first
    case .mostTrusted: return candidates.firstBest { $0.rank < $1.rank }
    case .mostComplete:
      return candidates.firstBest { left, right in
        let (a, b) = (completeness(left, columns), completeness(right, columns))
        return (a.filled, a.length) > (b.filled, b.length)
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
    let texts = columns.map(member.text)
    return (
      texts.count { !$0.isEmpty }, texts.reduce(0) { $0 + $1.unicodeScalars.count }
    )
  }

  private func value(_ member: Member, _ columns: [ContactColumn]) -> String {
    columns.map(member.text).joined(separator: "\u{1F}")
  }

  private func union(
    _ members: [Member], _ column: ContactColumn, _ group: SurvivorshipRules.Group
  ) -> String {
    var seen: Set<String> = []
    let values = members.flatMap { member -> [String] in
      let text = member.text(column)
      return group == .notes ? (text.isEmpty ? [] : [text]) : listItems(text)
    }
    let separator = group == .notes ? "\n" : ContactColumn.separator
    return values.filter { seen.insert(fold($0)).inserted }.joined(separator: separator)
  }
}

// MARK: - Several values

extension Survivorship {
  private func mergeLists(_ members: [Member], _ golden: inout GoldenContact) {
    for column in [ContactColumn.sourceRecords, .invalidPhones, .invalidEmails] {
      golden[column] = allItems(members, column).joined(separator: ContactColumn.separator)
    }
    for column in [ContactColumn.contactID, .whatsappID] {
      golden[column] = members.lazy.map { $0.text(column) }.first { !$0.isEmpty } ?? ""
    }
    if members.count == 1 {
      golden[.otherEmails] = members[0].text(.otherEmails)
    } else {
      let others = (allItems(members, .email) + allItems(members, .otherEmails))
        .filter { $0 != golden[.email] }
      var seen: Set<String> = []
      golden[.otherEmails] = others.filter { seen.insert($0).inserted }
        .joined(separator: ContactColumn.separator)
    }
    golden.flags = members.reduce(into: []) { $0.formUnion($1.facts.flags) }
  }

  private func allItems(_ members: [Member], _ column: ContactColumn) -> [String] {
    if members.count == 1 { return [members[0].text(column)].filter { !$0.isEmpty } }
    var seen: Set<String> = []
    return members.flatMap { listItems($0.text(column)) }.filter { seen.insert($0).inserted }
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
    // Entries stand in order of recency or trust; the first of equals stays first.
    if let best = entries.firstBest({ left, right in
      (Self.preference(left), mentions[left.number, default: 0])
        > (Self.preference(right), mentions[right.number, default: 0])
    }),
      let index = entries.firstIndex(of: best), index > 0
    {
      entries.remove(at: index)
      entries.insert(best, at: 0)
    }
    golden.phones = entries
    guard let first = entries.first else {
      if !golden[.invalidPhones].isEmpty {
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
    golden[.phoneE164] = first.number.e164
    golden[.phoneCountry] = first.number.region?.code ?? ""
    golden[.phoneType] = first.number.kind.rawValue
    golden[.phoneStatus] = first.status.rawValue
    golden[.otherPhones] = entries.dropFirst().map { $0.number.e164 }
      .joined(separator: ContactColumn.separator)
    if golden[.whatsappID].isEmpty,
      let reachable = entries.first(where: { $0.isUsable && $0.isWhatsApp })
        ?? entries.first(where: { $0.isUsable && $0.mayHaveWhatsApp })
    {
      golden[.whatsappID] = reachable.number.whatsAppID
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
    golden[.createdAt] = created?.text(.createdAt) ?? ""
    golden[.updatedAt] = updated?.text(.updatedAt) ?? ""
  }

  private func mergeConsent(
    _ members: [Member], _ standing: StandingOptOut?, _ golden: inout GoldenContact
  ) {
    let consent = ConsentClaim.merge(
      members.map { $0.facts.claim } + (standing.map { [$0.claim] } ?? []))
    golden.consent = consent
    if consent.keptThroughMerge { golden.flags.insert(.optOutKept) }
    if consent.overridden { golden.flags.insert(.optOutOverridden) }
    golden[.consentTier] = consent.claim.effectiveTier.name
    golden[.optedOut] = consent.claim.isOptedOut ? "true" : "false"
    golden[.optOutScope] = consent.claim.optOutChannels.text
    if let speaker = consent.optOutRecord ?? consent.consentRecord ?? members.indices.first {
      take([.optOutAt, .optOutSource, .consentAt, .consentProof], from: speaker)
    }
    // Messages may be sent, but not in every way: who said so stands beside the consent.
    if let speaker = consent.channelRecord { take([.optOutAt, .optOutSource], from: speaker) }

    func take(_ columns: [ContactColumn], from record: Int) {
      if record < members.count {
        for column in columns { golden[column] = members[record].text(column) }
      } else if let standing {
        golden[.optOutAt] = standing.since
        golden[.optOutSource] = standing.source
      }
    }
  }

  private func mergeExtras(_ members: [Member]) -> [(name: UInt32, value: String)] {
    let all = members.flatMap { $0.contacts.extras($0.row) }
    if members.count == 1 { return all.sorted { $0.name < $1.name } }
    var merged: [UInt32: [String]] = [:]
    for (name, value) in all where merged[name]?.contains(value) != true {
      merged[name, default: []].append(value)
    }
    return merged.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value.joined(separator: ContactColumn.separator)) }
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
