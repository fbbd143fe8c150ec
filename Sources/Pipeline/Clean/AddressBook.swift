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
  /// Opt-outs of earlier runs, and what has become of them.
  private(set) var earlier: EarlierOptOuts

  /// - Parameters:
  ///   - suppressions: what earlier runs recorded.
  ///   - blocking: channels whose opt-out ends messages at WhatsApp too.
  init(
    _ clusters: ContactClusters, ids: [String], table: ContactTable,
    suppressions: [SuppressionRow], blocking: ConsentChannels
  ) {
    earlier = EarlierOptOuts(suppressions, ids: ids, blocking: blocking)
    if !earlier.isEmpty {
      for contact in 0..<clusters.count {
        earlier.note(Self.reach(clusters[contact], table).all, contact: contact)
      }
    }
    phones.reserveCapacity(clusters.count)
    emails.reserveCapacity(clusters.count)
    for contact in 0..<clusters.count {
      let reach = Self.reach(clusters[contact], table)
      var claims = reach.claims
      if !earlier.isEmpty,
        let found = earlier.find(contact: contact, id: ids[contact], addresses: reach.all)
      {
        claims.append(found.claim)
        let merged = ConsentClaim.merge(claims)
        let liftsChannels =
          !merged.claim.isOptedOut
          && !found.claim.optOutChannels.isSubset(of: merged.claim.optOutChannels)
        if merged.overridden || liftsChannels {
          earlier.lift(
            contact: contact, id: ids[contact], addresses: reach.all,
            refused: merged.claim.optOutChannels)
        }
      }
      let isOptedOut = ConsentClaim.merge(claims).claim.isOptedOut
      let holder = UInt32(contact)
      for number in reach.numbers {
        phones[number, default: Holders(first: holder)].add(holder, isOptedOut: isOptedOut)
      }
      for address in reach.emails {
        emails[Self.key(address), default: Holders(first: holder)]
          .add(holder, isOptedOut: isOptedOut)
      }
    }
    // A suppression outlives the contact that it came from, and the contact's change of number, but not its opt-in.
    for row in earlier.blockingRows {
      if let number = PhoneNumber(e164: row.address) {
        phones[number]?.addAbsentOptOut()
      } else {
        emails[Self.key(row.address)]?.addAbsentOptOut()
      }
    }
  }

  /// How the records of a contact can be reached, and what they say about consent.
  private struct Reach {
    var claims: [ConsentClaim] = []
    var numbers: [PhoneNumber] = []
    var emails: [String] = []

    var all: [String] { numbers.map { $0.e164 } + emails }
  }

  private static func reach(_ records: ArraySlice<Int>, _ table: ContactTable) -> Reach {
    var reach = Reach()
    for record in records {
      let (batch, row) = table.locate(record)
      let contacts = table.batches[batch]
      reach.claims.append(contacts.facts[row].claim)
      for phone in contacts.phones(row) where !reach.numbers.contains(phone.number) {
        reach.numbers.append(phone.number)
      }
      reach.emails += contacts.emails(row)
    }
    return reach
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

  /// Completes a merged contact with what depends on others, and says whether it may be messaged.
  func finish(_ golden: inout GoldenContact, contact: Int, id: String) {
    golden[.contactID] = id
    golden.flags.formUnion(flags(of: golden, contact: contact))
    golden[.flags] = golden.flags.text
    golden[.messageable] = golden.obstacle == nil ? "true" : "false"
  }

  private static func key(_ address: String) -> UInt64 {
    var hash = StableHash()
    hash.combine(address)
    return hash.value
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
