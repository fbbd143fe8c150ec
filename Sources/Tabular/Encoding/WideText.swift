import Glibc

/// Recognises UTF-16 and UTF-32, and byte order marks.
enum WideText {
  static func marked(_ window: Span<UInt8>) -> EncodingInference.Guess? {
    func marks(_ bytes: [UInt8], _ encoding: TextEncoding) -> EncodingInference.Guess? {
      guard window.count >= bytes.count, bytes.indices.allSatisfy({ window[$0] == bytes[$0] })
      else { return nil }
      return EncodingInference.Guess(encoding: encoding, markBytes: bytes.count, confidence: 1)
    }
    return marks([0xEF, 0xBB, 0xBF], .utf8) ?? marks([0xFF, 0xFE, 0, 0], .utf32LE)
      ?? marks([0, 0, 0xFE, 0xFF], .utf32BE) ?? marks([0xFF, 0xFE], .utf16LE)
      ?? marks([0xFE, 0xFF], .utf16BE) ?? marks([0x84, 0x31, 0x95, 0x33], .gb18030)
  }

  static func unmarked(_ window: Span<UInt8>) -> EncodingInference.Guess? {
    unmarkedUTF32(window) ?? unmarkedUTF16(window)
  }

  /// All planes end at 0x10FFFF: of four bytes, the highest is zero and the next nearly always.
  private static func unmarkedUTF32(_ window: Span<UInt8>) -> EncodingInference.Guess? {
    let units = window.count / 4
    guard units >= 2 else { return nil }
    var little = true
    var big = true
    for unit in 0..<min(units, 16384) {
      let index = 4 * unit
      if window[index + 3] != 0 || window[index + 2] > 0x10 { little = false }
      if window[index] != 0 || window[index + 1] > 0x10 { big = false }
      if window[index] | window[index + 1] | window[index + 2] | window[index + 3] == 0 {
        return nil
      }
      if !little, !big { return nil }
    }
    if little == big { return nil }
    return EncodingInference.Guess(encoding: little ? .utf32LE : .utf32BE, confidence: 0.98)
  }

  private static func hasZero(_ window: Span<UInt8>) -> Bool {
    window.withUnsafeBytes { bytes in
      bytes.baseAddress.map { memchr($0, 0, bytes.count) != nil } ?? false
    }
  }

  /// ASCII in UTF-16 has a zero in every other place: commas, digits and line ends do in any language. Where they are
  /// few, the line ends must have theirs, lest text with a NUL here and there be taken for it.
  private static func unmarkedUTF16(_ window: Span<UInt8>) -> EncodingInference.Guess? {
    let units = window.count / 2
    guard units >= 2, hasZero(window) else { return nil }
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
    if fits(little, big, littleLines) {
      return EncodingInference.Guess(encoding: .utf16LE, confidence: 0.95)
    }
    if fits(big, little, bigLines) {
      return EncodingInference.Guess(encoding: .utf16BE, confidence: 0.95)
    }
    return nil
  }
}
