import Glibc

/// Cells that were looked at lately and are well as they stand: names, cities and words come again and again, and to know
/// them costs less than to weigh them anew. Only equal bytes count as the same cell.
struct MisreadCache {
  private static let slotBits: UInt64 = 12
  /// A length and a text.
  private static let slotBytes = 64
  private var slots: [UInt8] = []

  /// The place of a cell, by a hash that is the same in every run; `nil` for one that is too long.
  @inline(__always)
  private static func place(_ cell: UnsafeBufferPointer<UInt8>) -> Int? {
    guard cell.count < slotBytes, let start = cell.baseAddress else { return nil }
    var hash = UInt64(cell.count)
    let text = UnsafeRawPointer(start)
    if cell.count >= 8 {
      // Its beginning, middle and end tell cells apart well enough; what is equal is found out then.
      let middle = cell.count / 2 - 4
      hash ^= text.loadUnaligned(as: UInt64.self)
      hash = hash &* 0x9E37_79B9_7F4A_7C15
      hash ^= text.loadUnaligned(fromByteOffset: middle, as: UInt64.self)
      hash = (hash ^ hash >> 31) &* 0x9E37_79B9_7F4A_7C15
      hash ^= text.loadUnaligned(fromByteOffset: cell.count - 8, as: UInt64.self)
    } else {
      for byte in cell { hash = hash << 8 ^ hash >> 56 ^ UInt64(byte) }
    }
    hash = (hash ^ hash >> 29) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: hash >> (64 - slotBits)) * slotBytes
  }

  @inline(__always)
  func isWell(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !slots.isEmpty, let place = Self.place(cell), let start = cell.baseAddress else {
      return false
    }
    return slots.withUnsafeBufferPointer { slots in
      guard let slot = slots.baseAddress.map({ $0 + place }) else { return false }
      return Int(slot[0]) == cell.count && memcmp(slot + 1, start, cell.count) == 0
    }
  }

  mutating func add(_ cell: UnsafeBufferPointer<UInt8>) {
    guard let place = Self.place(cell) else { return }
    if slots.isEmpty {
      slots = [UInt8](repeating: 0, count: Self.slotBytes << Int(Self.slotBits))
    }
    slots.withUnsafeMutableBufferPointer { slots in
      slots[place] = UInt8(cell.count)
      _ = UnsafeMutableBufferPointer(rebasing: slots[(place + 1)...]).update(from: cell)
    }
  }

  mutating func removeAll() { slots.removeAll() }
}
