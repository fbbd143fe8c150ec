internal import Contacts
package import DeltaSync
internal import Store

extension StoredSync {
  package func suppress(
    _ address: String, kind: IdentityKey.Kind, _ consent: ConsentState, linkID: Int64
  ) throws {
    try tables.suppress(Self.ledgerRow(address, kind, consent, linkID), linkID: linkID)
  }

  package func lift(_ address: String, linkID: Int64, by consent: ConsentState) throws {
    try tables.lift(
      Self.ledgerRow(address, address.contains("@") ? .email : .phone, consent, linkID),
      linkID: linkID)
  }

  package func isSuppressed(_ address: String) throws -> Bool { try tables.isSuppressed(address) }

  private static func ledgerRow(
    _ address: String, _ kind: IdentityKey.Kind, _ consent: ConsentState, _ linkID: Int64
  ) -> ConsentRow {
    ConsentRow(
      contactID: "sync:\(linkID)", address: address, kind: kind.rawValue, tier: consent.tier.name,
      isOptedOut: consent.isOptedOut, effectiveAt: consent.at?.iso ?? "",
      source: consent.isOptedOut ? consent.evidence : "sync",
      proof: consent.isOptedOut ? "" : consent.evidence,
      purpose: consent.isOptedOut ? "all" : consent.tier.name)
  }

  package func hasEvent(_ id: String) throws -> Bool { try tables.hasEvent(id) }

  package func saveEvent(_ id: String) throws { try tables.saveEvent(id) }

  package func message(_ id: String) throws -> StoredMessage? {
    try tables.message(id).map(Self.message)
  }

  package func unwrittenMessages() throws -> [StoredMessage] {
    try tables.unwrittenMessages().map(Self.message)
  }

  private static func message(_ row: SyncMessageRow) throws -> StoredMessage {
    var message = StoredMessage(
      record: try decode(row.record),
      contact: IdentityKey(
        kind: IdentityKey.Kind(rawValue: row.contactKind) ?? .whatsAppID, value: row.contact))
    message.linkID = row.linkID
    message.isWritten = row.isWritten
    message.needsFollowUp = row.needsFollowUp
    return message
  }

  package func save(_ message: StoredMessage) throws {
    try tables.save(
      SyncMessageRow(
        messageID: message.record.id, linkID: message.linkID,
        contactKind: message.contact.kind.rawValue, contact: message.contact.value,
        record: try Self.encode(message.record), isWritten: message.isWritten,
        needsFollowUp: message.needsFollowUp))
  }

  package func order(_ id: String) throws -> StoredOrder? {
    try tables.order(id).map { row in
      var order = StoredOrder(order: try Self.decode(row.order))
      order.state = StoredOrder.State(rawValue: row.state) ?? .open
      order.reason = row.reason
      return order
    }
  }

  package func save(_ order: StoredOrder) throws {
    try tables.saveOrder(
      order.order.id, try Self.encode(order.order), state: order.state.rawValue,
      reason: order.reason)
  }

  package func openOrders() throws -> [StoredOrder] {
    try tables.openOrders().map { StoredOrder(order: try Self.decode($0)) }
  }
}
