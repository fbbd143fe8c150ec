internal import Linkage

/// In which order doubtful pairs are worth a person's time.
enum ReviewOrder {
  /// Numbers of the pairs, the most informative first.
  ///
  /// An answer tells of the pair itself, by how open it was, and of all others with the same evidence
  /// and objection; the second pair of a kind tells half as much, the third a third. O(n log n).
  static func mostInformative(_ pairs: [LinkedPair]) -> [Int] {
    var kinds: [String: [Int]] = [:]
    for (number, pair) in pairs.enumerated() { kinds[kind(of: pair), default: []].append(number) }
    var ranked: [(value: Double, number: Int)] = []
    ranked.reserveCapacity(pairs.count)
    for numbers in kinds.values {
      let ordered = numbers.sorted {
        (openness(pairs[$1]), $0) < (openness(pairs[$0]), $1)
      }
      for (place, number) in ordered.enumerated() {
        let value = openness(pairs[number]) * Double(numbers.count) / Double(place + 1)
        ranked.append((value, number))
      }
    }
    return ranked.sorted { ($1.value, $0.number) < ($0.value, $1.number) }.map(\.number)
  }

  /// How the pair compares, without how rare its values are.
  private static func kind(of pair: LinkedPair) -> String {
    pair.evidence.map { "\($0.comparison) \($0.level)" }.joined(separator: "\n")
      + "\n\(pair.objection ?? "")"
  }

  /// The variance of the answer. What a rule keeps apart is at least as open as a pair of 90 %, for
  /// the probability does not know the rule.
  private static func openness(_ pair: LinkedPair) -> Double {
    let variance = pair.probability * (1 - pair.probability)
    return pair.objection == nil ? variance : max(variance, 0.09)
  }
}
