/// Parameters of `tel:` URIs (RFC 3966 §3).
enum PhoneContext {
  /// What a search for the context found.
  enum Finding {
    case none
    case invalid
    /// The text with the context resolved: its prefix, if it is a number, before the local number;
    /// and how far a symbol of the local number stood behind its place in it.
    case resolved(SymbolBuffer, shift: Int)
  }

  static func resolve(_ symbols: Span<UInt8>) -> Finding {
    let parameter: StaticString = ";phone-context="
    guard let at = find(parameter, in: symbols, from: 0) else { return .none }
    let start = at + parameter.utf8CodeUnitCount
    var end = start
    while end < symbols.count && symbols[end] != UInt8(ascii: ";") { end += 1 }
    guard end > start, isGlobalNumber(symbols, start, end) || isDomain(symbols, start, end) else {
      return .invalid
    }
    var buffer = SymbolBuffer()
    if symbols[start] == UInt8(ascii: "+") {
      for place in start..<end { buffer.append(symbols[place]) }
    }
    let prefix = buffer.count
    let scheme = find("tel:", in: symbols, from: 0)
    let local = scheme.map { $0 + 4 } ?? 0
    if local < at {
      for place in local..<at { buffer.append(symbols[place]) }
    }
    return .resolved(buffer, shift: local - prefix)
  }

  /// Where a text begins, or nil; case counts.
  static func find(_ text: StaticString, in symbols: Span<UInt8>, from start: Int) -> Int? {
    let count = text.utf8CodeUnitCount
    guard symbols.count >= start + count else { return nil }
    search: for at in start...(symbols.count - count) {
      for place in 0..<count where symbols[at + place] != text.utf8Start[place] {
        continue search
      }
      return at
    }
    return nil
  }

  /// `+`, then digits and `-.()` with a digit among them.
  private static func isGlobalNumber(_ symbols: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard symbols[start] == UInt8(ascii: "+") else { return false }
    var hasDigit = false
    for place in (start + 1)..<max(end, start + 1) {
      if Symbol.classes(symbols[place]) & Symbol.digit != 0 {
        hasDigit = true
      } else {
        switch symbols[place] {
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "("), UInt8(ascii: ")"): break
        default: return false
        }
      }
    }
    return hasDigit
  }

  /// Labels of letters, digits and inner hyphens; the last begins with a letter; a stop may end it.
  private static func isDomain(_ symbols: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let last = symbols[end - 1] == UInt8(ascii: ".") ? end - 1 : end
    guard last > start else { return false }
    var label = start
    for place in start...last {
      if place == last || symbols[place] == UInt8(ascii: ".") {
        let hyphen = UInt8(ascii: "-")
        guard place > label, symbols[label] != hyphen, symbols[place - 1] != hyphen else {
          return false
        }
        if place == last { return Symbol.classes(symbols[label]) & Symbol.letter != 0 }
        label = place + 1
      } else if Symbol.classes(symbols[place]) & (Symbol.letter | Symbol.digit) == 0
        && symbols[place] != UInt8(ascii: "-")
      {
        return false
      }
    }
    return false
  }
}
