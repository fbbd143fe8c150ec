/// Digits of one number as they were written: with a plus sign or not, and where they were parted.
struct WrittenDigits {
  var digits: Digits
  var hasPlus = false
  /// Places of the digits in parentheses right after the calling code, as in `+44 (0)20`.
  var trunk: Range<Int>?
  /// Bit n: a sign or blank stands before digit n.
  var breaks: UInt64 = 0

  init(_ digits: Digits, hasPlus: Bool) {
    self.digits = digits
    self.hasPlus = hasPlus
  }
}

/// Digits that stand together in a cell, with only signs of punctuation between them.
///
/// Places of digits are those before which something stands, as bits: a chunk has at most 64.
struct Chunk {
  private(set) var written = WrittenDigits(Digits(), hasPlus: false)
  private(set) var hasLookAlike = false
  private(set) var blanks: UInt64 = 0
  /// Two blanks, or a sign among blanks: wider than what parts the groups of one number.
  private(set) var gaps: UInt64 = 0
  private(set) var slashes: UInt64 = 0
  /// Plus signs after a slash.
  private(set) var pluses: UInt64 = 0
  /// Where digits in parentheses right after a calling code begin, one or two of them.
  private var trunks: UInt64 = 0
  private var wideTrunks: UInt64 = 0
  /// Whether signs occur that dates, tax numbers and addresses of a network have.
  private(set) var hasSigns = false
  /// Whether a letter ended the chunk that may be a digit.
  private(set) var stopsAtLookAlike = false
  let start: Int
  /// One past the last symbol that belongs to the chunk.
  private(set) var end: Int

  var digits: Digits { written.digits }

