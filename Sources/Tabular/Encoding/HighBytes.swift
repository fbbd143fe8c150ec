internal import CByteScan

/// Finds bytes beyond ASCII.
enum HighBytes {
  /// The place of the first one at or after a place. O(n), 32 bytes at a time.
  static func first(in text: Span<UInt8>, from start: Int) -> Int? {
    text.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return nil }
      var index = start
      while index + 32 <= bytes.count {
        let bits = rollcall_high_bytes(base + index)
        if bits != 0 { return index + bits.trailingZeroBitCount }
        index += 32
      }
      while index < bytes.count {
        if base[index] >= 0x80 { return index }
        index += 1
      }
      return nil
    }
  }
}
