/// What a character of a cell is, as far as its form goes.
///
/// By ranges of the scripts that contacts are written in, so that it takes no table of Unicode; a
/// character outside them is a sign.
enum LetterClass: UInt8 {
  case upper, lower, caseless, ideograph, digit, sign
  /// Belongs to the letter before it.
  case mark

  @inline(__always)
  static func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// The class of the character that begins at `offset`, and its bytes. What is no UTF-8 is a sign.
  @inline(__always)
  static func read(_ cell: Span<UInt8>, at offset: Int) -> (LetterClass, width: Int) {
    let byte = cell[unchecked: offset]
    if byte < 0x80 {
      if byte &- 0x61 < 26 { return (.lower, 1) }
      return (byte &- 0x41 < 26 ? .upper : .sign, 1)
    }
    return readWide(cell, at: offset)
  }

  private static func readWide(_ cell: Span<UInt8>, at offset: Int) -> (LetterClass, width: Int) {
    let width =
      switch cell[offset] {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    guard width > 1, offset + width <= cell.count else { return (.sign, 1) }
    var scalar = UInt32(cell[offset]) & (0xFF >> UInt32(width + 1))
    for place in 1..<width { scalar = scalar << 6 | UInt32(cell[offset + place] & 0x3F) }
    return (of(scalar), width)
  }

  private static func of(_ scalar: UInt32) -> LetterClass {
    switch scalar {
    case 0xAA, 0xB5, 0xBA, 0xDF...0xF6, 0xF8...0xFF: .lower
    case 0xC0...0xD6, 0xD8...0xDE: .upper
    // Capital and small letters take turns; from 0139 to 0148 and from 0179 to 017E the other way.
    case 0x139...0x148, 0x179...0x17E: scalar & 1 == 1 ? .upper : .lower
    case 0x100...0x17F, 0x1E00...0x1EFF, 0x460...0x481, 0x48A...0x4BF, 0x4D0...0x52F:
      scalar & 1 == 0 ? .upper : .lower
    case 0x180...0x24F, 0x250...0x2AF: .lower
    case 0x300...0x36F, 0x483...0x489, 0x591...0x5BD, 0x610...0x61A, 0x64B...0x65F, 0x900...0x903,
      0x93A...0x94F, 0xE31, 0xE34...0xE3A, 0xE47...0xE4E, 0x200C, 0x200D, 0xFE00...0xFE0F:
      .mark
    case 0x386...0x38F, 0x391...0x3AB: .upper
    case 0x390, 0x3AC...0x3CE: .lower
    case 0x400...0x42F, 0x531...0x556, 0x1F08...0x1F0F: .upper
    case 0x430...0x45F, 0x4C0...0x4CF, 0x561...0x587: .lower
    case 0x660...0x669, 0x6F0...0x6F9, 0x966...0x96F, 0x9E6...0x9EF, 0xE50...0xE59,
      0xFF10...0xFF19:
      .digit
    case 0x5D0...0x5F2, 0x620...0x64A, 0x66E...0x6D3, 0x6D5, 0x6EE...0x6FF, 0x904...0x1CFF,
      0xFB1D...0xFDFB, 0xFE70...0xFEFC, 0xFF21...0xFF3A, 0xFF41...0xFF5A:
      .caseless
    case 0x3005...0x3007, 0x3041...0x3096, 0x309D...0x30FF, 0x3105...0x312F, 0x3400...0x4DBF,
      0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF66...0xFF9D, 0x20000...0x3FFFD:
      .ideograph
    default: .sign
    }
  }
}
