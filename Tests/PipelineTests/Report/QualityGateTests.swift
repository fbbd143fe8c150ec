import Contacts
import Foundation
import Reports
import Testing

@testable import Pipeline

struct GateConditionTests {
  @Test(arguments: [
    ("invalid_numbers < 5 %", 49, 1_000, true), ("invalid_numbers < 5 %", 50, 1_000, false),
    ("invalid_numbers <= 5 %", 50, 1_000, true), ("invalid_numbers < 5%", 49, 1_000, true),
    ("invalid_numbers <= 7 %", 7, 100, true), ("invalid_numbers > 0.125 %", 1, 800, false),
    ("invalid_numbers >= 0.125 %", 1, 800, true), ("duplicates = 0 %", 0, 10, true),
    ("duplicates = 0 %", 1, 1_000_000_000, false), ("messageable > 20 %", 0, 0, false),
    ("invalid_numbers < 5 %", 0, 0, true), ("messageable > 99.9999 %", 10, 10, true),
  ])
  func holdsASharePrecisely(_ text: String, _ count: Int, _ whole: Int, _ holds: Bool) throws {
    #expect(try GateCondition(text).holds(count, of: whole) == holds)
  }

  @Test(arguments: [
    ("opt_outs_messageable = 0", 0, true), ("opt_outs_messageable = 0", 1, false),
    ("doubtful_pairs <= 100", 100, true), ("doubtful_pairs < 100", 100, false),
    ("  rows_read  >=  1000 ", 1_000, true), ("rows_read > 1000", 1_000, false),
    ("contacts > 0", Int.max, true),
  ])
  func holdsACount(_ text: String, _ count: Int, _ holds: Bool) throws {
    #expect(try GateCondition(text).holds(count, of: nil) == holds)
  }
}

struct QualityGatesTests {
  private func gates(_ yaml: String) throws(RuleError) -> QualityGates {
    try QualityGates(RuleNode(yaml: yaml, path: "gates.yaml"))
  }

  @Test(arguments: [
    (
      "invalid_number < 5 %: x",
      "1:1: unknown metric 'invalid_number'; did you mean 'invalid_numbers'?"
    ),
    ("\nduplicates is 5 %: x", "2:12: 'is' is no operator; write one of < <= > >= ="),
    ("duplicates < 5: x", "1:14: duplicates is a share and needs a per cent sign; write 5 %"),
    ("contacts > 5 %: x", "1:12: contacts is a count, not a share; leave the per cent sign out"),
    ("contacts > 5%: x", "1:12: contacts is a count, not a share; leave the per cent sign out"),
    (
      "duplicates < 130 %: x", "1:14: a share is never more than 100 %; write a value from 0 to 100"
    ),
    ("duplicates < 0 %: x", "1:14: no result can ever pass this gate"),
    ("duplicates <= 100 %: x", "1:15: every result passes this gate"),
    ("contacts >= 0: x", "1:13: every result passes this gate"),
    ("messageable > 100 %: x", "1:15: no result can ever pass this gate"),
    ("contacts < 1.5: x", "1:12: contacts is a count, and 1.5 is no whole number"),
    ("duplicates < five %: x", "1:14: 'five' is no value"),
    ("duplicates < -5 %: x", "1:14: '-5' is no value"),
    ("duplicates < 1e3 %: x", "1:14: '1e3' is no value"),
    ("duplicates < 5. %: x", "1:14: '5.' is no value"),
    ("duplicates < 99999999999999999999 %: x", "1:14: '99999999999999999999' is no value"),
    ("duplicates < 5 % %: x", "1:18: '%' is one word too many"),
    ("duplicates < 5 % of rows: x", "1:18: 'of' is one word too many"),
    ("duplicates <: x", "1:13: the gate ends before its value"),
    ("duplicates: x", "1:11: the gate ends before its value"),
    ("duplicates < 5 %:", "the gate says no reason"),
    ("duplicates < 5 %: x\nduplicates <= 6 %: y", "2:1: 'duplicates < 5 %' bounds the same side"),
    ("duplicates < 5 %: x\nduplicates < 5 %: y", "'duplicates < 5 %' stands twice"),
    ("- duplicates < 5 %", "a map is expected here"), ("", "the file is empty"),
  ])
  func refusesWhatItDoesNotUnderstand(_ yaml: String, _ message: String) throws {
    let error = try #require(throws: RuleError.self) { try gates(yaml) }
    #expect(error.description.contains(message), "\(error)")
    #expect(error.description.hasPrefix("gates.yaml"))
  }

