import Foundation
import GRDB
import PhoneNumbers
import Pipeline
import Reports
import Testing

@Suite("rollcall audit")
struct AuditJobTests {
  /// What was planted in the samples is found, and nothing else; the census says the same.
  @Test func findsWhatWasPlanted() throws {
    let folder = try TemporaryFolder()
    let audit = try Auditing(folder)
    let result = try audit.run()
    let planted = try readTable(audit.exports + "/truth.csv")
    let defects = try audit.clear().filter { ["differ", "breach"].contains($0["verdict"]) }
    #expect(Set(defects.map { $0["conversation"] }) == Set(planted.map { $0["conversation"] }))
    for row in planted {
      #expect(
        defects.contains {
          $0["conversation"] == row["conversation"] && $0["field"] == row["planted"]
        }, "\(row)")
    }
    let census = try #require(result.report.census)
    #expect(census.differing == planted.count)
    #expect(census.disagreements == 0)
    #expect(!result.isMet)
    #expect(result.report.outcome.population == result.report.outcome.drawn)
  }

  @Test func filesAreForTheirOwnerAndMasked() throws {
    let folder = try TemporaryFolder()
    let audit = try Auditing(folder)
    _ = try audit.run()
    let names = [
      "html", "json", "csv", "clear.csv", "frame.tsv", "signature.json",
    ].map { "\(audit.output)/audit-2026-W48.\($0)" }
    for name in names {
      let mode = try FileManager.default.attributesOfItem(atPath: name)[.posixPermissions]
      #expect(mode as? Int == 0o600, "\(name)")
    }
    for name in names.prefix(3) {
      let text = try String(contentsOfFile: name, encoding: .utf8)
      #expect(text.count > 1000)
      for needle in ["447700900", "p59@", "wamid", "Доставка", "boris", "Spring"] {
        #expect(!text.contains(needle), "\(name) holds \(needle)")
      }
    }
  }

  @Test func theSignatureHoldsUntilSomethingIsChanged() throws {
    let folder = try TemporaryFolder()
    let audit = try Auditing(folder)
    _ = try audit.run()
    #expect(try audit.verify().holds)
    let path = audit.output + "/audit-2026-W48.csv"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try Data(text.replacing("differ,critical", with: "agree,").utf8).write(to: URL(filePath: path))
    let broken = try audit.verify().checks.filter { $0.outcome == .broken }.map(\.name)
    #expect(broken.contains("audit-2026-W48.csv"))
    #expect(broken.contains("result"))
  }

  @Test func aFrameWithoutAConversationShows() throws {
    let folder = try TemporaryFolder()
    let audit = try Auditing(folder)
    _ = try audit.run()
    let path = audit.output + "/audit-2026-W48.frame.tsv"
    var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    lines.removeLast()
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path))
    let broken = try audit.verify().checks.filter { $0.outcome == .broken }.map(\.name)
    #expect(broken.contains("frame") && broken.contains("sample"))
  }

  /// The next week is drawn with the seed that this one fixed, and another seed shows.
  @Test func theSeedIsFixedTheWeekBefore() throws {
    let folder = try TemporaryFolder()
    var audit = try Auditing(folder)
    audit.nextSeed = "chosen before"
    _ = try audit.run()
    try Self.moveOn(audit.exports)
    audit.week = "2026-W49"
    let result = try audit.run()
    #expect(result.report.proof.seed == "chosen before")
    #expect(result.report.proof.isSeedAsCommitted)
    let verification = try audit.verify()
    #expect(verification.holds)
    #expect(verification.checks.contains { $0.name == "seed" && $0.outcome == .holds })
    #expect(verification.checks.contains { $0.name == "chain" && $0.outcome == .holds })
    audit.seed = "chosen afterwards"
    #expect(try !audit.run().report.proof.isSeedAsCommitted)
    let later = try audit.verify()
    #expect(!later.holds)
    #expect(later.checks.contains { $0.name == "seed" && $0.outcome == .broken })
    #expect(try audit.run().report.proof.run == 3)
  }

  /// A week on which a later one stands is not audited again.
  @Test func theChainIsNotCut() throws {
    let folder = try TemporaryFolder()
    var audit = try Auditing(folder)
    _ = try audit.run()
    try Self.moveOn(audit.exports)
    audit.week = "2026-W49"
    _ = try audit.run()
    audit.week = "2026-W48"
    let error = try #require(throws: PipelineError.self) { try audit.run() }
    #expect(error.code == .usage)
  }

  @Test func theSameSeedDrawsTheSame() throws {
    var frames: [[String?]] = []
    for _ in 0..<2 {
      let folder = try TemporaryFolder()
      var audit = try Auditing(folder)
      audit.sample = 20
      audit.seed = "s"
      _ = try audit.run()
      frames.append(try audit.clear().filter { $0["number"] != "0" }.map { $0["conversation"] })
    }
    #expect(frames[0] == frames[1])
    #expect(Set(frames[0]).count >= 20)
  }

  /// Rows in another order are the same week.
  @Test func theOrderOfAnExportDoesNotMatter() throws {
    var proofs: [[String]] = []
    for isTurned in [false, true] {
      let folder = try TemporaryFolder()
      var audit = try Auditing(folder)
      audit.sample = 30
      audit.seed = "s"
      if isTurned {
        for name in ["contacts", "conversations", "messages"] {
          let path = URL(filePath: "\(audit.exports)/messaging/\(name).ndjson")
          let lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
          try Data((lines.reversed().joined(separator: "\n") + "\n").utf8).write(to: path)
        }
      }
      let report = try audit.run().report
      proofs.append(
        [report.proof.frameSHA256, report.proof.sampleSHA256, report.census?.messagingRoot ?? ""])
      proofs[proofs.count - 1].append("\(report.outcome.defective)")
    }
    #expect(proofs[0] == proofs[1])
  }

  /// A person whom the store knows as erased, and whom the exports still have, is a critical defect; no repair touches it.
  @Test func anErasedPersonIsFound() throws {
    let folder = try TemporaryFolder()
    var audit = try Auditing(folder)
    try Cleaning([audit.exports + "/crm/contacts.csv"], output: audit.output).run()
    _ = try ErasureJob(
      "p1@example.org", contactID: nil, region: nil,
      storePath: audit.output + "/rollcall.sqlite", outputFolder: audit.output
    ).run(erasedAt: "2026-11-01T10:00:00+00:00")
    audit.repairs = true
    let result = try audit.run()
    let defects = try audit.clear().filter { $0["field"] == "erasure" && $0["verdict"] == "breach" }
    #expect(defects.map { $0["conversation"] } == ["447700900001"])
    #expect(defects.map { $0["cause"] } == ["erased_still_there"])
    #expect(result.report.census?.disagreements == 0)
    #expect(result.repairLines?.contains { $0.contains("for a person") } == true)
  }

  /// Makes the exports those of the week after.
  private static func moveOn(_ exports: String) throws {
    for side in ["crm", "messaging"] {
      for name in try FileManager.default.contentsOfDirectory(atPath: "\(exports)/\(side)") {
        let path = URL(filePath: "\(exports)/\(side)/\(name)")
        var text = try String(contentsOf: path, encoding: .utf8)
        // Two days of the week go eight days on; the export is made a week later.
        text = text.replacing("2026-11-25", with: "2026-12-03")
          .replacing("2026-11-30T03", with: "2026-12-07T03")
        try Data(text.utf8).write(to: path)
      }
    }
  }
}

