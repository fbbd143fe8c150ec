/// How much bytes beyond ASCII read like Russian or like a Western language; each adds from -2 to 1.
enum SingleByteEvidence {
  /// Letters а to я by how common they are in Russian, 0 to 9.
  private static let commonness: [UInt8] = [
    9, 5, 8, 5, 7, 9, 3, 5, 9, 4, 7, 8, 7, 9, 9, 7, 8, 8, 9, 6, 2, 4, 2, 4, 3, 2, 1, 5, 5, 2, 3, 5,
  ]

  /// The letters of KOI8-R from 0xC0 on, as places in the alphabet.
  private static let koi8Letters: [UInt8] = [
    30, 0, 1, 22, 4, 5, 20, 3, 21, 8, 9, 10, 11, 12, 13, 14, 15, 31, 16, 17, 18, 19, 6, 2, 28, 27,
    7, 24, 29, 25, 23, 26,
  ]

  private enum Kind {
    case other, latin, lower, upper
  }

  static func cyrillic(_ window: Span<UInt8>, koi8: Bool) -> Double {
    var sum = 0.0
    var previous = Kind.other
    for index in 0..<window.count {
      let byte = window[index]
      guard byte >= 0x80 else {
        let isLetter = isLatin(byte)
        // Words do not change the script inside.
        if isLetter, previous == .lower || previous == .upper { sum -= 1 }
        previous = isLetter ? .latin : .other
        continue
      }
      let (kind, worth) = koi8 ? koi8Letter(byte) : windowsLetter(byte)
      var score = worth
      if kind != .other {
        if previous == .latin { score = -1 }
        if kind == .upper, previous == .lower { score = -1 }
      }
      sum += score
      previous = kind
    }
    return sum
  }

  private static func windowsLetter(_ byte: UInt8) -> (Kind, Double) {
    switch byte {
    case 0xE0...0xFF: (.lower, 0.1 + Double(commonness[Int(byte - 0xE0)]) / 10)
    case 0xC0...0xDF: (.upper, 0.1 + Double(commonness[Int(byte - 0xC0)]) / 10)
    // ё, and the letters of Ukrainian and Belarusian.
    case 0xB8, 0xB3, 0xBF, 0xBA, 0xB4, 0xA2: (.lower, 0.4)
    case 0xA8, 0xB2, 0xAF, 0xAA, 0xA5, 0xA1: (.upper, 0.4)
    // Quotation marks, dashes, №, the degree, the unbroken space.
    case 0x84, 0x85, 0x91...0x97, 0xA0, 0xA7, 0xA9, 0xAB, 0xAE, 0xB0, 0xB9, 0xBB: (.other, 0.3)
    case 0x98: (.other, -2)
    default: (.other, -0.7)
    }
  }

  private static func koi8Letter(_ byte: UInt8) -> (Kind, Double) {
    switch byte {
    case 0xC0...0xDF:
      (.lower, 0.1 + Double(commonness[Int(koi8Letters[Int(byte - 0xC0)])]) / 10)
    case 0xE0...0xFF:
      (.upper, 0.1 + Double(commonness[Int(koi8Letters[Int(byte - 0xE0)])]) / 10)
    case 0xA3: (.lower, 0.4)
    case 0xB3: (.upper, 0.4)
    case 0x9A, 0xBF, 0x9C: (.other, 0.1)
    default: (.other, -1)
    }
  }

  /// Accented letters stand alone or in pairs among plain ones.
  static func western(_ window: Span<UInt8>) -> Double {
    var sum = 0.0
    var index = 0
    let count = window.count
    while index < count {
      guard window[index] >= 0x80 else {
        index += 1
        continue
      }
      var end = index
      while end < count, window[end] >= 0x80 { end += 1 }
      let before = index > 0 ? window[index - 1] : 0x20
      let after = end < count ? window[end] : 0x20
      let touchesLatin = isLatin(before) || isLatin(after)
      for position in index..<end {
        sum += worth(
          window[position], before: position == index ? before : window[position - 1],
          runLength: end - index, touchesLatin: touchesLatin)
      }
      index = end
    }
    return sum
  }

  private static func worth(
    _ byte: UInt8, before: UInt8, runLength: Int, touchesLatin: Bool
  ) -> Double {
    switch byte {
    case 0x81, 0x8D, 0x8F, 0x90, 0x9D: return -2
    case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0xFF, 0x8A, 0x8C, 0x8E, 0x9A, 0x9C, 0x9E, 0x9F:
      guard touchesLatin, runLength <= 2 else { return -1 }
      let isUpper = byte < 0xDF && byte >= 0xC0
      // A capital inside a word of small letters.
      if isUpper, before >= 0x61, before <= 0x7A { return -0.5 }
      return runLength == 1 ? 0.9 : 0.5
    case 0x80, 0x82...0x85, 0x91...0x97, 0xA0, 0xA1, 0xA3, 0xA7, 0xA9...0xAB, 0xAE, 0xB0, 0xB2,
      0xB4, 0xB7, 0xBA, 0xBB, 0xBF:
      return 0.3
    default: return -0.5
    }
  }

  private static func isLatin(_ byte: UInt8) -> Bool {
    let folded = byte | 0x20
    return folded >= 0x61 && folded <= 0x7A
  }
}
