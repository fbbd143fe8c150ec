internal import Tabular

/// The ids of a table's rows, each of them once. Looking up is O(length).
struct RecordIDs {
  private var bytes: [UInt8] = []
  private var ends: [Int] = [0]
  /// Line of each row, for messages.
  private var lines: [UInt32] = []
  /// Row + 1 by hash, open addressing; 0: free.
  private var slots = [UInt32](repeating: 0, count: 1024)

  var count: Int { lines.count }

  /// Line of a row, for messages.
  func line(_ row: Int) -> UInt32 { lines[row] }

  /// The id of a row.
  subscript(row: Int) -> ArraySlice<UInt8> { bytes[ends[row]..<ends[row + 1]] }

  /// Adds the id of the next row.
  ///
  /// - Returns: the line where the id stands already, nil if it is new.
  mutating func add(_ id: Span<UInt8>, line: UInt64) -> UInt32? {
    var slot = Int(truncatingIfNeeded: ValueSample.hash(id)) & (slots.count - 1)
    while slots[slot] != 0 {
      let row = Int(slots[slot]) - 1
      if equals(row, id) { return lines[row] }
      slot = (slot + 1) & (slots.count - 1)
    }
    id.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    ends.append(bytes.count)
    lines.append(UInt32(clamping: line))
    slots[slot] = UInt32(count)
    if count * 3 > slots.count * 2 { grow() }
    return nil
  }

  /// The row of an id, nil where there is none.
  func row(_ id: Span<UInt8>) -> Int? {
    var slot = Int(truncatingIfNeeded: ValueSample.hash(id)) & (slots.count - 1)
    while slots[slot] != 0 {
      let row = Int(slots[slot]) - 1
      if equals(row, id) { return row }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private func equals(_ row: Int, _ id: Span<UInt8>) -> Bool {
    let start = ends[row]
    guard ends[row + 1] - start == id.count else { return false }
    for index in id.indices where bytes[start + index] != id[index] { return false }
    return true
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for row in 0..<count {
      let hash = ValueSample.hash(bytes.span.extracting(ends[row]..<ends[row + 1]))
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(row + 1)
    }
  }
}
