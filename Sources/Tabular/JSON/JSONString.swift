/// Decoding of JSON strings (RFC 8259 §7) that have escapes.
enum JSONString {
  enum Outcome {
    /// The offset after the closing quotation mark.
    case end(Int)
    /// The bytes end inside the string.
    case incomplete
    /// An unescaped control character.
    case control
    /// A backslash that begins no escape.
    case escape
  }

  /// Appends the text of the string whose first byte is at `start`. A lone surrogate becomes U+FFFD and is counted.
  static func decode(
    _ bytes: Span<UInt8>, from start: Int, into text: inout [UInt8], failedAt: inout Int,
    loneSurrogates: inout UInt64
  ) -> Outcome {
    var at = start
    while true {
      let run = TextScan.plainRun(bytes, from: at)
      bytes.extracting(at..<run).withUnsafeBufferPointer { text.append(contentsOf: $0) }
      at = run
      guard at < bytes.count else { return .incomplete }
      switch bytes[unchecked: at] {
      case 0x22:
        return .end(at + 1)
      case 0x5C:
        guard at + 1 < bytes.count else { return .incomplete }
        failedAt = at
        switch bytes[unchecked: at + 1] {
        case 0x22: text.append(0x22)
        case 0x5C: text.append(0x5C)
        case 0x2F: text.append(0x2F)
        case 0x62: text.append(0x08)
        case 0x66: text.append(0x0C)
        case 0x6E: text.append(0x0A)
        case 0x72: text.append(0x0D)
        case 0x74: text.append(0x09)
        case 0x75:
          var scalar = codeUnit(bytes, at + 2)
          guard scalar >= 0 else { return at + 6 > bytes.count ? .incomplete : .escape }
          at += 4
          if scalar & 0xFC00 == 0xD800, at + 3 < bytes.count, bytes[unchecked: at + 2] == 0x5C,
            bytes[unchecked: at + 3] == 0x75
          {
            let low = codeUnit(bytes, at + 4)
            if low & ~0x3FF == 0xDC00 {
              scalar = 0x10000 + (scalar & 0x3FF) << 10 + (low & 0x3FF)
              at += 6
            }
          }
          if scalar & 0x1FF800 == 0xD800 { loneSurrogates += 1 }
          append(scalar, to: &text)
        default: return .escape
        }
        at += 2
      default:
        failedAt = at
        return .control
      }
    }
  }

  /// Four hexadecimal digits; -1 where they are none.
  private static func codeUnit(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    guard start + 4 <= bytes.count else { return -1 }
    var unit = 0
    for offset in start..<start + 4 {
      let byte = bytes[unchecked: offset]
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46: digit = byte - 0x37
      case 0x61...0x66: digit = byte - 0x57
      default: return -1
      }
      unit = unit << 4 | Int(digit)
    }
    return unit
  }

  private static func append(_ scalar: Int, to text: inout [UInt8]) {
    let scalar = Unicode.Scalar(UInt32(scalar)) ?? "\u{FFFD}"
    text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }
}
