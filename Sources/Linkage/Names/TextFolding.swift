/// Folds text to lower-case words with one blank between them: no punctuation, no Latin marks,
/// the script kept. `O’Connor-Łuczak, Zoë` becomes `oconnor luczak zoe`. Text that is folded
/// already stays as it is. O(length), no allocation beyond `out`.
func foldText(_ text: Span<UInt8>, into out: inout [UInt8]) {
  let start = out.count
  var pendingBlank = false
  var index = 0
  let end = text.count
  while index < end {
    let byte = text[index]
    if byte < 0x80 {
      index += 1
      switch byte {
      case 0x61...0x7A, 0x30...0x39:
        separate(&out, &pendingBlank, from: start)
        out.append(byte)
      case 0x41...0x5A:
        separate(&out, &pendingBlank, from: start)
        out.append(byte | 0x20)
      case UInt8(ascii: "'"), UInt8(ascii: "`"): break
      default: pendingBlank = true
      }
      continue
    }
    let scalar = decodeScalar(text, &index)
    switch foldedScalar(scalar) {
    case .blank: pendingBlank = true
    case .nothing: break
    case .ascii(let first, let second):
      separate(&out, &pendingBlank, from: start)
      out.append(first)
      if second != 0 { out.append(second) }
    case .scalar(let folded):
      separate(&out, &pendingBlank, from: start)
      appendScalar(folded, to: &out)
    }
  }
}

@inline(__always)
private func separate(_ out: inout [UInt8], _ pendingBlank: inout Bool, from start: Int) {
  if pendingBlank && out.count > start { out.append(0x20) }
  pendingBlank = false
}

private enum FoldedScalar {
  case blank
  case nothing
  case ascii(UInt8, UInt8)
  case scalar(UInt32)
}

private func foldedScalar(_ scalar: UInt32) -> FoldedScalar {
  switch scalar {
  case 0xAA: return .ascii(UInt8(ascii: "a"), 0)
  case 0xBA: return .ascii(UInt8(ascii: "o"), 0)
  case 0xAD, 0xB4: return .nothing
  case 0x80...0xBF: return .blank
  case 0xC0...0x24F, 0x1E00...0x1EFF:
    guard let (first, second) = LatinLetters.letters(scalar) else { return .scalar(scalar) }
    return first == UInt8(ascii: " ") ? .blank : .ascii(first, second)
  case 0x2B0...0x2FF, 0x300...0x36F: return .nothing
  case 0x370...0x3FF: return .scalar(foldedGreek(scalar))
  case 0x400...0x52F: return .scalar(foldedCyrillic(scalar))
  case 0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0xFEFF, 0xFE00...0xFE0F: return .nothing
  case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069: return .nothing
  case 0x2000...0x2BFF: return .blank
  case 0x3005, 0x3006: return .scalar(scalar)
  case 0x3000...0x303F, 0x30FB, 0xFFFD: return .blank
  case 0x3040...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7A3: return .scalar(scalar)
  case 0xFF10...0xFF19, 0xFF41...0xFF5A: return .ascii(UInt8(scalar - 0xFEE0), 0)
  case 0xFF21...0xFF3A: return .ascii(UInt8(scalar - 0xFEE0) | 0x20, 0)
  case 0xFF01...0xFF5E: return .blank
  default: return foldedOther(scalar)
  }
}

/// Scripts without a table of their own: what Unicode calls a letter, digit or mark is kept.
private func foldedOther(_ value: UInt32) -> FoldedScalar {
  guard let scalar = Unicode.Scalar(value) else { return .blank }
  let properties = scalar.properties
  switch properties.generalCategory {
  case .nonspacingMark, .spacingMark, .decimalNumber, .letterNumber, .otherLetter,
    .lowercaseLetter, .modifierLetter:
    return .scalar(value)
  case .uppercaseLetter, .titlecaseLetter:
    let lower = properties.lowercaseMapping.unicodeScalars
    return .scalar(lower.count == 1 ? lower.first?.value ?? value : value)
  case .format: return .nothing
  default: return .blank
  }
}

/// Lower case without tonos; final sigma is sigma.
private func foldedGreek(_ scalar: UInt32) -> UInt32 {
  switch scalar {
  case 0x386, 0x3AC: 0x3B1
  case 0x388, 0x3AD: 0x3B5
  case 0x389, 0x3AE: 0x3B7
  case 0x38A, 0x3AF, 0x390, 0x3CA, 0x3AA: 0x3B9
  case 0x38C, 0x3CC: 0x3BF
  case 0x38E, 0x3CD, 0x3B0, 0x3CB, 0x3AB: 0x3C5
  case 0x38F, 0x3CE: 0x3C9
  case 0x3C2: 0x3C3
  case 0x391...0x3A9: scalar + 0x20
  default: scalar
  }
}

/// Lower case; `ё` is written `е` as often as not, so both are `е`.
private func foldedCyrillic(_ scalar: UInt32) -> UInt32 {
  switch scalar {
  case 0x401, 0x451: 0x435
  case 0x410...0x42F: scalar + 0x20
  case 0x400...0x40F: scalar + 0x50
  case 0x4C0: 0x4CF
  case 0x4C1...0x4CE: scalar + (scalar & 1)
  case 0x460...0x481, 0x48A...0x4BF, 0x4D0...0x52F: scalar | 1
  default: scalar
  }
}

/// Decodes the scalar at `index` and steps over it; a broken sequence gives U+FFFD for one byte.
@inline(__always)
func decodeScalar(_ text: Span<UInt8>, _ index: inout Int) -> UInt32 {
  let lead = text[index]
  index += 1
  let length: Int
  var scalar: UInt32
  switch lead {
  case 0..<0x80: return UInt32(lead)
  case 0xC2...0xDF: (length, scalar) = (1, UInt32(lead & 0x1F))
  case 0xE0...0xEF: (length, scalar) = (2, UInt32(lead & 0x0F))
  case 0xF0...0xF4: (length, scalar) = (3, UInt32(lead & 0x07))
  default: return 0xFFFD
  }
  if index + length > text.count { return 0xFFFD }
  for offset in 0..<length {
    let byte = text[index + offset]
    if byte & 0xC0 != 0x80 { return 0xFFFD }
    scalar = scalar << 6 | UInt32(byte & 0x3F)
  }
  index += length
  return scalar
}

@inline(__always)
func appendScalar(_ scalar: UInt32, to out: inout [UInt8]) {
  switch scalar {
  case 0..<0x80: out.append(UInt8(scalar))
  case 0x80..<0x800:
    out.append(0xC0 | UInt8(scalar >> 6))
    out.append(0x80 | UInt8(scalar & 0x3F))
  case 0x800..<0x10000:
    out.append(0xE0 | UInt8(scalar >> 12))
    out.append(0x80 | UInt8(scalar >> 6 & 0x3F))
    out.append(0x80 | UInt8(scalar & 0x3F))
  default:
    out.append(0xF0 | UInt8(scalar >> 18 & 0x07))
    out.append(0x80 | UInt8(scalar >> 12 & 0x3F))
    out.append(0x80 | UInt8(scalar >> 6 & 0x3F))
    out.append(0x80 | UInt8(scalar & 0x3F))
  }
}
