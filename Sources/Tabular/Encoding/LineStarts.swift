/// Finds where lines begin in a text that comes in pieces; LF, CRLF and CR end a line.
struct LineStarts {
  private let unitBytes: Int
  /// Which byte of a unit is the low one.
  private let lowByte: Int
  private var followsCR = false
  private var offset: UInt64

  init(encoding: TextEncoding, offset: UInt64 = 0) {
    unitBytes = encoding.unitBytes
    lowByte = encoding == .utf16BE ? 1 : 0
    self.offset = offset
  }

  /// Adds the offsets of the lines that begin in, or right behind, a piece. UTF-16 is cut between units.
  mutating func scan(_ piece: Span<UInt8>, into starts: inout [UInt64]) {
    var index = 0
    while index < piece.count {
      var byte = piece[index]
      if unitBytes == 2 {
        guard index + 1 < piece.count else { break }
        byte = piece[index + 1 - lowByte] == 0 ? piece[index + lowByte] : 0xFF
      }
      if byte == 0x0A {
        starts.append(offset + UInt64(index + unitBytes))
        followsCR = false
      } else {
        if followsCR { starts.append(offset + UInt64(index)) }
        followsCR = byte == 0x0D
      }
      index += unitBytes
    }
    offset += UInt64(piece.count)
  }
}
