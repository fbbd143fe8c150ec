/// `text` for element content and for quoted attributes, in HTML and in SVG.
///
/// Works on scalars: a quote that a combining mark follows is one `Character` with it, and would
/// slip through a table of characters. Explicit bidirectional controls, which could make a value
/// read differently from what it is, and characters that XML forbids are spelt out.
func escaped(_ text: String) -> String {
  var needsWork = false
  for byte in text.utf8 where byte < 0x20 || byte == 0x7F || byte >= 0xC2 || isMarkup(byte) {
    needsWork = true
    break
  }
  guard needsWork else { return text }

  var result = ""
  result.reserveCapacity(text.utf8.count + 16)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "&": result += "&amp;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    case "\t", "\n": result.unicodeScalars.append(scalar)
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}",
      "\u{2066}"..."\u{2069}", "\u{FFFE}", "\u{FFFF}":
      result += "[U+" + hexadecimal(scalar.value) + "]"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

private func isMarkup(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""),
    UInt8(ascii: "'"):
    true
  default: false
  }
}

private func hexadecimal(_ value: UInt32) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
}

/// The first `limit` scalars of `text`, with an ellipsis where something is missing.
func clipped(_ text: String, to limit: Int) -> String {
  let scalars = text.unicodeScalars
  guard text.utf8.count > limit,
    let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
    end < scalars.endIndex
  else { return text }
  return String(String.UnicodeScalarView(scalars[..<end])) + "…"
}

/// As much of `text` as takes up `width` letters, where an ideograph takes up two.
func fitted(_ text: String, into width: Int) -> String {
  var room = width
  var count = 0
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      room -= 2
    default: room -= 1
    }
    guard room >= 0 else { return clipped(text, to: count) }
    count += 1
  }
  return text
}
