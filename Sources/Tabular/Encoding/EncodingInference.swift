/// Tells in which encoding an input is written, from its first bytes.
///
/// A byte order mark decides. Then UTF-16 shows by its zeros and UTF-8 by its validity; among the rest, the one in which
/// the bytes beyond ASCII read most like names and words wins. O(n) in the window.
enum EncodingInference {
  struct Guess: Equatable {
    var encoding: TextEncoding
    /// Length of the byte order mark.
    var markBytes = 0
    /// 0 to 1.
    var confidence: Double
  }

  /// - Parameter isWhole: whether the window is the whole input, so that no character is cut at its end.
  static func guess(_ window: Span<UInt8>, isWhole: Bool) -> Guess {
    if let marked = marked(window) { return marked }
    if let utf16 = unmarkedUTF16(window) { return utf16 }
    return guessASCIISuperset(window, isWhole: isWhole)
  }

  private static func marked(_ window: Span<UInt8>) -> Guess? {
    func starts(_ bytes: [UInt8]) -> Bool {
      guard window.count >= bytes.count else { return false }
      return bytes.indices.allSatisfy { window[$0] == bytes[$0] }
    }
    if starts([0xEF, 0xBB, 0xBF]) { return Guess(encoding: .utf8, markBytes: 3, confidence: 1) }
    if starts([0xFF, 0xFE]) { return Guess(encoding: .utf16LE, markBytes: 2, confidence: 1) }
    if starts([0xFE, 0xFF]) { return Guess(encoding: .utf16BE, markBytes: 2, confidence: 1) }
    if starts([0x84, 0x31, 0x95, 0x33]) {
      return Guess(encoding: .gb18030, markBytes: 4, confidence: 1)
    }
    return nil
  }

  /// ASCII in UTF-16 has a zero in every other place: commas, digits and line ends do in any language. Where they are
  /// few, the line ends must have theirs, lest text with a NUL here and there be taken for it.
  private static func unmarkedUTF16(_ window: Span<UInt8>) -> Guess? {
    let units = window.count / 2
    guard units >= 2 else { return nil }
    var little = 0
    var big = 0
    var both = 0
    var littleLines = 0
    var bigLines = 0
    var lineBytes = 0
    for unit in 0..<units {
      let (first, second) = (window[2 * unit], window[2 * unit + 1])
      if first == 0x0A { lineBytes += 1 }
      if second == 0x0A { lineBytes += 1 }
      switch (first == 0, second == 0) {
      case (true, true): both += 1
      case (true, false):
        big += 1
        if second == 0x0A { bigLines += 1 }
      case (false, true):
        little += 1
        if first == 0x0A { littleLines += 1 }
      case (false, false): break
      }
    }
    guard both * 50 <= units else { return nil }
    func fits(_ zeros: Int, _ others: Int, _ lines: Int) -> Bool {
      guard zeros * 50 >= units, others * 20 <= zeros else { return false }
      return zeros * 5 >= units || (lines > 0 && lines * 4 >= lineBytes)
    }
    if fits(little, big, littleLines) { return Guess(encoding: .utf16LE, confidence: 0.95) }
    if fits(big, little, bigLines) { return Guess(encoding: .utf16BE, confidence: 0.95) }
    return nil
  }

  private static func guessASCIISuperset(_ window: Span<UInt8>, isWhole: Bool) -> Guess {
    let utf8 = UTF8Evidence(window, isWhole: isWhole)
    if utf8.highBytes == 0 { return Guess(encoding: .utf8, confidence: isWhole ? 1 : 0.9) }
    if utf8.invalid == 0 { return Guess(encoding: .utf8, confidence: utf8.valid > 3 ? 0.99 : 0.9) }
    // A few broken places do not make another encoding of a text that is UTF-8 everywhere else.
    if utf8.valid >= utf8.invalid * 3 { return Guess(encoding: .utf8, confidence: 0.8) }

    var best: (encoding: TextEncoding, score: Double) = (.windows1252, -.infinity)
    var second = -Double.infinity
    let highBytes = Double(utf8.highBytes)
    let scores: [(TextEncoding, Double)] = [
      (.windows1251, SingleByteEvidence.cyrillic(window, koi8: false) / highBytes),
      (.koi8R, SingleByteEvidence.cyrillic(window, koi8: true) / highBytes),
      (.windows1252, SingleByteEvidence.western(window) / highBytes),
      (.gb18030, DoubleByteEvidence.score(window, as: .gb18030, isWhole: isWhole) / highBytes),
      (.big5, DoubleByteEvidence.score(window, as: .big5, isWhole: isWhole) / highBytes),
      (.shiftJIS, DoubleByteEvidence.score(window, as: .shiftJIS, isWhole: isWhole) / highBytes),
    ]
    for (encoding, score) in scores {
      if score > best.score {
        second = best.score
        best = (encoding, score)
      } else if score > second {
        second = score
      }
    }
    // Half for how well it reads, half for how far the next one lies behind.
    let lead = max(0, min(1, best.score - max(second, -1)))
    let fit = max(0, min(1, best.score))
    return Guess(encoding: best.encoding, confidence: 0.1 + 0.45 * fit + 0.44 * lead)
  }
}

/// How far bytes beyond ASCII are UTF-8.
private struct UTF8Evidence {
  var valid = 0
  var invalid = 0
  var highBytes = 0

  init(_ window: Span<UInt8>, isWhole: Bool) {
    for index in 0..<window.count where window[index] >= 0x80 { highBytes += 1 }
    guard highBytes > 0 else { return }
    var index = 0
    var highInvalid = 0
    while true {
      let (end, stop) = UTF8Validation.scan(window, from: index)
      if case .invalid(let byteCount) = stop {
        invalid += 1
        highInvalid += byteCount
        index = end + byteCount
        continue
      }
      if stop == .incomplete {
        if isWhole { invalid += 1 }
        highInvalid += window.count - end
      }
      break
    }
    // Characters have two to four bytes; three is near enough for a comparison.
    valid = (highBytes - highInvalid) / 3 + ((highBytes - highInvalid) % 3 > 0 ? 1 : 0)
  }
}
