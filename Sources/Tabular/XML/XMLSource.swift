/// The bytes of an input that a reject may need: the piece at hand, and the beginning of the open record.
struct XMLSource {
  private var piece = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  private var pieceOffset: UInt64 = 0
  /// What stood in earlier pieces, from `keptOffset` on; at most `Reject.rawLimit` bytes.
  private var kept: [UInt8] = []
  private var keptOffset: UInt64 = 0

  /// The offset after the piece at hand.
  var end: UInt64 { pieceOffset + UInt64(piece.count) }

  mutating func begin(_ piece: UnsafeBufferPointer<UInt8>) {
    pieceOffset = end
    self.piece = piece
  }

  /// Ends the piece, whose memory goes away; keeps what may be needed from `start` on, `nil`: nothing.
  mutating func endPiece(keepingFrom start: UInt64?) {
    if let start {
      let bytes = bytes(from: start, to: end)
      kept = bytes
      keptOffset = start
    } else {
      kept.removeAll(keepingCapacity: true)
    }
    pieceOffset = end
    piece = UnsafeBufferPointer(start: nil, count: 0)
  }

  private func bytes(from start: UInt64, to end: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    if start < pieceOffset {
      guard start == keptOffset else { return [] }
      bytes = kept
    }
    let from = start > pieceOffset ? Int(clamping: start - pieceOffset) : 0
    let to = end > pieceOffset ? Int(clamping: end - pieceOffset) : 0
    if from < min(to, piece.count) {
      bytes.append(
        contentsOf: piece[from..<min(to, piece.count)].prefix(Reject.rawLimit - bytes.count))
    }
    return bytes
  }

  /// The text from one offset to another, as far as it is kept. NUL, which is in every character of UTF-16, is
  /// left out.
  func raw(from start: UInt64, to end: UInt64) -> String {
    var bytes = bytes(from: start, to: end)
    bytes.removeAll { $0 == 0 }
    return String(decoding: bytes, as: UTF8.self)
  }
}
