import Foundation
import Pipeline
import Testing

/// People who stand twice each, once more under a third id where `times` is 3.
private func rows(_ people: Range<Int>, times: Range<Int>) -> [[String]] {
  let given = ["Anna", "Bert", "Clara", "Dora", "Emil", "Frida", "Gustav", "Hanna", "Ida", "Jan"]
  let family = ["Berg", "Tal", "Fels", "Wald", "Seeger", "Moor", "Bach", "Stein", "Kern", "Vogel"]
  return people.flatMap { person in
    times.map { time in
      [
        "p\(person)-\(time)", given[person % 10], family[person / 10 % 10],
        "030/2312\(1000 + person * 7)", "DE",
        "\(10 + person % 19).0\(1 + person * 7 % 9).\(1940 + person * 13 % 60)",
      ]
    }
  }
}

private let header = "id,given_name,surname,phone,country,birth_date"

@Suite struct LinkStateTests {
  /// A state of 200 rows; then a run with each table after the other.
  private func linking(_ tables: [[String]]...) throws -> Linking {
    var linking = try Linking(csv(header, rows(0..<100, times: 0..<2)))
    linking.options.statePath = linking.folder.path + "/people.state"
    _ = try linking.clusters()
    for table in tables {
      linking.options.input = try linking.folder.write(csv(header, table), to: "new.csv")
      _ = try linking.clusters()
    }
    return linking
  }

  private func summary(_ linking: Linking) throws -> String {
    try LinkJob(linking.options, progress: Silence()).run().state ?? ""
  }

  @Test func newRowsJoinTheirPeople() throws {
    var linking = try linking()
    linking.options.input = try linking.folder.write(
      csv(header, rows(0..<9, times: 2..<3)), to: "new.csv")
    let text = try summary(linking)
    #expect(text.contains("9 new rows to 200, 9 of them to clusters of earlier rows"), "\(text)")
    let clusters = try readTable(linking.options.outputPath)
    #expect(clusters.count == 209)
    for row in clusters {
      // Every cluster has the id of its person's first row.
      let person = (row["rec_id"] ?? "").prefix { $0 != "-" }
      #expect(row["cluster"] == "\(person)-0")
    }
    // Read once more, nothing is new.
    let again = try summary(linking)
    #expect(again.contains("0 new rows to 209 (9 more were known and had not changed)"), "\(again)")
    #expect(try readTable(linking.options.outputPath) == clusters)
  }

  @Test func partsGiveWhatTheyGiveTogether() throws {
    let all = rows(50..<110, times: 2..<3)
    let together = try linking(Array(all[..<18]))
    let parts = try linking(Array(all[..<5]), Array(all[5..<6]), Array(all[6..<18]))
    #expect(
      try readTable(together.options.outputPath) == readTable(parts.options.outputPath))
  }

  @Test func aTenthMakesANewVersion() throws {
    var linking = try linking(rows(0..<20, times: 2..<3))
    linking.options.input = try linking.folder.write(
      csv(header, rows(20..<21, times: 2..<3)), to: "new.csv")
    let text = try summary(linking)
    #expect(text.contains("all were linked anew: more than a tenth"), "\(text)")
    linking.options.refreshesState = true
    #expect(try summary(linking).contains("all were linked anew: as --refresh says"))
    #expect(try readTable(linking.options.outputPath).count == 221)
  }

  @Test func changedRowsAreRefusedWithTheirLine() throws {
    var linking = try linking()
    var changed = rows(7..<9, times: 1..<3)
    changed[2][2] = "Other"
    linking.options.input = try linking.folder.write(csv(header, changed), to: "new.csv")
    let before = try linking.folder.contents()
    let failure = linking.failure()
    #expect(failure?.code == .badInput)
    #expect(failure?.description.contains("new.csv:4: the id 'p8-1' stands in") == true)
    #expect(try linking.folder.contents() == before)
  }

  @Test func whatDoesNotFitIsRefused() throws {
    var linking = try linking()
    let state = linking.options.statePath ?? ""
    linking.options.input = try linking.folder.write("id,name\n1,Anna Berg\n", to: "new.csv")
    #expect(linking.failure()?.description.contains("there is no column 'given_name'") == true)
    linking.options.input = try linking.folder.write(
      csv(header, rows(0..<2, times: 2..<3)), to: "new.csv")
    linking.options.specPath = try linking.folder.write("columns:\n  phone: phone\n", to: "l.yaml")
    #expect(linking.failure()?.code == .usage)
    linking.options.specPath = nil
    let whole = try Data(contentsOf: URL(fileURLWithPath: state))
    try whole.dropLast(100).write(to: URL(fileURLWithPath: state))
    #expect(linking.failure()?.code == .badInput)
    #expect(linking.failure()?.description.contains("damaged") == true)
    linking.options.statePath = linking.options.input
    #expect(linking.failure()?.code != nil)
  }
}
