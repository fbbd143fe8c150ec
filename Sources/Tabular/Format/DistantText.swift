/// Pieces of an input from behind the window that inference begins with: a dialect rests on them too, and costs no more
/// with the size of the input.
///
/// A pipe cannot be read ahead, and neither can what is packed.
struct DistantText {
  /// Each the size of a piece that `CSVSampleText` takes.
  private static let pieceBytes = 64 << 10

  /// Decoded, each from the beginning of a line; empty where the input cannot be read ahead.
  private(set) var pieces: [[UInt8]] = []

  /// - Parameter windowEnd: where in the input as stored the window ends.
  init(
    of source: borrowing TableSource, behind windowEnd: UInt64, _ guess: EncodingInference.Guess
  ) {
    guard let total = source.seekableByteCount, total > windowEnd + UInt64(2 * Self.pieceBytes)
    else { return }
    let last = total - UInt64(Self.pieceBytes)
    for place in [windowEnd + (last - windowEnd) / 2, last] {
      // UTF-16 and UTF-32 have units; the mark of either is one, or none is there.
      let start = place - place % 4
      guard let bytes = source.peek(at: start, count: Self.pieceBytes),
        let text = Self.decoded(bytes, guess)
      else { continue }
      pieces.append(text)
    }
  }

  private static func decoded(_ bytes: [UInt8], _ guess: EncodingInference.Guess) -> [UInt8]? {
    var guess = guess
    guess.markBytes = 0
    // A line ends with the same byte in every encoding that is not wide, and begins in a state of its own.
    let start =
      guess.encoding.unitBytes > 1 ? 0 : bytes.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? 0
    do throws(ReadError) {
      var decoder = try TextDecoder(guess, path: "")
      var text: [UInt8] = []
      let piece = bytes.span.extracting(start..<bytes.count)
      let step = decoder.decode(piece, isFinal: false, into: &text)
      if step.passesThrough { text = Array(bytes[start..<start + step.consumed]) }
      guard let lineEnd = text.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return nil }
      text.removeFirst(lineEnd)
      while let first = text.first, first == 0x0A || first == 0x0D { text.removeFirst() }
      return text
    } catch {
      return nil
    }
  }
}
