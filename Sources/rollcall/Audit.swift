internal import ArgumentParser
internal import Foundation
internal import Pipeline
internal import Reports

struct Audit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Compares a random sample of the week's conversations on both sides, with an exact bound.",
    discussion: """
      Reads full exports of both sides, draws conversations by a seed that was fixed before the week closed, compares \
      them field by field, and writes audit-YYYY-Www.html, .json and .csv with a signature that others can check. What \
      is compared and what is good enough stands in Rules/audit.yaml. Values of people are masked in all files but \
      audit-YYYY-Www.clear.csv and the frame, which only their owner may read.

      Examples:
        rollcall audit                           (the last week that has ended)
        rollcall audit --week 2026-W48 --sample 1000
        rollcall audit --census                  (everything by hashes too, beside the sample)
        rollcall audit --repair                  (marks what differs, for the next rollcall sync)
        rollcall audit --verify Output/audit-2026-W48.signature.json

      Exit codes: 0 the standard is met · 1 it is missed or not shown, or a signature does not hold · 65 an export is \
      damaged, not whole or too early · 66 a file is missing · 69 a side cannot be reached · 75 another run is at work · \
      78 bad rules.
      """)

  @Option(
    help: ArgumentHelp("Conversations to draw (default: as in audit.yaml, 1000).", valueName: "n"))
  var sample: Int?

  @Option(
    help: ArgumentHelp(
      "Draw with this seed instead of the one that was fixed the week before.", valueName: "text"))
  var seed: String?

  @Option(
    help: ArgumentHelp(
      "The ISO week (default: the last one that has ended).", valueName: "YYYY-Www"))
  var week: String?

  @Flag(help: "Compare all conversations by hashes too.")
  var census = false

  @Flag(help: "Mark what differs, so that the next rollcall sync compares and mends it.")
  var repair = false

  @Option(help: ArgumentHelp("Recompute a signature instead of auditing.", valueName: "file"))
  var verify: String?

  @OptionGroup var place: SyncPlaceOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let sample, sample < 1 { throw ValidationError("--sample takes a number from 1 up.") }
    if let seed, seed.isEmpty { throw ValidationError("--seed takes a text.") }
    if verify != nil, sample != nil || seed != nil || week != nil || census || repair {
      throw ValidationError("--verify stands alone.")
    }
  }

  func run() throws {
    if let verify { return try check(verify) }
    try common.reporting {
      var options = AuditOptions(
        outputFolder: place.output, storePath: place.store, rules: try common.ruleFiles(),
        version: Rollcall.version)
      options.week = week
      options.sampleSize = sample
      options.seed = seed
      options.withCensus = census
      options.repairs = repair
      let result = try AuditJob(options).run()
      for line in AuditSummary.lines(result, output: place.output) { print(line) }
      fflush(nil)
      if !result.isMet {
        common.log(
          "error", "the standard is not met: see \(place.output)/audit-\(result.report.week).html")
        throw ExitCode(1)
      }
    }
  }

  private func check(_ path: String) throws {
    try common.reporting {
      let verification = try AuditVerification.verify(path)
      for check in verification.checks {
        print("\(check.outcome.rawValue)\t\(check.name)\t\(check.words)")
      }
      fflush(nil)
      if !verification.holds {
        common.log("error", "\(path): the signature does not hold")
        throw ExitCode(1)
      }
    }
  }
}
