/// A cell that was decoded in a wrong encoding before it came into the input, and reads now as it was meant.
public struct CellRepair: Sendable, Equatable {
  /// The row of the batch, and the column.
  public var row: Int
  public var column: Int
  /// The text as it stands in the input.
  public var raw: String
  /// The encoding it was written in, and the one it was taken for.
  public var written: String
  public var readAs: String

  public init(row: Int, column: Int, raw: String, written: String, readAs: String) {
    self.row = row
    self.column = column
    self.raw = raw
    self.written = written
    self.readAs = readAs
  }
}

extension RecordBatch {
  /// Finds cells that were decoded wrongly once, and what was meant; it is noted in `repairs`. O(n) in the bytes; where
  /// all is ASCII, as fast as memory.
  mutating func misreadCells(_ misread: inout MisreadText) -> [CellChange] {
    var found: [CellChange] = []
    bytes.withUnsafeBufferPointer { text in
      /// The row of the last finding, at which the search for the next begins.
      var row = 0
      func look(place: Int) {
        let cell = UnsafeBufferPointer(rebasing: text[self.cell(at: place)])
        if misread.cache.isWell(cell) { return }
        guard let finding = misread.finding(in: cell.span) else {
          return misread.cache.add(cell)
        }
        while !(Int(spans[row].first)..<Int(spans[row].last) ~= place) { row += 1 }
        let column = place - Int(spans[row].first)
        found.append((row, column, finding.text))
        repairs.append(
          CellRepair(
            row: row, column: column, raw: String(decoding: cell, as: UTF8.self),
            written: finding.written, readAs: finding.readAs))
      }
      if boundBytes > 0 {
        for bound in highCells { look(place: Int(bound) - 1) }
        return
      }
      for row in 0..<count {
        var place = Int(spans[row].first)
        var begin = Int(bounds[place])
        let end = Int(bounds[Int(spans[row].last)])
        while let high = HighBytes.first(in: text, begin..<end) {
          while Int(bounds[place + 1]) <= high { place += 1 }
          look(place: place)
          place += 1
          begin = Int(bounds[place])
        }
      }
    }
    return found
  }
}

extension MisreadText {
  /// Names of columns as they were meant, and what was repaired, with 0 for the row.
  mutating func repairedNames(
    _ columns: [String], _ warnings: inout [ReadWarning]
  ) -> (names: [String], repairs: [CellRepair]) {
    var repaired = columns
    var repairs: [CellRepair] = []
    for (index, name) in columns.enumerated() {
      guard let finding = finding(in: Array(name.utf8).span) else { continue }
      repaired[index] = String(decoding: finding.text, as: UTF8.self)
      repairs.append(
        CellRepair(
          row: 0, column: index, raw: name, written: finding.written, readAs: finding.readAs))
      let message =
        "the name of column \(index + 1), \"\(name)\", is \(finding.written) that was read as "
        + "\(finding.readAs) before, and was repaired"
      if let known = warnings.firstIndex(where: { $0.kind == .misreadText }) {
        warnings[known].count += 1
      } else {
        warnings.append(ReadWarning(kind: .misreadText, count: 1, first: nil, message: message))
      }
    }
    return (repaired, repairs)
  }
}
