/// The cells that need no grammar: one number, of digits and punctuation only.
///
/// Most cells are such. They are read in one pass that finds the number in the text, sees that it
/// looks like one and gathers its digits; the grammar of `NumberReader` gives the same answer.
enum PlainNumber {
  /// Gathers the digits of a cell.
  ///
  /// - Returns: whether a plus sign stands before them, or nil if the cell needs the grammar:
  ///   extensions, letters, parameters, or too little to be sure.
  @inline(__always)
  static func scan(_ text: Span<UInt8>, into digits: inout Digits) -> Bool? {
    let count = text.count
    guard count <= NumberReader.maximumCharacters else { return nil }
    var at = 0
    var classes: UInt16 = 0
    var symbol: UInt8 = 0
    // What stands before the first digit or plus sign is no part of the number, unless it is a
    // parameter.
    repeat {
      guard at < count, classes & Symbol.semicolon == 0 else { return nil }
      symbol = next(text, &at)
      classes = Symbol.classes(symbol)
    } while classes & (Symbol.digit | Symbol.plus) == 0

    let hasPlus = classes & Symbol.plus != 0
    while classes & Symbol.plus != 0 {
      guard at < count else { return nil }
      symbol = next(text, &at)
      classes = Symbol.classes(symbol)
    }
    // What stands after the last word is no part of it either: a sign counts once a word follows.
    var unusual: UInt16 = 0
    var unusualInside: UInt16 = 0
    while true {
      unusual |= ~classes
      let isWord = 0 &- (classes & Symbol.word) / Symbol.word
      unusualInside |= unusual & isWord
      digits.offer(Symbol.value(symbol), keep: classes & Symbol.digit)
      if at >= count { break }
      symbol = next(text, &at)
      classes = Symbol.classes(symbol)
    }
    guard unusualInside & Symbol.plain == 0, digits.count >= 3, digits.end < Digits.capacity else {
      return nil
    }
    return hasPlus
  }

  @inline(__always)
  private static func next(_ text: Span<UInt8>, _ at: inout Int) -> UInt8 {
    let byte = text[unchecked: at]
    if byte < 0x80 {
      at &+= 1
      return byte
    }
    return nextBeyondASCII(text, &at)
  }

  private static func nextBeyondASCII(_ text: Span<UInt8>, _ at: inout Int) -> UInt8 {
    let (character, length) = decodeCharacter(text, at)
    at += length
    return character == 0 ? Symbol.other : Symbol.of(character)
  }
}
