/// Numbers of taxpayers in the shapes in which they are written: Brazilian CPF and CNPJ, American
/// SSN, European VAT numbers with their country before them. `123.456.789-09` → refused. Does not
/// apply to bare digits, which nothing tells from others; a label such as ИНН does, see
/// `ReferenceNumber`.
enum TaxNumber: RepairRule {
  static let description = RuleDescription(
    .taxNumber, "The cell holds the number of a taxpayer.",
    example: .init("123.456.789-09", "BR", ""))

  private static let shapes: [StaticString] = [
    "ddd.ddd.ddd-dd", "dd.ddd.ddd/dddd-dd", "ddd-dd-dddd", "ddd-ddd-ddd dd",
  ]

  /// Whether a range of symbols has one of the shapes.
  static func isShape(_ symbols: Span<UInt8>, _ range: Range<Int>) -> Bool {
    // National numbers may be written like an SSN, but begin with a zero then.
    if symbols[range.lowerBound] == UInt8(ascii: "0") && range.count == 11 { return false }
    for shape in shapes where shape.utf8CodeUnitCount == range.count {
      if has(symbols, range.lowerBound, shape) { return true }
    }
    return false
  }

  private static func has(_ symbols: Span<UInt8>, _ start: Int, _ shape: StaticString) -> Bool {
    for place in 0..<shape.utf8CodeUnitCount {
      let wanted = shape.utf8Start[place]
      let symbol = symbols[start + place]
      if wanted == UInt8(ascii: "d") ? !CellSymbol.isDigit(symbol) : symbol != wanted {
        return false
      }
    }
    return true
  }

  /// Countries before European VAT numbers (Directive 2006/112/EC art. 215) and how many digits
  /// follow in one run, as bits; those with letters inside are not needed.
  private static let countries: [(StaticString, UInt16)] = [
    ("ATU", 1 << 8), ("BE", 1 << 10), ("BG", 1 << 9 | 1 << 10), ("CZ", 1 << 8 | 1 << 9 | 1 << 10),
    ("DE", 1 << 9), ("DK", 1 << 8), ("EE", 1 << 9), ("EL", 1 << 9), ("FI", 1 << 8),
    ("FR", 1 << 11), ("GB", 1 << 9 | 1 << 12), ("HR", 1 << 11), ("HU", 1 << 8), ("IT", 1 << 11),
    ("LT", 1 << 9 | 1 << 12), ("LU", 1 << 8), ("LV", 1 << 11), ("MT", 1 << 8), ("PL", 1 << 10),
    ("PT", 1 << 9), ("RO", 1 << 8 | 1 << 9 | 1 << 10), ("SE", 1 << 12), ("SI", 1 << 8),
    ("SK", 1 << 10),
  ]

  /// Whether the cell is a European VAT number, alone.
  static func isEuropean(_ symbols: Span<UInt8>) -> Bool {
    guard symbols.count >= 10, symbols.count <= 14 else { return false }
    for (country, lengths) in countries {
      let letters = country.utf8CodeUnitCount
      guard symbols[0] == country.utf8Start[0], symbols[1] == country.utf8Start[1] else { continue }
      if letters == 3 && symbols[2] != country.utf8Start[2] { continue }
      for at in letters..<symbols.count where !CellSymbol.isDigit(symbols[at]) { return false }
      return lengths >> UInt16(symbols.count - letters) & 1 == 1
    }
    return false
  }
}
