/// An address of the Internet Protocol, version 4: `192.168.10.25` → refused. Applies to four groups
/// parted by stops, none above 255 and none with a zero before other digits. Does not apply to four
/// groups of two digits, which is how Nordic numbers are written.
enum NetworkAddress: RepairRule {
  static let description = RuleDescription(
    .networkAddress, "The cell holds an address of the Internet Protocol.",
    example: .init("192.168.10.25", "US", ""))

  static func isAddress(_ symbols: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count >= 7, range.count <= 18 else { return false }
    var groups = 1
    var value = 0
    var width = 0
    var isPairs = true
    for at in range {
      if symbols[at] == UInt8(ascii: ".") {
        guard width > 0 else { return false }
        if width != 2 { isPairs = false }
        groups += 1
        value = 0
        width = 0
      } else if symbols[at] == UInt8(ascii: "/"), groups == 4, width > 0 {
        // The length of a network, `10.0.0.0/24`.
        return range.upperBound - at <= 3
      } else {
        guard CellSymbol.isDigit(symbols[at]), width == 0 || value > 0 else { return false }
        value = value * 10 + Int(symbols[at] - 0x30)
        width += 1
        guard value <= 255 else { return false }
      }
    }
    if width != 2 { isPairs = false }
    return groups == 4 && width > 0 && !isPairs
  }
}
