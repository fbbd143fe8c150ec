extension RecordBatch {
  /// Empties records, and cells of others. An emptied record has no cells any more, and keeps its place.
  ///
  /// - Parameters:
  ///   - starts: byte offsets of the records.
  ///   - mentions: whether a text is to go: that of a cell, or what a reject or a repair keeps.
  /// - Returns: whether anything was there to go.
  package mutating func erase(
    recordsAt starts: Set<UInt64>, mentions: (String) -> Bool
  ) -> Bool {
    var emptied: [(row: Int, column: Int, text: [UInt8])] = []
    var isChanged = false
    for row in 0..<count where cellCount(row: row) > 0 {
      if starts.contains(positions[row].byteOffset) {
        spans[row] = Bounds(first: spans[row].first, last: spans[row].first)
        isChanged = true
        continue
      }
      for column in 0..<cellCount(row: row) where mentions(string(row: row, column: column)) {
        emptied.append((row, column, []))
      }
    }
    if !emptied.isEmpty { replaceCells(emptied) }
    for index in rejects.indices where mentions(rejects[index].raw) {
      rejects[index].raw = ""
      isChanged = true
    }
    let kept = repairs.filter { cellCount(row: $0.row) > 0 && !mentions($0.raw) }
    isChanged = isChanged || !emptied.isEmpty || kept.count < repairs.count
    repairs = kept
    return isChanged
  }

  /// Whether a record was emptied.
  package func isErased(row: Int) -> Bool { cellCount(row: row) == 0 }
}
