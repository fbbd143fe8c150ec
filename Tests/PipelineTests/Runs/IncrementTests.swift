import Contacts
import Foundation
import Reports
import Testing

@testable import Pipeline

/// Files that a result consists of, but for those that tell of the run before.
private let resultFiles = [
  "contacts.csv", "contacts.jsonl", "lineage.csv", "rejects.csv", "repairs.csv", "review.csv",
  "suppressions.csv",
]

/// The result commands, on the store in an output folder.
private func job(
  _ output: String, at startedAt: String = "2025-02-01T10:00:00+00:00"
) throws -> ResultJob {
  ResultJob(
    outputFolder: output, storePath: nil, rules: try DeliveredRules.shared.get(), threads: 2,
    startedAt: startedAt, version: "test", progress: Silence())
}

/// Invented people with slips, shared lines and opt-outs, several rows each.
private func people(_ count: Int, seed: UInt64) -> [[String]] {
  var random = SplitMix64(state: seed)
  let given = ["Anna", "Bert", "Carla", "Dora", "Emil", "Frida", "Georg", "Hanna", "Ivo", "Jana"]
  let family = ["Berg", "Tal", "Steinbach", "Lindner", "Moor", "Feld", "Sommer", "Winter"]
  let cities = ["Berlin", "Hamburg", "Köln", ""]
  return (0..<count).flatMap { person -> [[String]] in
    let name = [
      given.randomElement(using: &random) ?? "", family.randomElement(using: &random) ?? "",
    ]
    let phone = "+49171392\(1000 + Int.random(in: 0..<count * 2, using: &random))"
    let email = "\(name[0]).\(name[1])\(person / 3)@example.com".lowercased()
    return (0...Int.random(in: 0...2, using: &random)).map { copy in
      var full = name.joined(separator: " ")
      if Int.random(in: 0..<6, using: &random) == 0 {
        full.remove(at: full.index(after: full.startIndex))
      }
      return [
        Int.random(in: 0..<4, using: &random) == 0 ? "" : "\(person)-\(copy)", full,
        Int.random(in: 0..<4, using: &random) == 0 ? "" : phone,
        Int.random(in: 0..<3, using: &random) == 0 ? "" : email,
        cities.randomElement(using: &random) ?? "",
        Int.random(in: 0..<12, using: &random) == 0 ? "yes" : "",
      ]
    }
  }.shuffled(using: &random)
}

private let header = ["Id", "Name", "Mobile", "Email", "City", "Opt out"]

@Suite struct IncrementTests {
  /// Later dumps added to a store give what all of them at once give.
  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func laterDumpsGiveWhatAllAtOnceGive(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    // Opt-outs aside: where later rows part a contact, an earlier run's opt-out holds on for both.
    let rows = people(60, seed: seed).map { Array($0.dropLast()) + [""] }
    var random = SplitMix64(state: seed &* 77)
    let parts = Int.random(in: 2...4, using: &random)
    let part = rows.map { _ in Int.random(in: 0..<parts, using: &random) }
    let inputs = try (0..<parts).map { number in
      let mine = zip(rows, part).filter { $0.1 == number }.map(\.0)
      return try folder.write(
        csv([header] + mine), to: "dump_\("abcd".map(String.init)[number]).csv")
    }.filter { try String(contentsOfFile: $0, encoding: .utf8).count { $0 == "\n" } > 1 }
    let (once, later) = (folder.path + "/once", folder.path + "/later")
    try Cleaning(inputs, output: once).run()
    for input in inputs { try Cleaning([input], output: later).run() }
    let (expected, found) = (try folder.contents(of: "once"), try folder.contents(of: "later"))
    for name in resultFiles { #expect(found[name] == expected[name], "\(name)") }
  }

  @Test func aRecordOfALaterDumpTakesThePlaceOfItsEarlierState() throws {
    let folder = try TemporaryFolder()
    let output = folder.path + "/out"
    let march = try folder.write(
      csv([header, ["7", "Anna Berg", "+491713921001", "", "Berlin", "yes"]]),
      to: "crm_2024-03-01.csv")
    let april = try folder.write(
      csv([
        header, ["7", "Anna Berg", "+491713921002", "", "Hamburg", ""],
        ["8", "Bert Tal", "+491713921003", "", "", ""],
      ]), to: "crm_2024-04-01.csv")
    try Cleaning([march], output: output).run()
    let report = try Cleaning([april], output: output).run()
    let contacts = try readTable(output + "/contacts.csv")
    #expect(contacts.map { $0["full_name"] } == ["Anna Berg", "Bert Tal"])
    #expect(contacts[0]["phone_e164"] == "+491713921002")
    #expect(contacts[0]["other_phones"] == "")
    #expect(contacts[0]["city"] == "Hamburg")
    #expect(contacts[0]["opted_out"] == "true")
    let lineage = try readTable(output + "/lineage.csv")
    #expect(lineage.map { $0["outcome"] } == ["kept", "merged", "kept"])
    #expect(report.totals.rowsRead == 3)
    #expect(report.changes == CleanReport.Changes(new: 1, changed: 1, gone: 0, joined: 0))
    #expect(
      try readTable(output + "/changes.csv").map { $0["change"] }.sorted { ($0 ?? "") < ($1 ?? "") }
        == ["changed", "new"])
  }

