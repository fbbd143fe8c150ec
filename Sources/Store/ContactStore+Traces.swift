internal import Foundation
internal import GRDB

/// A column of the store in which a text stands.
package struct StoreTrace: Sendable, Equatable {
  /// `table.column`.
  package var column: String
  /// What stands there.
  package var texts: [String]
}

extension ContactStore {
  /// Every column of every table in which a text stands, whatever its case. O(size of the store).
  ///
  /// What is stored compressed is not looked into.
  package func traces(of text: String) throws(StoreError) -> [StoreTrace] {
    do {
      return try queue.read { database in
        let tables = try String.fetchAll(
          database,
          sql: """
            SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
            ORDER BY name
            """)
        var traces: [StoreTrace] = []
        for table in tables {
          for column in try database.columns(in: table) where column.type.uppercased() == "TEXT" {
            let (name, place) = (
              column.name.quotedDatabaseIdentifier, table.quotedDatabaseIdentifier
            )
            let texts = try String.fetchAll(
              database,
              sql: "SELECT \(name) FROM \(place) WHERE instr(lower(\(name)), lower(?)) > 0",
              arguments: [text])
            if !texts.isEmpty {
              traces.append(StoreTrace(column: "\(table).\(column.name)", texts: texts))
            }
          }
        }
        return traces
      }
    } catch {
      throw StoreError(path: path, error)
    }
  }
}
