import Foundation
import Linkage
import Testing

@Suite struct LawTests {
  /// The rows that are together, by an order-free description of each.
  private func partition(_ clusters: [UInt32], _ labels: [Int]) -> Set<Set<Int>> {
    var groups: [UInt32: Set<Int>] = [:]
    for (row, cluster) in clusters.enumerated() { groups[cluster, default: []].insert(labels[row]) }
    return Set(groups.values)
  }

  @Test(arguments: UInt64(1)...8) func rowOrderDoesNotMatter(seed: UInt64) {
    let people = crowd(400, seed: seed)
    var random = SeededGenerator(seed: seed &+ 100)
    let order = Array(people.indices).shuffled(using: &random)
    // Rows of equal content cannot be told apart, and may stand for each other.
    let labels = people.map { person in people.firstIndex { $0.values == person.values } ?? -1 }
    let straight = link(people)
    let shuffled = link(order.map { people[$0] })
    #expect(
      partition(straight.clusters, labels) == partition(shuffled.clusters, order.map { labels[$0] })
    )
    #expect(straight.statistics.candidatePairs == shuffled.statistics.candidatePairs)
    #expect(straight.statistics.clusterSizes == shuffled.statistics.clusterSizes)
    #expect(straight.merges.count > 50)
    #expect(straight.statistics.refusedMerges > 5)
  }

  @Test(arguments: UInt64(1)...4) func sameInputGivesSameOutput(seed: UInt64) {
    let people = crowd(300, seed: seed)
    let first = link(people)
    let second = link(people)
    #expect(first.clusters == second.clusters)
    #expect(first.merges == second.merges)
    #expect(first.reviewPairs == second.reviewPairs)
  }

  /// Even seeds compare every pair, odd ones call rows together by shared values.
  @Test(arguments: UInt64(1)...8) func unrelatedRecordChangesNothing(seed: UInt64) {
    var rules = LinkageRules()
    if seed % 2 == 1 { rules.blocking.allPairsLimit = 0 }
    let people = crowd(300, seed: seed)
    let strangers = [
      Person(
        name: "Ottokar Quandt", phone: "+493012345678", email: "quandt@example.org",
        company: "Initech", birthday: "1931-12-31"),
      Person(name: "Zbyněk Fučík", address: "Vodní 17"), Person(phone: "+81312345678"),
    ]
    let without = link(columns(people), rules: rules)
    let stranger = strangers[Int(seed / 2) % strangers.count]
    for place in [0, people.count / 2, people.count] {
      let with = link(
        columns(Array(people[..<place]) + [stranger] + Array(people[place...])), rules: rules)
      var labels = Array(people.indices)
      labels.insert(-1, at: place)
      #expect(
        partition(with.clusters, labels)
          == partition(without.clusters, Array(people.indices)).union([[-1]]))
    }
  }

  @Test(arguments: UInt64(1)...4) func comparingIsSymmetric(seed: UInt64) {
    let people = crowd(16, seed: seed)
    for left in people.indices {
      for right in people.indices where left < right {
        let one = decision(people[left], people[right])
        let other = decision(people[right], people[left])
        #expect(one == other, "\(people[left]) \(people[right])")
      }
    }
  }

  /// Of rows labelled as one too, and where rows are called together by shared values.
  @Test(arguments: UInt64(1)...8) func clustersHoldNoContradiction(seed: UInt64) {
    let people = crowd(500, seed: seed)
    var rules = LinkageRules()
    if seed % 2 == 1 { rules.blocking.allPairsLimit = 0 }
    let labels = seed <= 4 ? [] : (0..<60).map { PairLabel(left: $0, right: $0 + 60, isSame: true) }
    let result = link(columns(people), rules: rules, labels: labels)
    #expect(result.merges.count > 40)
    for (row, cluster) in result.clusters.enumerated() {
      #expect(cluster <= row)
      #expect(result.clusters[Int(cluster)] == cluster)
      for other in 0..<row where result.clusters[other] == cluster {
        let a = people[row].exclusive
        let b = people[other].exclusive
        #expect(a.isEmpty || b.isEmpty || a == b)
        #expect(!areGenerations(people[row], people[other]))
      }
    }
  }

  /// Born fifteen years apart, or named as the elder and as the younger.
  private func areGenerations(_ a: Person, _ b: Person) -> Bool {
    let years = [a, b].compactMap { Int($0.birthday.prefix(4)) }
    if years.count == 2, abs(years[0] - years[1]) >= 15 { return true }
    return [a, b].contains { $0.name.hasSuffix("Jr") }
      && [a, b].contains { $0.name.hasSuffix("Sr") }
  }

  /// Two rows of one list are never in one cluster, whatever ties them.
  @Test(arguments: UInt64(1)...4) func listsAreNeverJoinedWithThemselves(seed: UInt64) {
    var random = SeededGenerator(seed: seed &+ 40)
    let people = crowd(300, seed: seed)
    let lists = people.map { _ in Int.random(in: 0..<3, using: &random) }
    var table = RecordColumns(kinds: [("list", .source), ("name", .name), ("phone", .phone)])
    for (person, list) in zip(people, lists) {
      for (column, value) in ["list \(list)", person.name, person.phone].enumerated() {
        table.add(Array(value.utf8).span, column: column)
      }
      table.endRow()
    }
    let result = link(table)
    #expect(result.merges.count > 20)
    var taken: Set<[Int]> = []
    for (row, cluster) in result.clusters.enumerated() {
      #expect(taken.insert([Int(cluster), lists[row]]).inserted)
    }
  }

  /// What is merged does not depend on which of two rows comes first.
  @Test(arguments: UInt64(1)...4) func mirroredTablesGiveTheSame(seed: UInt64) {
    let people = crowd(300, seed: seed)
    let labels = people.map { person in people.firstIndex { $0.values == person.values } ?? -1 }
    let straight = link(people)
    let mirrored = link(people.reversed())
    #expect(
      partition(straight.clusters, labels) == partition(mirrored.clusters, labels.reversed()))
    #expect(straight.merges.count == mirrored.merges.count)
    let odds = straight.merges.map(\.pair.probability).sorted()
    #expect(
      zip(odds, mirrored.merges.map(\.pair.probability).sorted()).allSatisfy { abs($0 - $1) < 1e-6 }
    )
  }

  @Test(arguments: UInt64(1)...4) func everyMergedRowIsExplained(seed: UInt64) {
    let people = crowd(500, seed: seed)
    let result = link(people)
    let joined = result.clusters.indices.filter { result.clusters[$0] != UInt32($0) }
    #expect(result.merges.map(\.row) == joined)
    let least = 1 / (1 + exp2(-result.statistics.mergeBits)) - 1e-3
    for merge in result.merges {
      let pair = merge.pair
      #expect(merge.row == pair.left || merge.row == pair.right)
      #expect(pair.left < pair.right)
      #expect(result.clusters[pair.left] == result.clusters[pair.right])
      #expect(pair.decision == .merge && pair.objection == nil)
      // Of two groups that are joined on average, one pair at least is as sure as the average.
      #expect(pair.probability >= least)
      #expect(pair.evidence.count > 1)
      let odds = pair.evidence.reduce(0) { $0 + $1.weightBits }
      #expect(abs(1 / (1 + exp2(-odds)) - pair.probability) < 1e-4)
    }
    let sizes = Dictionary(grouping: result.clusters) { $0 }.mapValues(\.count).filter {
      $0.value > 1
    }
    #expect(result.cohesion.map(\.cluster) == sizes.keys.map(Int.init).sorted())
    for cohesion in result.cohesion {
      #expect(cohesion.size == sizes[UInt32(cohesion.cluster)])
      #expect(cohesion.weakestBits >= result.statistics.mergeBits - 2e-3)
      #expect(cohesion.meanBits >= result.statistics.mergeBits - 2e-3)
    }
    for pair in result.reviewPairs {
      #expect(pair.decision == .review)
      #expect(result.clusters[pair.left] != result.clusters[pair.right])
    }
    let rows = result.statistics.clusterSizes.map { $0.size * $0.clusters }.reduce(0, +)
    #expect(rows == people.count)
  }

  @Test func mergingTheMergedChangesNothing() {
    let people = (0..<200).map {
      Person(name: "Anna Hall", phone: "+12025550143", email: "p\($0)@example.com")
    }
    let result = link(people)
    #expect(Set(result.clusters) == [0])
    #expect(result.merges.count == 199)
    #expect(result.statistics.candidatePairs < 200 * 11)
  }
}
