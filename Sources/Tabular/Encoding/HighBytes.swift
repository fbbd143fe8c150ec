internal import CByteMasks

/// Finds bytes beyond ASCII.
enum HighBytes {
  /// The place of the first one at or after a place. O(n), 64 bytes at a time.
  static func first(in text: Span<UInt8>, from start: Int) -> Int? {
    text.withUnsafeBufferPointer { first(in: $0, start..<$0.count) }
  }

  /// The place of the first one in a range.
  @inline(__always)
  static func first(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    guard let bytes = text.baseAddress else { return nil }
    var index = range.lowerBound
    while index + 64 <= text.count, index < range.upperBound {
      let mask = rollcall_high_mask(bytes + index)
      if mask != 0 {
        let place = index + Int(rollcall_lowest_bit(mask))
        return place < range.upperBound ? place : nil
      }
      index += 64
    }
    while index < range.upperBound {
      if bytes[index] >= 0x80 { return index }
      index += 1
    }
    return nil
  }
}
