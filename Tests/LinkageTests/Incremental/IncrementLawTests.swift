import Linkage
import Testing

/// A run over all rows by a version gives the clusters of a run over the first rows followed by
/// increments, however the rest is cut.
@Suite struct IncrementLawTests {
  private func ids(_ range: Range<Int>) -> [[UInt8]] { range.map { Array("id\($0)".utf8) } }

  /// Rows at which a table is cut: more than half of it first, then any parts.
  private func cuts(_ count: Int, _ random: inout SeededGenerator) -> [Int] {
    var cuts = [Int.random(in: (count / 2)..<count, using: &random)]
    while let last = cuts.last, last < count {
      cuts.append(min(count, last + Int.random(in: 1...(count / 5), using: &random)))
    }
    return cuts
  }

  private func check(
    _ people: [Person], rules: LinkageRules, random: inout SeededGenerator, isStored: Bool = false,
    _ comment: Comment
  ) throws -> LinkageState {
    let cuts = cuts(people.count, &random)
    let first = LinkageState.link(
      columns(Array(people[..<cuts[0]])), ids: ids(0..<cuts[0]), rules: rules)
    let again = LinkageState.link(
      columns(Array(people[..<cuts[0]])), ids: ids(0..<cuts[0]), rules: rules,
      versionOf: first.state)
    #expect(again.result.clusters == first.result.clusters, comment)
    #expect(again.result.merges == first.result.merges, comment)
    #expect(again.result.reviewPairs == first.result.reviewPairs, comment)
    #expect(again.result.statistics == first.result.statistics, comment)
    var state = first.state
    for (start, end) in zip(cuts, cuts.dropFirst()) {
      if isStored { state = try stored(&state, rules) }
      let increment = state.add(
        columns(Array(people[start..<end])), ids: ids(start..<end), rules: rules)
      #expect(!increment.isOutgrown, comment)
      #expect(increment.result.clusters == state.clusters)
    }
    let whole = LinkageState.link(
      columns(people), ids: ids(people.indices), rules: rules, versionOf: first.state)
    #expect(whole.state.clusters == state.clusters, comment)
    #expect(state.count == people.count)
    return state
  }

  private func stored(_ state: inout LinkageState, _ rules: LinkageRules) throws -> LinkageState {
    try withTemporaryFile { path in
      try state.write(to: path, rules: rules)
      return try LinkageState(contentsOf: path, rules: rules)
    }
  }

