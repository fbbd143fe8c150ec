internal import Contacts
internal import PhoneNumbers
internal import Store

/// Who has which number and e-mail address, and which of them opted out.
struct AddressBook: Sendable {
  private var phones: AddressHolders
  private var emails: AddressHolders
  /// Opt-outs of earlier runs, and what has become of them.
  private(set) var earlier: EarlierOptOuts

  /// - Parameters:
  ///   - suppressions: what earlier runs recorded.
  ///   - blocking: channels whose opt-out ends messages at WhatsApp too.
  init(
    _ clusters: ContactClusters, ids: ContactIDs, table: ContactTable, succession: Succession,
    suppressions: [SuppressionRow], blocking: ConsentChannels
  ) {
    earlier = EarlierOptOuts(
      suppressions, ids: ids, clusters: clusters, table: table, blocking: blocking)
    let counts = Self.addressCounts(table)
    phones = AddressHolders(capacity: counts.phones)
    emails = AddressHolders(capacity: counts.emails)
    if !earlier.isEmpty {
      for contact in 0..<clusters.count {
        earlier.note(
          Self.addresses(clusters[contact].lazy.filter(succession.isCurrent), table),
          contact: contact)
      }
    }
    for contact in 0..<clusters.count {
      let records = clusters[contact]
      let isOptedOut = isOptedOut(contact, records, ids, table, succession)
      let holder = UInt32(contact)
      for record in records {
        let (batch, row) = table.locate(record)
        let contacts = table.batches[batch]
        // Of an earlier state nothing holds on but its opt-out, at the addresses that it had.
        guard succession.isCurrent(record) || contacts.facts(row).claim.isOptedOut else { continue }
        for phone in contacts.phones(row) {
          phones.add(Self.key(phone.number), holder, isOptedOut: isOptedOut)
        }
        contacts.forEachEmail(row) {
          emails.add(Self.key($0), holder, isOptedOut: isOptedOut)
        }
      }
    }
    // A suppression outlives the contact that it came from, and the contact's change of number, but not its opt-in.
    for row in earlier.blockingRows {
      if let number = PhoneNumber(e164: row.address) {
        phones.addAbsentOptOut(Self.key(number))
      } else {
        emails.addAbsentOptOut(Self.key(row.address.utf8Span.span))
      }
    }
  }

  /// Whether a contact opted out, in this run or, unless it has since given newer, proven consent, in an earlier one.
  private mutating func isOptedOut(
    _ contact: Int, _ records: some Collection<Int>, _ ids: ContactIDs, _ table: ContactTable,
    _ succession: Succession
  ) -> Bool {
    if earlier.isEmpty, records.count == 1, let record = records.first {
      return table.facts(record).claim.isOptedOut
    }
    var claims = records.compactMap { record in
      let claim = table.facts(record).claim
      return succession.isCurrent(record) || claim.statesOptOut ? claim : nil
    }
    if !earlier.isEmpty {
      let addresses = Self.addresses(records.lazy.filter(succession.isCurrent), table)
      if let found = earlier.find(contact: contact, id: ids[contact], addresses: addresses) {
        claims.append(found.claim)
        let merged = ConsentClaim.merge(claims)
        let liftsChannels =
          !merged.claim.isOptedOut
          && !found.claim.optOutChannels.isSubset(of: merged.claim.optOutChannels)
        if merged.overridden || liftsChannels {
          earlier.lift(
            contact: contact, id: ids[contact], addresses: addresses,
            refused: merged.claim.optOutChannels)
        }
      }
    }
    return ConsentClaim.merge(claims).claim.isOptedOut
  }

  /// The addresses by which the records of a contact can be reached, as texts: the numbers, each once, then the
  /// mailboxes.
  private static func addresses(_ records: some Sequence<Int>, _ table: ContactTable) -> [String] {
    var numbers: [PhoneNumber] = []
    var emails: [String] = []
    for record in records {
      let (batch, row) = table.locate(record)
      let contacts = table.batches[batch]
      for phone in contacts.phones(row) where !numbers.contains(phone.number) {
        numbers.append(phone.number)
      }
      emails += contacts.emails(row)
    }
    return numbers.map { $0.e164 } + emails
  }

  private static func addressCounts(_ table: ContactTable) -> (phones: Int, emails: Int) {
    var counts = (phones: 0, emails: 0)
    table.forEachContact { _, contacts, row in
      counts.phones += contacts.phones(row).count
      contacts.forEachEmail(row) { _ in counts.emails += 1 }
    }
    return counts
  }

  /// Numbers that several contacts have.
  var sharedNumberCount: Int { phones.sharedCount }

  /// Flags of what a contact shares with others.
  func flags(of golden: GoldenContact, contact: Int) -> FlagSet {
    var flags: FlagSet = []
    let holder = UInt32(contact)
    for phone in golden.phones {
      let sharing = phones.sharing(Self.key(phone.number), besides: holder)
      if sharing.isShared { flags.insert(.sharedNumber) }
      if sharing.isOptedOut { flags.insert(.numberOptedOutByOther) }
    }
    golden.forEachEmail {
      let sharing = emails.sharing(Self.key($0), besides: holder)
      if sharing.isShared { flags.insert(.sharedEmail) }
      if sharing.isOptedOut { flags.insert(.emailOptedOutByOther) }
    }
    // Whoever opted out is told so by the consent columns.
    if golden.consent.claim.isOptedOut {
      flags.subtract([FlagSet(.numberOptedOutByOther), FlagSet(.emailOptedOutByOther)])
    }
    return flags
  }

  /// Completes a merged contact with what depends on others, and says whether it may be messaged.
  func finish(_ golden: inout GoldenContact, contact: Int, ids: ContactIDs) {
    golden.set(.contactID) { ids.append(contact, to: &$0) }
    golden.flags.formUnion(flags(of: golden, contact: contact))
    let flags = golden.flags
    golden.set(.flags) { flags.appendText(to: &$0) }
    golden[.messageable] = golden.obstacle == nil ? "true" : "false"
  }

  private static func key(_ number: PhoneNumber) -> UInt64 {
    var hash = StableHash()
    hash.combine(number.nationalNumber)
    hash.combine(UInt64(number.callingCode) << 8 | UInt64(number.leadingZeros))
    return hash.value
  }

  private static func key(_ address: Span<UInt8>) -> UInt64 {
    var hash = StableHash()
    hash.combine(address)
    return hash.value
  }
}

extension ContactBatch {
  /// All usable e-mail addresses of a record, as texts.
  func emails(_ row: Int) -> [String] {
    var emails: [String] = []
    forEachEmail(row) { email in
      emails.append(email.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
    }
    return emails
  }

  /// All usable e-mail addresses of a record.
  func forEachEmail(_ row: Int, _ body: (Span<UInt8>) -> Void) {
    if isEmpty(row, .email) { return }
    withBytes(row, .email, body)
    if isEmpty(row, .otherEmails) { return }
    withBytes(row, .otherEmails) { list in
      forEachListItem(list) { body(list.extracting($0)) }
    }
  }
}

extension GoldenContact {
  /// All usable e-mail addresses.
  func forEachEmail(_ body: (Span<UInt8>) throws -> Void) rethrows {
    if isEmpty(.email) { return }
    try texts.withBytes(.email, body)
    try texts.withBytes(.otherEmails) { list in
      try forEachListItem(list) { try body(list.extracting($0)) }
    }
  }
}