  @Test func judgesInTheOrderOfTheFile() throws {
    var report = CleanReport(version: "1", numberingPlanVersion: "9")
    report.totals = .init(rowsRead: 200, contacts: 150, kept: 150, merged: 40, rejected: 10)
    report.numbers.byStatus = [
      .init(status: "valid", count: 93), .init(status: "invalid", count: 7),
    ]
    report.numbers.reasons = [.init(reason: "no_country", count: 3, explanation: "")]
    report.consent = .init(optedOut: 15, messageable: 30, optOutsMessageable: 1)
    report.duplicates.reviewPairs = 12
    report.comparison = .init(
      inputs: [], changes: [.init(measure: .rowsRead, before: 200, after: 150)])
    report.totals.rowsRead = 150
    let judged = try gates(
      """
      invalid_numbers < 5 %: a
      numbers_without_country < 5 %: b
      rejected_rows < 10 %: c
      duplicates < 30 %: d
      messageable > 20 %: e
      opted_out < 11 %: f
      opt_outs_messageable = 0: g
      doubtful_pairs < 12: h
      fewer_rows < 30 %: i
      contacts_without_number < 50 %: j
      rows_read >= 150: k
      """
    ).judge(report)
    #expect(judged.map(\.why).joined() == "abcdefghijk")
    #expect(judged.map(\.count) == [7, 3, 10, 40, 30, 15, 1, 12, 50, 150, 150])
    let wholes = judged.map { $0.whole ?? -1 }
    #expect(wholes == [100, 100, 150, 150, 150, 150, -1, -1, 200, 150, -1])
    #expect(judged.filter { !$0.isPassed }.map(\.why).joined() == "aeghj")
    #expect(judged[0].value == "7.0% (7 of 100)")
    #expect(judged[6].value == "1")
  }

  @Test func withoutAnEarlierRunNoRowsAreMissing() throws {
    let report = CleanReport(version: "1", numberingPlanVersion: "9")
    #expect(try gates("fewer_rows < 1 %: x").judge(report).allSatisfy(\.isPassed))
  }

  @Test func theDeliveredFileIsRead() throws {
    let files = RuleFiles(folder: repository + "/Rules")
    let gates = try QualityGates(files.open(QualityGates.fileName))
    let names = gates.judge(CleanReport(version: "1", numberingPlanVersion: "9"))
      .map(\.gate)
    #expect(names.contains("opt_outs_messageable = 0"))
  }
}

/// What a run makes of the gates.
@Suite struct GatedRunTests {
  private func folderWith(gates: String) throws -> (TemporaryFolder, Cleaning) {
    let folder = try TemporaryFolder()
    let input = try folder.write(
      "Name,Phone,Country\nAnna Gil,+34600000001,ES\nBo Li,12,ES\n", to: "a.csv")
    try FileManager.default.copyItem(
      atPath: repository + "/Rules", toPath: folder.path + "/Rules")
    try folder.write(gates, to: "Rules/gates.yaml")
    var cleaning = Cleaning([input], output: folder.path + "/out")
    cleaning.rules = folder.path + "/Rules"
    return (folder, cleaning)
  }

  @Test func aFailedGateIsReportedAndTheFilesAreWritten() throws {
    let (folder, cleaning) = try folderWith(gates: "invalid_numbers < 5 %: Too many.\n")
    let report = try cleaning.run()
    #expect(report.failedGates.map(\.gate) == ["invalid_numbers < 5 %"])
    #expect(report.failedGates.first?.value == "50.0% (1 of 2)")
    let page = try String(contentsOfFile: folder.path + "/out/report.html", encoding: .utf8)
    #expect(page.contains("Quality gate failed: invalid_numbers &lt; 5 %"))
    #expect(try cleaning.contacts().count == 2)
  }

  @Test func aBrokenFileEndsTheRunBeforeAnythingIsRead() throws {
    let (folder, cleaning) = try folderWith(gates: "invalid_numbers < 5: Too many.\n")
    let error = try #require(throws: PipelineError.self) { try cleaning.run() }
    #expect(error.code == .badRules)
    #expect(error.description.contains("gates.yaml:1:19: "))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/out/report.json"))
  }

  @Test func theSamplesPassTheDeliveredGates() throws {
    let report = try SampleRun.shared().report
    #expect(report.gates.count >= 3)
    #expect(report.failedGates.isEmpty)
  }
}
