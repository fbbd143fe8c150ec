import CNumberingPlan

/// How many valid numbers a calling code has, by region, use and length.
///
/// A plan that accepts nearly every number of a length says little when it accepts one more; these
/// counts tell how little. They are exact: paths through the automaton of the calling code.
struct PlanDensity {
  /// What a number is used for, as coarsely as a column shows it.
  enum Use: Int, CaseIterable {
    case mobile, fixed, fixedOrMobile, other

    init(_ kind: Kind) {
      switch kind {
      case .mobile: self = .mobile
      case .fixedLine: self = .fixed
      case .fixedLineOrMobile: self = .fixedOrMobile
      default: self = .other
      }
    }
  }

  static let longest = 17
  private static let perRegion = Use.allCases.count * (longest + 1)

  private var counts: [Double]

  /// - Complexity: O(states of the calling code × length).
  init(callingCode: UInt16) {
    guard let code = Plan.callingCode(callingCode) else {
      counts = []
      return
    }
    let regions = max(1, Int(code.pointee.count))
    counts = [Double](repeating: 0, count: regions * Self.perRegion)
    var paths = [Double](repeating: 0, count: Plan.stateCount)
    var next = paths
    var states = [Int(code.pointee.root)]
    paths[states[0]] = 1
    for length in 1...Self.longest {
      var reached: [Int] = []
      for state in states {
        for digit in 0..<10 {
          guard let target = Plan.state(after: state, digit: digit) else { continue }
          if next[target] == 0 { reached.append(target) }
          next[target] += paths[state]
        }
        paths[state] = 0
      }
      for state in reached {
        let answer = Plan.answer(at: state)
        let kind = Kind(code: answer.kind)
        guard kind != .unknown else { continue }
        let offset = answer.territory == Plan.noTerritory ? 0 : Int(answer.territory)
        if let place = Self.place(offset, Use(kind), length, in: counts) {
          counts[place] += next[state]
        }
      }
      swap(&paths, &next)
      states = reached
    }
  }

  /// How many valid numbers of a length there are; a region is counted from its code's main one.
  func count(regionOffset: Int, use: Use, length: Int) -> Double {
    Self.place(regionOffset, use, length, in: counts).map { counts[$0] } ?? 0
  }

  /// In how many lengths a region has numbers of a use.
  func lengthCount(regionOffset: Int, use: Use) -> Int {
    (1...Self.longest).count { count(regionOffset: regionOffset, use: use, length: $0) > 0 }
  }

  private static func place(
    _ offset: Int, _ use: Use, _ length: Int, in counts: [Double]
  ) -> Int? {
    guard length <= longest else { return nil }
    let place = offset * perRegion + use.rawValue * (longest + 1) + length
    return place < counts.count ? place : nil
  }
}
