internal import Foundation
internal import GRDB
internal import GRDBSQLite

/// Blobs of the database as arrays of bytes.
enum DatabaseBytes {
  static func value(_ bytes: [UInt8]) -> DatabaseValue { Data(bytes).databaseValue }

  /// The blob in the first column of the first row; nil where there is no row.
  static func fetch(
    _ database: Database, sql: String, _ integers: [Int64]
  ) throws -> [UInt8]? {
    let statement = try database.cachedStatement(sql: sql)
    let rows = try Row.fetchCursor(statement, arguments: StatementArguments(integers))
    return try rows.next().map { row in
      (try row.withUnsafeData(atIndex: 0) { $0.map { [UInt8]($0) } }) ?? []
    }
  }
}

/// What the store keeps is not what was written into it.
package struct DamagedStore: Error {
  var what: String

  package init(what: String) { self.what = what }
}
