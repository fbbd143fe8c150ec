/// Finds where lines begin in a text that comes in pieces; LF, CRLF and CR end a line.
struct LineStarts {
  private let unitBytes: Int
  /// Which byte of a unit is the low one.
  private let lowByte: Int
  private var followsCR = false
  private var offset: UInt64

  init(encoding: TextEncoding, offset: UInt64 = 0) {
    unitBytes = encoding.unitBytes
    lowByte =
      if case .wide(let unitBytes, true) = encoding.form { unitBytes - 1 } else { 0 }
    self.offset = offset
  }

  /// Adds the offsets of the lines that begin in, or right behind, a piece. UTF-16 and UTF-32 are cut between units.
  mutating func scan(_ piece: Span<UInt8>, into starts: inout [UInt64]) {
    var index = 0
    while index < piece.count {
      var byte = piece[index]
      if unitBytes > 1 {
        guard index + unitBytes <= piece.count else { break }
        byte = piece[index + lowByte]
        for place in index..<(index + unitBytes) where place != index + lowByte && piece[place] != 0
        {
          byte = 0xFF
        }
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
