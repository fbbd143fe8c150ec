package import DeltaSync
internal import Foundation
package import Store

/// What the sync keeps between its cycles, in the store's tables.
package final class StoredSync: SyncStore {
  let tables: SyncTables

  package init(_ store: ContactStore, startedAt: String) {
    tables = SyncTables(store, startedAt: startedAt)
  }

  package func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try tables.transaction(body)
    } catch is SyncTables.LostLease {
      throw LeaseLost()
    }
  }

  package func reading<Result>(_ body: () throws -> Result) throws -> Result {
    try tables.reading(body)
  }

  package func acquireLease(holder: String, now: Instant, seconds: Double) throws -> Bool {
    try tables.acquireLease(
      holder: holder, now: now.milliseconds, milliseconds: Int64(seconds * 1000))
  }

  package func renewLease(now: Instant) throws { try tables.renewLease(now: now.milliseconds) }
  package func releaseLease() throws { try tables.releaseLease() }
}

// MARK: - Contacts

extension StoredSync {
  package func linkCount() throws -> Int { try tables.linkCount() }

  package func link(_ id: Int64) throws -> Link? { try tables.link(id).map(Link.init) }

  package func links(_ side: Side, remoteIDs: [String]) throws -> [Link] {
    try remoteIDs.compactMap { try tables.link(isCRM: side == .crm, remoteID: $0) }.map(Link.init)
  }

  package func links(sharing keys: Set<IdentityKey>) throws -> [Link] {
    var ids: Set<Int64> = []
    for key in keys {
      ids.formUnion(try tables.linkIDs(kind: key.kind.rawValue, value: key.value))
    }
    return try ids.sorted().compactMap { try link($0) }
  }

  package func pendingLinks() throws -> [Link] { try tables.pendingLinks().map(Link.init) }

  package func isErased(_ values: FieldValues) throws -> Bool {
    let erased = try tables.erasedAddresses()
    if erased.isEmpty { return false }
    let person = PersonTraces.key(ofName: values[.fullName])
    let whatsApp = values[.whatsAppID].isEmpty ? "" : "+" + values[.whatsAppID]
    return [values[.phone], values[.email], whatsApp].contains {
      !$0.isEmpty && erased.contains($0, person: person)
    }
  }

  package func insert(_ link: Link) throws -> Int64 { try tables.insert(SyncLinkRow(link)) }

  package func save(_ link: Link) throws { try tables.save(SyncLinkRow(link)) }
}

extension SyncLinkRow {
  init(_ link: Link) {
    self.init(
      linkID: link.id, crmID: link.remoteIDs.crm, messagingID: link.remoteIDs.messaging,
      base: link.base.encoded, crmState: link.states.crm.encoded,
      messagingState: link.states.messaging.encoded,
      carriedConsent: link.carriedConsent?.text ?? "", generation: Int64(link.generation),
      isPending: link.isPending, isTombstone: link.isTombstone,
      keys: link.keys.map { SyncKeyRow(kind: $0.kind.rawValue, value: $0.value, isFormer: false) }
        + link.formerKeys.subtracting(link.keys)
        .map { SyncKeyRow(kind: $0.kind.rawValue, value: $0.value, isFormer: true) })
  }
}

extension Link {
  init(_ row: SyncLinkRow) {
    self.init(id: row.linkID)
    remoteIDs = Sides(crm: row.crmID, messaging: row.messagingID)
    base = FieldValues(encoded: row.base)
    states = Sides(
      crm: SideState(encoded: row.crmState) ?? .missing,
      messaging: SideState(encoded: row.messagingState) ?? .missing)
    carriedConsent = row.carriedConsent.isEmpty ? nil : ConsentState(text: row.carriedConsent)
    generation = Int(row.generation)
    for key in row.keys where key.isFormer {
      if let kind = IdentityKey.Kind(rawValue: key.kind) {
        formerKeys.insert(IdentityKey(kind: kind, value: key.value))
      }
    }
  }
}
