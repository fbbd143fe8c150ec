/// Rows by the value they share: a counting sort of (value, row), so rows of a block ascend.
struct Blocks: Sendable {
  private var starts: [UInt32]
  private(set) var rows: [UInt32]

  /// Blocks of the entries `value << 32 | row`, for values below `valueCount`. O(entries + values).
  init(_ entries: [UInt64], valueCount: Int) {
    starts = [UInt32](repeating: 0, count: valueCount + 1)
    for entry in entries { starts[Int(entry >> 32) + 1] += 1 }
    for value in 0..<valueCount { starts[value + 1] += starts[value] }
    rows = [UInt32](repeating: 0, count: entries.count)
    var next = starts
    for entry in entries {
      let value = Int(entry >> 32)
      rows[Int(next[value])] = UInt32(truncatingIfNeeded: entry)
      next[value] += 1
    }
  }

  /// Blocks by the values of a field.
  init(_ field: Field, rowCount: Int) {
    var entries: [UInt64] = []
    entries.reserveCapacity(rowCount)
    for row in 0..<rowCount {
      for index in 0..<field.valueCount(row) {
        entries.append(UInt64(field.value(row, index)) << 32 | UInt64(row))
      }
    }
    self.init(entries, valueCount: field.table.count)
  }

  var count: Int { starts.count - 1 }

  @inline(__always)
  func range(_ value: Int) -> Range<Int> { Int(starts[value])..<Int(starts[value + 1]) }
}

/// Sorts by the lower digits first, 16 bits at a time, leaving out digits that are equal in all.
/// O(n) with as much memory again.
func radixSort(_ values: inout [UInt64]) {
  if values.count < 1 << 12 {
    values.sort()
    return
  }
  var other = [UInt64](repeating: 0, count: values.count)
  var counts = [Int](repeating: 0, count: 1 << 16)
  for shift in stride(from: UInt64(0), to: 64, by: 16) {
    for index in counts.indices { counts[index] = 0 }
    for value in values { counts[Int(value >> shift & 0xFFFF)] += 1 }
    if counts[Int(values[0] >> shift & 0xFFFF)] == values.count { continue }
    var start = 0
    for index in counts.indices {
      let count = counts[index]
      counts[index] = start
      start += count
    }
    for value in values {
      let digit = Int(value >> shift & 0xFFFF)
      other[counts[digit]] = value
      counts[digit] += 1
    }
    swap(&values, &other)
  }
}
