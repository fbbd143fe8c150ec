/// A cell as symbols, with invisible marks taken out and unusual signs written as ASCII.
struct CellText {
  static let capacity = 250

  private(set) var symbols = InlineArray<256, UInt8>(repeating: 0)
  private(set) var count = 0
  private(set) var signs = CellSigns()
  /// Blanks that were left out before the first symbol.
  private var skipped = 0

  /// Appends a UTF-8 text; false if it is too long to be a cell with phone numbers.
  mutating func append(_ text: Span<UInt8>) -> Bool {
    var at = 0
    while at < text.count {
      guard count < CellText.capacity else { return false }
      at += append(text, at)
    }
    while count > 0 && symbols[count - 1] <= 0x20 { count -= 1 }
    return true
  }

  /// The bytes of the text from which the symbols of a range came.
  func bytes(of range: Range<Int>, in text: Span<UInt8>) -> Range<Int> {
    if signs.areASCII {
      return (range.lowerBound + skipped)..<(range.upperBound + skipped)
    }
    // The cell is read once more, and each symbol is counted as it is made.
    var again = CellText()
    var first = 0
    var at = 0
    while at < text.count && again.count < range.upperBound {
      if again.count <= range.lowerBound { first = at }
      at += again.append(text, at)
    }
    return first..<max(first, at)
  }

  /// Appends the character at a place; returns its bytes.
  @inline(__always)
  private mutating func append(_ text: Span<UInt8>, _ at: Int) -> Int {
    let byte = text[at]
    if byte == UInt8(ascii: "%"), let sign = CellText.escaped(text, at) {
      signs.hasMore = true
      append(sign)
      return 3
    }
    if byte < 0x80 {
      append(byte < 0x20 && byte != 0x0A && byte != 0x0D ? 0x20 : byte)
      return 1
    }
    let (character, length) = decodeCharacter(text, at)
    append(character: character)
    return length
  }

  @inline(__always)
  private mutating func append(_ symbol: UInt8) {
    if symbol <= 0x20 && count == 0 {
      skipped += 1
      return
    }
    symbols[count] = symbol
    count += 1
    signs.insert(symbol)
  }

  private mutating func append(character: UInt32) {
    if let symbol = CellSymbol.of(character) { return append(symbol) }
    if let digit = Symbol.decimalDigit(character) {
      signs.hasOtherDigits = true
      return append(0x30 + digit)
    }
    switch character {
    case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000:
      signs.hasInvisibleMarks = true
      append(0x20)
    case 0x2028, 0x2029:
      signs.hasInvisibleMarks = true
      append(0x0A)
    case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0x061C, 0x180E, 0xFE0F:
      signs.hasInvisibleMarks = true
    case 0xFF01...0xFF5E:
      signs.hasOtherDigits = true
      append(UInt8(character - 0xFF01) + 0x21)
    case 0x2010...0x2015, 0x2212: appendSign("-")
    case 0x2018, 0x2019, 0x201C, 0x201D, 0xAB, 0xBB, 0x60, 0xB4: appendSign("'")
    case 0x3001: appendSign(",")
    case 0x2044, 0x2215: appendSign("/")
    default:
      append(character == 0 ? Symbol.other : Symbol.of(character))
    }
  }

  /// The sign that an escape of a URI stands for (RFC 3986 §2.1), of those in phone numbers.
  private static func escaped(_ text: Span<UInt8>, _ at: Int) -> UInt8? {
    guard at + 2 < text.count, text[at + 1] == UInt8(ascii: "2") else { return nil }
    switch text[at + 2] {
    case UInt8(ascii: "0"): return UInt8(ascii: " ")
    case UInt8(ascii: "8"): return UInt8(ascii: "(")
    case UInt8(ascii: "9"): return UInt8(ascii: ")")
    case UInt8(ascii: "B"), UInt8(ascii: "b"): return UInt8(ascii: "+")
    case UInt8(ascii: "D"), UInt8(ascii: "d"): return UInt8(ascii: "-")
    default: return nil
    }
  }

  /// A sign of several bytes: places of symbols and bytes part ways.
  private mutating func appendSign(_ sign: Unicode.Scalar) {
    signs.hasMore = true
    append(UInt8(ascii: sign))
  }
}

/// What occurs in a cell, to skip the rules that need what does not.
struct CellSigns {
  var hasInvisibleMarks = false
  var hasOtherDigits = false
  /// Whether there are symbols beyond ASCII, and so letters perhaps.
  var hasMore = false
  /// Which ASCII symbols there are: bit n of two words.
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  /// Whether an ASCII sign occurs.
  @inline(__always)
  func has(_ sign: UInt8) -> Bool {
    (sign < 64 ? low >> UInt64(sign) : high >> UInt64(sign - 64)) & 1 == 1
  }

  /// Whether there may be letters, or a bar that may be one.
  var hasLetters: Bool { hasMore || high & 0x17FF_FFFE_07FF_FFFE != 0 }

  /// Whether each symbol is one byte of the text.
  var areASCII: Bool { !hasMore && !hasInvisibleMarks && !hasOtherDigits }

  @inline(__always)
  mutating func insert(_ symbol: UInt8) {
    if symbol < 64 {
      low |= 1 << UInt64(symbol)
    } else if symbol < 128 {
      high |= 1 << UInt64(symbol - 64)
    } else {
      hasMore = true
    }
  }
}
