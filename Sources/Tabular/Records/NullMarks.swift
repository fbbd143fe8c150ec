extension RecordBatch {
  /// Empties the cells whose whole text is a mark for no value, such as `\N`.
  ///
  /// - Returns: how many, and the row of the first.
  mutating func emptyNullMarks(_ mark: [UInt8]) -> (count: UInt64, firstRow: Int?) {
    var found: [(cell: Int, text: [UInt8])] = []
    for cell in 0..<(cellStarts.count - 1) {
      let (start, end) = (Int(cellStarts[cell]), Int(cellStarts[cell + 1]))
      guard end - start == mark.count, bytes[start..<end].elementsEqual(mark) else { continue }
      found.append((cell, []))
    }
    guard let first = found.first else { return (0, nil) }
    let firstRow = row(of: first.cell)
    replaceCells(found)
    return (UInt64(found.count), firstRow)
  }
}
