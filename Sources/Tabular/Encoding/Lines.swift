/// Finds the lines of a piece; LF and CR end one.
enum Lines {
  static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// Where the line begins in which a place lies.
  static func start(of place: Int, in piece: Span<UInt8>) -> Int {
    var index = place
    while index > 0, !isLineEnd(piece[index - 1]) { index -= 1 }
    return index
  }

  /// Where the line ends in which a place lies, before its line end.
  static func end(of place: Int, in piece: Span<UInt8>) -> Int {
    var index = place
    while index < piece.count, !isLineEnd(piece[index]) { index += 1 }
    return index
  }

  /// Whole lines from a place on, always as many for the same input, to decide on an encoding by; `nil` if more must
  /// come first.
  static func evidence(_ piece: Span<UInt8>, from place: Int, isFinal: Bool) -> Range<Int>? {
    let limit = TextDecoder.lineLimit
    guard isFinal || piece.count >= min(place + limit, 3 * limit) else { return nil }
    let first = start(of: place, in: piece)
    let end = min(place + limit, piece.count)
    if end == piece.count, isFinal { return first..<end }
    let lineStart = start(of: end, in: piece)
    return first..<(lineStart > place ? lineStart : end)
  }
}
