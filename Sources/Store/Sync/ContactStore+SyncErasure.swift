internal import GRDB

extension ContactStore {
  /// Takes a person out of what the sync keeps: the contacts that have one of the addresses, or had it before, with their
  /// conflicts, messages and writes, and whatever else names one. Both systems still have their records; erase the person
  /// there as well.
  static func eraseFromSync(_ addresses: [String], in database: Database) throws {
    for address in addresses {
      // WhatsApp spells a number without its plus.
      let spellings = [address, address.hasPrefix("+") ? String(address.dropFirst()) : address]
      let links = try Int64.fetchAll(
        database, sql: "SELECT DISTINCT link_id FROM sync_keys WHERE value IN (?, ?)",
        arguments: StatementArguments(spellings))
      for link in links { try eraseSyncLink(link, in: database) }
      for spelling in spellings {
        // As a whole value of the JSON: a longer number that begins alike is somebody else's.
        for (table, column) in [
          ("sync_held", "record"), ("sync_messages", "record"), ("sync_orders", "send_order"),
          ("sync_outbox", "request"),
        ] {
          try database.execute(
            sql: "DELETE FROM \(table) WHERE instr(\(column), ?) > 0",
            arguments: ["\"\(spelling)\""])
        }
        try database.execute(
          sql: "DELETE FROM sync_unread WHERE instr(raw, ?) > 0", arguments: [spelling])
        for (table, column) in [("sync_messages", "contact"), ("sync_suppressions", "address")] {
          try database.execute(
            sql: "DELETE FROM \(table) WHERE \(column) = ?", arguments: [spelling])
        }
      }
    }
  }

  private static func eraseSyncLink(_ link: Int64, in database: Database) throws {
    for table in ["sync_outbox", "sync_tickets"] {
      try database.execute(
        sql: """
          DELETE FROM \(table) WHERE subject = 'link:' || :link OR subject IN (
            SELECT 'message:' || message_id FROM sync_messages WHERE link_id = :link
            UNION SELECT 'followup:' || message_id FROM sync_messages WHERE link_id = :link)
          """, arguments: ["link": link])
    }
    for table in [
      "sync_links", "sync_keys", "sync_conflicts", "sync_messages", "sync_suppressions",
    ] {
      try database.execute(sql: "DELETE FROM \(table) WHERE link_id = ?", arguments: [link])
    }
  }
}
