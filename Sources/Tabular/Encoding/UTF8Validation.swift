/// Checks UTF-8 (RFC 3629 §4).
enum UTF8Validation {
  enum Stop: Equatable {
    case end
    /// A sequence of this many bytes that cannot begin or go on like this (the maximal subpart, as Unicode advises).
    case invalid(byteCount: Int)
    /// The text ends inside a character.
    case incomplete
  }

  /// Passes over valid text from `start` on. O(n), eight bytes at a time where they are ASCII.
  static func scan(_ text: Span<UInt8>, from start: Int) -> (end: Int, stop: Stop) {
    let count = text.count
    let raw = text.bytes
    var index = start
    while index < count {
      while index + 16 <= count {
        let first = raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
        let second = raw.unsafeLoadUnaligned(fromByteOffset: index + 8, as: UInt64.self)
        if (first | second) & 0x8080_8080_8080_8080 != 0 { break }
        index += 16
      }
      while index < count, text[index] < 0x80 { index += 1 }
      guard index < count else { break }
      let lead = text[index]
      let length: Int
      var low: UInt8 = 0x80
      var high: UInt8 = 0xBF
      switch lead {
      case 0xC2...0xDF: length = 2
      case 0xE0: (length, low) = (3, 0xA0)
      case 0xED: (length, high) = (3, 0x9F)
      case 0xE1...0xEF: length = 3
      case 0xF0: (length, low) = (4, 0x90)
      case 0xF4: (length, high) = (4, 0x8F)
      case 0xF1...0xF3: length = 4
      default: return (index, .invalid(byteCount: 1))
      }
      for offset in 1..<length {
        guard index + offset < count else { return (index, .incomplete) }
        let byte = text[index + offset]
        guard byte >= low, byte <= high else { return (index, .invalid(byteCount: offset)) }
        low = 0x80
        high = 0xBF
      }
      index += length
    }
    return (count, .end)
  }
}
