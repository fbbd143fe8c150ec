/// Distinct byte strings under dense ids: one arena, open addressing, no allocation per string.
///
/// Id 0 is the empty string. Looking up or adding is O(length); ids follow first appearance, so
/// nothing that leaves the room may depend on their order.
/// The arena is limited to 4 GiB.
struct StringTable: Sendable {
  private(set) var bytes: [UInt8] = []
  private var ends: [UInt32] = [0]
  /// Hash in the upper half, id in the lower: one look at memory decides most probes. 0: free.
  private var slots = [UInt64](repeating: 0, count: 64)

  /// Number of ids in use, with the empty string.
  var count: Int { ends.count }

  /// Where the string of `id` stands in `bytes`.
  @inline(__always)
  func range(_ id: Int) -> Range<Int> {
    Int(id == 0 ? 0 : ends[id - 1])..<Int(ends[id])
  }

  @inline(__always)
  func length(_ id: Int) -> Int { range(id).count }

  /// The id of `value`, added when it is new.
  mutating func intern(_ value: Span<UInt8>) -> Int {
    if value.isEmpty { return 0 }
    let hash = Linkage.contentHash(value) & Self.hashMask
    let slot = slot(of: value, hash)
    if slots[slot] != 0 { return Int(slots[slot] & 0xFFFF_FFFF) }
    let id = ends.count
    value.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    ends.append(UInt32(bytes.count))
    slots[slot] = hash | UInt64(id)
    if ends.count * 3 > slots.count * 2 { grow() }
    return id
  }

  /// The id of `value`, 0 when it is not in the table (or empty).
  func find(_ value: Span<UInt8>) -> Int {
    Int(slots[slot(of: value, Linkage.contentHash(value) & Self.hashMask)] & 0xFFFF_FFFF)
  }

  /// Drops what only looking up and adding need: a table is either filled or read.
  mutating func close() { slots = [0] }

  private static let hashMask: UInt64 = 0xFFFF_FFFF_0000_0000

  /// Where `value` stands, or the free slot where it would.
  @inline(__always)
  private func slot(of value: Span<UInt8>, _ hash: UInt64) -> Int {
    var slot = Int(hash >> 32) & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] & Self.hashMask == hash, equals(Int(slots[slot] & 0xFFFF_FFFF), value) {
        break
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  /// Order of two strings by their bytes: the same whatever order they were added in.
  func isOrdered(_ left: Int, before right: Int) -> Bool {
    let span = bytes.span
    let a = range(left)
    let b = range(right)
    let shared = min(a.count, b.count)
    for offset in 0..<shared {
      let x = span[a.lowerBound + offset]
      let y = span[b.lowerBound + offset]
      if x != y { return x < y }
    }
    return a.count < b.count
  }

  /// A 64-bit hash of the string's bytes, the same in every run.
  func contentHash(of id: Int) -> UInt64 {
    Linkage.contentHash(bytes.span.extracting(range(id)))
  }

  func string(_ id: Int) -> String {
    String(decoding: bytes[range(id)], as: UTF8.self)
  }

  private func equals(_ id: Int, _ value: Span<UInt8>) -> Bool {
    let range = range(id)
    guard range.count == value.count else { return false }
    let span = bytes.span
    for offset in 0..<value.count where span[range.lowerBound + offset] != value[offset] {
      return false
    }
    return true
  }

  private mutating func grow() {
    var larger = [UInt64](repeating: 0, count: slots.count * 2)
    for entry in slots where entry != 0 {
      var slot = Int(entry >> 32) & (larger.count - 1)
      while larger[slot] != 0 { slot = (slot + 1) & (larger.count - 1) }
      larger[slot] = entry
    }
    slots = larger
  }
}

/// Spreads the bits of `value` over the whole word (multiply and shift, two rounds).
@inline(__always)
func mixed(_ value: UInt64) -> UInt64 {
  var x = value
  x ^= x >> 32
  x = x &* 0xD6E8_FEB8_6659_FD93
  x ^= x >> 32
  x = x &* 0xD6E8_FEB8_6659_FD93
  return x ^ (x >> 32)
}

/// A 64-bit hash of `value`, without a seed: equal on every machine and in every run.
func contentHash(_ value: Span<UInt8>) -> UInt64 {
  var hash = 0x9E37_79B9_7F4A_7C15 ^ UInt64(value.count)
  let raw = value.bytes
  var offset = 0
  while offset + 8 <= raw.byteCount {
    // Within bounds by the loop's condition; little-endian, so that every machine agrees.
    let word = raw.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
    hash = mixed(hash ^ UInt64(littleEndian: word))
    offset += 8
  }
  var word: UInt64 = 0
  while offset < value.count {
    word = word << 8 | UInt64(value[offset])
    offset += 1
  }
  return mixed(hash ^ word)
}
