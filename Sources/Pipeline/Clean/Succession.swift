internal import Contacts
internal import Linkage
internal import PhoneNumbers

/// Which records are earlier states of others: a later input of the same source names the same record.
///
/// The later state takes the place of the earlier one: an earlier state gives its contact no values, but its opt-out
/// holds on, and its row is accounted for like any other.
struct Succession: Sendable {
  /// For each record the latest state of it, which may be itself; empty where no record has a later state.
  private let latest: [UInt32]
  /// Records that have no later state, ascending.
  let current: [Int]

  /// O(n log n) for n records of several inputs; a single input has no earlier states.
  ///
  /// - Parameter labels: by input, the name of its source.
  init(_ table: ContactTable, labels: [String]) {
    let all = Array(0..<table.count)
    guard labels.count > 1 else {
      latest = []
      current = all
      return
    }
    let sources = labels.map { label in
      var hash = StableHash()
      hash.combine(label)
      return hash.value
    }
    var keys = all.map { record -> (key: UInt64, record: UInt32) in
      let facts = table.facts(record)
      var hash = StableHash()
      hash.combine(facts.key)
      hash.combine(sources[Int(facts.input)])
      return (hash.value, UInt32(record))
    }
    keys.sort { ($0.key, $0.record) < ($1.key, $1.record) }
    var latest: [UInt32] = []
    var start = 0
    while start < keys.count {
      var end = start + 1
      while end < keys.count, keys[end].key == keys[start].key { end += 1 }
      let states = keys[start..<end].map { Int($0.record) }
      start = end
      guard states.count > 1, let last = states.last else { continue }
      let inputs = states.map { table.facts($0).input }
      // A source that repeats an id within one input does not tell records by it.
      guard Set(inputs).count == inputs.count else { continue }
      for state in states.dropLast() where Self.areOnePerson(state, last, table) {
        if latest.isEmpty { latest = all.map(UInt32.init) }
        latest[state] = UInt32(last)
      }
    }
    self.latest = latest
    current = latest.isEmpty ? all : all.filter { latest[$0] == $0 }
  }

  /// Two systems may number their records alike: a state has something in common with the one before.
  private static func areOnePerson(_ left: Int, _ right: Int, _ table: ContactTable) -> Bool {
    let (a, b) = (table.locate(left), table.locate(right))
    let (before, after) = (table.batches[a.batch], table.batches[b.batch])
    for column in [ContactColumn.fullName, .company]
    where !before.isEmpty(a.row, column)
      && fold(before.text(a.row, column)) == fold(after.text(b.row, column))
    {
      return true
    }
    let numbers = Set(before.phones(a.row).map(\.number))
    if after.phones(b.row).contains(where: { numbers.contains($0.number) }) { return true }
    let addresses = Set(before.emails(a.row))
    return after.emails(b.row).contains { addresses.contains($0) }
  }

  var isEmpty: Bool { latest.isEmpty }

  /// The latest state of a record.
  subscript(record: Int) -> Int { latest.isEmpty ? record : Int(latest[record]) }

  func isCurrent(_ record: Int) -> Bool { self[record] == record }
}

// MARK: - Linking what is current

extension Succession {
  /// The result over the current records as one over all: earlier states join the cluster of their latest one.
  func extend(_ linked: LinkageResult) -> LinkageResult {
    if isEmpty { return linked }
    var result = linked
    func all(_ pair: LinkedPair) -> LinkedPair {
      var pair = pair
      pair.left = current[pair.left]
      pair.right = current[pair.right]
      return pair
    }
    var smallest: [Int: Int] = [:]
    var rootOfCurrent = [Int: Int](minimumCapacity: current.count)
    for (place, record) in current.enumerated() {
      rootOfCurrent[record] = current[Int(linked.clusters[place])]
    }
    for record in latest.indices {
      let root = rootOfCurrent[self[record]] ?? record
      smallest[root] = min(smallest[root] ?? record, record)
    }
    result.clusters = latest.indices.map { record in
      let root = rootOfCurrent[self[record]] ?? record
      return UInt32(smallest[root] ?? root)
    }
    var ties: [Int: LinkedPair] = [:]
    for merge in linked.merges { ties[current[merge.row]] = all(merge.pair) }
    for record in latest.indices where !isCurrent(record) {
      let state = LinkedPair(
        left: record, right: self[record], probability: 1,
        evidence: [Evidence(comparison: "source id", level: "same", weightBits: Double(Self.bits))],
        decision: .merge, objection: nil)
      guard result.clusters[record] == record else {
        ties[record] = state
        continue
      }
      // The tree hangs from the earlier state now: turn the way from its latest one to the root that it had.
      var row = self[record]
      var tie = state
      while let next = ties.updateValue(tie, forKey: row) {
        row = next.left == row ? next.right : next.left
        tie = next
      }
    }
    result.merges = ties.keys.sorted().compactMap { row in
      ties[row].map { LinkageResult.Merge(row: row, pair: $0) }
    }
    result.cohesion = linked.cohesion.map { cohesion in
      var cohesion = cohesion
      cohesion.cluster = Int(result.clusters[current[cohesion.cluster]])
      return cohesion
    }.sorted { $0.cluster < $1.cluster }
    result.reviewPairs = linked.reviewPairs.map(all)
    result.questions = linked.questions.map(all)
    result.statistics.labels.vetoed = linked.statistics.labels.vetoed.map {
      PairLabel(left: current[$0.left], right: current[$0.right], isSame: $0.isSame)
    }
    return result
  }

  /// What one id in one source weighs: as much as a pair can.
  private static let bits = 20
}
