/// Digits that stand together in a cell, with only signs of punctuation between them.
struct Chunk {
  private(set) var digits = Digits()
  private(set) var hasPlus = false
  private(set) var hasLookAlike = false
  /// Where the digits in parentheses right after the calling code stand, as in `+44 (0)20`.
  private(set) var trunk: Range<Int>?
  /// Bit n: a blank stands before digit n.
  private(set) var blanks: UInt64 = 0
  /// One past the last symbol that belongs to the chunk.
  private(set) var end: Int
  /// How many slashes there are among the digits; at most four are kept.
  private(set) var slashes = 0
  private var slashPlaces: (Int, Int, Int, Int) = (0, 0, 0, 0)
  private var slashPlus: (Bool, Bool, Bool, Bool) = (false, false, false, false)

  init(_ symbols: Span<UInt8>, from start: Int) {
    end = start
    var at = start
    scan: while at < symbols.count {
      let symbol = symbols[at]
      let classes = Symbol.classes(symbol)
      if classes & Symbol.digit != 0 {
        digits.append(Symbol.value(symbol))
        end = at + 1
      } else if classes & Symbol.plus != 0 {
        if digits.count > 0 {
          guard slashes > 0, pendingSlash(symbols, at) else { break scan }
          setPlus(slashes - 1)
        } else {
          hasPlus = true
        }
      } else if let digit = LookAlikeLetter.digit(symbols, at) {
        hasLookAlike = true
        digits.append(digit)
        end = at + 1
      } else {
        switch symbol {
        case UInt8(ascii: "("):
          guard Chunk.opensNumber(symbols, at) else { break scan }
          if hasPlus && trunk == nil, let close = Chunk.closing(symbols, at), close - at <= 3,
            digits.count > 0, digits.count <= 3
          {
            trunk = digits.end..<(digits.end + close - at - 1)
          }
        case UInt8(ascii: "/"):
          guard digits.count > 0, slashes < 4 else { break scan }
          setSlash(digits.end)
        case UInt8(ascii: " "): blanks |= 1 << UInt64(digits.end & 63)
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ")"),
          UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "~"), UInt8(ascii: "_"),
          Symbol.longVowel:
          break
        default:
          break scan
        }
      }
      at += 1
    }
    while slashes > 0 && slash(slashes - 1) == digits.end { slashes -= 1 }
  }

  /// Whether only blanks lie between the last slash and a plus sign.
  private func pendingSlash(_ symbols: Span<UInt8>, _ at: Int) -> Bool {
    var place = at - 1
    while place > 0 && symbols[place] == UInt8(ascii: " ") { place -= 1 }
    return symbols[place] == UInt8(ascii: "/") || Symbol.classes(symbols[place]) & Symbol.plus != 0
  }

  private mutating func setSlash(_ place: Int) {
    switch slashes {
    case 0: slashPlaces.0 = place
    case 1: slashPlaces.1 = place
    case 2: slashPlaces.2 = place
    default: slashPlaces.3 = place
    }
    slashes += 1
  }

  private mutating func setPlus(_ index: Int) {
    switch index {
    case 0: slashPlus.0 = true
    case 1: slashPlus.1 = true
    case 2: slashPlus.2 = true
    default: slashPlus.3 = true
    }
  }

  /// Where among the digits a slash stands.
  func slash(_ index: Int) -> Int {
    switch index {
    case 0: slashPlaces.0
    case 1: slashPlaces.1
    case 2: slashPlaces.2
    default: slashPlaces.3
    }
  }

  func plusAfterSlash(_ index: Int) -> Bool {
    switch index {
    case 0: slashPlus.0
    case 1: slashPlus.1
    case 2: slashPlus.2
    default: slashPlus.3
    }
  }

  /// Whether a parenthesis holds only digits and signs, so that it can be part of a number.
  static func opensNumber(_ symbols: Span<UInt8>, _ open: Int) -> Bool {
    var at = open + 1
    var hasDigit = false
    while at < symbols.count && symbols[at] != UInt8(ascii: ")") {
      let classes = Symbol.classes(symbols[at])
      if classes & (Symbol.digit | Symbol.plus) != 0 {
        hasDigit = true
      } else if classes & Symbol.word != 0 && LookAlikeLetter.digit(symbols, at) == nil {
        return false
      }
      at += 1
    }
    return hasDigit
  }

  private static func closing(_ symbols: Span<UInt8>, _ open: Int) -> Int? {
    var at = open + 1
    while at < symbols.count && Symbol.classes(symbols[at]) & Symbol.digit != 0 { at += 1 }
    return at < symbols.count && at > open + 1 && symbols[at] == UInt8(ascii: ")") ? at : nil
  }
}
