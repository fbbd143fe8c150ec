/// The alphabet of a cell: that of `Symbol`, and above it the letters and signs of labels.
///
/// Cyrillic letters are folded to lower case, Chinese characters to one of their two forms.
enum CellSymbol {
  /// а to я; ё is е.
  static let cyrillic: UInt8 = 0xA0
  static let cyrillicO: UInt8 = 0xA0 + 14
  /// Characters of Chinese labels, in the order of `named`.
  static let chinese: UInt8 = 0xC0
  static let currency: UInt8 = 0xD0
  static let degree: UInt8 = 0xD1
  static let numero: UInt8 = 0xD2
  static let multiplication: UInt8 = 0xD3

  /// The symbol of a character that only cells know, or nil.
  static func of(_ character: UInt32) -> UInt8? {
    switch character {
    case 0x0410...0x042F: cyrillic + UInt8(character - 0x0410)
    case 0x0430...0x044F: cyrillic + UInt8(character - 0x0430)
    case 0x0401, 0x0451: cyrillic + 5
    case 0x5206: chinese  // 分
    case 0x673A, 0x6A5F: chinese + 1  // 机
    case 0x8F6C, 0x8F49: chinese + 2  // 转
    case 0x5185, 0x5167: chinese + 3  // 内
    case 0x7EBF, 0x7DDA: chinese + 4  // 线
    case 0x6216: chinese + 5  // 或
    case 0x8BA2, 0x8A02: chinese + 6  // 订
    case 0x5355, 0x55AE: chinese + 7  // 单
    case 0x53D1, 0x767C: chinese + 8  // 发
    case 0x7968: chinese + 9  // 票
    case 0x53F7, 0x865F: chinese + 10  // 号
    case 0x7EDF, 0x7D71: chinese + 11  // 统
    case 0x7F16, 0x7DE8: chinese + 12  // 编
    case 0x7A0E, 0x7A05: chinese + 13  // 税
    case 0x8BC1, 0x8B49: chinese + 14  // 证
    case 0x0406, 0x0456: cyrillic + 8  // і
    case 0x0404, 0x0454: cyrillic + 5  // є
    case 0x20A0...0x20C0, 0xA2...0xA5, 0x0E3F, 0x09F2, 0x09F3, 0xFFE5: currency
    case 0xB0, 0xBA, 0xAA: degree
    case 0xD7: multiplication
    case 0x2116: numero
    default: nil
    }
  }

  @inline(__always)
  static func isDigit(_ symbol: UInt8) -> Bool { symbol >= 0x30 && symbol <= 0x39 }

  @inline(__always)
  static func isLetter(_ symbol: UInt8) -> Bool {
    let lower = symbol | 0x20
    if lower >= 0x61 && lower <= 0x7A { return symbol < 0x80 }
    return symbol == Symbol.words || symbol == Symbol.longVowel
      || symbol >= cyrillic && symbol < currency
  }
}

/// Words in symbols.
enum Words {
  /// How many symbols a lower-case text takes at a place, in either case; nil if it is not there.
  static func length(_ text: StaticString, _ symbols: Span<UInt8>, at start: Int) -> Int? {
    let pattern = text.utf8Start
    guard start < symbols.count else { return nil }
    if pattern[0] < 0x80 && lower(symbols[start]) != pattern[0] { return nil }
    let count = text.utf8CodeUnitCount
    var at = start
    var place = 0
    while place < count {
      guard at < symbols.count else { return nil }
      let lead = pattern[place]
      if lead < 0x80 {
        guard lower(symbols[at]) == lead else { return nil }
        place += 1
      } else {
        let (character, length) = decode(pattern + place)
        guard CellSymbol.of(character) ?? Symbol.of(character) == symbols[at] else { return nil }
        place += length
      }
      at += 1
    }
    return at - start
  }

  /// Whether lower-case text stands at a place, in either case.
  static func matches(_ symbols: Span<UInt8>, _ start: Int, _ text: StaticString) -> Bool {
    length(text, symbols, at: start) != nil
  }

  /// Whether one of the words fills a range.
  static func fill(_ symbols: Span<UInt8>, _ range: Range<Int>, _ words: [StaticString]) -> Bool {
    let first = lower(symbols[range.lowerBound])
    for word in words {
      if word.isASCII {
        guard word.utf8CodeUnitCount == range.count, word.utf8Start[0] == first else { continue }
      } else if first < 0x80 && word.utf8Start[0] != first {
        continue
      }
      if length(word, symbols, at: range.lowerBound) == range.count { return true }
    }
    return false
  }

  /// Where a text begins, or nil.
  static func find(_ text: StaticString, _ symbols: Span<UInt8>) -> Int? {
    guard symbols.count > 0 else { return nil }
    let first = text.utf8Start[0]
    for at in 0..<symbols.count
    where (first >= 0x80 || lower(symbols[at]) == first) && matches(symbols, at, text) {
      return at
    }
    return nil
  }

  static func lower(_ symbol: UInt8) -> UInt8 {
    symbol >= 0x41 && symbol <= 0x5A ? symbol | 0x20 : symbol
  }

  /// A character of two or three bytes; the texts of the rules have no others beyond ASCII.
  private static func decode(_ bytes: UnsafePointer<UInt8>) -> (character: UInt32, length: Int) {
    let first = UInt32(bytes[0])
    let second = UInt32(bytes[1] & 0x3F)
    if first < 0xE0 { return ((first & 0x1F) << 6 | second, 2) }
    return ((first & 0xF) << 12 | second << 6 | UInt32(bytes[2] & 0x3F), 3)
  }
}
