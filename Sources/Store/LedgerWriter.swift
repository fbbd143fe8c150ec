internal import Foundation
internal import GRDB

/// Adds entries to the consent ledger inside the transaction of a run.
final class LedgerWriter {
  private let runID: Int64
  private let recordedAt: String
  private let isEmpty: Bool
  private let last: Statement
  private let insert: InsertStatement
  private var chain: LedgerChain

  /// - Parameter isEmpty: no entry need be compared with.
  init(_ database: Database, runID: Int64, recordedAt: String, isEmpty: Bool) throws {
    self.runID = runID
    self.recordedAt = recordedAt
    self.isEmpty = isEmpty
    last = try database.makeStatement(
      sql: """
        SELECT tier, opted_out, effective_at, source, proof, channel, purpose FROM consent_ledger
        WHERE address = ? AND contact_id = ? ORDER BY entry_id DESC LIMIT 1
        """)
    insert = try InsertStatement(
      database,
      sql: """
        INSERT INTO consent_ledger (run_id, recorded_at, contact_id, address, kind, tier, opted_out,
          effective_at, source, proof, channel, purpose, address_key, details_key, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    chain = LedgerChain(
      keyedHash: try KeyedHash(database), head: try Schema.ledgerHead(database))
  }

  /// Adds an entry if the consent is not what the ledger says last. Where it says nothing, no consent is nothing new.
  func add(_ row: ConsentRow) throws {
    let known =
      isEmpty ? nil : try Row.fetchOne(last, arguments: [row.address, row.contactID])
    if let known {
      if known[0] == row.tier, known[1] == row.isOptedOut, known[2] == row.effectiveAt,
        known[3] == row.source, known[4] == row.proof, known[5] == row.channel,
        known[6] == row.purpose
      {
        return
      }
    } else if row.tier == "none", !row.isOptedOut {
      return
    }
    let seal = chain.seal(row)
    let hash = chain.append(row, seal: seal, runID: runID, recordedAt: recordedAt)
    try insert.run([
      .integer(runID), .text(recordedAt), .text(row.contactID), .text(row.address),
      .text(row.kind), .text(row.tier), .integer(row.isOptedOut ? 1 : 0),
      .text(row.effectiveAt), .text(row.source), .text(row.proof), .text(row.channel),
      .text(row.purpose), .bytes(seal.address), .bytes(seal.details), .bytes(hash),
    ])
  }
}
