/// The bytes of an input that a reject may need: the piece at hand, and the beginning of the open record.
struct XMLSource {
  private var piece = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  private var pieceOffset: UInt64 = 0
  /// What stood in earlier pieces, from `keptOffset` on; at most `Reject.rawLimit` bytes.
  private var kept: [UInt8] = []
  private var keptOffset: UInt64 = 0
  /// What the input is decoded from, in libxml2's words; `nil` for UTF-8.
  var encoderName: String?

  /// The offset after the piece at hand.
  var end: UInt64 { pieceOffset + UInt64(piece.count) }

  mutating func begin(_ piece: UnsafeBufferPointer<UInt8>) {
    pieceOffset = end
    self.piece = piece
  }

  /// Ends the piece, whose memory goes away; keeps what may be needed: from `start` on, or, where no record is
  /// open (`nil`), the last bytes, in which a start tag may have begun.
  mutating func endPiece(keepingFrom start: UInt64?) {
    if let start {
      kept = bytes(from: start, to: end)
      keptOffset = start
    } else {
      if keptOffset + UInt64(kept.count) != pieceOffset {
        kept.removeAll(keepingCapacity: true)
        keptOffset = pieceOffset
      }
      let tail = piece.suffix(Reject.rawLimit)
      if tail.count < piece.count {
        kept.removeAll(keepingCapacity: true)
        keptOffset = end - UInt64(tail.count)
      }
      kept.append(contentsOf: tail)
      if kept.count > 2 * Reject.rawLimit {
        keptOffset += UInt64(kept.count - Reject.rawLimit)
        kept.removeFirst(kept.count - Reject.rawLimit)
      }
    }
    pieceOffset = end
    piece = UnsafeBufferPointer(start: nil, count: 0)
  }

  /// At most `Reject.rawLimit` bytes.
  private func bytes(from start: UInt64, to end: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    if start < pieceOffset {
      guard start >= keptOffset else { return [] }
      bytes.append(
        contentsOf: kept.dropFirst(Int(clamping: start - keptOffset)).prefix(
          Int(clamping: min(end - start, UInt64(Reject.rawLimit)))))
    }
    let from = start > pieceOffset ? Int(clamping: start - pieceOffset) : 0
    let to = end > pieceOffset ? min(Int(clamping: end - pieceOffset), piece.count) : 0
    if from < to {
      bytes.append(contentsOf: piece[from..<to].prefix(Reject.rawLimit - bytes.count))
    }
    return bytes
  }

  /// The text from one offset to another, as far as it is kept.
  func raw(from start: UInt64, to end: UInt64) -> String {
    let bytes = bytes(from: start, to: end)
    return decoded(bytes) ?? String(decoding: bytes, as: UTF8.self)
  }

  /// As the encoding of the input has it; what is no text in it reads as U+FFFD.
  private func decoded(_ bytes: [UInt8]) -> String? {
    guard let name = encoderName, let encoding = TextEncoding.named(name) else { return nil }
    let guess = EncodingInference.Guess(encoding: encoding, confidence: 1, isGiven: true)
    do throws(ReadError) {
      var decoder = try TextDecoder(guess, path: "")
      var text: [UInt8] = []
      let step = decoder.decode(bytes.span, isFinal: true, into: &text)
      return String(decoding: step.passesThrough ? bytes : text, as: UTF8.self)
    } catch {
      return nil
    }
  }
}
