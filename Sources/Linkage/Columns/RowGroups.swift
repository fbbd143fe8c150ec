/// Rows that are one entity beyond doubt: of equal names and an equal phone, e-mail, identifier or
/// date. How common a value is shall be counted by entities, not by how often each was typed.
struct RowGroups: Sendable {
  private var parents: [UInt32]
  /// Number of groups.
  private(set) var count: Int
  private var hasOthers: [Bool] = []

  /// - Parameter keys: for each way to be sure, `hash << 32 | row`.
  init(rowCount: Int, keys: [[UInt64]]) {
    parents = Array(0..<UInt32(rowCount))
    count = rowCount
    for entries in keys {
      var sorted = entries
      radixSort(&sorted)
      for index in sorted.indices.dropFirst()
      where sorted[index] >> 32 == sorted[index - 1] >> 32 {
        join(
          UInt32(truncatingIfNeeded: sorted[index]), UInt32(truncatingIfNeeded: sorted[index - 1]))
      }
    }
    hasOthers = [Bool](repeating: false, count: rowCount)
    for row in parents.indices {
      parents[row] = root(UInt32(row))
      if Int(parents[row]) != row {
        hasOthers[row] = true
        hasOthers[Int(parents[row])] = true
      }
    }
  }

  /// Whether the group has other rows.
  func hasSeveral(_ row: Int) -> Bool { hasOthers[row] }

  /// The smallest row of the group.
  @inline(__always)
  func group(of row: Int) -> UInt32 { parents[row] }

  private func root(_ row: UInt32) -> UInt32 {
    var x = row
    while parents[Int(x)] != x { x = parents[Int(x)] }
    return x
  }

  private mutating func join(_ a: UInt32, _ b: UInt32) {
    let x = root(a)
    let y = root(b)
    if x == y { return }
    parents[Int(max(x, y))] = min(x, y)
    count -= 1
  }
}
