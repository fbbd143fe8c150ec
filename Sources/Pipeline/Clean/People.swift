internal import Contacts
internal import Linkage

/// All that a run knows once duplicates are found: who is who, under which id, sharing what.
struct People: Sendable {
  let intake: ContactIntake
  let clusters: ContactClusters
  let ids: ContactIDs
  let addresses: AddressBook
  let linkage: LinkageResult
  /// By input, as the user named it.
  let inputNames: [String]
  let consent: ConsentRules
  private let succession: Succession
  private let survivorship: Survivorship

  init(
    intake: ContactIntake, clusters: ContactClusters, ids: ContactIDs, addresses: AddressBook,
    linkage: LinkageResult, succession: Succession, inputNames: [String],
    consent: ConsentRules, survivorship: Survivorship
  ) {
    self.intake = intake
    self.clusters = clusters
    self.ids = ids
    self.addresses = addresses
    self.linkage = linkage
    self.succession = succession
    self.inputNames = inputNames
    self.consent = consent
    self.survivorship = survivorship
  }

  var table: ContactTable { intake.table }

  /// The contact as it is written.
  func golden(_ contact: Int) -> GoldenContact {
    var golden = GoldenContact()
    makeGolden(contact, &golden)
    return golden
  }

  /// The same in the storage of another contact that is no longer needed.
  func makeGolden(_ contact: Int, _ golden: inout GoldenContact) {
    let records = clusters[contact]
    if succession.isEmpty {
      survivorship.merge(records, of: table, standing: standing(contact), into: &golden)
    } else {
      survivorship.merge(
        records.filter(succession.isCurrent), of: table, standing: standing(contact),
        into: &golden)
    }
    addresses.finish(&golden, contact: contact, ids: ids)
    if golden.consent.claim.statesOptOut {
      golden.optOutKey =
        records.lazy.map(table.facts).filter(\.claim.statesOptOut).map(\.key).min() ?? 0
    }
  }

  /// The latest opt-out of an earlier run or of an earlier state of the contact's records: an opt-in must be newer than
  /// every one of them.
  private func standing(_ contact: Int) -> StandingOptOut? {
    let recorded = addresses.earlier.standing(contact)
    if succession.isEmpty { return recorded }
    return clusters[contact].reduce(recorded) { latest, record in
      let claim = table.facts(record).claim
      guard !succession.isCurrent(record), claim.statesOptOut else {
        return latest
      }
      let next = StandingOptOut(
        since: table.text(record, .optOutAt), source: table.text(record, .optOutSource),
        scope: claim.optOutChannels.text, blocking: consent.blockingChannels)
      return latest?.joined(next) ?? next
    }
  }
}
