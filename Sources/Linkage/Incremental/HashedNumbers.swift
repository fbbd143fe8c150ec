/// Numbers under 64-bit hashes, in flat arrays that can be stored and looked into as they lie: open
/// addressing, at most half full.
struct HashedNumbers: Sendable {
  private(set) var hashes: Stored<UInt64>
  private(set) var numbers: Stored<UInt32>
  private(set) var count = 0

  init() {
    hashes = Stored([UInt64](repeating: 0, count: 1 << 10))
    numbers = Stored([UInt32](repeating: 0, count: 1 << 10))
  }

  /// Of stored arrays; nil where they cannot be a table.
  init?(hashes: Stored<UInt64>, numbers: Stored<UInt32>, count: Int) {
    guard hashes.count == numbers.count, hashes.count.nonzeroBitCount == 1, hashes.count >= 1 << 10,
      count >= 0, count <= hashes.count / 2
    else { return nil }
    self.hashes = hashes
    self.numbers = numbers
    self.count = count
  }

  /// The number under `hash`, nil where there is none. O(1).
  @inline(__always)
  subscript(hash: UInt64) -> UInt32? {
    let mask = hashes.count - 1
    let key = hash == 0 ? 1 : hash
    var slot = Int(truncatingIfNeeded: key >> 20) & mask
    // A damaged table could be full; no more steps than slots.
    for _ in 0...mask {
      let other = hashes[slot]
      if other == key { return numbers[slot] }
      if other == 0 { return nil }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Sets the number under `hash`. O(1).
  mutating func set(_ hash: UInt64, _ number: UInt32) {
    if (count + 1) * 2 > hashes.count { grow() }
    if insert(hash == 0 ? 1 : hash, number) { count += 1 }
  }

  private mutating func insert(_ key: UInt64, _ number: UInt32) -> Bool {
    let mask = hashes.count - 1
    var slot = Int(truncatingIfNeeded: key >> 20) & mask
    while hashes[slot] != 0 && hashes[slot] != key { slot = (slot + 1) & mask }
    let isNew = hashes[slot] == 0
    hashes[slot] = key
    numbers[slot] = number
    return isNew
  }

  private mutating func grow() {
    let old = (hashes, numbers)
    hashes = Stored([UInt64](repeating: 0, count: old.0.count * 2))
    numbers = Stored([UInt32](repeating: 0, count: old.0.count * 2))
    for slot in 0..<old.0.count where old.0[slot] != 0 {
      _ = insert(old.0[slot], old.1[slot])
    }
  }
}
