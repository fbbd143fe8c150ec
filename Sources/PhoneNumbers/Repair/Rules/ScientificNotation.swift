/// A number that a spreadsheet rounded, for its column was too narrow: `4.474E+11`. The last digits
/// are lost, so nothing is read; the kept ones are shown. `4.474E+11` → refused, kept `4474`. Does
/// not apply if every digit was kept, see `ScientificExpanded`.
struct ScientificNotation: RepairRule {
  static let description = RuleDescription(
    .scientificNotation, "A spreadsheet rounded the number; its last digits are lost.",
    example: .init("4.474E+11", "GB", ""))

  /// The digits that are written.
  private(set) var digits = Digits()
  /// Whether no digit is lost.
  let isWhole: Bool

  /// Nil if the cell is no such number.
  init?(_ symbols: Span<UInt8>) {
    var at = symbols.count > 0 && symbols[0] == UInt8(ascii: "+") ? 1 : 0
    guard symbols.count - at >= 4, CellSymbol.isDigit(symbols[at]) else { return nil }
    var whole = 0
    while at < symbols.count && CellSymbol.isDigit(symbols[at]) {
      digits.append(symbols[at] - 0x30)
      whole += 1
      at += 1
    }
    guard whole <= 3, at < symbols.count else { return nil }
    var fraction = 0
    if symbols[at] == UInt8(ascii: ".") || symbols[at] == UInt8(ascii: ",") {
      at += 1
      while at < symbols.count && CellSymbol.isDigit(symbols[at]) {
        digits.append(symbols[at] - 0x30)
        fraction += 1
        at += 1
      }
    }
    while at < symbols.count && symbols[at] == UInt8(ascii: " ") { at += 1 }
    guard at < symbols.count else { return nil }
    if isExponent(symbols[at]) {
      at += 1
    } else {
      // 4.474×10^11
      let isTimes =
        symbols[at] == CellSymbol.multiplication || symbols[at] == UInt8(ascii: "*")
        || symbols[at] == UInt8(ascii: "x")
      guard isTimes else { return nil }
      at += 1
      while at < symbols.count && symbols[at] == UInt8(ascii: " ") { at += 1 }
      guard Words.matches(symbols, at, "10^") else { return nil }
      at += 3
    }
    while at < symbols.count && symbols[at] == UInt8(ascii: " ") { at += 1 }
    if at < symbols.count && symbols[at] == UInt8(ascii: "+") { at += 1 }
    var exponent = 0
    let first = at
    while at < symbols.count && at < first + 3 && CellSymbol.isDigit(symbols[at]) {
      exponent = exponent * 10 + Int(symbols[at] - 0x30)
      at += 1
    }
    guard at == symbols.count, at > first else { return nil }
    isWhole = whole == 1 && fraction == exponent && exponent >= 7
  }

  /// The kept digits as text.
  var kept: String {
    String(unsafeUninitializedCapacity: Digits.capacity) { buffer in
      for at in digits.start..<digits.end { buffer[at - digits.start] = 0x30 + digits.at(at) }
      return digits.count
    }
  }
}

/// E, or Е as a Russian keyboard has it.
private func isExponent(_ symbol: UInt8) -> Bool {
  Words.lower(symbol) == UInt8(ascii: "e") || symbol == CellSymbol.cyrillic + 5
}
