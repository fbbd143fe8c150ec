/// The folded values of a field, row by row, as a state keeps them: texts one after the other, and
/// their numbers by row. Values are not looked up in it: a text that comes in again later is kept
/// again.
struct StoredField: Sendable {
  var bytes = Stored<UInt8>()
  /// Where each text ends; the first is the empty one.
  var ends = Stored<UInt32>([0])
  /// By row: the first value; the top bit tells of further ones.
  var values = Stored<UInt32>()
  /// Further values, `row << 32 | value` by row.
  var further = Stored<UInt64>()

  private static let furtherBit: UInt32 = 1 << 31

  /// Takes the values of further rows.
  mutating func append(_ field: Field, rowCount: Int) {
    let firstRow = UInt64(values.count)
    let offset = UInt32(ends.count - 1)
    let size = UInt32(bytes.count)
    let table = field.table
    bytes.append(contentsOf: table.bytes)
    for value in 1..<max(1, table.count) {
      ends.append(size + UInt32(table.range(value).upperBound))
    }
    for row in 0..<rowCount {
      if row >= field.rowCount {
        values.append(0)
        continue
      }
      let first = UInt32(field.first(row))
      let hasSeveral = field.hasSeveral(row)
      values.append(first == 0 ? 0 : (first + offset) | (hasSeveral ? Self.furtherBit : 0))
      if !hasSeveral { continue }
      for index in 1..<field.valueCount(row) {
        let value = UInt64(UInt32(field.value(row, index)) + offset)
        further.append((firstRow + UInt64(row)) << 32 | value)
      }
    }
  }

  /// Calls `body` for each value of a row, in their order.
  func forEachValue(_ row: Int, _ body: (Int) -> Void) {
    let first = values[row]
    if first == 0 { return }
    body(Int(first & ~Self.furtherBit))
    if first & Self.furtherBit == 0 { return }
    var low = 0
    var high = further.count
    while low < high {
      let middle = (low + high) / 2
      if further[middle] >> 32 < UInt64(row) { low = middle + 1 } else { high = middle }
    }
    while low < further.count, further[low] >> 32 == UInt64(row) {
      body(Int(further[low] & 0xFFFF_FFFF))
      low += 1
    }
  }

  /// A hash of the row's first value, 0 for none.
  func firstHash(_ row: Int) -> UInt32 {
    var hash: UInt32 = 0
    let first = values[row]
    if first != 0 { withText(Int(first & ~Self.furtherBit)) { hash = hash32($0) } }
    return hash
  }

  /// Calls `body` with a value's text.
  @inline(__always)
  func withText(_ value: Int, _ body: (Span<UInt8>) -> Void) {
    bytes.withElements(Int(ends[value - 1])..<Int(ends[value]), body)
  }

  /// Whether every number in it leads somewhere.
  var isSound: Bool {
    var last: UInt32 = 0
    for index in 0..<ends.count {
      if ends[index] < last { return false }
      last = ends[index]
    }
    if ends.count == 0 || ends[0] != 0 || Int(last) != bytes.count { return false }
    for row in 0..<values.count where Int(values[row] & ~Self.furtherBit) >= ends.count {
      return false
    }
    for index in 0..<further.count {
      let value = Int(further[index] & 0xFFFF_FFFF)
      if value == 0 || value >= ends.count { return false }
    }
    return true
  }
}
