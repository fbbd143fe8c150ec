import Foundation
import Pipeline
import Testing

/// 100 people, each of whom stands twice, the second time with another spelling of number and date.
private func people(shift: Int = 0) -> [[String]] {
  let given = ["Anna", "Bert", "Clara", "Dora", "Emil", "Frida", "Gustav", "Hanna", "Ida", "Jan"]
  let family = ["Berg", "Tal", "Fels", "Wald", "Seeger", "Moor", "Bach", "Stein", "Kern", "Vogel"]
  return (0..<200).map { place in
    let row = (place + shift) % 200
    let person = row / 2
    let line = "2312\(1000 + person * 7)"
    let day = 10 + person % 19
    let month = 1 + person * 7 % 9
    let year = 1940 + person * 13 % 60
    return [
      "r\(row)", given[person % 10], family[person / 10 % 10] + (person > 99 ? "mann" : ""),
      row % 2 == 0 ? "+49 30 \(line)" : "030/\(line)", "DE",
      row % 2 == 0 ? "\(year)-0\(month)-\(day)" : "\(day).0\(month).\(year)",
    ]
  }
}

private let header = "id,given_name,surname,phone,country,birth_date"

@Suite struct LinkJobTests {
  @Test func numbersAndDatesAgreeHoweverTheyAreWritten() throws {
    let linking = try Linking(csv(header, people()))
    let clusters = try linking.clusters()
    #expect(clusters.count == 200)
    #expect(clusters == (0..<200).map { ["r\($0)", "r\($0 - $0 % 2)"] })
    let pairs = try readTable(linking.options.pairsPath ?? "")
    let joined = pairs.filter { $0["decision"] == "merge" }
    #expect(joined.count == 100)
    #expect(joined.first?["l"] == "r0")
    #expect(joined.first?["r"] == "r1")
    #expect(joined.allSatisfy { ($0["evidence"] ?? "").contains("phone") })
    #expect(joined.allSatisfy { Double($0["probability"] ?? "").map { $0 > 0.9 } == true })
  }

  @Test func theOrderOfRowsJoinsTheSameOnes() throws {
    func sets(_ rows: [[String]]) throws -> Set<Set<String>> {
      var members: [String: Set<String>] = [:]
      for line in try Linking(csv(header, rows)).clusters() {
        members[line[1], default: []].insert(line[0])
      }
      return Set(members.values)
    }
    #expect(try sets(people(shift: 137)) == sets(people()))
  }

  @Test func theSameTableGivesTheSameBytes() throws {
    let first = try Linking(csv(header, people()))
    let second = try Linking(csv(header, people()))
    _ = try first.clusters()
    _ = try second.clusters()
    #expect(try first.folder.contents() == second.folder.contents())
  }

  /// Two cells that say that there is nothing do not agree.
  @Test(arguments: ["NULL", "n/a", "-", "unknown", ""])
  func nothingAgreesWithNothing(word: String) throws {
    let rows = people().map { row in row + [word] }
    let clusters = try Linking(csv(header + ",passport", rows)).clusters()
    #expect(Set(clusters.map { $0[1] }).count == 100)
  }

  @Test func everyKeyIsJudgedByWhatItFinds() throws {
    var linking = try Linking(csv(header, people()))
    let keysPath = linking.folder.path + "/keys.csv"
    linking.options.keysPath = keysPath
    let clusters = try linking.clusters()
    let joined = Dictionary(grouping: clusters) { $0[1] }.values.reduce(0) {
      $0 + $1.count * ($1.count - 1) / 2
    }
    #expect(joined > 0)
    let keys = try readTable(keysPath)
    let found = keys.compactMap { Int($0["joined_pairs"] ?? "") }
    #expect(found.count == keys.count && (found.max() ?? 0) > 0)
    for key in keys {
      let pairs = try #require(Int(key["pairs"] ?? ""))
      let own = try #require(Int(key["joined_pairs"] ?? ""))
      #expect(own <= joined && own <= pairs)
      let recall = try #require(Double(key["recall"] ?? ""))
      #expect(abs(recall - Double(own) / Double(joined)) <= 1e-4)
    }
    #expect(keys.contains { $0["key"] == "email" || $0["key"] == "phone" })
  }

  @Test func anIDTwice() throws {
    let linking = try Linking("id,name\n1,Anna Berg\n2,Bert Tal\n1,Emil Wald\n")
    let error = try #require(linking.failure())
    #expect(error.code == .badInput)
    #expect(
      error.description
        == "\(linking.options.input):4 (byte 31): the id '1' stands in line 2 too; "
        + "ids must differ, name another column with --id")
    #expect(!FileManager.default.fileExists(atPath: linking.options.outputPath))
  }

  @Test func aRowWithoutAnID() throws {
    let linking = try Linking("id,name\n1,Anna Berg\n ,Bert Tal\n")
    let error = try #require(linking.failure())
    #expect(error.code == .badInput)
    #expect(
      error.description.hasPrefix(
        "\(linking.options.input):3 (byte 20): the row has no id in 'id'"))
  }

  @Test func anUnknownColumnOfIDs() throws {
    let linking = try Linking("ident,name\n1,Anna Berg\n", id: "idnt")
    let error = try #require(linking.failure())
    #expect(error.code == .usage)
    #expect(error.description.hasSuffix("did you mean 'ident'?"))
  }

  @Test func nothingToLinkOn() throws {
    let linking = try Linking("id,created\n1,2024-01-01\n2,2024-01-02\n")
    #expect(linking.failure()?.code == .badInput)
  }

  @Test func theResultMayNotReplaceTheTable() throws {
    var linking = try Linking(csv(header, people()))
    linking.options.outputPath = linking.options.input
    #expect(linking.failure()?.code == .usage)
    linking.options.outputPath = linking.options.pairsPath ?? ""
    #expect(linking.failure()?.code == .usage)
  }

  @Test func anEarlierResultStaysWhereARunFails() throws {
    let linking = try Linking("id,name\n1,Anna Berg\n1,Bert Tal\n")
    try linking.folder.write("before", to: "clusters.csv")
    #expect(linking.failure() != nil)
    #expect(try linking.folder.contents()["clusters.csv"] == Data("before".utf8))
    #expect(try linking.folder.contents().count == 2)
  }
}
