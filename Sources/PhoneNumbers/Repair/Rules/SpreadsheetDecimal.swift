/// The `.0` of a spreadsheet that took a number for a quantity.
enum SpreadsheetDecimal {
  /// Where the number ends without it, or nil if there is none.
  static func end(_ symbols: Span<UInt8>) -> Int? {
    var at = symbols.count
    var zeros = 0
    while at > 0 && symbols[at - 1] == UInt8(ascii: "0") && zeros < 2 {
      at -= 1
      zeros += 1
    }
    guard zeros > 0, at > 7, symbols[at - 1] == UInt8(ascii: ".") else { return nil }
    for place in 0..<(at - 1) {
      let isPlus = place == 0 && symbols[place] == UInt8(ascii: "+")
      guard isPlus || symbols[place] >= 0x30 && symbols[place] <= 0x39 else { return nil }
    }
    return at - 1
  }
}