@Suite("An audit without a verdict")
struct AuditFaultTests {
  private func code(_ damage: (inout Auditing) throws -> Void) throws -> PipelineError {
    let folder = try TemporaryFolder()
    var audit = try Auditing(folder)
    try damage(&audit)
    let error = try #require(throws: PipelineError.self) { try audit.run() }
    #expect(!FileManager.default.fileExists(atPath: audit.output + "/audit-2026-W48.html"))
    return error
  }

  @Test func aSideThatCannotBeReached() throws {
    let error = try code { try FileManager.default.removeItem(atPath: $0.exports + "/crm") }
    #expect(error.code == .unavailable)
    #expect(error.description.contains("no such folder"))
  }

  @Test func aFileThatIsMissing() throws {
    let error = try code {
      try FileManager.default.removeItem(atPath: $0.exports + "/messaging/messages.ndjson")
    }
    #expect(error.code == .missingInput)
    let manifest = try code {
      try FileManager.default.removeItem(atPath: $0.exports + "/messaging/manifest.json")
    }
    #expect(manifest.code == .missingInput)
  }

  /// Cut at the end of a line, in a line of CSV and in one of NDJSON.
  @Test(arguments: [
    ("crm/messages.csv", 0), ("crm/messages.csv", 10), ("messaging/messages.ndjson", 40),
  ])
  func anExportThatWasCutShort(name: String, bytes: Int) throws {
    let error = try code { audit in
      let path = URL(filePath: "\(audit.exports)/\(name)")
      var text = try String(contentsOf: path, encoding: .utf8)
      if bytes == 0 {
        text = text.split(separator: "\n").dropLast().joined(separator: "\n") + "\n"
      } else {
        text = String(text.dropLast(bytes))
      }
      try Data(text.utf8).write(to: path)
    }
    #expect(error.code == .badInput)
  }

  @Test func anExportOfTheRunningWeek() throws {
    let error = try code { $0.week = "2026-W49" }
    #expect(error.code == .badInput)
    #expect(error.description.contains("export it again"))
  }

  @Test func aColumnThatIsNotThere() throws {
    let error = try code {
      $0.changes = [("exports:", "exports:")]
      let path = URL(filePath: $0.exports + "/crm/messages.csv")
      let text = try String(contentsOf: path, encoding: .utf8)
      try Data(text.replacing("follow_up", with: "task").utf8).write(to: path)
    }
    #expect(error.code == .badInput)
    #expect(error.description.contains("'follow_up'"))
  }

  @Test func aStoreOfALaterVersion() throws {
    let error = try code { audit in
      try FileManager.default.createDirectory(
        atPath: audit.output, withIntermediateDirectories: true)
      let folder = try TemporaryFolder()
      let other = try Auditing(folder)
      _ = try other.run()
      let path = audit.output + "/rollcall.sqlite"
      try FileManager.default.copyItem(atPath: other.output + "/rollcall.sqlite", toPath: path)
      try DatabaseQueue(path: path).write {
        try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 what comes later')")
      }
    }
    #expect(error.code == .badInput)
    #expect(error.description.contains("later version"))
  }

  @Test(arguments: [
    ("sample: 1000", "samples: 1000", "did you mean 'sample'"),
    ("confidence_percent: 95", "confidence_percent: many", "no number"),
    ("counts: [critical, major]", "counts: [major]", "critical always counts"),
    ("  messages: critical", "  messages: ignore", "cannot be ignored"),
    ("  - {name: merged, when: {merged: true}}", "  - {name: merged, when: {}}", "no condition"),
  ])
  func rulesThatAreWrong(old: String, new: String, words: String) throws {
    let error = try code { $0.changes = [(old, new)] }
    #expect(error.code == .badRules)
    #expect(error.description.contains(words))
    #expect(error.description.contains("audit.yaml:"))
  }
}
