internal import GRDB

/// A week that was audited.
package struct AuditWeekRow: Sendable, Equatable {
  /// `YYYY-Www`.
  package var week: String
  /// How often it was audited.
  package var run: Int
  package var population: Int
  package var drawn: Int
  package var defective: Int
  package var upper: Double
  package var verdict: String
  /// Of its signature file.
  package var signatureSHA256: String
  /// Milliseconds since 1970.
  package var auditedAt: Int64

  package init(
    week: String, run: Int, population: Int, drawn: Int, defective: Int, upper: Double,
    verdict: String, signatureSHA256: String, auditedAt: Int64
  ) {
    self.week = week
    self.run = run
    self.population = population
    self.drawn = drawn
    self.defective = defective
    self.upper = upper
    self.verdict = verdict
    self.signatureSHA256 = signatureSHA256
    self.auditedAt = auditedAt
  }
}

/// A seed that was fixed before its week closed. It is told by the signature of its week, and not before.
package struct AuditSeedRow: Sendable, Equatable {
  package var week: String
  package var seed: String
  package var commitment: String
  /// Milliseconds since 1970.
  package var committedAt: Int64

  package init(week: String, seed: String, commitment: String, committedAt: Int64) {
    self.week = week
    self.seed = seed
    self.commitment = commitment
    self.committedAt = committedAt
  }
}

/// The tables of the audit.
package struct AuditTables {
  private let store: ContactStore

  package init(_ store: ContactStore) { self.store = store }

  /// The weeks before one, the earliest first.
  package func weeks(before week: String, atMost count: Int) throws -> [AuditWeekRow] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: "SELECT * FROM audit_weeks WHERE week < ? ORDER BY week DESC LIMIT ?",
        arguments: [week, count]
      ).reversed().map(AuditWeekRow.init)
    }
  }

  package func week(_ week: String) throws -> AuditWeekRow? {
    try read { database in
      try Row.fetchOne(
        database, sql: "SELECT * FROM audit_weeks WHERE week = ?", arguments: [week]
      ).map(AuditWeekRow.init)
    }
  }

  /// The first week after one that was audited.
  package func firstWeek(after week: String) throws -> String? {
    try read { database in
      try String.fetchOne(
        database, sql: "SELECT MIN(week) FROM audit_weeks WHERE week > ?", arguments: [week])
    }
  }

  package func seed(of week: String) throws -> AuditSeedRow? {
    try read { database in
      try Row.fetchOne(
        database, sql: "SELECT * FROM audit_seeds WHERE week = ?", arguments: [week]
      ).map {
        AuditSeedRow(
          week: $0["week"], seed: $0["seed"], commitment: $0["commitment"],
          committedAt: $0["committed_at"])
      }
    }
  }

  /// Records a week in the place of an earlier audit of it, with the seed of the next one. A seed that is fixed already
  /// stays.
  package func record(_ row: AuditWeekRow, next seed: AuditSeedRow) throws {
    try translated {
      try store.queue.write { database in
        try database.execute(
          sql: "INSERT OR REPLACE INTO audit_weeks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          arguments: [
            row.week, row.run, row.population, row.drawn, row.defective, row.upper, row.verdict,
            row.signatureSHA256, row.auditedAt,
          ])
        try database.execute(
          sql: "INSERT OR IGNORE INTO audit_seeds VALUES (?, ?, ?, ?)",
          arguments: [seed.week, seed.seed, seed.commitment, seed.committedAt])
      }
    }
  }

  /// Hashes that nobody can guess the text of without this store.
  package func keyedHash() throws -> KeyedHash { try read { try KeyedHash($0) } }

  private func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try translated { try store.queue.read(body) }
  }

  private func translated<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw StoreError(path: store.path, error)
    }
  }
}

extension AuditWeekRow {
  init(_ row: Row) {
    self.init(
      week: row["week"], run: row["run"], population: row["population"], drawn: row["drawn"],
      defective: row["defective"], upper: row["upper"], verdict: row["verdict"],
      signatureSHA256: row["signature_sha256"], auditedAt: row["audited_at"])
  }
}
