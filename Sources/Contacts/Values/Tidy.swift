/// The text as it is kept: trimmed, runs of blanks made one space, invisible and control
/// characters dropped, composed (NFC), and a spreadsheet's text mark taken off.
///
/// The text mark is a leading apostrophe before `=`, `+`, `-` or `@`: `'+886912345678`.
/// Line breaks become blanks, or with `keepingLines` stay as `\n`, each line tidied.
/// Idempotent. O(n); a text that is tidy already is returned as it is.
package func tidy(_ text: String, keepingLines: Bool = false) -> String {
  var copy = text
  let isTidy = copy.withUTF8 { isTidyPlain($0) }
  if isTidy { return text }
  var result = blanksCollapsed(text, keepingLines: keepingLines)
  if !result.utf8.allSatisfy({ $0 < 0x80 }) { result = Composition.canonical(result) }
  while let mark = result.utf8.first, mark == UInt8(ascii: "'"), startsLikeFormula(result) {
    result.unicodeScalars.removeFirst()
  }
  return result
}

/// What a scalar is to a tidy text.
enum Visibility {
  case visible, blank, lineBreak, dropped

  /// Blanks are the Unicode White_Space characters; dropped are controls, zero-width characters
  /// and the marks of text direction. The zero-width (non-)joiner U+200C/U+200D stays between
  /// letters of scripts that need it (Persian, Indic, emoji), which ``tidy(_:keepingLines:)``
  /// decides.
  @inline(__always)
  init(_ scalar: UInt32) {
    switch scalar {
    case 0x21...0x7E: self = .visible
    case 0x20, 0x09, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: self = .blank
    case 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: self = .lineBreak
    case 0...0x1F, 0x7F...0x9F: self = .dropped
    case 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F: self = .dropped
    case 0xFEFF, 0xFFF9...0xFFFD, 0xFFFE, 0xFFFF: self = .dropped
    default: self = .visible
    }
  }
}

/// Whether a text of ASCII, Russian and Han characters is tidy; false for any other.
private func isTidyPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  guard let first = bytes.first else { return true }
  if first == 0x20 || first == UInt8(ascii: "'") || bytes[bytes.count - 1] == 0x20 { return false }
  var previous: UInt8 = 0
  var index = 0
  while index < bytes.count {
    let byte = bytes[index]
    let width = plainWidth(bytes, at: index)
    if width == 0 { return false }
    if byte < 0x20 || byte == 0x7F || (byte == 0x20 && previous == 0x20) { return false }
    previous = byte
    index += width
  }
  return true
}

private func startsLikeFormula(_ text: String) -> Bool {
  let second = text.utf8.dropFirst().first
  return second == UInt8(ascii: "=") || second == UInt8(ascii: "+")
    || second == UInt8(ascii: "-") || second == UInt8(ascii: "@")
}

private func blanksCollapsed(_ text: String, keepingLines: Bool) -> String {
  var result = String.UnicodeScalarView()
  var hasBlank = false
  var lineBreaks = 0
  var afterReturn = false
  var joiner: Unicode.Scalar?
  for scalar in text.unicodeScalars {
    if scalar.value == 0x200C || scalar.value == 0x200D {
      joiner = result.isEmpty || hasBlank || lineBreaks > 0 ? nil : scalar
      continue
    }
    switch Visibility(scalar.value) {
    case .visible:
      if lineBreaks > 0 {
        if !result.isEmpty { for _ in 0..<min(lineBreaks, 2) { result.append("\n") } }
      } else if hasBlank, !result.isEmpty {
        result.append(" ")
      } else if let joiner, needsJoiner(scalar.value) {
        result.append(joiner)
      }
      result.append(scalar)
      hasBlank = false
      lineBreaks = 0
      joiner = nil
    case .blank:
      hasBlank = true
    case .lineBreak:
      hasBlank = true
      if keepingLines, !(scalar.value == 0x0A && afterReturn) { lineBreaks += 1 }
    case .dropped:
      break
    }
    afterReturn = scalar.value == 0x0D
  }
  return String(result)
}

/// Whether a joiner before this scalar changes how the text is written.
private func needsJoiner(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x600...0x7FF, 0x900...0xDFF, 0x1000...0x109F, 0x1780...0x18AF: true
  case 0x2600...0x27BF, 0x1F000...0x1FAFF: true
  default: false
  }
}
