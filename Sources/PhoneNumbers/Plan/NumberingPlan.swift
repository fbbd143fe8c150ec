import CNumberingPlan

/// The numbering plan that is compiled in: all regions of libphonenumber's metadata.
public enum NumberingPlan {
  /// Version of the metadata, as libphonenumber counts: `9.0.43`.
  public static var version: String { NP_VERSION }

  /// Day on which that version was published, `YYYY-MM-DD`.
  public static var date: String { NP_DATE }

  /// Regions with a code of their own; non-geographic calling codes are not counted.
  public static var regionCount: Int { Int(NP_REGION_COUNT) }

  /// Calling codes, the non-geographic ones included.
  public static var callingCodeCount: Int { Int(NP_CALLING_CODE_COUNT) }
}

/// Reading access to the generated tables.
enum Plan {
  static let noTerritory: UInt8 = 255

  /// The entry of a territory, by its index in the order of calling codes.
  @inline(__always)
  static func territory(_ index: UInt8) -> UnsafePointer<np_territory> {
    precondition(index < NP_TERRITORY_COUNT)
    return np_territories() + Int(index)
  }

  /// The entry of a calling code, or nil if no such code is assigned.
  @inline(__always)
  static func callingCode(_ code: UInt16) -> UnsafePointer<np_calling_code>? {
    let digits = code < 10 ? 1 : code < 100 ? 2 : 3
    let three = digits == 1 ? Int(code) * 100 : digits == 2 ? Int(code) * 10 : Int(code)
    guard let entry = callingCode(firstThreeDigits: three), entry.pointee.calling_code == code
    else { return nil }
    return entry
  }

  /// The entry of the calling code with which three digits begin: no code is the start of another.
  @inline(__always)
  static func callingCode(firstThreeDigits: Int) -> UnsafePointer<np_calling_code>? {
    guard firstThreeDigits < 1000 else { return nil }
    let index = np_calling_code_index()[firstThreeDigits]
    return index == 0 ? nil : np_calling_codes() + Int(index) - 1
  }

  /// What a national number is: the end of its walk through the automaton of its calling code.
  ///
  /// The walk itself is short: after a few digits only their count matters, and the answers for all
  /// counts lie side by side.
  @inline(__always)
  static func answer(root: UInt16, digits: Span<UInt8>) -> np_answer {
    let transitions = np_transitions()
    let tails = Int(NP_STATE_COUNT)
    var state = Int(root)
    var place = 0
    while state < tails && place < digits.count {
      state = Int(transitions[state &* 10 &+ Int(digits[unchecked: place])])
      place &+= 1
    }
    guard state >= tails else { return np_answers()[Int(np_state_answers()[state])] }
    let tail = state &- tails
    let end = tail &+ min(digits.count &- place, Int(np_tail_runs()[tail]))
    return np_answers()[Int(np_tail_answers()[end])]
  }

  /// States of the automaton, tails included: states are numbers below this one.
  static var stateCount: Int { Int(NP_STATE_COUNT + NP_TAIL_COUNT) }

  /// The state after one more digit; nil if no number begins so.
  static func state(after state: Int, digit: Int) -> Int? {
    let tails = Int(NP_STATE_COUNT)
    let next =
      state < tails
      ? Int(np_transitions()[state * 10 + digit])
      : state + (np_tail_runs()[state - tails] > 0 ? 1 : 0)
    let isDead =
      next >= tails && np_tail_runs()[next - tails] == 0 && np_tail_answers()[next - tails] == 0
    return isDead ? nil : next
  }

  /// What a number is that ends in a state.
  static func answer(at state: Int) -> np_answer {
    let tails = Int(NP_STATE_COUNT)
    let row = state < tails ? np_state_answers()[state] : np_tail_answers()[state - tails]
    return np_answers()[Int(row)]
  }

  /// As `answer(root:Span)`.
  static func answer(root: UInt16, digits: Digits) -> np_answer {
    let storage = digits.storage
    return answer(root: root, digits: storage.span.extracting(digits.start..<digits.end))
  }

  /// Whether an answer's digits match the general description of a territory, whatever their
  /// length.
  @inline(__always)
  static func isGeneral(
    _ answer: np_answer, in territory: UnsafePointer<np_territory>
  ) -> Bool {
    answer.general >> UInt32(territory.pointee.general_bit) & 1 == 1
  }

  /// How a number of so many digits stands to the lengths of a territory.
  @inline(__always)
  static func possibility(length: Int, in territory: UInt8) -> Possibility {
    let entry = Plan.territory(territory)
    let bit: UInt32 = 1 << UInt32(truncatingIfNeeded: min(length, 31))
    if entry.pointee.local_lengths & bit != 0 { return .isPossibleLocalOnly }
    let lengths = entry.pointee.lengths
    if lengths & bit != 0 { return .isPossible }
    if lengths & (bit &- 1) == 0 { return .tooShort }
    if lengths < bit { return .tooLong }
    return .invalidLength
  }
}
