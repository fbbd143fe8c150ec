internal import GRDB

extension SyncTables {
  /// Keeps an opt-out for an address, with an entry in the ledger.
  package func suppress(_ consent: ConsentRow, linkID: Int64) throws {
    let known = try rows(
      "SELECT since, source FROM sync_suppressions WHERE address = ? AND link_id = ?",
      [consent.address, linkID]
    ).first
    if let known, known[0] == consent.effectiveAt, known[1] == consent.source { return }
    try run(
      "INSERT OR REPLACE INTO sync_suppressions VALUES (?, ?, ?, ?, ?)",
      [consent.address, linkID, consent.kind, consent.effectiveAt, consent.source])
    try addToLedger(consent)
  }

  /// Takes the opt-out of a contact back from an address: a newer, proven opt-in has come.
  package func lift(_ consent: ConsentRow, linkID: Int64) throws {
    let isKnown = try !rows(
      "SELECT 1 FROM sync_suppressions WHERE address = ? AND link_id = ?",
      [consent.address, linkID]
    ).isEmpty
    guard isKnown else { return }
    try run(
      "DELETE FROM sync_suppressions WHERE address = ? AND link_id = ?", [consent.address, linkID])
    try addToLedger(consent)
  }

  /// Whether anybody opted out at the address, by what the sync or a cleaning run knows.
  package func isSuppressed(_ address: String) throws -> Bool {
    try !rows(
      """
      SELECT 1 FROM sync_suppressions WHERE address = ?1
      UNION ALL SELECT 1 FROM suppressions WHERE address = ?1 LIMIT 1
      """, [address]
    ).isEmpty
  }

  /// Entries of the sync belong to no run of `clean`: theirs is 0.
  private func addToLedger(_ consent: ConsentRow) throws {
    try access { database in
      try LedgerWriter(database, runID: 0, recordedAt: startedAt, isEmpty: false).add(consent)
    }
  }
}

extension SuppressionRow {
  /// Opt-outs that the sync has learned, for the runs that clean.
  static let syncQuery = """
    SELECT address, kind, 'all', MAX(since), source, '', 0
    FROM sync_suppressions WHERE kind IN ('phone', 'email') GROUP BY address, kind
    """
}
