import Foundation
import Pipeline
import Testing

/// Six people, the first three of whom stand twice.
private let table = """
  id,given_name,surname,phone,city
  a1,Anna,Berg,+49 30 23121001,Berlin
  a2,Anna,Berg,+49 30 23121001,Berlin
  b1,Bert,Tal,+49 30 23121002,Berlin
  b2,Bert,Tal,+49 30 23121002,Potsdam
  c1,Clara,Fels,+49 30 23121003,Berlin
  c2,Clara,Fels,+49 30 23121003,Berlin
  d1,Dora,Wald,+49 30 23121004,Berlin
  e1,Emil,Seeger,+49 30 23121005,Berlin
  f1,Frida,Moor,+49 30 23121006,=1+1

  """

@Suite struct LinkLabelTests {
  private func linking(_ labels: String...) throws -> Linking {
    var linking = try Linking(table)
    for (number, text) in labels.enumerated() {
      linking.options.labelPaths.append(
        try linking.folder.write(text, to: "labels\(number).csv"))
    }
    return linking
  }

  private func clusters(_ linking: Linking) throws -> [String: String] {
    Dictionary(uniqueKeysWithValues: try linking.clusters().map { ($0[0], $0[1]) })
  }

  @Test func labelsDecide() throws {
    let plain = try clusters(linking())
    #expect(plain["a2"] == "a1" && plain["d1"] == "d1" && plain["e1"] == "e1")
    let labelled = try clusters(linking("l,r,match\na1,a2,0\nd1,e1,1\n"))
    #expect(labelled["a2"] == "a2")
    #expect(labelled["e1"] == "d1")
    #expect(labelled["b2"] == "b1")
  }

  @Test(arguments: [
    ("1", "0"), ("same", "different"), ("Yes", "No"), ("y", "n"), ("TRUE", "FALSE"), (" 1 ", "0"),
  ])
  func answersAsPeopleWriteThem(same: String, different: String) throws {
    let text = "r,remark,match,l\na2,\"sure, no\",\(different),a1\ne1,,\(same),d1\nf1,,,d1\n"
    let labelled = try clusters(linking(text, "l,r,match\nc1,c2,0\n"))
    #expect(labelled["a2"] == "a2" && labelled["e1"] == "d1" && labelled["c2"] == "c2")
  }

  @Test(arguments: [
    ("l,r,match\na1,a2,1\na1,b1,maybe\n", ":3 (byte 18): match is 'maybe'; write 1 (or same, yes)"),
    ("l,r,match\na1,x9,1\n", ":2 (byte 10): there is no row 'x9' in "),
    ("l,r,match\n,a1,1\n", ":2 (byte 10): an id is missing"),
    ("l,r,match\na1,a1,1\n", ":2 (byte 10): both ids are the same row"),
    ("l,r,match\na1,a2,1\na2,a1,0\n", ":3 (byte 18): "),
    ("l,r,match\na1,b1,1\nb1,c1,1\na1,c1,0\n", ":4 (byte 26): a1 and c1 are two here, but one"),
    ("left,right,match\na1,a2,1\n", ":1: there is no column 'l'; labels have the columns"),
  ])
  func whatCannotBeUnderstoodIsRefused(text: String, message: String) throws {
    let linking = try linking(text)
    let error = try #require(linking.failure())
    #expect(error.code == .badInput)
    #expect(error.description.hasPrefix(linking.options.labelPaths[0] + message))
    #expect(!FileManager.default.fileExists(atPath: linking.options.outputPath))
  }

  @Test func labelsThatAreNotThere() throws {
    var linking = try Linking(table)
    linking.options.labelPaths = [linking.folder.path + "/none.csv"]
    #expect(linking.failure()?.code == .missingInput)
  }

  @Test func whatIsAskedIsReadBack() throws {
    var linking = try Linking(table)
    let path = linking.folder.path + "/ask.csv"
    linking.options.questionsPath = path
    linking.options.questionCount = 5
    let plain = try clusters(linking)
    let asked = try readTable(path)
    #expect((1...5).contains(asked.count))
    #expect(asked.allSatisfy { $0["match"] == "" && $0["l"] != $0["r"] })
    #expect(asked.allSatisfy { $0["l_surname"]?.isEmpty == false && $0["r_city"] != nil })
    // Unanswered, it changes nothing.
    var again = linking
    again.options.labelPaths = [path]
    again.options.questionsPath = nil
    #expect(try clusters(again) == plain)
    // Answered, what was answered stands, and other pairs are asked about.
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var lines = text.split(separator: "\r\n").map(String.init)
    let pair = lines[1].split(separator: ",", omittingEmptySubsequences: false)
    lines[1] = (pair[..<2] + ["different"] + pair[3...]).joined(separator: ",")
    again.options.labelPaths = [
      try linking.folder.write(lines.joined(separator: "\n") + "\n", to: "answers.csv")
    ]
    again.options.questionsPath = path
    let answered = try clusters(again)
    #expect(answered[String(pair[0])] != answered[String(pair[1])])
    let asks = try readTable(path).map { [$0["l"], $0["r"]] }
    #expect(!asks.contains([String(pair[0]), String(pair[1])]))
  }

  @Test func answersAreNotOverwritten() throws {
    var linking = try linking("l,r,match\na1,a2,1\n")
    linking.options.questionsPath = linking.options.labelPaths[0]
    #expect(linking.failure()?.code == .usage)
    linking.options.questionsPath = linking.options.pairsPath
    let error = try #require(linking.failure())
    #expect(error.description.contains("--pairs and --ask name one file"))
  }
}
