import CNumberingPlan

/// A leftmost-first match of a prefix pattern: the few patterns that need captures.
///
/// The words are those that `generator/programs.py` writes: the operation in the high four bits, its
/// operand in the rest. The patterns are finite and short, so backtracking is bounded.
struct PrefixMatch {
  /// Where the match ends.
  var end: Int
  /// Captured ranges as start and end, -1 where a group took no part.
  var captures: (Int, Int, Int, Int) = (-1, -1, -1, -1)

  /// Matches a program at the beginning of the digits.
  static func run(_ program: UInt16, on digits: Span<UInt8>) -> PrefixMatch? {
    var match = PrefixMatch(end: 0)
    return step(Int(program), 0, digits, &match) ? match : nil
  }

  private static func step(
    _ start: Int, _ position: Int, _ digits: Span<UInt8>, _ match: inout PrefixMatch
  ) -> Bool {
    let words = np_programs()
    var word = start
    var at = position
    while true {
      let operand = words[word] & 0xFFF
      switch words[word] >> 12 {
      case 0:
        match.end = at
        return true
      case 1:
        guard at < digits.count, operand >> UInt16(digits[at]) & 1 == 1 else { return false }
        at += 1
        word += 1
      case 2:
        let kept = match
        if step(word + 1, at, digits, &match) { return true }
        match = kept
        word += Int(operand)
      case 3:
        word += Int(operand)
      case 4:
        switch operand {
        case 0: match.captures.0 = at
        case 1: match.captures.1 = at
        case 2: match.captures.2 = at
        default: match.captures.3 = at
        }
        word += 1
      default:
        guard at == digits.count else { return false }
        word += 1
      }
    }
  }

  /// The range of a group, counted from 1, or nil if it took no part in the match.
  func group(_ number: UInt8) -> Range<Int>? {
    let (start, end) = number == 1 ? (captures.0, captures.1) : (captures.2, captures.3)
    return start < 0 || end < start ? nil : start..<end
  }
}
