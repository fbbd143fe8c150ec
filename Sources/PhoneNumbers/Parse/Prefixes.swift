import CNumberingPlan

/// The prefixes that stand before a national number. Digits are spans of values 0 to 9.
enum Prefixes {
  /// An assigned calling code with which the digits begin, and how many digits it has.
  @inline(__always)
  static func callingCode(
    _ digits: Span<UInt8>
  ) -> (code: UnsafePointer<np_calling_code>, length: Int)? {
    guard digits.count >= 3 else { return nil }
    let three = Int(digits[0]) * 100 + Int(digits[1]) * 10 + Int(digits[2])
    guard let entry = Plan.callingCode(firstThreeDigits: three) else { return nil }
    let code = entry.pointee.calling_code
    return (entry, code < 10 ? 1 : code < 100 ? 2 : 3)
  }

  /// The length of a calling code if the digits begin with it, or nil.
  static func length(of callingCode: UInt16, in digits: Span<UInt8>) -> Int? {
    var divisor: UInt16 = callingCode >= 100 ? 100 : callingCode >= 10 ? 10 : 1
    var place = 0
    while divisor > 0 {
      guard place < digits.count, UInt16(digits[place]) == callingCode / divisor % 10 else {
        return nil
      }
      place += 1
      divisor /= 10
    }
    return place
  }

  /// The length of a region's international prefix, nil if there is none or if a zero follows: no
  /// calling code begins with zero.
  @inline(__always)
  static func internationalPrefix(_ digits: Span<UInt8>, of region: Region) -> Int? {
    let entry = Plan.territory(region.index)
    guard digits.count > 0, entry.pointee.dial_out_program != 0,
      entry.pointee.dial_out_first >> UInt16(digits[0]) & 1 == 1,
      let match = PrefixMatch.run(entry.pointee.dial_out_program, on: digits)
    else { return nil }
    return match.end < digits.count && digits[match.end] == 0 ? nil : match.end
  }

  /// What is left of a national number without its national prefix.
  enum Stripped {
    /// There is no prefix, or the number fits its region only with it.
    case whole
    /// The number goes on at a place, with what the plan says of it.
    case from(Int, np_answer)
    /// The region's rule wrote it anew, with what the plan says of it.
    case rewritten(np_answer)
  }

  /// Takes the national prefix of a region off, or rewrites the number as the region's rule says.
  ///
  /// - Parameters:
  ///   - root: where the walk through the automaton of the region's calling code begins.
  ///   - result: receives the digits if they are rewritten.
  @inline(__always)
  static func strip(
    _ digits: Span<UInt8>, of region: Region, root: UInt16, into result: inout Digits
  ) -> Stripped {
    let entry = Plan.territory(region.index)
    guard digits.count > 0, entry.pointee.strip_program != 0,
      entry.pointee.strip_first >> UInt16(digits[0]) & 1 == 1
    else { return .whole }
    return strip(digits, by: entry, root: root, into: &result)
  }

  private static func strip(
    _ digits: Span<UInt8>, by entry: UnsafePointer<np_territory>, root: UInt16,
    into result: inout Digits
  ) -> Stripped {
    guard let match = PrefixMatch.run(entry.pointee.strip_program, on: digits) else {
      return .whole
    }
    let number: Stripped
    let answer: np_answer
    if entry.pointee.rewrite_group != 0, match.group(entry.pointee.groups) != nil {
      result = Digits()
      result.append(nibbles: entry.pointee.rewrite_digits, count: entry.pointee.rewrite_count)
      if let group = match.group(entry.pointee.rewrite_group) {
        result.append(digits.extracting(group))
      }
      result.append(digits.extracting(match.end...))
      answer = Plan.answer(root: root, digits: result)
      number = .rewritten(answer)
    } else {
      if match.end == 0 { return .whole }
      answer = Plan.answer(root: root, digits: digits.extracting(match.end...))
      number = .from(match.end, answer)
    }
    let fitsOnlyWhole =
      !Plan.isGeneral(answer, in: entry)
      && Plan.isGeneral(Plan.answer(root: root, digits: digits), in: entry)
    return fitsOnlyWhole ? .whole : number
  }
}
