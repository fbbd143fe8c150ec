/// The values of vCards: quoted-printable, character sets, escapes and parts.
enum VCardText {
  /// Resolves `=C3=A9`; what is no such code stays (RFC 2045 §6.7).
  static func decodeQuotedPrintable(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(text.count)
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == UInt8(ascii: "="), index + 2 < text.endIndex,
        let high = SheetEscapes.hexDigit(text[index + 1]),
        let low = SheetEscapes.hexDigit(text[index + 2])
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(text[index])
        index += 1
      }
    }
    return decoded
  }

  /// Turns the bytes of a value into UTF-8: from its stated character set, or from Windows-1252 where it is neither.
  static func decode(_ bytes: [UInt8], charset: String?) -> [UInt8] {
    if let charset, !["utf-8", "utf8", "us-ascii", "ascii"].contains(charset),
      charset.utf8.count <= 32, charset.utf8.allSatisfy(isCharsetByte),
      let converter = IconvHandle(from: charset, to: "UTF-8"),
      let text = converter.convertWhole(bytes)
    {
      return text
    }
    if UTF8Validation.scan(bytes.span, from: 0).1 == .end { return bytes }
    if let converter = IconvHandle(from: "CP1252", to: "UTF-8"),
      let text = converter.convertWhole(bytes)
    {
      return text
    }
    return Array(String(decoding: bytes, as: UTF8.self).utf8)
  }

  private static func isCharsetByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
  }

  /// The parts of a value between marks that are not escaped, with their escapes.
  static func split(_ text: ArraySlice<UInt8>, at mark: UInt8) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var start = text.startIndex
    var index = start
    while index < text.endIndex {
      if text[index] == UInt8(ascii: "\\") {
        index += 2
        continue
      }
      if text[index] == mark {
        parts.append(text[start..<index])
        start = index + 1
      }
      index += 1
    }
    parts.append(text[start...])
    return parts
  }

  /// Resolves `\n`, `\,`, `\;`, `\\` (RFC 6350 §3.4), and `\:`, which some write. vCard 2.1 knows no `\n`.
  static func unescape(_ text: ArraySlice<UInt8>, isOld: Bool) -> [UInt8] {
    guard text.contains(UInt8(ascii: "\\")) else { return Array(text) }
    var plain: [UInt8] = []
    plain.reserveCapacity(text.count)
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      index += 1
      guard byte == UInt8(ascii: "\\"), index < text.endIndex else {
        plain.append(byte)
        continue
      }
      switch text[index] {
      case UInt8(ascii: "n") where !isOld, UInt8(ascii: "N") where !isOld: plain.append(0x0A)
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "\\"):
        plain.append(text[index])
      default:
        plain.append(byte)
        continue
      }
      index += 1
    }
    return plain
  }

  /// `19850412` as `1985-04-12`, `20240501T103000Z` as `2024-05-01T10:30:00Z`; anything else as it is.
  static func date(_ text: [UInt8]) -> [UInt8] {
    func isDigits(_ range: Range<Int>) -> Bool {
      range.upperBound <= text.count && text[range].allSatisfy { (0x30...0x39).contains($0) }
    }
    guard isDigits(0..<8), text.count == 8 || text[8] == UInt8(ascii: "T") else { return text }
    var date = text[0..<4] + [0x2D] + text[4..<6] + [0x2D] + text[6..<8]
    guard text.count > 8 else { return Array(date) }
    guard isDigits(9..<15) else { return Array(date + text[8...]) }
    date += text[8..<11] + [0x3A]
    date += text[11..<13] + [0x3A]
    return Array(date + text[13...])
  }
}
