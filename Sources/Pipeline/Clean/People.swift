internal import Contacts
internal import Linkage

/// All that a run knows once duplicates are found: who is who, under which id, sharing what.
struct People: Sendable {
  let intake: ContactIntake
  let clusters: ContactClusters
  let ids: [String]
  let addresses: AddressBook
  let linkage: LinkageResult
  /// By input, as the user named it.
  let inputNames: [String]
  private let succession: Succession
  private let survivorship: Survivorship

  init(
    intake: ContactIntake, clusters: ContactClusters, ids: [String], addresses: AddressBook,
    linkage: LinkageResult, succession: Succession, inputNames: [String],
    survivorship: Survivorship
  ) {
    self.intake = intake
    self.clusters = clusters
    self.ids = ids
    self.addresses = addresses
    self.linkage = linkage
    self.succession = succession
    self.inputNames = inputNames
    self.survivorship = survivorship
  }

  var table: ContactTable { intake.table }

  /// The contact as it is written.
  func golden(_ contact: Int) -> GoldenContact {
    let records = clusters[contact]
    var golden = survivorship.merge(
      succession.isEmpty ? records : records.filter(succession.isCurrent)[...], of: table,
      standing: standing(contact))
    golden[.contactID] = ids[contact]
    golden.flags.formUnion(addresses.flags(of: golden, contact: contact))
    golden[.flags] = golden.flags.text
    golden[.messageable] = golden.obstacle == nil ? "true" : "false"
    return golden
  }

  /// The latest opt-out of an earlier run or of an earlier state of the contact's records: an opt-in must be newer than
  /// every one of them.
  private func standing(_ contact: Int) -> StandingOptOut? {
    let recorded = addresses.earlier.standing(contact)
    if succession.isEmpty { return recorded }
    return clusters[contact].reduce(recorded) { latest, record in
      guard !succession.isCurrent(record), table.facts(record).claim.isOptedOut else {
        return latest
      }
      let next = StandingOptOut(
        since: table.text(record, .optOutAt), source: table.text(record, .optOutSource))
      return latest.map { $0.isEarlier(than: next) ? next : $0 } ?? next
    }
  }
}
