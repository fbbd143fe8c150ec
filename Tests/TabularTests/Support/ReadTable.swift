@testable import Tabular

/// What was read, in a form that tests compare.
struct ReadTable: Equatable {
  var rows: [[String]] = []
  var positions: [RecordBatch.Position] = []
  var rejects: [Reject] = []
  var warnings: [ReadWarning] = []
  var columns: [String] = []

  mutating func add(_ batch: RecordBatch) {
    for row in 0..<batch.count {
      rows.append((0..<batch.cellCount(row: row)).map { batch.string(row: row, column: $0) })
    }
    positions += batch.positions
    rejects += batch.rejects
  }

  /// Reads CSV with a parser that is fed pieces of the given sizes, over and over.
  static func parse(
    _ text: [UInt8], columns: Int? = nil, shape: CSVParser.Shape = CSVParser.Shape(),
    limit: Int = 16 << 20, pieces: [Int] = [1 << 20]
  ) -> ReadTable {
    let names = ColumnNames.numbered(columns ?? 0)
    var parser = CSVParser(
      columns: names, columnCount: columns ?? .max, shape: shape, recordByteLimit: limit)
    var table = ReadTable()
    var start = 0
    var index = 0
    while start < text.count {
      let end = min(text.count, start + max(1, pieces[index % pieces.count]))
      var batch = RecordBatch()
      parser.parse(text.span.extracting(start..<end), into: &batch)
      table.add(batch)
      start = end
      index += 1
    }
    var batch = RecordBatch()
    parser.finish(into: &batch)
    table.add(batch)
    table.warnings = parser.takeWarnings()
    return table
  }

  /// Reads a file with everything inferred but for the options.
  static func read(_ path: String, options: ReadOptions = ReadOptions()) throws -> (
    ReadTable, Dialect
  ) {
    var reader = try TableReader(path: path, options: options)
    var table = ReadTable()
    while let batch = try reader.next() { table.add(batch) }
    table.columns = reader.columns
    table.warnings = reader.warnings
    return (table, reader.dialect)
  }

  static func read(_ bytes: [UInt8], options: ReadOptions = ReadOptions()) throws -> (
    ReadTable, Dialect
  ) {
    let file = try TemporaryFile(bytes)
    return try read(file.path, options: options)
  }
}

extension ReadTable {
  /// The first difference of each sort.
  func differences(from other: ReadTable) -> [String] {
    func first<Element: Equatable>(_ name: String, _ left: [Element], _ right: [Element]) -> String?
    {
      guard left != right else { return nil }
      let place = zip(left, right).enumerated().first { $1.0 != $1.1 }?.offset ?? -1
      guard place >= 0 else { return "\(name): \(left.count) and \(right.count)" }
      return "\(name) \(place): \(left[place]) and \(right[place])"
    }
    return [
      first("row", rows, other.rows), first("position", positions, other.positions),
      first("reject", rejects, other.rejects), first("warning", warnings, other.warnings),
      first("column", columns, other.columns),
    ].compactMap { $0 }
  }

  /// Reads CSV with everything inferred, but in pieces, as what comes from a pipe.
  static func pieces(_ bytes: [UInt8], options: ReadOptions) throws -> ReadTable {
    let file = try TemporaryFile(bytes)
    var reader = try TableReader(path: file.path, options: options)
    reader.readsBlocks = false
    reader.mayReadBlocks = false
    var table = ReadTable()
    while let batch = try reader.next() { table.add(batch) }
    table.columns = reader.columns
    table.warnings = reader.warnings
    return table
  }
}

extension CSVParser.Shape {
  /// The usual dialect without a header.
  static let bare = CSVParser.Shape(hasHeader: false)
}
