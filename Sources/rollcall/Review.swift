internal import ArgumentParser
internal import Pipeline

struct Review: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reads decisions on doubtful pairs back, and makes the result anew.",
    discussion: """
      FILE is review.csv with the column decision filled in, or what review.html saves: same, different, or open to take an \
      earlier decision back; rows without one are passed over. Decisions hold for later dumps too, and from 50 on they \
      teach the linkage. rollcall undo takes a review back.

      Examples:
        rollcall review Output/review.csv
        rollcall review decisions.csv --output Cleaned
      """)

  @Argument(help: ArgumentHelp("A CSV with the columns pair_id and decision.", valueName: "file"))
  var file: String

  @OptionGroup var result: ResultOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      let bar = ProgressBar()
      defer { bar.finish() }
      let (decisions, report) = try ReviewJob.run(file, result.job(common, progress: bar))
      bar.finish()
      print(
        "\(decisions.same) same, \(decisions.different) different, \(decisions.reopened) taken back, \(decisions.open) without a decision"
      )
      print(changeSummary(of: report, outputFolder: result.output))
    }
  }
}
