@testable import Tabular

/// Laws of decoding: the text is UTF-8, the cut changes nothing, and every place of the text leads into the input.
enum EncodingLaws {
  private static let given = [
    "utf-16le", "gb18030", "shift_jis", "big5", "euc-jp", "iso-2022-jp", "hz-gb-2312", "euc-kr",
    "utf-16be", "utf-32le", "windows-1251", "utf-8",
  ]

  static func broken(_ bytes: [UInt8], _ variant: Int) -> String? {
    let guess = EncodingInference.guess(bytes.span, isWhole: true)
    guard guess == EncodingInference.guess(bytes.span, isWhole: true) else {
      return "inference repeats"
    }
    guard (0...1).contains(guess.confidence) else { return "confidence is 0 to 1" }
    guard guess.markBytes <= bytes.count else { return "a mark is inside the input" }
    switch variant {
    case 0, 1: return brokenDecoding(bytes, guess)
    case 2:
      let half = bytes.span.extracting(first: bytes.count / 2)
      return brokenDecoding(bytes, EncodingInference.guess(half, isWhole: false))
    case 3: return brokenDecoding(bytes, EncodingInference.guess(Span(), isWhole: false))
    case 4: return brokenRepair(bytes)
    default:
      let name = given[InputLaws.hash(bytes) / 8 % given.count]
      guard let encoding = TextEncoding.named(name) else { return "\(name) is known" }
      return brokenDecoding(
        bytes, EncodingInference.Guess(encoding: encoding, confidence: 1, isGiven: true))
    }
  }

  private struct Decoded: Equatable {
    var text: [UInt8] = []
    var invalidCount: UInt64 = 0
    var firstInvalid: RecordBatch.Position?
    var encoding: TextEncoding
    var legacyLineCount: UInt64 = 0
    /// Where lines of the text begin in the input.
    var starts: [UInt64] = []

    var summary: String {
      "\(encoding.name), \(invalidCount) invalid, first \(firstInvalid as Any), \(legacyLineCount) legacy lines"
    }
  }

  private static func brokenDecoding(
    _ bytes: [UInt8], _ guess: EncodingInference.Guess
  ) -> String? {
    guard let whole = decode(bytes, guess, [1 << 20]) else { return nil }
    guard UTF8Validation.scan(whole.text.span, from: 0).stop == .end else { return "text is UTF-8" }
    for (before, after) in zip(whole.starts, whole.starts.dropFirst()) where before > after {
      return "places stand in their order"
    }
    guard (whole.starts.last ?? 0) <= UInt64(bytes.count) else {
      return "places are inside the input"
    }
    let cut = decode(bytes, guess, InputLaws.pieces(bytes))
    guard cut != whole else { return nil }
    if cut?.text != whole.text {
      return "the cut does not change the text (\(guess.encoding.name))"
    }
    if cut?.starts != whole.starts { return "the cut does not change the places" }
    return "the cut changes nothing: \(cut?.summary ?? ""), \(whole.summary)"
  }

  private static func decode(
    _ bytes: [UInt8], _ guess: EncodingInference.Guess, _ pieces: [Int]
  ) -> Decoded? {
    guard var decoder = try? TextDecoder(guess, path: "") else { return nil }
    var decoded = Decoded(encoding: guess.encoding)
    var text: [UInt8] = []
    var raw: [UInt8] = []
    var at = min(guess.markBytes, bytes.count)
    var turn = 0
    var isAtEnd = false
    while !isAtEnd {
      let end = min(bytes.count, at + pieces[turn % pieces.count])
      raw += bytes[at..<end]
      // As a reader does: the end is known once nothing more comes.
      isAtEnd = at == end
      let step = decoder.decode(raw.span, isFinal: isAtEnd, into: &text)
      decoded.text += step.passesThrough ? raw[..<step.consumed] : text[...]
      raw.removeFirst(step.consumed)
      at = end
      turn += 1
    }
    decoded.invalidCount = decoder.invalidCount
    // What HZ stands for has other places than HZ itself; which byte of a line is meant, is not told exactly.
    decoded.firstInvalid = decoder.encoding == .hz ? nil : decoder.firstInvalid
    decoded.encoding = decoder.encoding
    decoded.legacyLineCount = decoder.legacyLines.count
    for index in decoded.text.indices where index == 0 || decoded.text[index - 1] == 0x0A {
      decoded.starts.append(decoder.offsets.stored(for: UInt64(index)))
    }
    return decoded
  }

  /// Repairs of lines as cells: what is repaired is UTF-8 and was not that before.
  private static func brokenRepair(_ bytes: [UInt8]) -> String? {
    var misread = MisreadText()
    for line in bytes.split(separator: 0x0A).prefix(64) {
      guard let finding = misread.finding(in: line.span) else { continue }
      guard finding.text != Array(line) else { return "a repair changes the text" }
      guard UTF8Validation.scan(finding.text.span, from: 0).stop == .end else {
        return "repaired text is UTF-8"
      }
    }
    return nil
  }
}
