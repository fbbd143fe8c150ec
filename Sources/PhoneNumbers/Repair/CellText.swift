/// A cell as symbols, with invisible marks taken out and unusual signs written as ASCII.
struct CellText {
  static let capacity = 250

  private(set) var symbols = InlineArray<256, UInt8>(repeating: 0)
  private(set) var count = 0
  private(set) var hasInvisibleMarks = false
  private(set) var hasOtherDigits = false
  /// Classes of all symbols, to skip the rules that need letters.
  private(set) var seen: UInt16 = 0

  /// Appends a UTF-8 text; false if it is too long to be a cell with phone numbers.
  mutating func append(_ text: Span<UInt8>) -> Bool {
    var at = 0
    while at < text.count {
      guard count < CellText.capacity else { return false }
      let byte = text[at]
      if byte < 0x80 {
        append(byte < 0x20 && byte != 0x0A && byte != 0x0D ? 0x20 : byte)
        at += 1
      } else {
        let (character, length) = decodeCharacter(text, at)
        append(character: character)
        at += length
      }
    }
    while count > 0 && symbols[count - 1] <= 0x20 { count -= 1 }
    return true
  }

  private mutating func append(_ symbol: UInt8) {
    if symbol <= 0x20 && count == 0 { return }
    symbols[count] = symbol
    count += 1
    seen |= Symbol.classes(symbol)
  }

  private mutating func append(character: UInt32) {
    if let digit = Symbol.decimalDigit(character) {
      hasOtherDigits = true
      return append(0x30 + digit)
    }
    switch character {
    case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000:
      hasInvisibleMarks = true
      append(0x20)
    case 0xAD, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0x061C, 0x180E, 0xFE0F:
      hasInvisibleMarks = true
    case 0xFF01...0xFF5E:
      append(UInt8(character - 0xFF01) + 0x21)
    case 0x2010...0x2015, 0x2212: append(UInt8(ascii: "-"))
    case 0x2018, 0x2019, 0x201C, 0x201D, 0xAB, 0xBB, 0x60, 0xB4: append(UInt8(ascii: "'"))
    case 0x3001: append(UInt8(ascii: ","))
    default:
      append(character == 0 ? Symbol.other : Symbol.of(character))
    }
  }
}
