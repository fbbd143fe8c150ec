internal import GRDB

/// An input whose rows the store keeps.
package struct StoredInput: Sendable, Equatable {
  package var inputID: Int64
  /// The run that read it.
  package var runID: Int64
  /// As the user named it.
  package var name: String
  /// ISO 3166 letters of the country that the user gave for it; empty if none.
  package var country: String
  /// How it is written, as JSON; the caller knows its members.
  package var form: String
  /// Records and rejects.
  package var rows: Int
  /// How its cells were read by the last run, as JSON; empty where an earlier version wrote it.
  package var reading = ""
}

extension StoredInput {
  static func fetchLive(_ database: Database) throws -> [StoredInput] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT input_id, run_id, name, country, form, rows_read, reading FROM inputs
        WHERE retired_by IS NULL ORDER BY position, input_id
        """
    ).map {
      StoredInput(
        inputID: $0[0], runID: $0[1], name: $0[2], country: $0[3], form: $0[4], rows: $0[5],
        reading: $0[6])
    }
  }

  func fetchBatch(_ ordinal: Int, _ database: Database) throws -> [UInt8]? {
    try DatabaseBytes.fetch(
      database, sql: "SELECT packed FROM source_batches WHERE input_id = ? AND ordinal = ?",
      [inputID, Int64(ordinal)])
  }
}

/// What a person decided of two source records.
package struct StoredDecision: Sendable, Equatable {
  package var pairID: String
  /// Identities of the records, in any order.
  package var leftKey: UInt64
  package var rightKey: UInt64
  /// Nil: an earlier decision is taken back.
  package var isSame: Bool?

  package init(pairID: String, leftKey: UInt64, rightKey: UInt64, isSame: Bool?) {
    self.pairID = pairID
    self.leftKey = leftKey
    self.rightKey = rightKey
    self.isSame = isSame
  }

  static func fetchAll(_ database: Database) throws -> [StoredDecision] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT pair_id, left_key, right_key, decision FROM decisions
        WHERE decision_id IN (SELECT MAX(decision_id) FROM decisions GROUP BY pair_id)
        ORDER BY pair_id
        """
    ).map {
      let decision: String = $0[3]
      return StoredDecision(
        pairID: $0[0], leftKey: UInt64(bitPattern: $0[1] as Int64),
        rightKey: UInt64(bitPattern: $0[2] as Int64),
        isSame: decision.isEmpty ? nil : decision == "same")
    }.filter { $0.isSame != nil }
  }
}
