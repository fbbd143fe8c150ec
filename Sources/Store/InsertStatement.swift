internal import GRDB
internal import GRDBSQLite

/// A statement that writes one row of texts and numbers, bound without a box per value.
///
/// A run writes millions of rows: the texts of a row are laid into one buffer, which SQLite reads in place.
final class InsertStatement {
  enum Value {
    case text(String)
    case integer(Int64)
    case real(Double)
    case bytes([UInt8])
  }

  private let statement: Statement
  private var buffer: [UInt8] = []
  private var ranges: [Range<Int>] = []

  init(_ database: Database, sql: String) throws {
    statement = try database.makeStatement(sql: sql)
  }

  /// Writes a row of texts, followed by an integer if there is one.
  func run(texts: [String], integer: Int64) throws {
    begin()
    for text in texts { add(text) }
    try step { handle in sqlite3_bind_int64(handle, CInt(texts.count + 1), integer) }
  }

  /// Writes a row of integers, followed by a blob.
  func run(integers: [Int64], bytes: [UInt8]) throws {
    begin()
    try bytes.withUnsafeBytes { blob in
      try step { handle in
        for (index, integer) in integers.enumerated() {
          sqlite3_bind_int64(handle, CInt(index + 1), integer)
        }
        sqlite3_bind_blob64(
          handle, CInt(integers.count + 1), blob.baseAddress, UInt64(blob.count), nil)
      }
    }
  }

  func run(_ values: [Value]) throws {
    begin()
    for value in values {
      if case .text(let text) = value { add(text) } else { ranges.append(0..<0) }
    }
    try step { handle in
      for (index, value) in values.enumerated() {
        switch value {
        case .text: break
        case .integer(let integer): sqlite3_bind_int64(handle, CInt(index + 1), integer)
        case .real(let real): sqlite3_bind_double(handle, CInt(index + 1), real)
        case .bytes(let bytes):
          // Copied by SQLite: the array may be gone before the step.
          let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
          sqlite3_bind_blob(handle, CInt(index + 1), bytes, CInt(bytes.count), transient)
        }
      }
    }
  }

  private func begin() {
    buffer.removeAll(keepingCapacity: true)
    ranges.removeAll(keepingCapacity: true)
  }

  private func add(_ text: String) {
    let start = buffer.count
    if !text.isEmpty { buffer.append(contentsOf: text.utf8) }
    ranges.append(start..<buffer.count)
  }

  /// Binds the texts, then what `bind` adds, and writes the row.
  private func step(_ bind: (OpaquePointer) -> Void) throws {
    // An empty buffer has no address, and a text without one would be NULL.
    if buffer.isEmpty { buffer.append(0) }
    let handle = statement.sqliteStatement
    let code = buffer.withUnsafeBytes { bytes in
      for (index, range) in ranges.enumerated() {
        let start = bytes.baseAddress.map { $0 + range.lowerBound }
        // Without a destructor: the bytes stay where they are until the step is done.
        sqlite3_bind_text(
          handle, CInt(index + 1), start?.assumingMemoryBound(to: CChar.self),
          CInt(range.count), nil)
      }
      bind(handle)
      defer { sqlite3_reset(handle) }
      return sqlite3_step(handle)
    }
    guard code == SQLITE_DONE else {
      let message = sqlite3_errmsg(sqlite3_db_handle(handle)).map { String(cString: $0) }
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code), message: message, sql: statement.sql)
    }
  }
}
