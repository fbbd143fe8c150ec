internal import GRDB

extension ContactStore {
  /// Takes a person out of what the sync knows: contacts with one of the addresses, their messages, and what is under way.
  ///
  /// Only what is the person's alone names them: an address that others have too stays.
  static func eraseFromSync(_ addresses: [String], in database: Database) throws {
    // A WhatsApp id is the number without its plus.
    let values = addresses + addresses.filter { $0.hasPrefix("+") }.map { String($0.dropFirst()) }
    if values.isEmpty { return }
    let marks = values.map { _ in "?" }.joined(separator: ", ")
    let links = try Int64.fetchAll(
      database, sql: "SELECT DISTINCT link_id FROM sync_keys WHERE value IN (\(marks))",
      arguments: StatementArguments(values))
    for link in links {
      for (table, column) in [
        ("sync_messages", "link_id"), ("sync_conflicts", "link_id"), ("sync_keys", "link_id"),
        ("sync_suppressions", "link_id"), ("sync_links", "link_id"),
      ] {
        try database.execute(sql: "DELETE FROM \(table) WHERE \(column) = ?", arguments: [link])
      }
      for table in ["sync_outbox", "sync_tickets"] {
        try database.execute(
          sql: "DELETE FROM \(table) WHERE subject = ?", arguments: ["link:\(link)"])
      }
    }
    // What is not tied to a contact names its addresses in its text.
    for value in values {
      for (table, column) in [
        ("sync_messages", "contact"), ("sync_messages", "record"), ("sync_held", "record"),
        ("sync_orders", "send_order"), ("sync_outbox", "request"),
      ] {
        try database.execute(
          sql: "DELETE FROM \(table) WHERE instr(\(column), ?) > 0", arguments: [value])
      }
    }
  }
}
