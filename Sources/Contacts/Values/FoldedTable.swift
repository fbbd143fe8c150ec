/// A map from folded spellings to small numbers, made for one lookup per cell.
///
/// Open addressing over the UTF-8 bytes of the keys with FNV-1a, so a lookup neither hashes by
/// Unicode equivalence nor depends on the process's hash seed. Keys must be folded already
/// (``fold(_:)``). Lookup is O(length of the key) and allocates nothing.
package struct FoldedTable: Sendable {
  /// What stands in the table where two owners claim one spelling.
  private static let claimedTwice: Int32 = -1

  private var slots: [Int32]
  private var keyEnds: [Int32] = []
  private var keyBytes: [UInt8] = []
  private var values: [Int32] = []

  /// Spellings that were claimed with different values; looking them up gives nil.
  package private(set) var conflicts: [String] = []

  package init() {
    slots = [Int32](repeating: 0, count: 16)
  }

  /// Bytes of the longest spelling.
  private(set) var longestKey = 0

  /// The number of spellings.
  package var count: Int { values.count }

  /// Adds a spelling. The same spelling with another value is a conflict, unless the first stays
  /// (`keepingFirst`). Empty spellings are left out.
  package mutating func insert(_ key: String, value: Int32, keepingFirst: Bool = false) {
    guard !key.isEmpty else { return }
    var copy = key
    let (slot, entry) = copy.withUTF8 { find($0) }
    if let entry {
      if !keepingFirst, values[entry] != value, values[entry] != Self.claimedTwice {
        values[entry] = Self.claimedTwice
        conflicts.append(key)
      }
      return
    }
    longestKey = max(longestKey, key.utf8.count)
    keyBytes.append(contentsOf: key.utf8)
    keyEnds.append(Int32(keyBytes.count))
    values.append(value)
    slots[slot] = Int32(values.count)
    if values.count * 2 > slots.count { grow() }
  }

  /// The value of a folded spelling, or nil.
  package func value(of key: String) -> Int32? {
    var copy = key
    return copy.withUTF8 { value(of: $0) }
  }

  /// The same for the bytes of a spelling.
  func value(of key: UnsafeBufferPointer<UInt8>) -> Int32? {
    guard !key.isEmpty, key.count <= longestKey, let entry = find(key).entry else { return nil }
    return values[entry] == Self.claimedTwice ? nil : values[entry]
  }

  /// Whether a folded spelling stands in the table.
  package func contains(_ key: String) -> Bool { value(of: key) != nil }

  private func find(_ bytes: UnsafeBufferPointer<UInt8>) -> (slot: Int, entry: Int?) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: Self.hash(bytes)) & mask
    while slots[slot] != 0 {
      let entry = Int(slots[slot]) - 1
      if isEqual(entry, bytes) { return (slot, entry) }
      slot = (slot + 1) & mask
    }
    return (slot, nil)
  }

  private func isEqual(_ entry: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = entry == 0 ? 0 : Int(keyEnds[entry - 1])
    guard Int(keyEnds[entry]) - start == bytes.count else { return false }
    for index in 0..<bytes.count where keyBytes[start + index] != bytes[index] { return false }
    return true
  }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash ^ (hash >> 29)
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for entry in values.indices {
      let start = entry == 0 ? 0 : Int(keyEnds[entry - 1])
      let hash = keyBytes.withUnsafeBufferPointer {
        Self.hash(UnsafeBufferPointer(rebasing: $0[start..<Int(keyEnds[entry])]))
      }
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(entry + 1)
    }
  }
}
