/// Commas that a spreadsheet put between thousands, for it took the number for a quantity:
/// `447,400,123,456` → `+447400123456`. Applies to a cell that is such digits and nothing else, with
/// at least four groups or nine digits. Does not apply to amounts of money, see `Price`.
enum ThousandsSeparators: RepairRule {
  static let description = RuleDescription(
    .thousandsSeparators, "Commas that a spreadsheet put between thousands were taken out.",
    example: .init("447,400,123,456", "GB", "+447400123456"))

  /// The digits of the cell, or nil if it is not written so.
  static func digits(_ symbols: Span<UInt8>) -> Digits? {
    var digits = Digits()
    var group = 0
    var groups = 1
    for at in 0..<symbols.count {
      if CellSymbol.isDigit(symbols[at]) {
        digits.append(symbols[at] - 0x30)
        group += 1
        if group > 3 { return nil }
      } else {
        guard symbols[at] == UInt8(ascii: ","), groups == 1 ? group > 0 : group == 3 else {
          return nil
        }
        groups += 1
        group = 0
      }
    }
    return group == 3 && digits.count >= 9 ? digits : nil
  }
}
