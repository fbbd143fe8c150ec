import Contacts
import DeltaSync
import Foundation
import Pipeline
import Tabular

/// A clock that stands still.
final class StandingClock: SyncClock {
  private let moment: Instant

  init(_ text: String) { moment = Instant(iso: text) ?? .distantPast }

  func now() -> Instant { moment }
  func sleep(seconds: Double) {}
}

/// One run of `rollcall audit` over exports in a folder, with the delivered rules.
struct Auditing {
  let folder: TemporaryFolder
  var exports: String
  var week = "2026-W48"
  var sample = 1000
  var seed: String?
  var withCensus = true
  var repairs = false
  var nextSeed = "next"
  /// Replaced in the rules: text, and what stands in its place.
  var changes: [(String, String)] = []

  init(_ folder: TemporaryFolder, exports: String? = nil) throws {
    self.folder = folder
    self.exports = exports ?? folder.path + "/exports"
    guard exports == nil else { return }
    try FileManager.default.copyItem(atPath: repository + "/Samples/audit", toPath: self.exports)
  }

  var output: String { folder.path + "/out" }

  func run() throws(PipelineError) -> AuditResult {
    var options = AuditOptions(
      outputFolder: output, storePath: nil, rules: RuleFiles(folder: try rulesFolder()),
      version: "test")
    options.week = week
    options.sampleSize = sample
    options.seed = seed
    options.withCensus = withCensus
    options.repairs = repairs
    let nextSeed = nextSeed
    return try AuditJob(
      options, clock: StandingClock("2026-12-30T06:00:00Z"), randomSeed: { nextSeed }
    ).run()
  }

  private func rulesFolder() throws(PipelineError) -> String {
    let path = folder.path + "/rules"
    do {
      try? FileManager.default.removeItem(atPath: path)
      try FileManager.default.copyItem(atPath: DeliveredRules.folder, toPath: path)
      var text = try String(contentsOfFile: path + "/audit.yaml", encoding: .utf8)
      for (old, new) in [
        ("Exchange/crm/full", exports + "/crm"),
        ("Exchange/messaging/full", exports + "/messaging"),
      ] + changes { text = text.replacingOccurrences(of: old, with: new) }
      try Data(text.utf8).write(to: URL(filePath: path + "/audit.yaml"))
    } catch {
      throw PipelineError(.internalFault, "\(error)")
    }
    return path
  }

  func verify(_ week: String? = nil) throws(PipelineError) -> AuditVerification {
    try AuditVerification.verify("\(output)/audit-\(week ?? self.week).signature.json")
  }

  /// The rows of the clear results, by column.
  func clear() throws -> [[String: String]] {
    try readTable("\(output)/audit-\(week).clear.csv")
  }
}
