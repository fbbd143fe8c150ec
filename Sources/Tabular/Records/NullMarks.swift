extension RecordBatch {
  /// Empties the cells whose whole text is a mark for no value, such as `\N`; in quotes it is a text.
  ///
  /// - Returns: how many, and the row of the first.
  mutating func emptyNullMarks(_ mark: [UInt8]) -> (count: UInt64, firstRow: Int?) {
    var found: [(row: Int, column: Int, text: [UInt8])] = []
    for row in 0..<count {
      for column in 0..<cellCount(row: row) {
        let cell = cell(row: row, column: column)
        guard cell.count == mark.count, !isQuoted(row: row, column: column),
          bytes[cell].elementsEqual(mark)
        else { continue }
        found.append((row, column, []))
      }
    }
    guard let first = found.first else { return (0, nil) }
    replaceCells(found)
    return (UInt64(found.count), first.row)
  }
}
