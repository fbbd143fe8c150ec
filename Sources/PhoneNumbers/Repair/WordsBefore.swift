/// The two last words before a number.
struct WordsBefore {
  private var last = 0..<0
  private var before = 0..<0
  private var isInWord = false
  /// Whether the last symbol was no letter, so that another word can begin.
  var isParted: Bool { !isInWord }

  mutating func take(_ symbols: Span<UInt8>, _ at: Int) {
    if isInWord {
      last = last.lowerBound..<(at + 1)
    } else {
      before = last
      last = at..<(at + 1)
      isInWord = true
    }
  }

  mutating func part(_ symbol: UInt8) {
    isInWord = false
    // A comma, bracket or line break ends what a word says of what follows.
    switch symbol {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "/"), UInt8(ascii: "|"), 0x0A, 0x0D:
      last = 0..<0
      before = 0..<0
    default: break
    }
  }

  /// Whether what stands before digits says that they are an order's or a document's, or part of a
  /// longer name such as `RMA2025550123`.
  func isReference(_ symbols: Span<UInt8>, before start: Int) -> Bool {
    if start > 0 {
      switch symbols[start - 1] {
      case UInt8(ascii: "#"), CellSymbol.numero:
        return last.isEmpty || !ReferenceNumber.isPhoneWord(symbols, last)
      case UInt8(ascii: "_"), UInt8(ascii: "@"): return !last.isEmpty
      default: break
      }
    }
    guard !last.isEmpty else { return false }
    if last.upperBound == start, symbols[start] != UInt8(ascii: "+"),
      symbols[start] != UInt8(ascii: "("), ReferenceNumber.isName(symbols, last)
    {
      return true
    }
    if ReferenceNumber.isWord(symbols, last) { return true }
    return ReferenceNumber.isNumberWord(symbols, last) && !before.isEmpty
      && ReferenceNumber.isWord(symbols, before)
  }

  /// Where a bank account's number ends whose two letters are the last word.
  func bankAccountEnd(_ symbols: Span<UInt8>, before start: Int) -> Int? {
    guard last.count == 2, last.upperBound == start else { return nil }
    return BankAccount.end(symbols, last.lowerBound)
  }
}

/// A run of symbols without blanks.
enum Token {
  static func end(_ symbols: Span<UInt8>, _ start: Int) -> Int {
    var at = start
    while at < symbols.count {
      switch symbols[at] {
      case 0...0x20, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"),
        UInt8(ascii: "<"), UInt8(ascii: ">"):
        return max(at, start + 1)
      default: at += 1
      }
    }
    return at
  }

  /// The rule by which a token is no number, though digits stand in it.
  static func refusal(_ symbols: Span<UInt8>, _ range: Range<Int>, _ rules: RuleSet) -> Rule? {
    guard range.count >= 4 else { return nil }
    if rules.contains(.email), EmailAddress.isToken(symbols, range) { return .email }
    if rules.contains(.webAddress), WebAddress.isToken(symbols, range) { return .webAddress }
    return nil
  }
}
