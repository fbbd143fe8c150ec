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
