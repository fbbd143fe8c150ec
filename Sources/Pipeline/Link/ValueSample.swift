/// Distinct values of a column: all of them, or from `limit` on a part that their hashes choose, so
/// that neither the order of rows nor their number matters to what is in it.
struct ValueSample {
  struct Entry {
    var text: String
    /// Rows that hold the value.
    var rows = 0
    /// Rows of each of two lists that hold it.
    var rowsOfList = (0, 0)
  }

  private(set) var entries: [UInt64: Entry] = [:]
  /// Hashes with so many trailing zeros are in the sample.
  private var zeros = 0

  private static let limit = 2048

  /// - Parameter list: 0 or 1 where the table joins two lists.
  mutating func add(_ value: Span<UInt8>, list: Int?) {
    let hash = Self.hash(value)
    guard hash.trailingZeroBitCount >= zeros else { return }
    var entry =
      entries[hash]
      ?? Entry(text: value.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
    entry.rows += 1
    if list == 0 { entry.rowsOfList.0 += 1 }
    if list == 1 { entry.rowsOfList.1 += 1 }
    entries[hash] = entry
    while entries.count > Self.limit {
      zeros += 1
      entries = entries.filter { $0.key.trailingZeroBitCount >= zeros }
    }
  }

  /// About how many distinct values the column has; exact up to the limit.
  var distinctCount: Int { entries.count << zeros }

  /// Distinct values by filled rows: 1 where none comes twice.
  var distinctShare: Double {
    let rows = entries.values.reduce(0) { $0 + $1.rows }
    return rows == 0 ? 0 : Double(entries.count) / Double(rows)
  }

  /// Part of the distinct values that `condition` holds for.
  func share(_ condition: (String) -> Bool) -> Double {
    if entries.isEmpty { return 0 }
    let count = entries.values.count { condition($0.text) }
    return Double(count) / Double(entries.count)
  }

  /// Values that come twice in one of two lists, and values that stand in both. Values are counted
  /// and not pairs of rows: one that is everywhere shall not outvote the others.
  var repeated: (inOne: Int, inBoth: Int) {
    var values = (inOne: 0, inBoth: 0)
    for entry in entries.values {
      let (a, b) = entry.rowsOfList
      if a > 1 || b > 1 { values.inOne += 1 }
      if a > 0, b > 0 { values.inBoth += 1 }
    }
    return values
  }

  /// FNV-1a over the bytes in lower case, its bits spread by a last multiplication.
  static func hash(_ value: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in value.indices {
      var byte = value[index]
      if (0x41...0x5A).contains(byte) { byte |= 0x20 }
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    hash ^= hash >> 32
    hash = hash &* 0xD6E8_FEB8_6659_FD93
    return hash ^ (hash >> 32)
  }
}
