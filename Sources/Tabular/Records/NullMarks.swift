extension RecordBatch {
  /// A cell that is to have another text.
  typealias CellChange = (row: Int, column: Int, text: [UInt8])

  /// The cells whose whole text is a mark for no value, such as `\N`, to be emptied; in quotes it is a text.
  func nullMarks(_ mark: [UInt8]) -> [CellChange] {
    var found: [CellChange] = []
    for row in 0..<count {
      for column in 0..<cellCount(row: row) {
        let cell = cell(row: row, column: column)
        guard cell.count == mark.count, !isQuoted(row: row, column: column),
          bytes[cell].elementsEqual(mark)
        else { continue }
        found.append((row, column, []))
      }
    }
    return found
  }
}
