import CNumberingPlan

/// The prefixes that stand before a national number.
extension Digits {
  /// Takes an assigned calling code off the start, or nil if there is none.
  mutating func takeCallingCode() -> UInt16? {
    guard count > 0, at(start) != 0 else { return nil }
    var code: UInt16 = 0
    for place in start..<min(start + 3, end) {
      code = code * 10 + UInt16(at(place))
      if Plan.callingCode(code) != nil {
        start = place + 1
        return code
      }
    }
    return nil
  }

  /// Where the digits go on after a calling code, or nil if they do not start with it.
  func startAfter(callingCode: UInt16) -> Int? {
    var divisor: UInt16 = callingCode >= 100 ? 100 : callingCode >= 10 ? 10 : 1
    var place = start
    while divisor > 0 {
      guard place < end, UInt16(at(place)) == callingCode / divisor % 10 else { return nil }
      place += 1
      divisor /= 10
    }
    return place
  }

  /// Takes the international prefix of a region off, unless a zero follows: no calling code
  /// begins with zero.
  mutating func takeInternationalPrefix(of region: Region) -> Bool {
    let entry = Plan.territory(region.index)
    guard count > 0, entry.pointee.dial_out_program != 0,
      entry.pointee.dial_out_first >> UInt16(at(start)) & 1 == 1,
      let match = PrefixMatch.run(entry.pointee.dial_out_program, on: self)
    else { return false }
    if match.end < end && at(match.end) == 0 { return false }
    start = match.end
    return true
  }

  /// Takes the national prefix of a region off, or rewrites it as the region's rule says.
  ///
  /// A number that fits the region keeps its digits if it would not fit without them.
  @discardableResult
  mutating func takeNationalPrefix(of region: Region) -> Bool {
    let entry = Plan.territory(region.index)
    guard count > 0, entry.pointee.strip_program != 0,
      entry.pointee.strip_first >> UInt16(at(start)) & 1 == 1,
      let match = PrefixMatch.run(entry.pointee.strip_program, on: self)
    else { return false }
    var result = self
    let hasRule = entry.pointee.rewrite_group != 0 && match.group(entry.pointee.groups) != nil
    if hasRule {
      result = Digits()
      result.append(
        nibbles: entry.pointee.rewrite_digits, count: entry.pointee.rewrite_count)
      if let group = match.group(entry.pointee.rewrite_group) {
        result.append(group, of: self)
      }
      result.append(match.end..<end, of: self)
    } else {
      if match.end == start { return false }
      result.start = match.end
    }
    let breaks =
      !Plan.isGeneral(result, in: region.index) && Plan.isGeneral(self, in: region.index)
    if breaks { return false }
    self = result
    return true
  }
}
