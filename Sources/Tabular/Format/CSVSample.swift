/// The records of a window under one dialect, and how well they agree in their number of cells.
struct CSVSample {
  private(set) var records: [[String]] = []
  /// Of all records read, the share that fits the usual number of cells; a shorter one counts half.
  private(set) var consistency = 0.0
  /// The number of cells that most records have.
  private(set) var usualCellCount = 0
  /// 0 to 1: agreement, and more for more columns.
  private(set) var score = 0.0

  /// Records whose text is kept, to tell a header by.
  private static let keptRecords = 50

  init(
    _ window: Span<UInt8>, shape: CSVParser.Shape, ends: Bool, recordLimit: Int,
    recordByteLimit: Int
  ) {
    var parser = CSVParser(
      columns: [], columnCount: .max, shape: shape, recordByteLimit: recordByteLimit)
    var batch = RecordBatch()
    parser.parse(window, into: &batch)
    // A window that is cut ends inside a record, which then says nothing.
    if ends || batch.count == 0 { parser.finish(into: &batch) }
    let bent = parser.takeWarnings().first { $0.kind == .textAfterQuote }?.count ?? 0
    measure(batch, recordLimit: recordLimit, bent: Int(bent))
  }

  private mutating func measure(_ batch: RecordBatch, recordLimit: Int, bent: Int) {
    let count = min(batch.count, recordLimit)
    guard count > 0 else { return }
    var counts: [Int: Int] = [:]
    for row in 0..<count { counts[batch.cellCount(row: row), default: 0] += 1 }
    // The larger of equally frequent ones, whatever the order of the dictionary.
    usualCellCount =
      counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
    let faults = Double(batch.rejects.count + bent)
    let first = batch.cellCount(row: 0)
    consistency = max(
      agreement(counts, with: usualCellCount, of: count, faults: faults),
      agreement(counts, with: first, of: count, faults: faults))
    score = Self.score(
      consistency, cellCount: usualCellCount, firstCellCount: first,
      hasSurplus: counts.keys.contains { $0 > 1 })
    for row in 0..<min(count, Self.keptRecords) {
      records.append(
        (0..<batch.cellCount(row: row)).map { batch.string(row: row, column: $0) })
    }
  }

  private func agreement(
    _ counts: [Int: Int], with cellCount: Int, of records: Int, faults: Double
  ) -> Double {
    var fitting = 0.0
    for (key, number) in counts {
      if key == cellCount { fitting += Double(number) }
      if key > 1, key < cellCount { fitting += Double(number) / 2 }
    }
    return fitting / (Double(records) + faults)
  }

  private static func score(
    _ consistency: Double, cellCount: Int, firstCellCount: Int, hasSurplus: Bool
  ) -> Double {
    if cellCount <= 1 {
      // One column: best where the delimiter does not occur at all, so that every line is a cell.
      return consistency * (hasSurplus ? 0.1 : 0.2)
    }
    let columns = 1 - 1 / Double(cellCount)
    // A delimiter that the first record lacks is probably text.
    return consistency * consistency * columns * (firstCellCount == 1 ? 0.3 : 1)
  }
}
