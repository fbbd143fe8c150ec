/// The entries of one aspect of blocking under content keys, `key << 32 | row` by ascending row, kept
/// from one run to the next: those of values few enough share to compare all their pairs, and those
/// of values that only call rows together along with others.
struct BlockingEntries: Sendable {
  var cold = Stored<UInt64>()
  var hot = Stored<UInt64>()

  /// Whether every entry is of one of the rows.
  func isSound(rowCount: Int) -> Bool {
    var highest: UInt64 = 0
    for entries in [cold, hot] {
      _ = entries.withParts { part in
        for entry in part { highest = max(highest, entry & 0xFFFF_FFFF) }
      }
    }
    return highest < UInt64(max(1, rowCount))
  }
}

/// A set of keys as bits: tells most keys that are not in it, and never one that is.
struct KeyFilter {
  private static let bitCount = 1 << 21
  private var words = [UInt64](repeating: 0, count: Self.bitCount / 64)

  @inline(__always)
  mutating func add(_ entry: UInt64) {
    let bit = Int(truncatingIfNeeded: entry >> 43)
    words[bit >> 6] |= 1 << UInt64(bit & 63)
  }

  @inline(__always)
  func mayHold(_ entry: UInt64) -> Bool {
    let bit = Int(truncatingIfNeeded: entry >> 43)
    return words[bit >> 6] & 1 << UInt64(bit & 63) != 0
  }

  mutating func removeAll() {
    for index in words.indices { words[index] = 0 }
  }
}

/// Entries of rows that stand in both lists, a key for each two; only those that `filter` may hold.
func combinedEntries(
  _ a: ArraySlice<UInt64>, _ b: ArraySlice<UInt64>, filter: KeyFilter?, into result: inout [UInt64]
) {
  var i = a.startIndex
  var j = b.startIndex
  while i < a.endIndex, j < b.endIndex {
    let row = a[i] & 0xFFFF_FFFF
    let other = b[j] & 0xFFFF_FFFF
    if row < other {
      i += 1
    } else if other < row {
      j += 1
    } else {
      var endJ = j
      while endJ < b.endIndex, b[endJ] & 0xFFFF_FFFF == row { endJ += 1 }
      while i < a.endIndex, a[i] & 0xFFFF_FFFF == row {
        for k in j..<endJ {
          let entry = combinedEntry(a[i], b[k], row)
          if filter?.mayHold(entry) ?? true { result.append(entry) }
        }
        i += 1
      }
      j = endJ
    }
  }
}

/// For each row every two of its own values.
func combinedEntries(
  _ a: ArraySlice<UInt64>, filter: KeyFilter?, into result: inout [UInt64]
) {
  var start = a.startIndex
  while start < a.endIndex {
    let row = a[start] & 0xFFFF_FFFF
    var end = start + 1
    while end < a.endIndex, a[end] & 0xFFFF_FFFF == row { end += 1 }
    for i in start..<end {
      for k in (i + 1)..<max(i + 1, end) {
        let entry = combinedEntry(min(a[i], a[k]), max(a[i], a[k]), row)
        if filter?.mayHold(entry) ?? true { result.append(entry) }
      }
    }
    start = end
  }
}

@inline(__always)
private func combinedEntry(_ a: UInt64, _ b: UInt64, _ row: UInt64) -> UInt64 {
  mixed(mixed(a >> 32) &+ b >> 32) & 0xFFFF_FFFF_0000_0000 | row
}