  /// Two systems may call their files alike and number their records from 1.
  @Test func oneIDOfTwoPeopleIsNotOneRecord() throws {
    let folder = try TemporaryFolder()
    let inputs = [
      try folder.write(
        csv([header, ["1", "Anna Berg", "+491713921001", "", "", ""]]), to: "one/contacts.csv"),
      try folder.write(
        csv([header, ["1", "Bert Tal", "+491713921002", "", "", ""]]), to: "two/contacts.csv"),
    ]
    try Cleaning(inputs, output: folder.path + "/out").run()
    #expect(
      try readTable(folder.path + "/out/contacts.csv").map { $0["full_name"] }
        == ["Anna Berg", "Bert Tal"])
  }

  @Test func freshLeavesEarlierInputsAside() throws {
    let folder = try TemporaryFolder()
    let output = folder.path + "/out"
    for (name, person) in [("a.csv", "Anna Berg"), ("b.csv", "Bert Tal")] {
      let input = try folder.write(csv([header, ["", person, "", "", "Berlin", ""]]), to: name)
      var cleaning = Cleaning([input], output: output)
      cleaning.isFresh = name == "b.csv"
      try cleaning.run()
    }
    #expect(try readTable(output + "/contacts.csv").map { $0["full_name"] } == ["Bert Tal"])
  }
}

