internal import CByteScan

/// Finds bytes beyond ASCII.
enum HighBytes {
  /// The place of the first one at or after a place. O(n), 32 bytes at a time.
  static func first(in text: Span<UInt8>, from start: Int) -> Int? {
    text.withUnsafeBufferPointer { first(in: $0, start..<$0.count) }
  }

  /// The place of the first one in a range.
  @inline(__always)
  static func first(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    guard let bytes = text.baseAddress else { return nil }
    var index = range.lowerBound
    while index + 32 <= text.count, index < range.upperBound {
      let bits = rollcall_high_bytes(bytes + index)
      if bits != 0 {
        let place = index + bits.trailingZeroBitCount
        return place < range.upperBound ? place : nil
      }
      index += 32
    }
    while index < range.upperBound {
      if bytes[index] >= 0x80 { return index }
      index += 1
    }
    return nil
  }
}
