import Linkage
import Testing

/// Labels change what they name and what is like it, and nothing is broken by them.
@Suite struct LabelTests {
  private func linked(
    _ people: [Person], _ labels: [PairLabel], questions: Int = 0
  ) -> LinkageResult {
    var rules = LinkageRules()
    rules.questionLimit = questions
    return link(columns(people), rules: rules, labels: labels)
  }

  private let pair = [
    Person(name: "Anna Hall", phone: "+12025550143"),
    Person(name: "Peter Green", phone: "+12025550199"),
    Person(name: "Anna Hall", phone: "+12025550143"),
  ]

  @Test func rowsLabelledAsOneAreJoined() {
    #expect(linked(pair, []).clusters == [0, 1, 0])
    let result = linked(pair, [PairLabel(left: 1, right: 0, isSame: true)])
    #expect(result.clusters == [0, 0, 0])
    #expect(result.statistics.labels.same == 1)
    #expect(result.statistics.labels.vetoed.isEmpty)
    let merge = result.merges.first { $0.row == 1 }
    #expect(merge?.pair.evidence.last?.comparison == Evidence.label)
    #expect(merge?.pair.evidence.last?.level == "same")
  }

  @Test func rowsLabelledAsTwoStayApart() {
    let result = linked(pair, [PairLabel(left: 2, right: 0, isSame: false)])
    #expect(result.clusters == [0, 1, 2])
    #expect(result.statistics.labels.different == 1)
    #expect(result.reviewPairs.isEmpty)
  }

  @Test func aVetoStandsAgainstALabel() {
    var people = pair
    people[0].birthday = "1980-04-05"
    people[1].birthday = "1931-12-30"
    let label = PairLabel(left: 0, right: 1, isSame: true)
    let result = linked(people, [label])
    #expect(result.clusters[0] != result.clusters[1])
    #expect(result.statistics.labels.vetoed == [label])
  }

  @Test func ofLabelsThatContradictTheCautiousOneStands() {
    let labels = [true, false, true].map { PairLabel(left: 0, right: 2, isSame: $0) }
    #expect(linked(pair, labels).clusters == [0, 1, 2])
    let chain = [
      PairLabel(left: 0, right: 1, isSame: true), PairLabel(left: 1, right: 2, isSame: true),
      PairLabel(left: 0, right: 2, isSame: false),
    ]
    let result = linked(pair, chain)
    #expect(result.clusters[0] != result.clusters[2])
    #expect(result.statistics.labels.vetoed.count == 1)
  }

  @Test func rowsThatAreNotThereAreIgnored() {
    let labels = [
      PairLabel(left: 0, right: 3, isSame: true), PairLabel(left: -1, right: 0, isSame: true),
      PairLabel(left: 1, right: 1, isSame: false),
    ]
    #expect(linked(pair, labels).clusters == [0, 1, 0])
  }

  /// Labels as a person would give them who knows the truth of `crowd`: here by a rule that the
  /// engine does not know.
  private func labels(_ people: [Person], _ asked: [LinkedPair]) -> [PairLabel] {
    asked.map { pair in
      let isSame = people[pair.left].email == people[pair.right].email
      return PairLabel(left: pair.left, right: pair.right, isSame: isSame)
    }
  }

  @Test(arguments: UInt64(1)...4) func labelsBreakNoLaw(seed: UInt64) {
    let people = crowd(400, seed: seed)
    let asked = linked(people, [], questions: 60).questions
    #expect(asked.count == 60)
    let labels = labels(people, asked)
    let result = linked(people, labels, questions: 20)
    for label in labels where !label.isSame {
      #expect(result.clusters[label.left] != result.clusters[label.right])
    }
    let apart = labels.filter { $0.isSame && result.clusters[$0.left] != result.clusters[$0.right] }
    #expect(
      Set(apart.map { [min($0.left, $0.right), max($0.left, $0.right)] })
        == Set(result.statistics.labels.vetoed.map { [$0.left, $0.right] }))
    for (row, cluster) in result.clusters.enumerated() {
      for other in 0..<row where result.clusters[other] == cluster {
        let a = people[row].exclusive
        let b = people[other].exclusive
        #expect(a.isEmpty || b.isEmpty || a == b)
      }
    }
    let known = Set(labels.map { [$0.left, $0.right] })
    #expect(result.questions.allSatisfy { !known.contains([$0.left, $0.right]) })
    #expect(Set(asked.map { [$0.left, $0.right] }).count == 60)
    #expect(asked.allSatisfy { $0.left < $0.right })
  }

  @Test(arguments: UInt64(1)...4) func theOrderOfRowsAndLabelsDoesNotMatter(seed: UInt64) {
    // Rows of equal content cannot be told apart.
    var seen: Set<[String]> = []
    let people = crowd(300, seed: seed).filter { seen.insert($0.values).inserted }
    var random = SeededGenerator(seed: seed &+ 100)
    let order = Array(people.indices).shuffled(using: &random)
    let shuffled = order.map { people[$0] }
    let questions = linked(people, [], questions: 40).questions
    let others = linked(shuffled, [], questions: 40).questions
    func name(_ pair: LinkedPair, _ rows: [Int]) -> [Int] {
      [rows[pair.left], rows[pair.right]].sorted()
    }
    #expect(
      questions.map { name($0, Array(people.indices)) } == others.map { name($0, order) })
    let straight = linked(people, labels(people, questions))
    let mixed = linked(shuffled, labels(shuffled, others).reversed())
    func partition(_ result: LinkageResult, _ rows: [Int]) -> Set<Set<Int>> {
      var groups: [UInt32: Set<Int>] = [:]
      for (row, cluster) in result.clusters.enumerated() {
        groups[cluster, default: []].insert(rows[row])
      }
      return Set(groups.values)
    }
    #expect(partition(straight, Array(people.indices)) == partition(mixed, order))
    #expect(straight.statistics.labels.same > 3 && straight.statistics.labels.different > 3)
  }

  /// Questions without labels change nothing.
  @Test func askingChangesNothing() {
    let people = crowd(300, seed: 9)
    let asked = linked(people, [], questions: 30)
    let plain = link(people)
    #expect(asked.clusters == plain.clusters)
    #expect(asked.merges == plain.merges)
    #expect(plain.questions.isEmpty)
  }

  /// What is answered for some pairs is done to others like them: where people say that equal name
  /// and mailbox are two people's, or one's, after all.
  @Test func labelsSpeakForOthers() {
    let given = ["Anna", "Bert", "Clara", "Dora", "Emil", "Frida", "Gustav", "Hanna", "Ida", "Jan"]
    let family = [
      "Berg", "Tal", "Fels", "Wald", "Seeger", "Moor", "Bach", "Stein", "Kern", "Vogel",
    ]
    let people = (0..<200).map { row in
      let person = row / 2
      return Person(
        name: "\(given[person % 10]) \(family[person / 10])", company: "Firm \(person * 7919)",
        address: row % 2 == 0 ? "\(person) High Street" : "")
    }
    func joined(_ isSame: Bool?) -> Int {
      let labels = (0..<60).compactMap { person in
        isSame.map { PairLabel(left: person * 2, right: person * 2 + 1, isSame: $0) }
      }
      let clusters = linked(people, labels).clusters
      return (120..<200).filter { $0 % 2 == 1 && clusters[$0] == UInt32($0 - 1) }.count
    }
    #expect(joined(true) == 40)
    #expect(joined(false) < joined(nil) || joined(nil) == 0)
    #expect(joined(false) == 0)
  }
}
