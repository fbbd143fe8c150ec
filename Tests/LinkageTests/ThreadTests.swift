import Linkage
import Testing

@Suite struct ThreadTests {
  @Test(arguments: [2, 3, 8]) func threadsDoNotMatter(threads: Int) {
    let people = crowd(400, seed: 5)
    let one = link(columns(people))
    let several = link(columns(people), threads: threads)
    #expect(one.clusters == several.clusters)
    #expect(one.merges == several.merges)
    #expect(one.reviewPairs == several.reviewPairs)
    #expect(one.statistics == several.statistics)
    #expect(one.merges.count > 50)
  }

  /// Large enough for blocks that are split and for pairs in several buckets.
  @Test func threadsDoNotMatterToManyRows() {
    let people = (0..<9000).map { number in
      Person(
        name: "Anna\(number % 90) Hall\(number / 2 % 45)", phone: "+1202\(5_551_000 + number / 2)",
        company: "Acme \(number % 7) Ltd")
    }
    let one = link(columns(people))
    let several = link(columns(people), threads: 4)
    #expect(one.clusters == several.clusters)
    #expect(one.merges == several.merges)
    #expect(one.statistics == several.statistics)
    #expect(one.statistics.candidatePairs > 10_000)
  }
}
