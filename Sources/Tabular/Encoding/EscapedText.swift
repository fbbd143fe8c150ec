/// Recognises encodings of seven bits by the sequences that switch the character set.
enum EscapedText {
  static func encoding(of window: Span<UInt8>) -> TextEncoding? {
    var index = 0
    var isHZ = false
    var canBeHZ = true
    while index < window.count {
      let byte = window[index]
      if byte == 0x1B {
        // ISO-2022-KR announces its set once; RFC 1557.
        if follows(window, index, "$)C") { return .iso2022KR }
        // RFC 1468, RFC 1554.
        for escape in ["$B", "$@", "(J", "$(D", "$A", "$(C"] where follows(window, index, escape) {
          return .iso2022JP
        }
      }
      if byte == UInt8(ascii: "~"), canBeHZ {
        let next = index + 1 < window.count ? window[index + 1] : 0
        switch next {
        case UInt8(ascii: "{"):
          guard let end = hzEnd(window, from: index + 2) else {
            canBeHZ = false
            break
          }
          isHZ = true
          index = end
        case UInt8(ascii: "~"): index += 1
        case 0x0A: break
        default: canBeHZ = false
        }
      }
      index += 1
    }
    return isHZ && canBeHZ ? .hz : nil
  }

  private static func follows(_ window: Span<UInt8>, _ index: Int, _ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard index + bytes.count < window.count else { return false }
    return bytes.indices.allSatisfy { window[index + 1 + $0] == bytes[$0] }
  }

  /// The place of the brace that ends a run of pairs of GB 2312, or `nil` where it is no such run (RFC 1843).
  private static func hzEnd(_ window: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    while index + 1 < window.count {
      let (lead, trail) = (window[index], window[index + 1])
      if lead == UInt8(ascii: "~"), trail == UInt8(ascii: "}") {
        return index > start ? index + 1 : nil
      }
      guard (0x21...0x77).contains(lead), (0x21...0x7E).contains(trail) else { return nil }
      index += 2
    }
    return nil
  }
}
