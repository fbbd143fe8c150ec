/// The rules that are switched on.
///
/// 8 bytes, passed by value. Outcomes, such as `tooShort`, are always on.
public struct RuleSet: Sendable, Hashable {
  private var bits: UInt64

  /// Every rule.
  public static let all = RuleSet(bits: ~0)

  @inline(__always)
  public func contains(_ rule: Rule) -> Bool { bits >> UInt64(rule.ordinal) & 1 == 1 }

  /// Switches a rule on.
  public mutating func insert(_ rule: Rule) {
    bits |= 1 << UInt64(rule.ordinal)
  }

  /// Switches a rule off; without effect on an outcome.
  public mutating func remove(_ rule: Rule) {
    guard rule.description.isSwitchable else { return }
    bits &= ~(1 << UInt64(rule.ordinal))
  }

  /// These rules without one.
  public func without(_ rule: Rule) -> RuleSet {
    var rules = self
    rules.remove(rule)
    return rules
  }
}
