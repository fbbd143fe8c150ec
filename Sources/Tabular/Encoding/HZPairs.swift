/// Turns HZ into what it stands for: pairs of GB 2312 with the high bit set (RFC 1843).
struct HZPairs {
  private var isInside = false
  /// Half a character that stands for itself, outside of a run.
  private var rest: [UInt8] = []

  /// Takes back what could not be decoded until more comes.
  mutating func keep(_ bytes: ArraySlice<UInt8>) { rest = Array(bytes) }

  /// - Returns: the bytes, and the input that is done with, in which a line that is continued has no end.
  mutating func unpack(_ piece: Span<UInt8>, isFinal: Bool) -> (bytes: [UInt8], lines: [UInt8]) {
    var bytes = rest
    var lines: [UInt8] = []
    var index = 0
    while index < piece.count {
      let byte = piece[index]
      // Every pair, and every tilde, needs the byte behind it.
      let isPair = byte == UInt8(ascii: "~") || (isInside && byte > 0x20)
      if isPair, index + 1 == piece.count, !isFinal { break }
      let next = index + 1 < piece.count ? piece[index + 1] : 0
      guard isPair, index + 1 < piece.count else {
        // A line ends the run too.
        if byte == 0x0A || byte == 0x0D { isInside = false }
        bytes.append(byte)
        lines.append(byte)
        index += 1
        continue
      }
      lines.append(byte)
      lines.append(byte == UInt8(ascii: "~") && next == 0x0A ? 0x20 : next)
      index += 2
      guard byte == UInt8(ascii: "~") else {
        bytes.append(contentsOf: [byte | 0x80, next | 0x80])
        continue
      }
      switch next {
      case UInt8(ascii: "{"): isInside = true
      case UInt8(ascii: "}"): isInside = false
      case UInt8(ascii: "~"): bytes.append(byte)
      case 0x0A: break
      default: bytes.append(contentsOf: [byte, next])
      }
    }
    return (bytes, lines)
  }
}
