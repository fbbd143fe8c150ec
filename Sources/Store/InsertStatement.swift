internal import GRDB
internal import GRDBSQLite

/// A statement that writes one row of texts and numbers, without a box per value.
///
/// SQLite reads the texts in place. A run writes millions of rows, most of whose texts are empty: an empty text stays
/// bound from row to row.
final class InsertStatement {
  enum Value {
    case text(String)
    case integer(Int64)
    case real(Double)
    case bytes([UInt8])
  }

  private let statement: Statement
  private let handle: OpaquePointer
  /// By parameter: an empty text is bound.
  private var isBoundEmpty: [Bool]
  private var buffer: [UInt8] = []

  init(_ database: Database, sql: String) throws {
    statement = try database.makeStatement(sql: sql)
    handle = statement.sqliteStatement
    isBoundEmpty = [Bool](
      repeating: false, count: Int(sqlite3_bind_parameter_count(statement.sqliteStatement)))
  }

  /// Binds a text to a parameter, counted from 1. Its bytes must stay where they are until `step`.
  @inline(__always)
  func bind(_ text: UnsafeBufferPointer<UInt8>, at parameter: Int) {
    if text.isEmpty {
      if isBoundEmpty[parameter - 1] { return }
      isBoundEmpty[parameter - 1] = true
      // Not an empty buffer: a text without an address would be NULL.
      let start = UnsafeRawPointer(Self.emptyText.utf8Start).assumingMemoryBound(to: CChar.self)
      sqlite3_bind_text(handle, CInt(parameter), start, 0, nil)
      return
    }
    isBoundEmpty[parameter - 1] = false
    text.withMemoryRebound(to: CChar.self) { text in
      // Without a destructor: the bytes are not copied.
      _ = sqlite3_bind_text(handle, CInt(parameter), text.baseAddress, CInt(text.count), nil)
    }
  }

  /// Binds bytes that are no text.
  func bind(bytes: UnsafeBufferPointer<UInt8>, at parameter: Int) {
    isBoundEmpty[parameter - 1] = false
    sqlite3_bind_blob(handle, CInt(parameter), bytes.baseAddress, CInt(bytes.count), nil)
  }

  func bind(_ integer: Int64, at parameter: Int) {
    isBoundEmpty[parameter - 1] = false
    sqlite3_bind_int64(handle, CInt(parameter), integer)
  }

  func bind(_ real: Double, at parameter: Int) {
    isBoundEmpty[parameter - 1] = false
    sqlite3_bind_double(handle, CInt(parameter), real)
  }

  /// Writes a row of integers, followed by a blob.
  func run(integers: [Int64], bytes: [UInt8]) throws {
    for (index, integer) in integers.enumerated() { bind(integer, at: index + 1) }
    try bytes.withUnsafeBytes { blob in
      isBoundEmpty[integers.count] = false
      sqlite3_bind_blob64(
        handle, CInt(integers.count + 1), blob.baseAddress, UInt64(blob.count), nil)
      try step()
    }
  }

  /// Binds all parameters in order and writes the row.
  func run(_ values: [Value]) throws {
    buffer.removeAll(keepingCapacity: true)
    for value in values {
      switch value {
      case .text(let text): buffer.append(contentsOf: text.utf8)
      case .bytes(let bytes): buffer.append(contentsOf: bytes)
      case .integer, .real: break
      }
    }
    try buffer.withUnsafeBufferPointer { bytes in
      var start = 0
      for (index, value) in values.enumerated() {
        switch value {
        case .text(let text):
          let end = start + text.utf8.count
          bind(UnsafeBufferPointer(rebasing: bytes[start..<end]), at: index + 1)
          start = end
        case .bytes(let value):
          let end = start + value.count
          bind(bytes: UnsafeBufferPointer(rebasing: bytes[start..<end]), at: index + 1)
          start = end
        case .integer(let integer): bind(integer, at: index + 1)
        case .real(let real): bind(real, at: index + 1)
        }
      }
      try step()
    }
  }

  /// Writes the row that is bound.
  func step() throws {
    let code = sqlite3_step(handle)
    defer { sqlite3_reset(handle) }
    guard code == SQLITE_DONE else {
      let message = sqlite3_errmsg(sqlite3_db_handle(handle)).map { String(cString: $0) }
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code), message: message, sql: statement.sql)
    }
  }

  private static let emptyText: StaticString = ""
}
