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
    var first = Part(start: 0, count: 0, next: -1, isInScratch: false)
    /// The last of further values, in `parts`; -1 if there is none.
    var tail: Int32 = -1
  }

  /// Equal values of a duplicate key are looked for among this many: a bound on work, not on values.
  private static let comparedParts = 16

  /// Text that does not stand in the source as it is: unescaped, repaired, or gathered in pieces.
  var scratch: [UInt8] = []
  /// Values of a column beyond its first.
  private var parts: [Part] = []
  private var slots: [Slot] = []
  private var row: UInt32 = 0
  private var cellCount = 0
  /// The length of all values.
  private var textCount = 0
  /// Where the row is put together.
  private var line: [UInt8] = []
  private var ends: [UInt32] = []

  mutating func begin() {
    scratch.removeAll(keepingCapacity: true)
    parts.removeAll(keepingCapacity: true)
    cellCount = 0
    textCount = 0
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
    textCount += count
    let part = Part(
      start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: count),
      next: -1, isInScratch: isInScratch)
    if column >= slots.count {
      slots.append(contentsOf: repeatElement(Slot(), count: column + 1 - slots.count))
    }
    if slots[column].row == row {
      chain(part, to: column)
    } else {
      slots[column] = Slot(row: row, first: part)
    }
  }

  private mutating func chain(_ part: Part, to column: Int) {
    let index = Int32(parts.count)
    parts.append(part)
    let tail = Int(slots[column].tail)
    if tail < 0 { slots[column].first.next = index } else { parts[tail].next = index }
    slots[column].tail = index
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
    var part = slots[column].first
    for _ in 0..<Self.comparedParts {
      if isEqual(part, candidate, source) { return true }
      if part.next < 0 { return false }
      part = parts[Int(part.next)]
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
  mutating func write(
    source: Span<UInt8>, at position: RecordBatch.Position, byteCount: Int,
    into batch: inout RecordBatch
  ) {
    let longest = textCount + parts.count * 2 + Self.block
    if line.count < longest {
      line = [UInt8](repeating: 0, count: longest * 2)
    }
    if ends.count < cellCount {
      ends = [UInt32](repeating: 0, count: max(cellCount * 2, 64))
    }
    // Taken out of self, so that the rest of self can be read meanwhile.
    var line: [UInt8] = []
    var ends: [UInt32] = []
    swap(&line, &self.line)
    swap(&ends, &self.ends)
    defer {
      swap(&line, &self.line)
      swap(&ends, &self.ends)
    }
    let base = batch.bytes.count
    source.withUnsafeBufferPointer { source in
      scratch.withUnsafeBufferPointer { scratch in
        line.withUnsafeMutableBufferPointer { line in
          ends.withUnsafeMutableBufferPointer { ends in
            let count = fill(line, ends, base, source, scratch)
            batch.appendRecord(
              text: UnsafeBufferPointer(rebasing: line[..<count]),
              cellEnds: UnsafeBufferPointer(rebasing: ends[..<cellCount]), at: position,
              byteCount: byteCount)
          }
        }
      }
    }
  }

  /// Puts the text of the cells into `line` and where they end into `ends`; the length of the text.
  @inline(__always)
  private func fill(
    _ line: UnsafeMutableBufferPointer<UInt8>, _ ends: UnsafeMutableBufferPointer<UInt32>,
    _ base: Int, _ source: UnsafeBufferPointer<UInt8>, _ scratch: UnsafeBufferPointer<UInt8>
  ) -> Int {
    guard let target = UnsafeMutableRawPointer(line.baseAddress) else { return 0 }
    var at = 0
    slots.withUnsafeBufferPointer { slots in
      parts.withUnsafeBufferPointer { parts in
        for column in 0..<cellCount {
          if column < slots.count, slots[column].row == row {
            var part = slots[column].first
            while true {
              Self.copy(
                part.isInScratch ? scratch : source, Int(part.start), Int(part.count), target + at)
              at += Int(part.count)
              if part.next < 0 { break }
              part = parts[Int(part.next)]
              line[at] = 0x3B
              line[at + 1] = 0x20
              at += 2
            }
          }
          ends[column] = UInt32(truncatingIfNeeded: base + at)
        }
      }
    }
    return at
  }

  private static let block = 16

  /// Copies text; `block` bytes behind it may be overwritten too, since cells are short.
  @inline(__always)
  private static func copy(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int,
    _ target: UnsafeMutableRawPointer
  ) {
    guard let base = text.baseAddress else { return }
    let source = UnsafeRawPointer(base + start)
    if count <= block, start + block <= text.count {
      target.storeBytes(
        of: source.loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
    } else {
      target.copyMemory(from: source, byteCount: count)
    }
  }
}
