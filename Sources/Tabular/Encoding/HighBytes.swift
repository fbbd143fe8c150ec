/// Finds bytes beyond ASCII.
enum HighBytes {
  /// The place of the first one at or after a place. O(n), 32 bytes at a time.
  static func first(in text: Span<UInt8>, from start: Int) -> Int? {
    let raw = text.bytes
    let count = text.count
    var index = start
    while index + 32 <= count {
      let first = raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      let second = raw.unsafeLoadUnaligned(fromByteOffset: index + 8, as: UInt64.self)
      let third = raw.unsafeLoadUnaligned(fromByteOffset: index + 16, as: UInt64.self)
      let fourth = raw.unsafeLoadUnaligned(fromByteOffset: index + 24, as: UInt64.self)
      if (first | second | third | fourth) & 0x8080_8080_8080_8080 != 0 { break }
      index += 32
    }
    while index < count {
      if text[index] >= 0x80 { return index }
      index += 1
    }
    return nil
  }
}
