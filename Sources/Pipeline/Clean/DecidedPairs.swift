internal import Contacts
internal import Linkage
internal import Store

/// What people decided, as labels of the records that are current.
///
/// A decision names records by their identity, so that it holds for the next dump too; where the record is gone, it waits.
enum DecidedPairs {
  /// - Returns: labels by the place of a record among the current ones.
  static func labels(
    _ decisions: [StoredDecision], _ table: ContactTable, _ succession: Succession
  ) -> [PairLabel] {
    if decisions.isEmpty { return [] }
    var places: [UInt64: [Int]] = [:]
    for decision in decisions {
      places[decision.leftKey] = []
      places[decision.rightKey] = []
    }
    for (place, record) in succession.current.enumerated() {
      places[table.facts(record).key]?.append(place)
    }
    return decisions.flatMap { decision -> [PairLabel] in
      guard let isSame = decision.isSame else { return [] }
      let left = places[decision.leftKey] ?? []
      let right = places[decision.rightKey] ?? []
      let pairs = left.flatMap { l in right.map { r in (l, r) } }.filter { $0.0 != $0.1 }
      return pairs.map { PairLabel(left: $0.0, right: $0.1, isSame: isSame) }
    }
  }
}
