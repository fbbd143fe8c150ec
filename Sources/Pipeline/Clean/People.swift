internal import Contacts
internal import Linkage

/// All that a run knows once duplicates are found: who is who, under which id, sharing what.
struct People: Sendable {
  let intake: ContactIntake
  let clusters: ContactClusters
  let ids: [String]
  let addresses: AddressBook
  let linkage: LinkageResult
  let consent: ConsentRules
  private let survivorship: Survivorship

  init(
    intake: ContactIntake, clusters: ContactClusters, ids: [String], addresses: AddressBook,
    linkage: LinkageResult, consent: ConsentRules, survivorship: Survivorship
  ) {
    self.intake = intake
    self.clusters = clusters
    self.ids = ids
    self.addresses = addresses
    self.linkage = linkage
    self.consent = consent
    self.survivorship = survivorship
  }

  var table: ContactTable { intake.table }

  /// The contact as it is written.
  func golden(_ contact: Int) -> GoldenContact {
    var golden = survivorship.merge(
      clusters[contact], of: table, standing: addresses.earlier.standing(contact))
    addresses.finish(&golden, contact: contact, id: ids[contact])
    return golden
  }
}
