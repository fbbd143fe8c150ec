/// Gathers the values of one nested record, which come in any order, and writes them in column order.
///
/// A column may get several values (an array, repeated elements): they are chained, so that adding one is
/// O(1), and joined with `; ` when the row is written. Nothing is allocated per row once the buffers have
/// grown.
struct RowBuilder {
  private struct Part {
    var start: UInt32
    var count: UInt32
    var next: Int32
    /// Whether the value stands in `scratch`, not in the source.
    var isInScratch: Bool
  }

  private struct Slot {
    var row: UInt32 = 0
    var head: Int32 = 0
    var tail: Int32 = 0
  }

  /// Equal values of a duplicate key are looked for among this many: a bound on work, not on values.
  private static let comparedParts = 16

  /// Text that does not stand in the source as it is: unescaped, repaired, or gathered in pieces.
  var scratch: [UInt8] = []
  private var parts: [Part] = []
  private var slots: [Slot] = []
  private var row: UInt32 = 0
  private var cellCount = 0

  mutating func begin() {
    scratch.removeAll(keepingCapacity: true)
    parts.removeAll(keepingCapacity: true)
    cellCount = 0
    if row == .max {
      slots.removeAll(keepingCapacity: true)
      row = 0
    }
    row += 1
  }

  /// Notes that the row has this column, though perhaps no value in it.
  @inline(__always)
  mutating func touch(column: Int) {
    if column >= cellCount { cellCount = column + 1 }
  }

  /// Adds a value to a column; an empty one leaves it as it is.
  @inline(__always)
  mutating func add(column: Int, start: Int, count: Int, isInScratch: Bool) {
    touch(column: column)
    guard count > 0 else { return }
    let part = Int32(parts.count)
    parts.append(
      Part(
        start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: count),
        next: -1,
        isInScratch: isInScratch))
    if column >= slots.count {
      slots.append(contentsOf: repeatElement(Slot(), count: column + 1 - slots.count))
    }
    if slots[column].row == row {
      parts[Int(slots[column].tail)].next = part
      slots[column].tail = part
    } else {
      slots[column] = Slot(row: row, head: part, tail: part)
    }
  }

  /// Whether the column has a value in this row.
  @inline(__always)
  func hasValue(column: Int) -> Bool {
    column < slots.count && slots[column].row == row
  }

  /// Whether the column already has this value: the same key with the same value twice.
  func contains(
    column: Int, start: Int, count: Int, isInScratch: Bool, source: Span<UInt8>
  ) -> Bool {
    guard hasValue(column: column) else { return false }
    let candidate = Part(
      start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: count), next: -1,
      isInScratch: isInScratch)
    var index = Int(slots[column].head)
    for _ in 0..<Self.comparedParts where index >= 0 {
      if isEqual(parts[index], candidate, source) { return true }
      index = Int(parts[index].next)
    }
    return false
  }

  private func isEqual(_ a: Part, _ b: Part, _ source: Span<UInt8>) -> Bool {
    guard a.count == b.count else { return false }
    for offset in 0..<Int(a.count) {
      let x = a.isInScratch ? scratch[Int(a.start) + offset] : source[Int(a.start) + offset]
      let y = b.isInScratch ? scratch[Int(b.start) + offset] : source[Int(b.start) + offset]
      if x != y { return false }
    }
    return true
  }

  /// Writes the row. Cells after the last one that the record has are left out.
  func write(
    source: Span<UInt8>, at position: RecordBatch.Position, into batch: inout RecordBatch
  ) {
    source.withUnsafeBufferPointer { source in
      scratch.withUnsafeBufferPointer { scratch in
        for column in 0..<cellCount {
          if column < slots.count, slots[column].row == row {
            var index = Int(slots[column].head)
            while true {
              let part = parts[index]
              let text = part.isInScratch ? scratch : source
              let start = Int(part.start)
              batch.append(
                contentsOf: UnsafeBufferPointer(rebasing: text[start..<start + Int(part.count)]))
              index = Int(part.next)
              if index < 0 { break }
              batch.append(0x3B)
              batch.append(0x20)
            }
          }
          batch.endCell()
        }
      }
    }
    batch.endRecord(at: position)
  }
}
