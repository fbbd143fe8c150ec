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

  @Test(arguments: UInt64(1)...4) func unrelatedRecordChangesNothing(seed: UInt64) {
    let people = crowd(300, seed: seed)
    let stranger = Person(
      name: "Ottokar Quandt", phone: "+493012345678", email: "quandt@example.org",
      company: "Initech", birthday: "1931-12-31")
    let without = link(people)
    let with = link(people + [stranger])
    #expect(Array(with.clusters.dropLast()) == without.clusters)
    #expect(with.clusters.last == UInt32(people.count))
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

  @Test(arguments: UInt64(1)...6) func clustersHoldNoContradiction(seed: UInt64) {
    let people = crowd(500, seed: seed)
    let result = link(people)
    for (row, cluster) in result.clusters.enumerated() {
      #expect(cluster <= row)
      #expect(result.clusters[Int(cluster)] == cluster)
      for other in 0..<row where result.clusters[other] == cluster {
        let a = people[row].exclusive
        let b = people[other].exclusive
        #expect(a.isEmpty || b.isEmpty || a == b)
      }
    }
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
