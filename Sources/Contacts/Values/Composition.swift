import Foundation

/// Unicode composition, for the few texts that need it.
///
/// Foundation is asked only where a quick check cannot tell that a text is composed already, so
/// English, Russian, Chinese and most other cells never reach it.
enum Composition {
  /// The text in Normalization Form C (Unicode Standard Annex #15).
  static func canonical(_ text: String) -> String {
    isComposed(text) ? text : text.precomposedStringWithCanonicalMapping
  }

  /// The text in Normalization Form KC (Unicode Standard Annex #15).
  static func compatible(_ text: String) -> String {
    // Foundation leaves what the mapping itself brings in (`ｶﾞ`) apart.
    text.precomposedStringWithCompatibilityMapping.precomposedStringWithCanonicalMapping
  }

  private static func isComposed(_ text: String) -> Bool {
    for scalar in text.unicodeScalars where !isStable(scalar.value) { return false }
    return true
  }

  /// Whether a scalar stands for itself in NFC and takes nothing from its neighbours. False means
  /// only "not known to".
  @inline(__always)
  static func isStable(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0..<0x300: true
    case 0x388...0x3CE: true
    case 0x400...0x482, 0x48A...0x52F: true
    case 0x531...0x556, 0x561...0x587, 0x5D0...0x5EA: true
    case 0x621...0x64A, 0x660...0x669, 0x671...0x6D3: true
    case 0xE01...0xE30, 0xE32...0xE37, 0xE40...0xE46: true
    case 0x10A0...0x10FF, 0x1E00...0x1E99, 0x1EA0...0x1EF9: true
    case 0x2010...0x2027, 0x2030...0x205E: true
    case 0x20A0...0x20C0, 0x2116, 0x2122, 0x2190...0x21FF, 0x2460...0x27BF: true
    case 0x3000...0x3029, 0x3041...0x3096, 0x309D...0x30FF: true
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3: true
    case 0xFF01...0xFFEE, 0x1F300...0x1FAFF: true
    default: false
    }
  }
}
