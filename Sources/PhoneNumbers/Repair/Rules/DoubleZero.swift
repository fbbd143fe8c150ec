/// `00` as the international prefix, wherever the default region may be.
enum DoubleZero {
  static func read(_ digits: Digits, _ repair: NumberRepair) -> Finding? {
    guard digits.count > 9, digits.at(digits.start) == 0, digits.at(digits.start + 1) == 0 else {
      return nil
    }
    var rest = digits
    rest.start += 2
    return repair.valid(rest, hasPlus: true)
      .map { Finding($0, rule: .doubleZero, confidence: 0.97) }
  }
}
