/// The key under which a spelling is looked up: two spellings that a person would call the same
/// word have the same key.
///
/// Lower case; Latin letters without marks (`Türkiye` → `turkiye`), `ß` → `ss`, Cyrillic `ё` → `е`,
/// Greek and Arabic without accents; full-width and other compatibility forms made plain;
/// punctuation and blanks made one space; trimmed; invisible characters dropped. A key is for
/// comparing only, never for keeping. Idempotent. O(n), without allocation for short ASCII texts.
package func fold(_ text: String) -> String {
  var copy = text
  if let key = copy.withUTF8({ foldPlain($0) }) { return key }
  guard let key = foldScalars(text) else {
    // Compatibility forms can open into others; a text that does not settle keeps its last key.
    var current = Composition.compatible(text)
    for _ in 0..<4 {
      let next = Composition.compatible(foldScalars(current, isComposed: true) ?? current)
      if next == current { break }
      current = next
    }
    return current
  }
  return key
}

/// A folded ASCII byte: the letter in lower case, the digit, a space for punctuation, 0 for a
/// control character that is not a blank.
@inline(__always)
private func foldedASCII(_ byte: UInt8) -> UInt8 {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
  case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
  case 0x09...0x0D, 0x20...0x7E: 0x20
  default: 0
  }
}

/// The key of a text of ASCII, Russian and Han characters, byte by byte; nil for any other.
private func foldPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
  var isPlain = true
  let key = String(unsafeUninitializedCapacity: bytes.count) { output in
    let count = foldPlain(bytes, into: output)
    isPlain = count != nil
    return count ?? 0
  }
  return isPlain ? key : nil
}

/// Calls back with the bytes of `fold`, or with nil for a text that is not of ASCII, Russian and Han characters only.
func withPlainFold<R>(
  _ bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>?) -> R
) -> R {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { output in
    guard let count = foldPlain(bytes, into: output) else { return body(nil) }
    return body(UnsafeBufferPointer(rebasing: output[..<count]))
  }
}

/// Writes the key of such a text, which is no longer than the text, and returns its length; nil for any other.
private func foldPlain(
  _ bytes: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
) -> Int? {
  var count = 0
  var hasBlank = false
  var index = 0
  while index < bytes.count {
    let byte = bytes[index]
    let width = plainWidth(bytes, at: index)
    index += width
    var letter = UInt32(byte)
    switch width {
    case 1:
      letter = UInt32(foldedASCII(byte))
      if letter == 0x20 { hasBlank = true }
      if letter == 0x20 || letter == 0 { continue }
    case 2:
      letter = UInt32(byte & 0x1F) << 6 | UInt32(bytes[index - 1] & 0x3F)
      if letter < 0x430 { letter = letter == 0x401 ? 0x435 : letter + 0x20 }
      if letter == 0x451 { letter = 0x435 }
    case 3: break
    default: return nil
    }
    if hasBlank, count > 0 {
      output[count] = 0x20
      count += 1
    }
    hasBlank = false
    switch width {
    case 1: output[count] = UInt8(letter)
    case 2:
      output[count] = UInt8(0xC0 | letter >> 6)
      output[count + 1] = UInt8(0x80 | letter & 0x3F)
    default: for place in 0..<3 { output[count + place] = bytes[index - 3 + place] }
    }
    count += width
  }
  return count
}

/// The bytes of an ASCII character (1), a Russian letter (2) or a Han character of the main block
/// (3); 0 for any other. Such characters are composed, and visible but for ASCII ones.
@inline(__always)
func plainWidth(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
  switch bytes[index] {
  case 0..<0x80: return 1
  case 0xD0 where index + 1 < bytes.count:
    return bytes[index + 1] == 0x81 || bytes[index + 1] >= 0x90 ? 2 : 0
  case 0xD1 where index + 1 < bytes.count:
    return bytes[index + 1] <= 0x8F || bytes[index + 1] == 0x91 ? 2 : 0
  case 0xE5...0xE9 where index + 2 < bytes.count: return 3
  case 0xE4 where index + 2 < bytes.count: return bytes[index + 1] >= 0xB8 ? 3 : 0
  default: return 0
  }
}

