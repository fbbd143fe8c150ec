import Linkage
import Testing

@Suite struct BridgeTests {
  @Test func namelessBridgeGoesToTheBetterSide() {
    // The nameless record shares its e-mail with Anna and its phone with Peter.
    let people = [
      Person(name: "Anna Hall", email: "hall@example.com", address: "1 High Street"),
      Person(phone: "+12025550143", email: "hall@example.com", address: "1 High Street"),
      Person(name: "Peter Green", phone: "+12025550143"),
    ]
    let result = link(people)
    #expect(result.clusters == [0, 0, 2])
    #expect(result.merges.map(\.row) == [1])
    #expect(result.reviewPairs.count == 1)
    #expect(result.reviewPairs.first?.left == 1)
    #expect(result.reviewPairs.first?.right == 2)
    #expect(result.reviewPairs.first?.objection == "clusters contradict each other")
    #expect(result.statistics.refusedMerges == 1)
  }

  @Test func birthdaysOfAClusterVeto() {
    let people = [
      Person(name: "Peter Hall", phone: "+12025550143", birthday: "1950-04-05"),
      Person(name: "Peter Hall", phone: "+12025550143"),
      Person(name: "Peter Hall", phone: "+12025550143", birthday: "1975-09-30"),
    ]
    let result = link(people)
    #expect(result.clusters[0] != result.clusters[2])
    #expect(result.statistics.refusedMerges == 1)
  }

  @Test func severalNumbersChainOnePerson() {
    var columns = RecordColumns(kinds: [
      ("name", .name), ("phone", .phone), ("mobile", .phone), ("email", .email),
    ])
    let rows: [[(Int, String)]] = [
      [(0, "Anna Hall"), (1, "+12025550143"), (2, "+12025550144"), (1, "+12025550145")],
      [(0, "Hall, Anna"), (1, "+12025550144"), (2, "+12025550144")],
      [(0, "A. Hall"), (0, "Анна Халл"), (2, "+12025550145")],
      [],
    ]
    for row in rows {
      for (column, value) in row { columns.add(Array(value.utf8).span, column: column) }
      columns.endRow()
    }
    let result = link(columns, rules: LinkageRules())
    #expect(columns.count == 4)
    #expect(result.clusters == [0, 0, 0, 3])
  }

  @Test func nothingGivesNothing() {
    let result = link([])
    #expect(result.clusters.isEmpty && result.merges.isEmpty && result.reviewPairs.isEmpty)
    #expect(link(RecordColumns(kinds: []), rules: LinkageRules()).clusters.isEmpty)
  }

  @Test func reviewLimitKeepsTheBest() {
    let people = (0..<30).flatMap { number in
      [
        Person(
          name: "Anna Hall", phone: "+1202555\(1000 + number)", email: "p\(number)@example.com"),
        Person(
          name: "Peter Green", phone: "+1202555\(1000 + number)", email: "p\(number)@example.com"),
      ]
    }
    var rules = LinkageRules()
    rules.reviewLimit = 7
    let result = link(columns(people), rules: rules)
    #expect(result.statistics.reviewPairs == 30)
    #expect(result.reviewPairs.count == 7)
    #expect(result.reviewPairs == result.reviewPairs.sorted { $0.probability > $1.probability })
    #expect(result.reviewPairs.allSatisfy { $0.objection == "names differ" })
  }
}
