/// A plus sign before what is dialled at home: `+0049 30…`, `+030…`, `+8 (912) …`.
enum PlusBeforePrefix {
  static func read(_ digits: Digits, _ repair: NumberRepair) -> Finding? {
    guard digits.count > 3 else { return nil }
    let first = digits.at(digits.start)
    if first == 0 && digits.at(digits.start + 1) == 0 {
      var rest = digits
      rest.start += 2
      return repair.valid(rest, hasPlus: true)
        .map { Finding($0, rule: .plusBeforePrefix, confidence: 0.95) }
    }
    let isTrunk = first == 0 || first == 8 && repair.region?.callingCode == 7
    guard isTrunk, repair.region != nil else { return nil }
    return repair.valid(digits, hasPlus: false)
      .map { Finding($0, rule: .plusBeforePrefix, confidence: 0.9) }
  }
}
