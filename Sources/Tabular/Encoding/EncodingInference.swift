/// Tells in which encoding an input is written, from its first bytes.
///
/// A byte order mark decides. Then UTF-16 and UTF-32 show by their zeros, encodings of seven bits by their escapes and
/// UTF-8 by its validity. Of the rest, the encoding in which the bytes beyond ASCII are the most probable text wins,
/// whatever the language. O(n) in the window; the statistics look at a sample of it.
enum EncodingInference {
  struct Guess: Equatable {
    var encoding: TextEncoding
    /// Length of the byte order mark.
    var markBytes = 0
    /// 0 to 1.
    var confidence: Double
    /// The next best encoding that makes another text of the bytes.
    var runnerUp: TextEncoding?
    /// That of lines which are not UTF-8, in a file of both.
    var fallback: TextEncoding?
    /// The narrowest registered name that the bytes fit.
    var label: String?
    /// Whether the user named it.
    var isGiven = false
    /// Whether there is anything but ASCII to go by.
    var isSettled = true
  }

  private static let sampleHighBytes = 6000

  /// - Parameter isWhole: whether the window is the whole input, so that no character is cut at its end.
  static func guess(_ window: Span<UInt8>, isWhole: Bool) -> Guess {
    var guess =
      WideText.marked(window) ?? WideText.unmarked(window)
      ?? guessASCIISuperset(window, isWhole: isWhole)
    if guess.label == nil { guess.label = EncodingLabel.narrowest(guess, window) }
    return guess
  }

  private static func guessASCIISuperset(_ window: Span<UInt8>, isWhole: Bool) -> Guess {
    guard hasHighBytes(window) else {
      if let escaped = EscapedText.encoding(of: window) {
        return Guess(encoding: escaped, confidence: 0.97)
      }
      return Guess(encoding: .utf8, confidence: isWhole ? 1 : 0.9, isSettled: isWhole)
    }
    let (end, stop) = UTF8Validation.scan(window, from: 0)
    if stop == .end || (stop == .incomplete && !isWhole) {
      return Guess(encoding: .utf8, confidence: end > 3 ? 0.99 : 0.9)
    }
    return guessWithInvalidUTF8(window)
  }

  /// What the bytes are if they are not, or not all, UTF-8.
  static func guessWithInvalidUTF8(_ window: Span<UInt8>) -> Guess {
    let sample = EncodingSample(window, highLimit: sampleHighBytes)
    let lines = MixedLines(sample)
    if lines.legacy.highCount == 0 {
      // A few broken places do not make another encoding of a text that is UTF-8 everywhere else.
      return Guess(encoding: .utf8, confidence: 0.8)
    }
    let declared = DeclaredEncoding.find(in: window)
    let whole = LegacyEncoding.rank(sample, declared: declared)
    guard lines.utf8Characters > 0 else { return guess(from: whole, highCount: sample.highCount) }
    let rest = LegacyEncoding.rank(lines.legacy, declared: declared)
    guard let best = whole.first, let restBest = rest.first,
      restBest.cost + lines.utf8Cost + 40 + best.cost / 50 < best.cost
    else { return guess(from: whole, highCount: sample.highCount) }
    var mixed = guess(from: rest, highCount: lines.legacy.highCount)
    mixed.fallback = mixed.encoding
    mixed.encoding = .utf8
    mixed.label = "utf-8"
    mixed.confidence = min(0.95, mixed.confidence)
    return mixed
  }

  private static func guess(from ranked: [LegacyEncoding.Reading], highCount: Int) -> Guess {
    guard let best = ranked.first else { return Guess(encoding: .windows1252, confidence: 0.1) }
    let second = ranked.dropFirst().first { $0.differs }
    // Half for how well it reads, half for how far the next one lies behind: letters of a text are not independent of
    // each other, so that bits count for less than their number.
    let lead = Double((second?.cost ?? best.cost + 400) - best.cost)
    let certainty = lead / (lead + 24)
    let perByte = Double(best.cost) / Double(max(1, highCount)) / 4
    let fit = max(0, min(1, (14 - perByte) / 6))
    return Guess(
      encoding: best.encoding, confidence: 0.1 + 0.45 * fit + 0.44 * certainty,
      runnerUp: second?.encoding)
  }

  private static func hasHighBytes(_ window: Span<UInt8>) -> Bool {
    HighBytes.first(in: window, from: 0) != nil
  }
}
