/// Digits that fit no plan of the default region, but are a whole international number.
///
/// Without a default region nothing is read so: most national numbers look like a number of some
/// other country.
enum LostPlus {
  static func read(_ digits: Digits, _ repair: NumberRepair) -> Finding? {
    guard let region = repair.region, digits.count >= 10, digits.at(digits.start) != 0,
      let parsed = repair.valid(digits, hasPlus: true)
    else { return nil }
    let isHome = parsed.number.callingCode == region.callingCode
    guard isHome || isPersonal(parsed.assessment.kind) else { return nil }
    return Finding(parsed, rule: .lostPlus, confidence: isHome ? 0.95 : 0.75)
  }

  private static func isPersonal(_ kind: Kind) -> Bool {
    kind.mayBeMobile || kind == .fixedLine
  }
}
