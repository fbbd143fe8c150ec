/// Rows that are one entity beyond doubt: of equal names and an equal phone, e-mail, identifier or
/// date. How common a value is shall be counted by entities, not by how often each was typed.
struct RowGroups: Sendable {
  /// By row; the top bit tells that the group has several rows.
  private var parents: [UInt32]
  /// Number of groups.
  private(set) var count: Int
  /// Rows of groups of several, as `group << 32 | row`, ascending.
  private(set) var members: [UInt64] = []
  private static let severalBit: UInt32 = 1 << 31

  /// - Parameter keys: calls with `hash << 32 | row`, for each way to be sure.
  init(rowCount: Int, keys: ((consuming [UInt64]) -> Void) -> Void) {
    parents = Array(0..<UInt32(rowCount))
    count = rowCount
    keys { entries in
      var sorted = entries
      radixSort(&sorted, from: 32)
      for index in sorted.indices.dropFirst()
      where sorted[index] >> 32 == sorted[index - 1] >> 32 {
        join(
          UInt32(truncatingIfNeeded: sorted[index]), UInt32(truncatingIfNeeded: sorted[index - 1]))
      }
    }
    for row in parents.indices { parents[row] = root(UInt32(row)) }
    // A group's smallest row has learnt of the others when its own turn comes from behind.
    for row in parents.indices.reversed() {
      let group = parents[row] & ~Self.severalBit
      if group != row { parents[Int(group)] |= Self.severalBit }
      if group != row || parents[row] & Self.severalBit != 0 {
        parents[row] |= Self.severalBit
        members.append(UInt64(group) << 32 | UInt64(row))
      }
    }
    radixSort(&members)
  }

  /// The smallest row of the group.
  @inline(__always)
  func group(of row: Int) -> UInt32 { parents[row] & ~Self.severalBit }

  /// Whether the row is a group by itself.
  @inline(__always)
  func isAlone(_ row: Int) -> Bool { parents[row] & Self.severalBit == 0 }

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
