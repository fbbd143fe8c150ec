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

/// Sorts by the bits from `low` on, the lower digits first, 11 bits at a time, leaving out digits
/// that are equal in all. Stable; O(n) with as much memory again.
///
/// Below a few thousand values all bits count: where `low` is not 0, equals shall stand in the order
/// of their lower bits.
func radixSort(_ values: inout [UInt64], from low: Int = 0) {
  if values.count < 1 << 11 {
    values.sort()
    return
  }
  let digits = (64 - low + 10) / 11
  var counts = [UInt32](repeating: 0, count: digits << 11)
  for value in values {
    for digit in 0..<digits {
      counts[digit << 11 | Int(value >> UInt64(low + digit * 11) & 0x7FF)] += 1
    }
  }
  var other: [UInt64] = []
  for digit in 0..<digits {
    let shift = UInt64(low + digit * 11)
    let first = digit << 11
    if counts[first | Int(values[0] >> shift & 0x7FF)] == values.count { continue }
    var start: UInt32 = 0
    for index in first..<(first + 0x800) {
      let count = counts[index]
      counts[index] = start
      start += count
    }
    if other.isEmpty { other = [UInt64](repeating: 0, count: values.count) }
    other.withUnsafeMutableBufferPointer { out in
      counts.withUnsafeMutableBufferPointer { next in
        for value in values {
          let slot = first | Int(value >> shift & 0x7FF)
          out[Int(next[slot])] = value
          next[slot] += 1
        }
      }
    }
    swap(&values, &other)
  }
}