  init(_ symbols: Span<UInt8>, from start: Int, lookAlikes: LookAlikeLetter.Reach) {
    self.start = start
    end = start
    var at = start
    // Where the part after the last slash begins, and whether it has a plus sign or 00.
    var first = 0
    var hasCode = false
    var isOpen = false
    // What stands between the last digit and the next one.
    var signs = 0
    var spaces = 0
    var slash = false
    var plus = false
    scan: while at < symbols.count {
      let symbol = symbols[at]
      if symbol >= 0x30 && symbol <= 0x39 {
        if signs + spaces > 0 {
          if spaces > 0, !isOpen, digits.count > 0, Note.begins(symbols, at) { break scan }
          mark(signs, spaces, slash, plus)
          signs = 0
          spaces = 0
          slash = false
          plus = false
        }
        written.digits.append(symbol - 0x30)
        at += 1
        end = at
        continue
      }
      switch symbol {
      case UInt8(ascii: " "):
        spaces += 1
      case UInt8(ascii: "-"), UInt8(ascii: "."):
        hasSigns = true
        signs += 1
      case UInt8(ascii: ")"):
        isOpen = false
        signs += 1
      case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "_"), Symbol.longVowel:
        signs += 1
      case UInt8(ascii: "+"):
        if digits.count > 0 {
          guard slash else { break scan }
          plus = true
        } else {
          written.hasPlus = true
        }
        hasCode = true
      case UInt8(ascii: "("):
        if digits.count >= 5, Note.begins(symbols, at + 1) || Note.isYear(symbols, at + 1) {
          break scan
        }
        if !Chunk.opensNumber(symbols, at) {
          guard lookAlikes != .none, LookAlikeLetter.fills(symbols, after: at) else { break scan }
          if lookAlikes == .glued {
            stopsAtLookAlike = true
            break scan
          }
        }
        isOpen = true
        signs += 1
        let place = digits.end
        if place > first, place <= first + 5, place < 62,
          hasCode || digits.at(first) == 0 && digits.at(first + 1) == 0,
          let close = Chunk.closing(symbols, at), close - at <= 3
        {
          trunks |= 1 << UInt64(place)
          if close - at == 3 { wideTrunks |= 1 << UInt64(place) }
        }
      case UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "~"):
        guard digits.count > 0 else { break scan }
        hasSigns = true
        slash = true
        signs += 1
        first = digits.end
        hasCode = false
      case UInt8(ascii: "x"), UInt8(ascii: "X"):
        // `(0xx11)`: the place of a carrier's digits in Brazil.
        guard digits.count == 1, digits.at(0) == 0, Words.matches(symbols, at, "xx") else {
          break scan
        }
        at += 1
      default:
        guard lookAlikes != .none,
          let run = LookAlikeLetter.run(symbols, at, alone: lookAlikes == .alone)
        else {
          stopsAtLookAlike = lookAlikes == .glued && LookAlikeLetter.digit(symbol) != nil
          break scan
        }
        if signs + spaces > 0 {
          mark(signs, spaces, slash, plus)
          signs = 0
          spaces = 0
          slash = false
          plus = false
        }
        hasLookAlike = true
        for place in at..<run {
          written.digits.append(LookAlikeLetter.digit(symbols[place]) ?? 0)
        }
        at = run
        end = at
        continue
      }
      at += 1
    }
    written.trunk = trunk(in: 0..<digits.end)
  }

  private func trunk(in range: Range<Int>) -> Range<Int>? {
    guard trunks != 0 else { return nil }
    let inside = trunks >> UInt64(range.lowerBound)
    guard inside != 0 else { return nil }
    let place = range.lowerBound + inside.trailingZeroBitCount
    let end = place + (wideTrunks >> UInt64(place) & 1 == 1 ? 2 : 1)
    return end <= range.upperBound ? place..<end : nil
  }

  private mutating func mark(_ signs: Int, _ spaces: Int, _ slash: Bool, _ plus: Bool) {
    let bit: UInt64 = 1 << UInt64(digits.end & 63)
    written.breaks |= bit
    if spaces > 0 { blanks |= bit }
    if spaces > 1 { gaps |= bit }
    if slash { slashes |= bit }
    if plus { pluses |= bit }
  }

  /// The digits from one place to another, as a number of their own.
  func part(_ range: Range<Int>) -> WrittenDigits {
    var some = Digits()
    some.append(range, of: digits)
    let isFirst = range.lowerBound == digits.start
    var part = WrittenDigits(
      some, hasPlus: isFirst ? written.hasPlus : pluses >> UInt64(range.lowerBound) & 1 == 1)
    part.breaks = written.breaks >> UInt64(range.lowerBound) & ~1
    if let trunk = trunk(in: range) {
      part.trunk = (trunk.lowerBound - range.lowerBound)..<(trunk.upperBound - range.lowerBound)
    }
    return part
  }

  /// The symbols of the digits from one place to another, a plus sign before them included.
  func symbols(of range: Range<Int>, in symbols: Span<UInt8>) -> Range<Int> {
    var first = start
    var place = 0
    for at in start..<end {
      guard CellSymbol.isDigit(symbols[at]) || LookAlikeLetter.digit(symbols[at]) != nil else {
        continue
      }
      if place == range.lowerBound && place > 0 {
        first = at
        while first > start, Chunk.opens(symbols[first - 1]) { first -= 1 }
      }
      place += 1
      if place == range.upperBound { return first..<(at + 1) }
    }
    return first..<end
  }

  private static func opens(_ symbol: UInt8) -> Bool {
    symbol == UInt8(ascii: "+") || symbol == UInt8(ascii: "(")
  }

  /// Whether a parenthesis holds only digits and signs, so that it can be part of a number.
  static func opensNumber(_ symbols: Span<UInt8>, _ open: Int) -> Bool {
    var at = open + 1
    var hasDigit = false
    while at < symbols.count && symbols[at] != UInt8(ascii: ")") {
      if Words.matches(symbols, at, "0xx") {
        at += 2
      } else if CellSymbol.isDigit(symbols[at]) || symbols[at] == UInt8(ascii: "+") {
        hasDigit = true
      } else if CellSymbol.isLetter(symbols[at])
        && LookAlikeLetter.run(symbols, at, alone: false) == nil
      {
        return false
      }
      at += 1
    }
    return hasDigit
  }

  private static func closing(_ symbols: Span<UInt8>, _ open: Int) -> Int? {
    var at = open + 1
    while at < symbols.count && CellSymbol.isDigit(symbols[at]) { at += 1 }
    return at < symbols.count && at > open + 1 && symbols[at] == UInt8(ascii: ")") ? at : nil
  }
}
