internal import CByteScan

/// Checks UTF-8 (RFC 3629 §4).
enum UTF8Validation {
  enum Stop: Equatable {
    case end
    /// A sequence of this many bytes that cannot begin or go on like this (the maximal subpart, as Unicode advises).
    case invalid(byteCount: Int)
    /// The text ends inside a character.
    case incomplete
  }

  /// Passes over valid text from `start` on. O(n), 32 bytes at a time where they are ASCII.
  static func scan(_ text: Span<UInt8>, from start: Int) -> (end: Int, stop: Stop) {
    text.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return (start, .end) }
      let count = bytes.count
      var index = start + Int(rollcall_utf8_prefix(base + start, Int64(count - start)))
      while index < count {
        if base[index] < 0x80 {
          if index + 32 <= count {
            let bits = rollcall_high_bytes(base + index)
            index += bits == 0 ? 32 : bits.trailingZeroBitCount
          } else {
            index += 1
          }
          continue
        }
        if index + 8 <= count {
          let word = UInt64(
            littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
          // Letters beyond ASCII come together: four characters of two bytes, or one of them, or one of three.
          if word & fourOfTwo.mask == fourOfTwo.marks, !hasOverlong(word) {
            index += 8
            continue
          }
          if word & 0xC0E0 == 0x80C0, word & 0x1E != 0 {
            index += 2
            continue
          }
          if word & 0xC0_C0F0 == 0x80_80E0, word & 0x200F != 0, word & 0x200F != 0x200D {
            index += 3
            continue
          }
        }
        let stop = character(text, at: &index)
        if stop != .end { return (index, stop) }
      }
      return (count, .end)
    }
  }

  private static let fourOfTwo: (mask: UInt64, marks: UInt64) = (
    0xC0E0_C0E0_C0E0_C0E0, 0x80C0_80C0_80C0_80C0
  )

  /// Whether one of four characters of two bytes would have done with one.
  @inline(__always)
  private static func hasOverlong(_ word: UInt64) -> Bool {
    let leads = word & 0x001E_001E_001E_001E
    return (leads &- 0x0001_0001_0001_0001) & 0x8000_8000_8000_8000 != 0
  }

  /// Passes over the character that `index` stands at; `.end` if it is one.
  private static func character(_ text: Span<UInt8>, at index: inout Int) -> Stop {
    let length: Int
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    switch text[index] {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, low) = (3, 0xA0)
    case 0xED: (length, high) = (3, 0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, low) = (4, 0x90)
    case 0xF4: (length, high) = (4, 0x8F)
    case 0xF1...0xF3: length = 4
    default: return .invalid(byteCount: 1)
    }
    for offset in 1..<length {
      guard index + offset < text.count else { return .incomplete }
      let byte = text[index + offset]
      guard byte >= low, byte <= high else { return .invalid(byteCount: offset) }
      low = 0x80
      high = 0xBF
    }
    index += length
    return .end
  }
}
