internal import GRDB

extension Schema {
  /// What the sync knows between its cycles.
  static func addSync(to migrator: inout DatabaseMigrator) {
    migrator.registerMigration("5 sync") { database in
      try database.execute(sql: links + queues + messages + run)
    }
  }

  /// What the sync could not read.
  static func addUnreadRows(to migrator: inout DatabaseMigrator) {
    migrator.registerMigration("6 unread rows") { database in
      try database.execute(
        sql: """
          CREATE TABLE sync_unread (
            side TEXT NOT NULL,
            stream TEXT NOT NULL,
            place TEXT NOT NULL,
            raw TEXT NOT NULL,
            reason TEXT NOT NULL,
            ticket_id INTEGER NOT NULL,
            PRIMARY KEY (side, stream, place)
          ) STRICT, WITHOUT ROWID;
          """)
    }
  }

  /// Contacts on both sides, and the keys that name them beyond one system.
  private static let links = """
    CREATE TABLE sync_links (
      link_id INTEGER PRIMARY KEY AUTOINCREMENT,
      crm_id TEXT,
      messaging_id TEXT,
      base TEXT NOT NULL,
      crm_state TEXT NOT NULL,
      messaging_state TEXT NOT NULL,
      carried_consent TEXT NOT NULL,
      generation INTEGER NOT NULL,
      is_pending INTEGER NOT NULL,
      is_tombstone INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX sync_links_by_crm ON sync_links (crm_id) WHERE crm_id IS NOT NULL;
    CREATE INDEX sync_links_by_messaging ON sync_links (messaging_id)
      WHERE messaging_id IS NOT NULL;
    CREATE INDEX sync_links_pending ON sync_links (link_id) WHERE is_pending = 1;
    CREATE INDEX sync_links_by_tombstone ON sync_links (is_tombstone);
    CREATE TABLE sync_keys (
      value TEXT NOT NULL,
      kind TEXT NOT NULL,
      link_id INTEGER NOT NULL,
      is_former INTEGER NOT NULL,
      PRIMARY KEY (value, kind, link_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX sync_keys_by_link ON sync_keys (link_id);
    CREATE TABLE sync_suppressions (
      address TEXT NOT NULL,
      link_id INTEGER NOT NULL,
      kind TEXT NOT NULL,
      since TEXT NOT NULL,
      source TEXT NOT NULL,
      PRIMARY KEY (address, link_id)
    ) STRICT, WITHOUT ROWID;

    """

  /// What is under way, and what people look at.
  private static let queues = """
    CREATE TABLE sync_held (
      side TEXT NOT NULL,
      remote_id TEXT NOT NULL,
      record TEXT NOT NULL,
      reason TEXT NOT NULL,
      PRIMARY KEY (side, remote_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE sync_outbox (
      subject TEXT NOT NULL,
      side TEXT NOT NULL,
      request TEXT NOT NULL,
      state TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      not_before INTEGER NOT NULL,
      ticket_id INTEGER,
      PRIMARY KEY (subject, side)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE sync_conflicts (
      conflict_key TEXT NOT NULL PRIMARY KEY,
      link_id INTEGER NOT NULL,
      conflict TEXT NOT NULL,
      recorded_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX sync_conflicts_by_link ON sync_conflicts (link_id);
    CREATE TABLE sync_tickets (
      ticket_id INTEGER PRIMARY KEY AUTOINCREMENT,
      subject TEXT NOT NULL,
      side TEXT NOT NULL,
      reason TEXT NOT NULL,
      opened_at INTEGER NOT NULL,
      due_at INTEGER NOT NULL,
      closed_at INTEGER
    ) STRICT;
    CREATE INDEX sync_tickets_open ON sync_tickets (ticket_id) WHERE closed_at IS NULL;

    """

  private static let messages = """
    CREATE TABLE sync_events (event_id TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
    CREATE TABLE sync_messages (
      message_id TEXT NOT NULL PRIMARY KEY,
      link_id INTEGER,
      contact_kind TEXT NOT NULL,
      contact TEXT NOT NULL,
      record TEXT NOT NULL,
      is_written INTEGER NOT NULL,
      needs_follow_up INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX sync_messages_unwritten ON sync_messages (message_id)
      WHERE is_written = 0 OR needs_follow_up = 1;
    CREATE TABLE sync_orders (
      order_id TEXT NOT NULL PRIMARY KEY,
      send_order TEXT NOT NULL,
      state TEXT NOT NULL,
      reason TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX sync_orders_open ON sync_orders (order_id) WHERE state = 'open';

    """

  private static let run = """
    CREATE TABLE sync_watermarks (
      side TEXT NOT NULL,
      stream TEXT NOT NULL,
      position INTEGER NOT NULL,
      id TEXT NOT NULL,
      PRIMARY KEY (side, stream)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE sync_values (
      name TEXT NOT NULL PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE sync_lease (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      token INTEGER NOT NULL,
      holder TEXT NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT;
    """
}
