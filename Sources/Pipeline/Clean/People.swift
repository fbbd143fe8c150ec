internal import Contacts
internal import Linkage

/// All that a run knows once duplicates are found: who is who, under which id, sharing what.
struct People: Sendable {
  let intake: ContactIntake
  let clusters: ContactClusters
  let ids: [String]
  let addresses: AddressBook
  let linkage: LinkageResult
  private let survivorship: Survivorship

  init(
    intake: ContactIntake, clusters: ContactClusters, ids: [String], addresses: AddressBook,
    linkage: LinkageResult, survivorship: Survivorship
  ) {
    self.intake = intake
    self.clusters = clusters
    self.ids = ids
    self.addresses = addresses
    self.linkage = linkage
    self.survivorship = survivorship
  }

  var table: ContactTable { intake.table }

  /// The contact as it is written.
  func golden(_ contact: Int) -> GoldenContact {
    var golden = survivorship.merge(
      clusters[contact], of: table, standing: addresses.earlier.standing(contact))
    golden[.contactID] = ids[contact]
    golden.flags.formUnion(addresses.flags(of: golden, contact: contact))
    golden[.flags] = golden.flags.text
    golden[.messageable] = golden.obstacle == nil ? "true" : "false"
    return golden
  }
}
