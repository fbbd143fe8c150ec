internal import Contacts
internal import PhoneNumbers
internal import Store

/// Who has which number and e-mail address, and which of them opted out.
struct AddressBook: Sendable {
  private struct Holders {
    /// The first contact that holds the address.
    var first: UInt32
    var isShared = false
    /// The first contact that holds it and opted out.
    var optedOut: UInt32?
    var hasSeveralOptedOut = false

    mutating func add(_ contact: UInt32, isOptedOut: Bool) {
      if contact != first { isShared = true }
      guard isOptedOut else { return }
      if let optedOut {
        if optedOut != contact { hasSeveralOptedOut = true }
      } else {
        optedOut = contact
      }
    }

    /// Somebody who is not among the contacts opted out.
    mutating func addAbsentOptOut() {
      optedOut = optedOut ?? AddressBook.absent
    }

    /// Whether somebody else than the contact opted out.
    func hasOptedOut(besides contact: UInt32) -> Bool {
      hasSeveralOptedOut || (optedOut != nil && optedOut != contact)
    }
  }

  /// Stands for whoever opted out in an earlier run and is not among the contacts.
  fileprivate static let absent = UInt32.max

  private var phones: [PhoneNumber: Holders] = [:]
  private var emails: [UInt64: Holders] = [:]
  private(set) var standing: [Int: StandingOptOut] = [:]

  /// - Parameter suppressions: what earlier runs recorded.
  init(
    _ clusters: ContactClusters, ids: [String], table: ContactTable,
    suppressions: [SuppressionRow]
  ) {
    let earlier = EarlierOptOuts(suppressions, ids: ids)
    var optedInAgain: Set<String> = []
    phones.reserveCapacity(clusters.count)
    emails.reserveCapacity(clusters.count)
    for contact in 0..<clusters.count {
      var claims: [ConsentClaim] = []
      var numbers: [PhoneNumber] = []
      var addresses: [String] = []
      for record in clusters[contact] {
        let (batch, row) = table.locate(record)
        claims.append(table.batches[batch].facts[row].claim)
        for phone in table.batches[batch].phones(row) where !numbers.contains(phone.number) {
          numbers.append(phone.number)
        }
        addresses += table.batches[batch].emails(row)
      }
      if !earlier.isEmpty,
        let found = earlier.find(
          id: ids[contact], addresses: numbers.map { $0.e164 } + addresses)
      {
        standing[contact] = found
        claims.append(found.claim)
      }
      let consent = ConsentClaim.merge(claims)
      if consent.overridden { optedInAgain.insert(ids[contact]) }
      let isOptedOut = consent.claim.isOptedOut
      let holder = UInt32(contact)
      for number in numbers {
        phones[number, default: Holders(first: holder)].add(holder, isOptedOut: isOptedOut)
      }
      for address in addresses {
        emails[Self.key(address), default: Holders(first: holder)]
          .add(holder, isOptedOut: isOptedOut)
      }
    }
    // A suppression outlives the contact that it came from, and the contact's change of number, but not its opt-in.
    for row in suppressions where !optedInAgain.contains(row.contactID) {
      if let number = PhoneNumber(e164: row.address) {
        phones[number]?.addAbsentOptOut()
      } else {
        emails[Self.key(row.address)]?.addAbsentOptOut()
      }
    }
  }

  /// Numbers that several contacts have.
  var sharedNumberCount: Int { phones.values.count { $0.isShared } }

  /// Flags of what a contact shares with others.
  func flags(of golden: GoldenContact, contact: Int) -> FlagSet {
    var flags: FlagSet = []
    let holder = UInt32(contact)
    for phone in golden.phones {
      guard let holders = phones[phone.number] else { continue }
      if holders.isShared { flags.insert(.sharedNumber) }
      if holders.hasOptedOut(besides: holder) { flags.insert(.numberOptedOutByOther) }
    }
    for address in golden.emails {
      guard let holders = emails[Self.key(address)] else { continue }
      if holders.isShared { flags.insert(.sharedEmail) }
      if holders.hasOptedOut(besides: holder) { flags.insert(.emailOptedOutByOther) }
    }
    // Whoever opted out is told so by the consent columns.
    if golden.consent.claim.isOptedOut {
      flags.subtract([FlagSet(.numberOptedOutByOther), FlagSet(.emailOptedOutByOther)])
    }
    return flags
  }

  private static func key(_ address: String) -> UInt64 {
    var hash = StableHash()
    hash.combine(address)
    return hash.value
  }
}

/// Opt-outs that the store holds, found again by contact or, if that contact is gone, by address.
private struct EarlierOptOuts {
  private var byContact: [String: StandingOptOut] = [:]
  private var byAddress: [String: StandingOptOut] = [:]

  var isEmpty: Bool { byContact.isEmpty && byAddress.isEmpty }

  init(_ suppressions: [SuppressionRow], ids: [String]) {
    guard !suppressions.isEmpty else { return }
    let known = Set(ids)
    for row in suppressions {
      let optOut = StandingOptOut(since: row.since, source: row.source)
      if known.contains(row.contactID) {
        Self.keep(optOut, in: &byContact[row.contactID])
      } else {
        Self.keep(optOut, in: &byAddress[row.address])
      }
    }
  }

  /// Keeps the later of two opt-outs: an opt-in must be newer than every one of them.
  private static func keep(_ optOut: StandingOptOut, in latest: inout StandingOptOut?) {
    guard let known = latest else {
      latest = optOut
      return
    }
    if known.isEarlier(than: optOut) { latest = optOut }
  }

  func find(id: String, addresses: [String]) -> StandingOptOut? {
    byContact[id]
      ?? addresses.compactMap { byAddress[$0] }.max { $0.isEarlier(than: $1) }
  }
}

extension ContactBatch {
  /// All usable e-mail addresses of a record.
  func emails(_ row: Int) -> [String] {
    if isEmpty(row, .email) { return [] }
    return [text(row, .email)]
      + (isEmpty(row, .otherEmails) ? [] : listItems(text(row, .otherEmails)))
  }
}

extension GoldenContact {
  /// All usable e-mail addresses.
  var emails: [String] {
    self[.email].isEmpty ? [] : [self[.email]] + listItems(self[.otherEmails])
  }
}