/// The key of a text scalar by scalar, or nil where it holds a scalar that must be composed first.
private func foldScalars(_ text: String, isComposed: Bool = false) -> String? {
  var key = String.UnicodeScalarView()
  key.reserveCapacity(text.utf8.count)
  var hasBlank = false

  func append(_ scalar: Unicode.Scalar) {
    if hasBlank, !key.isEmpty { key.append(" ") }
    hasBlank = false
    key.append(scalar)
  }

  for scalar in text.unicodeScalars {
    var value = scalar.value
    if value >= 0xFF01, value <= 0xFF5E { value -= 0xFEE0 }
    if value < 0x80 {
      let folded = foldedASCII(UInt8(value))
      if folded == 0x20 { hasBlank = true } else if folded != 0 { append(Unicode.Scalar(folded)) }
      continue
    }
    switch Visibility(value) {
    case .blank, .lineBreak:
      hasBlank = true
      continue
    case .dropped: continue
    case .visible: break
    }
    switch value {
    case 0xDF, 0x1E9E:
      append("s")
      append("s")
      continue
    case 0xC6, 0xE6:
      append("a")
      append("e")
      continue
    case 0x152, 0x153:
      append("o")
      append("e")
      continue
    case 0xDE, 0xFE:
      append("t")
      append("h")
      continue
    case 0x401, 0x451: append("\u{435}")
    case 0x410...0x42F: append(Unicode.Scalar(UInt16(value + 0x20)) ?? scalar)
    case 0x430...0x44F: append(scalar)
    case 0x400...0x40F: append(Unicode.Scalar(UInt16(value + 0x50)) ?? scalar)
    case 0x622, 0x623, 0x625: append("\u{627}")
    case 0x300...0x36F:
      // `и` and a breve are the letter `й`, not an accented `и`.
      if !isComposed, let last = key.last, last.value >= 0x400 { return nil }
    case 0x640, 0x64B...0x652, 0x591...0x5BD: continue
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x3041...0x3096, 0x30A1...0x30FA, 0xAC00...0xD7A3:
      append(scalar)
    default:
      if let base = LatinBases.base(of: value) {
        append(Unicode.Scalar(base))
        continue
      }
      if !isComposed, !Composition.isStable(value) || value >= 0xFF5F || isCompatible(value) {
        return nil
      }
      if isPunctuation(scalar) {
        hasBlank = true
        continue
      }
      for lower in scalar.properties.lowercaseMapping.unicodeScalars {
        switch lower.value {
        case 0x300...0x36F: continue
        default: append(unaccentedGreek(lower))
        }
      }
    }
  }
  return String(key)
}

/// Signs that stand for other characters: `²`, `№`, `™`, circled digits.
private func isCompatible(_ value: UInt32) -> Bool {
  switch value {
  case 0xA8, 0xAA, 0xAF, 0xB2...0xB5, 0xB8...0xBA, 0xBC...0xBE: true
  case 0x100..<0x300: true
  case 0x587, 0x675...0x678, 0xE33, 0x10FC: true
  case 0x1E9A, 0x1E9B, 0x2011, 0x2017, 0x2024...0x2026, 0x2033...0x205E: true
  case 0x20A8, 0x2116, 0x2122, 0x2460...0x24FF, 0x309F, 0x30FF: true
  default: false
  }
}

private func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
    .initialPunctuation, .finalPunctuation, .otherPunctuation, .spaceSeparator:
    true
  default: false
  }
}

private func unaccentedGreek(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  switch scalar.value {
  case 0x3AC: "\u{3B1}"
  case 0x3AD: "\u{3B5}"
  case 0x3AE: "\u{3B7}"
  case 0x390, 0x3AF, 0x3CA: "\u{3B9}"
  case 0x3CC: "\u{3BF}"
  case 0x3B0, 0x3CB, 0x3CD: "\u{3C5}"
  case 0x3CE: "\u{3C9}"
  case 0x3C2: "\u{3C3}"
  default: scalar
  }
}
