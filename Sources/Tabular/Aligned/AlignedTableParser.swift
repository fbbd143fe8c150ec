/// Reads a table that was made to be looked at: each line is a record, padding and drawn lines are none.
///
/// A line whose text runs across the columns' borders is a reject, and so is a line with one text behind a blank line.
/// O(n) time; memory is bounded by the record limit and the longest chunk.
struct AlignedTableParser: RecordParser {
  let columns: [String]

  private let table: AlignedTable
  private let recordByteLimit: Int
  private var linesToSkip: Int
  private var text: [UInt8] = []
  private var textOffset: UInt64 = 0
  private var line: UInt64 = 1
  private var isAfterGap = false

  init(_ table: AlignedTable, skippedLines: Int, recordByteLimit: Int) {
    self.table = table
    columns = table.columns
    linesToSkip = skippedLines + table.skippedLines
    self.recordByteLimit = max(1, recordByteLimit)
  }

  mutating func parse(_ chunk: Span<UInt8>, into batch: inout RecordBatch) {
    chunk.withUnsafeBufferPointer { text.append(contentsOf: $0) }
    read(isFinal: false, into: &batch)
  }

  mutating func finish(into batch: inout RecordBatch) {
    read(isFinal: true, into: &batch)
  }

  mutating func takeWarnings() -> [ReadWarning] { [] }

  private mutating func read(isFinal: Bool, into batch: inout RecordBatch) {
    var start = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      guard byte == 0x0A || byte == 0x0D else {
        index += 1
        continue
      }
      if byte == 0x0D, index + 1 == text.count, !isFinal { break }
      add(start..<index, into: &batch)
      let isPair = byte == 0x0D && index + 1 < text.count && text[index + 1] == 0x0A
      index += isPair ? 2 : 1
      start = index
      line += 1
    }
    if isFinal || text.count - start > recordByteLimit {
      add(start..<text.count, into: &batch)
      start = text.count
    }
    textOffset += UInt64(start)
    text.removeFirst(start)
  }

  private mutating func add(_ range: Range<Int>, into batch: inout RecordBatch) {
    if linesToSkip > 0 {
      linesToSkip -= 1
      return
    }
    let place = RecordBatch.Position(line: line, byteOffset: textOffset + UInt64(range.lowerBound))
    let raw = String(decoding: text[range], as: UTF8.self)
    let scalars = Array(raw.unicodeScalars)
    let isBlank = scalars.allSatisfy { $0 == " " || $0 == "\t" }
    let isDrawn = AlignedTable.isRule(scalars)
    if isBlank || isDrawn {
      isAfterGap = true
      return
    }
    let cells = range.count > recordByteLimit ? nil : table.layout.cells(scalars)
    let isNote = isAfterGap && (cells?.count { !$0.isEmpty } ?? 1) == 1 || isCount(scalars)
    guard let cells, !isNote else {
      return batch.reject(
        reject(raw, at: place, isNote: isNote, isLong: range.count > recordByteLimit))
    }
    isAfterGap = false
    for cell in cells {
      batch.append(contentsOf: AlignedTable.string(cell).utf8)
      batch.endCell()
    }
    batch.endRecord(at: place)
  }

  /// `(40 rows)`, as database shells end.
  private func isCount(_ line: [Unicode.Scalar]) -> Bool {
    guard line.first == "(", let second = line.dropFirst().first else { return false }
    return ("0"..."9").contains(second) && line.last == ")"
  }

  private func reject(
    _ raw: String, at place: RecordBatch.Position, isNote: Bool, isLong: Bool
  ) -> Reject {
    let reason: Reject.Reason = isLong ? .recordTooLong : isNote ? .footer : .tooManyCells
    let message =
      isLong
      ? "the line has more than \(recordByteLimit) bytes"
      : isNote
        ? "the line is a note, no record; leave it out"
        : "text of the line runs across the borders of the columns; export the table as CSV"
    var kept = Array(raw.utf8.prefix(Reject.rawLimit))
    while let last = kept.last, kept.count == Reject.rawLimit, last >= 0x80 { kept.removeLast() }
    return Reject(
      position: place, reason: reason, message: message,
      raw: String(decoding: kept, as: UTF8.self))
  }
}
