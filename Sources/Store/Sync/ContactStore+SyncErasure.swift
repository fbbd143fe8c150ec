internal import GRDB

extension ContactStore {
  /// Takes a person out of what the sync keeps: the contacts that have one of the addresses, or had it before, with their
  /// conflicts, messages and writes. Both systems still have their records; erase the person there as well.
  static func eraseFromSync(_ addresses: [String], in database: Database) throws {
    for address in addresses {
      // WhatsApp spells a number without its plus.
      let spellings = [address, address.hasPrefix("+") ? String(address.dropFirst()) : address]
      let links = try Int64.fetchAll(
        database, sql: "SELECT DISTINCT link_id FROM sync_keys WHERE value IN (?, ?)",
        arguments: StatementArguments(spellings))
      for link in links { try eraseSyncLink(link, in: database) }
      for spelling in spellings {
        try database.execute(
          sql: "DELETE FROM sync_held WHERE instr(record, ?) > 0", arguments: [spelling])
        try database.execute(
          sql: "DELETE FROM sync_suppressions WHERE address = ?", arguments: [spelling])
      }
    }
  }

  private static func eraseSyncLink(_ link: Int64, in database: Database) throws {
    try database.execute(
      sql: """
        DELETE FROM sync_outbox WHERE subject = 'link:' || :link OR subject IN (
          SELECT 'message:' || message_id FROM sync_messages WHERE link_id = :link
          UNION SELECT 'followup:' || message_id FROM sync_messages WHERE link_id = :link)
        """, arguments: ["link": link])
    for table in [
      "sync_links", "sync_keys", "sync_conflicts", "sync_messages", "sync_suppressions",
    ] {
      try database.execute(sql: "DELETE FROM \(table) WHERE link_id = ?", arguments: [link])
    }
  }
}
