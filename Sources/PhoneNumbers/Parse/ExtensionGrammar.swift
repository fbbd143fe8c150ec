/// How extensions are written, as libphonenumber reads them at the end of a number.
///
/// Whatever the label, the digits of the extension are all the digits at the end of the text; only
/// a `#` may follow. So the tail is measured once, and the labels are tried before it.
struct ExtensionTail {
  /// Where the digits begin and end.
  let digits: Range<Int>
  /// Where the extension may begin at the earliest: no digit stands before its own.
  let earliest: Int
  private let hasHash: Bool
  private let end: Int

  /// The digits at the end of `symbols[..<end]`, or nil if there are none.
  init?(_ symbols: Span<UInt8>, from start: Int, to end: Int) {
    var last = end
    hasHash = last > start && symbols[last - 1] == UInt8(ascii: "#")
    if hasHash { last -= 1 }
    var first = last
    while first > start && Symbol.classes(symbols[first - 1]) & Symbol.digit != 0 { first -= 1 }
    guard first < last else { return nil }
    digits = first..<last
    var label = first
    while label > start && Symbol.classes(symbols[label - 1]) & Symbol.digit == 0 { label -= 1 }
    earliest = label
    self.end = end
  }

  /// Whether an extension that begins with its separators and label at `start` fills the text.
  func begins(at start: Int, _ symbols: Span<UInt8>) -> Bool {
    guard start < digits.lowerBound else { return false }
    let count = digits.count
    if count <= 20 && !hasHash && start + 5 == digits.lowerBound
      && matches(symbols, start, ";ext=")
    {
      return true
    }
    var label = start
    while label < end && isSeparator(symbols[label], comma: true) { label += 1 }
    if count <= 20, let after = explicitLabel(symbols, label), reaches(symbols, after) {
      return true
    }
    if count <= 9, let after = ambiguousLabel(symbols, label), reaches(symbols, after) {
      return true
    }
    if hasHash && count <= 6 {
      var at = start
      while symbols[at] == UInt8(ascii: "-") || symbols[at] == UInt8(ascii: " ") { at += 1 }
      if at > start && at == digits.lowerBound { return true }
    }
    return dials(symbols, from: start)
  }

  /// `,,` and `;` dial the extension by themselves; one comma is enough for a short one.
  private func dials(_ symbols: Span<UInt8>, from start: Int) -> Bool {
    var at = start
    while at < end && isSeparator(symbols[at], comma: false) { at += 1 }
    guard at < digits.lowerBound else { return false }
    let comma = UInt8(ascii: ",")
    if digits.count <= 15 {
      if symbols[at] == UInt8(ascii: ";") && reaches(symbols, at + 1) { return true }
      if symbols[at] == comma && symbols[at + 1] == comma && reaches(symbols, at + 2) {
        return true
      }
    }
    guard digits.count <= 9, symbols[at] == comma else { return false }
    while symbols[at] == comma { at += 1 }
    return reaches(symbols, at)
  }

  /// Whether only a stop or colon and separators lie between a label and the digits.
  private func reaches(_ symbols: Span<UInt8>, _ start: Int) -> Bool {
    var at = start
    guard at <= digits.lowerBound else { return false }
    let first = symbols[at]
    if first == UInt8(ascii: ":") || first == UInt8(ascii: ".") || first == Symbol.stopWide {
      at += 1
    }
    while at < digits.lowerBound
      && (isSeparator(symbols[at], comma: true) || symbols[at] == UInt8(ascii: "-"))
    {
      at += 1
    }
    return at == digits.lowerBound
  }

  private func explicitLabel(_ symbols: Span<UInt8>, _ start: Int) -> Int? {
    if matches(symbols, start, "anexo") { return start + 5 }
    if start + 3 <= end && symbols[start] == Symbol.cyrillicD
      && symbols[start + 1] == Symbol.cyrillicO && symbols[start + 2] == Symbol.cyrillicB
    {
      return start + 3
    }
    var at = start
    if at < end && symbols[at] == Symbol.eWide { at += 1 }
    if at + 2 <= end && symbols[at] == Symbol.xWide && symbols[at + 1] == Symbol.tWide {
      at += 2
      if at < end && symbols[at] == Symbol.nWide { at += 1 }
      return at
    }
    at = matches(symbols, start, "e") ? start + 1 : start
    guard matches(symbols, at, "xt") else { return nil }
    at += 2
    if matches(symbols, at, "ensi"), at + 4 < end {
      if symbols[at + 4] == Symbol.oAcute {
        at += 5
      } else if matches(symbols, at + 4, "o") {
        at += 5
        if at < end && symbols[at] == Symbol.acute { at += 1 }
      }
    }
    return matches(symbols, at, "n") ? at + 1 : at
  }

  private func ambiguousLabel(_ symbols: Span<UInt8>, _ start: Int) -> Int? {
    guard start < end else { return nil }
    switch symbols[start] {
    case UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "#"), UInt8(ascii: "~"),
      Symbol.xWide, Symbol.hashWide, Symbol.tildeWide:
      return start + 1
    case Symbol.iWide:
      let isWhole =
        start + 3 <= end && symbols[start + 1] == Symbol.nWide && symbols[start + 2] == Symbol.tWide
      return isWhole ? start + 3 : nil
    default:
      return matches(symbols, start, "int") ? start + 3 : nil
    }
  }

  /// Whether lower-case ASCII stands at a place, in either case.
  private func matches(_ symbols: Span<UInt8>, _ start: Int, _ text: StaticString) -> Bool {
    guard start + text.utf8CodeUnitCount <= end else { return false }
    for place in 0..<text.utf8CodeUnitCount
    where folded(symbols[start + place]) != text.utf8Start[place] {
      return false
    }
    return true
  }

  /// A letter as it is compared without case; `ı`, `İ` and `ſ` are i and s there.
  private func folded(_ symbol: UInt8) -> UInt8 {
    switch symbol {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): symbol | 0x20
    case Symbol.dotlessI, Symbol.dottedI: UInt8(ascii: "i")
    case Symbol.longS: UInt8(ascii: "s")
    default: symbol
    }
  }

  private func isSeparator(_ symbol: UInt8, comma: Bool) -> Bool {
    symbol == UInt8(ascii: " ") || symbol == UInt8(ascii: "\t") || symbol == Symbol.noBreakSpace
      || comma && symbol == UInt8(ascii: ",")
  }
}
