internal import ArgumentParser
internal import Foundation
internal import Pipeline

/// Options of commands that make the result of earlier runs anew.
struct ResultOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Folder with the results.", valueName: "dir"))
  var output = "Output"

  @Option(
    help: ArgumentHelp(
      "The SQLite file of rollcall clean (default: rollcall.sqlite in the output folder).",
      valueName: "file"))
  var store: String?

  @Option(
    help: ArgumentHelp("Threads to use (default: one per processor).", valueName: "n"))
  var threads: Int?

  func job(_ common: CommonOptions, progress: any ProgressObserver) throws -> ResultJob {
    ResultJob(
      outputFolder: output, storePath: store, rules: try common.cleanRules(),
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, startedAt: timestamp(),
      version: Rollcall.version, progress: progress)
  }
}

/// The time of now, ISO 8601 with offset.
func timestamp() -> String {
  Date().formatted(.iso8601)
}
