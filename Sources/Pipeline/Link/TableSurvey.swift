internal import Tabular

/// What the first pass over a table shows: its columns and what their values look like.
struct TableSurvey {
  private(set) var columns: [String] = []
  /// One for each column.
  private(set) var profiles: [ColumnProfile] = []
  private(set) var rowCount = 0
  private(set) var rejects: [Reject] = []
  private(set) var rejectCount = 0
  private(set) var warnings: [ReadWarning] = []

  /// Reads the table to its end.
  init(
    path: String, options: ReadOptions, progress: (_ fraction: Double?) -> Void
  ) throws(ReadError) {
    var reader = try TableReader(path: path, options: options)
    var lists = TwoLists()
    while let batch = try reader.next() {
      for header in reader.columns.dropFirst(profiles.count) {
        if lists.column == nil, HeaderMeaning(header) == .source { lists.column = profiles.count }
        profiles.append(ColumnProfile())
      }
      rowCount += batch.count
      rejectCount += batch.rejects.count
      if rejects.isEmpty { rejects = Array(batch.rejects.prefix(1)) }
      let bytes = batch.bytes.span
      for row in 0..<batch.count {
        let list = lists.number(of: row, in: batch)
        for column in profiles.indices {
          let value = bytes.extracting(batch.trimmedCell(row: row, column: column))
          if isMissingValue(value) { continue }
          profiles[column].observe(value, list: list)
        }
      }
      progress(reader.byteCount.map { Double(reader.bytesRead) / Double(max(1, $0)) })
    }
    columns = reader.columns
    while profiles.count < columns.count { profiles.append(ColumnProfile()) }
    warnings = reader.warnings
    if let first = rejects.first, rowCount == 0 {
      throw ReadError(
        .malformed, path: path, position: first.position,
        problem: "nothing in it could be read (\(first.message))",
        remedy: "check the file, or set its format with --format")
    }
  }
}

/// The two lists that a column of sources may tell apart.
private struct TwoLists {
  var column: Int?
  private var hashes: [UInt64] = []

  /// Which of the first two lists a row is of.
  mutating func number(of row: Int, in batch: RecordBatch) -> Int? {
    guard let column else { return nil }
    let value = batch.bytes.span.extracting(batch.trimmedCell(row: row, column: column))
    if value.isEmpty { return nil }
    let hash = ValueSample.hash(value)
    if let number = hashes.firstIndex(of: hash) { return number }
    guard hashes.count < 2 else { return nil }
    hashes.append(hash)
    return hashes.count - 1
  }
}
