internal import ArgumentParser
internal import Pipeline

struct Undo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Takes a run back, or splits a contact into the records it was merged from.",
    discussion: """
      A run is undone exactly: the result files are what they were before it, if the rules are. Runs are undone from the \
      last one back. What the consent ledger has recorded stays recorded.

      Examples:
        rollcall undo last
        rollcall undo 7                      (the run of that number, if it is the last)
        rollcall undo c2rjd2dpg36gew         (its records are decided to be different people)
      """)

  @Argument(
    help: ArgumentHelp("last, the number of a run, or a contact_id.", valueName: "run|contact"))
  var target: String

  @OptionGroup var result: ResultOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      let bar = ProgressBar()
      defer { bar.finish() }
      let (outcome, report) = try UndoJob.run(target, result.job(common, progress: bar))
      bar.finish()
      switch outcome {
      case .run(let number, let description): print("Undone: run \(number), \(description)")
      case .contact(let id, let records): print("Split: \(id) into \(records) records")
      }
      print(changeSummary(of: report, outputFolder: result.output))
    }
  }
}
