internal import Contacts
internal import Store

/// Opt-outs that the store holds, found again by contact or, if that contact is gone, by address.
///
/// An address whose contact is gone stands for whoever holds it alone. Where several hold it, none of them is taken
/// for the person who opted out: the address stays blocked, and its holders are flagged.
struct EarlierOptOuts: Sendable {
  private var byContact: [String: [SuppressionRow]] = [:]
  /// Rows whose contact is not among those of this run, by address.
  private var orphans: [String: [SuppressionRow]] = [:]
  /// The only contact that holds an orphaned address; `nil` where several do.
  private var soleHolders: [String: Int?] = [:]
  private var found: [Int: StandingOptOut] = [:]
  /// Rows that a newer proven opt-in has replaced.
  private var lifted: Set<SuppressionRow> = []
  /// What is left of them: the channels that the opt-in was not for.
  private(set) var reduced: [SuppressionRow] = []
  private let rows: [SuppressionRow]
  /// Rows that are made anew, for the record that states them has come into another contact.
  private let restated: [SuppressionRow]
  /// Channels whose opt-out ends messages at WhatsApp too.
  private let blocking: ConsentChannels

  var isEmpty: Bool { rows.isEmpty }

  /// - Parameters:
  ///   - suppressed: what earlier runs recorded.
  ///   - table: the records of this run. Where one that states its opt-out has come into another contact, its rows go
  ///     with it; all others stand.
  init(
    _ suppressed: [SuppressionRow], ids: ContactIDs, clusters: ContactClusters,
    table: ContactTable, blocking: ConsentChannels
  ) {
    self.blocking = blocking
    guard !suppressed.isEmpty else {
      rows = []
      restated = []
      return
    }
    var stated: [UInt64: String] = [:]
    table.forEachContact { record, contacts, row in
      let facts = contacts.facts(row)
      if facts.claim.statesOptOut {
        stated[facts.key] = ids[Int(clusters.contactOfRecord[record])]
      }
    }
    let isStated = { (row: SuppressionRow) in
      row.recordKey != 0 && stated[row.recordKey].map { $0 != row.contactID } ?? false
    }
    rows = suppressed.filter { !isStated($0) }
    restated = rows.count < suppressed.count ? suppressed.filter(isStated) : []
    let known = Set((0..<ids.count).lazy.map { ids[$0] })
    for row in rows {
      if known.contains(row.contactID) {
        byContact[row.contactID, default: []].append(row)
      } else {
        orphans[row.address, default: []].append(row)
      }
    }
  }

  /// Learns who holds which address; to be told of every contact before any is looked up.
  mutating func note(_ addresses: [String], contact: Int) {
    for address in addresses where orphans[address] != nil {
      if let known = soleHolders[address] {
        if known != contact { soleHolders[address] = .some(nil) }
      } else {
        soleHolders[address] = contact
      }
    }
  }

  /// All opt-outs that hold for a contact as one, with the latest time: an opt-in must be newer than every one of them.
  mutating func find(contact: Int, id: String, addresses: [String]) -> StandingOptOut? {
    let latest = rows(contact: contact, id: id, addresses: addresses)
      .map {
        StandingOptOut(since: $0.since, source: $0.source, scope: $0.scope, blocking: blocking)
      }
      .reduce(nil as StandingOptOut?) { $0?.joined($1) ?? $1 }
    found[contact] = latest
    return latest
  }

  /// The opt-out that was found for a contact.
  func standing(_ contact: Int) -> StandingOptOut? { found[contact] }

  /// Takes back what holds for a contact, which gave newer, proven consent.
  ///
  /// - Parameter refused: channels that the consent was not for.
  mutating func lift(
    contact: Int, id: String, addresses: [String], refused: ConsentChannels
  ) {
    for row in rows(contact: contact, id: id, addresses: addresses)
    where lifted.insert(row).inserted {
      let channels = row.scope.isEmpty ? .all : ConsentChannels(text: row.scope)
      let left = channels.intersection(refused)
      guard !left.isEmpty else { continue }
      var rest = row
      rest.scope = left.text
      reduced.append(rest)
    }
  }

  /// Rows to take out of the store before what holds now is written.
  var replacedRows: [SuppressionRow] { restated + rows.filter(lifted.contains) }

  /// Rows that still hold.
  var standingRows: [SuppressionRow] { rows.filter { !lifted.contains($0) } }

  /// Rows that still hold and end messages at WhatsApp.
  var blockingRows: [SuppressionRow] {
    standingRows.filter {
      $0.scope.isEmpty || !ConsentChannels(text: $0.scope).isDisjoint(with: blocking)
    }
  }

  /// Rows that still hold and whose contact is not among those of this run.
  var orphanedRows: [SuppressionRow] {
    (standingRows + reduced).filter { byContact[$0.contactID] == nil }
  }

  private func rows(contact: Int, id: String, addresses: [String]) -> [SuppressionRow] {
    let byAddress = addresses.filter { soleHolders[$0] == .some(contact) }
      .flatMap { orphans[$0] ?? [] }
    return (byContact[id] ?? []) + byAddress
  }
}
