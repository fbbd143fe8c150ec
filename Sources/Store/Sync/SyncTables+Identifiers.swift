internal import GRDB

extension SyncTables {
  /// The identifiers of one side's records, with what is known of them.
  package func recordIDs(isCRM: Bool) throws -> [(id: String, state: String)] {
    let side = isCRM ? "crm" : "messaging"
    return try rows(
      "SELECT \(side)_id, \(side)_state FROM sync_links WHERE \(side)_id IS NOT NULL AND is_tombstone = 0"
    ).map { ($0[0], $0[1]) }
  }
}
