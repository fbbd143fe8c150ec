internal import ArgumentParser
internal import DeltaSync
internal import Foundation
internal import Pipeline

extension Side: ExpressibleByArgument {}
extension GuardName: ExpressibleByArgument {}

struct Sync: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Keeps the CRM and the messaging platform in step: one cycle.",
    discussion: """
      Reads what both sides changed, plans, checks that nothing is out of the ordinary, writes, and records the outcome. \
      What is carried and how stands in Rules/sync.yaml. After a crash or a broken connection the next cycle goes on \
      from where this one stopped.

      Examples:
        rollcall sync --plan                     (what would change, by field; writes nothing)
        rollcall sync
        rollcall sync --every 10m                (a timer is the usual way)
        rollcall sync --accept deletions         (after a look at the plan)

      Exit codes: 0 done · 1 something failed and is tried again, or a guard stopped the run before it wrote anything · \
      65 a file that cannot be read · 69 a side cannot be reached · 75 another run is at work · 78 bad rules.
      """)

  @Flag(help: "Print what would be done, and write nothing anywhere.")
  var plan = false

  @Option(
    help: ArgumentHelp("Keep going, a cycle every so often: 90s, 10m, 1h.", valueName: "time"),
    transform: seconds)
  var every: Double?

  @Option(help: ArgumentHelp("Write to this side only.", valueName: "crm|messaging"))
  var only: Side?

  @Option(
    help: ArgumentHelp(
      """
      Go on although this guard would stop the run: \
      \(GuardName.allCases.map(\.rawValue).joined(separator: ", ")).
      """,
      valueName: "guard"))
  var accept: [GuardName] = []

  @OptionGroup var place: SyncPlaceOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if plan, every != nil {
      throw ValidationError("--plan prints one plan; leave --every out.")
    }
  }

  func run() throws {
    var options = try place.jobOptions(common)
    options.isPlanOnly = plan
    options.only = only
    options.accepted = Set(accept)
    guard let every else { return try cycle(options) }
    while true {
      let start = Date()
      do { try cycle(options) } catch let code as ExitCode { try goOn(after: code) }
      // Cycles that were missed become one.
      Thread.sleep(forTimeInterval: max(0, every - Date().timeIntervalSince(start)))
    }
  }

  /// A side that is away or a file that is broken may be mended by the next cycle; bad rules are not.
  private func goOn(after code: ExitCode) throws {
    if code.rawValue == 78 { throw code }
  }

  private func cycle(_ options: SyncJobOptions) throws {
    try common.reporting {
      let result = try SyncJob(options).run()
      if options.isPlanOnly { printPlan(result) }
      print(SyncSummary.line(result.report, isPlan: options.isPlanOnly))
      fflush(nil)
      for row in result.unread { common.log("warning", "kept, but not read: \(row.reason)") }
      for alarm in result.report.alarms { common.log("error", "nothing was written: \(alarm)") }
      if !result.report.isComplete { throw ExitCode(1) }
    }
  }

  private func printPlan(_ result: SyncResult) {
    for plan in result.plans {
      for line in PlanText.lines(plan) { print(line) }
    }
    for held in result.held {
      print("held: \(held.side.rawValue) \(held.record.id) \(held.reason)")
    }
    for row in result.unread { print("unread: \(row.side.rawValue) \(row.reason)") }
  }
}

/// Where the sync finds what it keeps.
struct SyncPlaceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Folder for the report.", valueName: "dir"))
  var output = "Output"

  @Option(
    help: ArgumentHelp(
      "The SQLite file that keeps what lasts (default: rollcall.sqlite in the output folder).",
      valueName: "file"))
  var store: String?

  func jobOptions(_ common: CommonOptions) throws -> SyncJobOptions {
    var options: SyncJobOptions?
    try common.reporting {
      options = SyncJobOptions(
        outputFolder: output, storePath: store, rules: try common.ruleFiles(),
        environment: ProcessInfo.processInfo.environment)
    }
    guard let options else { throw ExitCode(78) }
    return options
  }
}

/// `90s`, `10m`, `1h` in seconds.
private func seconds(_ text: String) throws -> Double {
  let factors: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
  guard let unit = text.last, let factor = factors[unit], let count = Double(text.dropLast()),
    count >= 1, count * factor <= 86_400
  else { throw ValidationError("'\(text)' is no time; write 90s, 10m or 1h.") }
  return count * factor
}