@Suite struct UndoTests {
  /// Whatever was done, undoing it brings the files back, byte for byte.
  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func undoRestoresWhatWasThere(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let output = folder.path + "/out"
    var random = SplitMix64(state: seed)
    var states: [[String: Data]] = [[:]]
    for step in 0..<5 {
      let contacts = step == 0 ? [] : try readTable(output + "/contacts.csv")
      let merged = contacts.filter { ($0["source_records"] ?? "").contains(";") }
      let pairs = step == 0 ? [] : try readTable(output + "/review.csv")
      switch Int.random(in: 0..<3, using: &random) {
      case 1 where !merged.isEmpty:
        let id = merged.randomElement(using: &random)?["contact_id"] ?? ""
        do {
          _ = try UndoJob.run(id, try job(output))
        } catch {
          // Rows that hold the same are one record, and cannot be split.
          #expect("\(error)".contains("nothing to split"))
          continue
        }
      case 2 where !pairs.isEmpty:
        let answers = pairs.map {
          [$0["pair_id"] ?? "", Bool.random(using: &random) ? "same" : "different"]
        }
        let file = try folder.write(csv([["pair_id", "decision"]] + answers), to: "answers.csv")
        _ = try ReviewJob.run(file, try job(output))
      default:
        let rows = people(25, seed: seed &* 31 &+ UInt64(step % 2))
        let input = try folder.write(
          csv([header] + rows), to: "dump_\(["a", "b", "c"][step % 3]).csv")
        try Cleaning([input], output: output).run()
      }
      states.append(try folder.contents(of: "out"))
    }
    while states.count > 1 {
      states.removeLast()
      _ = try UndoJob.run("last", try job(output, at: "2025-03-01T10:00:00+00:00"))
      let found = try folder.contents(of: "out")
      let expected = states[states.count - 1]
      #expect(found.keys.sorted() == expected.keys.sorted())
      for (name, bytes) in expected { #expect(found[name] == bytes, "\(name)") }
    }
  }

  @Test func onlyTheLastRunCanBeUndone() throws {
    let folder = try TemporaryFolder()
    let output = folder.path + "/out"
    for name in ["a.csv", "b.csv"] {
      let input = try folder.write(csv([header, ["", "Anna Berg", "", "", "", ""]]), to: name)
      try Cleaning([input], output: output).run()
    }
    #expect {
      try UndoJob.run("1", try job(output))
    } throws: { "\($0)".contains("run 1 is not the last one") && "\($0)".contains("The last is 2") }
    #expect { try UndoJob.run("nobody", try job(output)) } throws: {
      "\($0)".contains("no such contact")
    }
    _ = try UndoJob.run("2", try job(output))
    _ = try UndoJob.run("1", try job(output))
    #expect(try folder.contents(of: "out").isEmpty)
    #expect { try UndoJob.run("last", try job(output)) } throws: {
      "\($0)".contains("no run to undo")
    }
  }

  @Test func aSplitContactStaysSplit() throws {
    let folder = try TemporaryFolder()
    let output = folder.path + "/out"
    let rows = [
      ["1", "Anna Berg", "+491713921001", "anna@example.com", "Berlin", ""],
      ["2", "Anna Berg", "+491713921001", "anna@example.com", "Berlin", ""],
    ]
    let input = try folder.write(csv([header] + rows), to: "a.csv")
    try Cleaning([input], output: output).run()
    let contacts = try readTable(output + "/contacts.csv")
    try #require(contacts.count == 1)
    let (outcome, _) = try UndoJob.run(contacts[0]["contact_id"] ?? "", try job(output))
    #expect(outcome == .contact(contacts[0]["contact_id"] ?? "", records: 2))
    #expect(try readTable(output + "/contacts.csv").count == 2)
    // The decision holds for the next dump.
    try Cleaning([input], output: output).run()
    #expect(try readTable(output + "/contacts.csv").count == 2)
  }
}

@Suite struct ReviewTests {
  private static let rows = [
    ["1", "Anna Berg", "", "", "Berlin", ""], ["2", "Anna Berg", "", "", "Berlin", ""],
    ["3", "Bert Tal", "+491713921003", "", "", ""],
  ]

  private func cleaned(_ folder: TemporaryFolder) throws -> String {
    let input = try folder.write(csv([header] + Self.rows), to: "a.csv")
    try Cleaning([input], output: folder.path + "/out").run()
    return folder.path + "/out"
  }

  @Test func decisionsAreReadBackAndCanBeTakenBack() throws {
    let folder = try TemporaryFolder()
    let output = try cleaned(folder)
    let pairs = try readTable(output + "/review.csv")
    try #require(pairs.count == 1)
    let id = pairs[0]["pair_id"] ?? ""
    for (decision, contacts, open) in [("same", 2, 0), ("open", 3, 1), ("different", 3, 0)] {
      let file = try folder.write(csv([["pair_id", "decision"], [id, decision]]), to: "r.csv")
      _ = try ReviewJob.run(file, try job(output))
      #expect(try readTable(output + "/contacts.csv").count == contacts, "\(decision)")
      #expect(try readTable(output + "/review.csv").count == open, "\(decision)")
    }
  }

  @Test(arguments: [
    ("pair_id,decision\npx,same\n", "the store knows no pair 'px'"),
    ("pair_id,decision\nP,maybe\n", "the decision is 'maybe'"),
    ("pair_id,decision\nP,same\nP,different\n", "says the opposite of the same pair"),
    ("pair,decision\nP,same\n", "there is no column 'pair_id'"),
  ])
  func whatCannotBeUnderstoodIsRefused(text: String, message: String) throws {
    let folder = try TemporaryFolder()
    let output = try cleaned(folder)
    let id = try readTable(output + "/review.csv")[0]["pair_id"] ?? ""
    let before = try folder.contents(of: "out")
    let file = try folder.write(text.replacing("P,", with: id + ","), to: "r.csv")
    #expect { try ReviewJob.run(file, try job(output)) } throws: { "\($0)".contains(message) }
    #expect(try folder.contents(of: "out") == before)
  }
}
