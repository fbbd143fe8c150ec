/// One comparison's values: what the columns of one kind (or a column alone) hold, row by row.
struct Field: Sendable {
  let name: String
  let kind: ColumnKind
  var table = StringTable()

  /// Id of each row's first value (0: none); the top bit tells of further values.
  private var firstOfRow: [UInt32] = []
  /// Further values as (row, id), in the order of rows.
  private var further: [(row: UInt32, id: UInt32)] = []

  private static let furtherBit: UInt32 = 1 << 31

  init(name: String, kind: ColumnKind) {
    self.name = name
    self.kind = kind
  }

  mutating func add(_ value: Span<UInt8>, row: Int) {
    add(id: UInt32(table.intern(value)), row: row)
  }

  /// Adds a value of the table.
  mutating func add(id: UInt32, row: Int) {
    if id == 0 { return }
    while firstOfRow.count <= row { firstOfRow.append(0) }
    let first = firstOfRow[row]
    if first == 0 {
      firstOfRow[row] = id
      return
    }
    if first & ~Self.furtherBit == id { return }
    var index = further.count - 1
    while index >= 0, further[index].row == UInt32(row) {
      if further[index].id == id { return }
      index -= 1
    }
    further.append((UInt32(row), id))
    firstOfRow[row] |= Self.furtherBit
  }

  /// Brings the column to `count` rows, the missing ones empty.
  mutating func pad(to count: Int) {
    while firstOfRow.count < count { firstOfRow.append(0) }
  }

  var rowCount: Int { firstOfRow.count }

  /// The row's first value, 0 when it has none.
  @inline(__always)
  func first(_ row: Int) -> Int { Int(firstOfRow[row] & ~Self.furtherBit) }

  @inline(__always)
  func hasSeveral(_ row: Int) -> Bool { firstOfRow[row] & Self.furtherBit != 0 }

  /// In how many groups of rows each value stands. O(rows).
  func groupsOfValue(_ groups: RowGroups) -> [UInt32] {
    var counts = [UInt32](repeating: 0, count: table.count)
    for row in 0..<rowCount where groups.isAlone(row) {
      for index in 0..<valueCount(row) { counts[value(row, index)] += 1 }
    }
    var values: [Int] = []
    var start = 0
    while start < groups.members.count {
      let group = groups.members[start] >> 32
      values.removeAll(keepingCapacity: true)
      while start < groups.members.count, groups.members[start] >> 32 == group {
        let row = Int(groups.members[start] & 0xFFFF_FFFF)
        for index in 0..<valueCount(row) { values.append(value(row, index)) }
        start += 1
      }
      values.sort()
      for index in values.indices where index == 0 || values[index] != values[index - 1] {
        counts[values[index]] += 1
      }
    }
    return counts
  }

  /// Number of the row's values.
  func valueCount(_ row: Int) -> Int {
    if first(row) == 0 { return 0 }
    return hasSeveral(row) ? 1 + furtherRange(row).count : 1
  }

  /// The row's value at `index`, below `valueCount`.
  func value(_ row: Int, _ index: Int) -> Int {
    index == 0 ? first(row) : Int(further[furtherRange(row).lowerBound + index - 1].id)
  }

  private func furtherRange(_ row: Int) -> Range<Int> {
    var low = 0
    var high = further.count
    while low < high {
      let middle = (low + high) / 2
      if further[middle].row < UInt32(row) { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < further.count, further[end].row == UInt32(row) { end += 1 }
    return low..<end
  }
}
