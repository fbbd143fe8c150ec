internal import PhoneNumbers

/// Regions by their two letters, for a lookup on every line.
struct RegionTable {
  private var regions = [Region?](repeating: nil, count: 26 * 26)

  init() {
    for region in Region.all {
      let code = Array(region.code.utf8)
      regions[Int(code[0] - 0x41) * 26 + Int(code[1] - 0x41)] = region
    }
  }

  /// The region with a code as `Region(ascii:)` reads it.
  func region(_ code: Span<UInt8>, capitalsOnly: Bool) -> Region? {
    guard code.count == 2 else { return Region(ascii: code) }
    let caseBit: UInt8 = capitalsOnly ? 0 : 0x20
    let first = (code[0] & ~caseBit) &- 0x41
    let second = (code[1] & ~caseBit) &- 0x41
    guard first < 26, second < 26 else { return nil }
    return regions[Int(first) * 26 + Int(second)]
  }
}