  @Test(arguments: UInt64(1)...8) func anySplitGivesTheFullRun(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed &+ 700)
    var rules = LinkageRules()
    // Odd seeds call rows together by shared values, many of which are too common.
    if seed % 2 == 1 { rules.blocking.allPairsLimit = 0 }
    let people = crowd(130 + Int(seed) * 15, seed: seed)
    let state = try check(
      people, rules: rules, random: &random, isStored: seed % 3 == 0, "seed \(seed)")
    #expect(Set(state.clusters).count < people.count - 30)
  }

  @Test(arguments: UInt64(1)...2) func hotValuesStayHot(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed &+ 800)
    var rules = LinkageRules()
    rules.blocking.allPairsLimit = 0
    let streets = (0..<4).map { "\($0) Market Street" }
    let people = (0..<300).map { _ in
      let number = Int.random(in: 0..<120, using: &random)
      return Person(
        name: ["Anna", "Anne", "Petr", "Ivan"][number % 4] + " " + surnames[number / 4],
        phone: Int.random(in: 0..<3, using: &random) == 0
          ? "+12025550100" : "+1202555\(2000 + number)",
        company: ["Acme", "Globex"][number % 2], address: streets[number % 4],
        birthday: "19\(50 + number % 10)-0\(1 + number % 9)-1\(number % 3)")
    }
    let state = try check(people, rules: rules, random: &random, "seed \(seed)")
    #expect(Set(state.clusters).count < 250)
  }

  @Test func largeComponentsAreJoinedAlike() throws {
    var random = SeededGenerator(seed: 900)
    var rules = LinkageRules()
    rules.blocking.allPairsLimit = 0
    // A chain of rows of one name, each tied to the next: more than are compared pair by pair.
    let people = (0..<560).map { number in
      Person(
        name: number % 9 == 0 ? "Anna Hall" : "Hall, Anna",
        phone: "+1202555\(1000 + number / 2)", email: "hall\((number + 1) / 2)@example.com")
    }
    let state = try check(people, rules: rules, random: &random, "one component")
    let clusters = Set(state.clusters).count
    #expect(clusters > 100 && clusters < 400)
  }

  @Test(arguments: UInt64(1)...2) func listsAreNeverJoinedWithThemselves(seed: UInt64) {
    let kinds: [(name: String, kind: ColumnKind)] = [
      ("list", .source), ("name", .name), ("phone", .phone), ("born", .birthday),
    ]
    func table(_ rows: ArraySlice<(Int, Person)>) -> RecordColumns {
      var table = RecordColumns(kinds: kinds)
      for (list, person) in rows {
        let values = ["list \(list)", person.name, person.phone, person.birthday]
        for (column, value) in values.enumerated() {
          table.add(Array(value.utf8).span, column: column)
        }
        table.endRow()
      }
      return table
    }
    var random = SeededGenerator(seed: seed &+ 950)
    let rows = crowd(240, seed: seed).map { (Int.random(in: 0..<3, using: &random), $0) }
    var state = LinkageState.link(table(rows[..<180]), ids: ids(0..<180)).state
    let version = state
    for start in stride(from: 180, to: 240, by: 20) {
      _ = state.add(table(rows[start..<(start + 20)]), ids: ids(start..<(start + 20)))
    }
    let whole = LinkageState.link(table(rows[...]), ids: ids(0..<240), versionOf: version)
    #expect(whole.state.clusters == state.clusters)
    var lists: Set<[Int]> = []
    for (row, cluster) in state.clusters.enumerated() {
      #expect(lists.insert([Int(cluster), rows[row].0]).inserted)
    }
  }

  @Test(arguments: UInt64(1)...2) func clustersKeepTheirIDs(seed: UInt64) {
    let people = crowd(400, seed: seed)
    var state = LinkageState.link(columns(Array(people[..<300])), ids: ids(0..<300)).state
    let earlier = state.clusters
    let increment = state.add(columns(Array(people[300...])), ids: ids(300..<400))
    var joined = 0
    var parted = 0
    for row in 0..<300 {
      // A cluster has the id of its first row, and an earlier row is never behind a new one.
      #expect(state.clusters[row] <= row)
      if earlier[row] == row && state.clusters[row] != row { joined += 1 }
      if earlier[row] != row && state.clusters[row] == row { parted += 1 }
    }
    #expect(increment.joinedClusters == joined)
    #expect(increment.partedClusters == parted)
    #expect(increment.joinedRows == state.clusters[300...].count { $0 < 300 })
    #expect(increment.joinedRows > 20)
    for merge in increment.result.merges {
      #expect(state.clusters[merge.pair.left] == state.clusters[merge.pair.right])
      #expect(!merge.pair.evidence.isEmpty)
    }
    for pair in increment.result.reviewPairs {
      #expect(state.clusters[pair.left] != state.clusters[pair.right])
      #expect(pair.right >= 300)
    }
    let sizes = increment.result.statistics.clusterSizes.map { $0.size * $0.clusters }
    #expect(sizes.reduce(0, +) == 400)
  }

  @Test func manyRowsOfAnUnknownValueOutgrowTheVersion() {
    let people = crowd(300, seed: 3)
    var rules = LinkageRules()
    rules.blocking.allPairsLimit = 0
    var state = LinkageState.link(columns(people), ids: ids(0..<300), rules: rules).state
    let flood = (0..<250).map {
      Person(name: "Anna \($0)", phone: "+493012345678", birthday: "1980-01-01")
    }
    let before = state.clusters
    #expect(state.add(columns(flood), ids: ids(300..<550), rules: rules).isOutgrown)
    #expect(state.clusters == before && state.count == 300)
    #expect(!state.isStale(adding: 30) && state.isStale(adding: 31))
    #expect(!state.add(columns(Array(flood[..<31])), ids: ids(300..<331), rules: rules).isOutgrown)
    #expect(state.isStale(adding: 0))
  }

  @Test func nothingAddedChangesNothing() {
    let people = crowd(100, seed: 5)
    var state = LinkageState.link(columns(people), ids: ids(0..<100)).state
    let before = state.clusters
    let increment = state.add(columns([]), ids: [])
    #expect(increment.result.merges.isEmpty && increment.joinedRows == 0)
    #expect(state.clusters == before)
    var empty = LinkageState.link(columns([]), ids: []).state
    _ = empty.add(columns(Array(people[..<10])), ids: ids(0..<10))
    #expect(empty.count == 10)
  }

  private let surnames: [String] = (0..<50).map { number in
    let beginning = ["Kal", "Bor", "Ves", "Tam", "Rud"][number % 5]
    let end = ["enko", "ova", "man", "stein", "ski"][number / 10]
    return "\(beginning)\(number / 5 % 2 == 0 ? "" : "r")\(end)"
  }
}
