internal import ArgumentParser
internal import Foundation
internal import Pipeline

struct Link: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Finds the rows of any table that stand for one person or thing.",
    discussion: """
      No labels are needed, but they help: --ask writes the pairs whose answers teach most; fill in \
      match (1 or same, 0 or different; rows left empty are passed over) and read the file back with \
      --labels. What the columns mean is inferred from their headers and values, and \
      printed; where the guess is wrong, --print-spec writes it as a file to correct. \
      A column is one of: name, phone, email, company, address, date, birthday (two of them are two \
      people), identifier (belongs to one only), exclusive (two values are never one), source (rows \
      of one list are never joined), text.

      Examples:
        rollcall link customers.csv --id customer_id
        rollcall link customers.csv --id customer_id --output clusters.csv --pairs pairs.csv
        rollcall link customers.csv --id customer_id --print-spec > link.yaml
        rollcall link customers.csv --id customer_id --spec link.yaml
        rollcall link customers.csv --id customer_id --ask answers.csv
        rollcall link customers.csv --id customer_id --labels answers.csv --ask more.csv
        rollcall link customers.csv --id customer_id --state customers.state
        rollcall link new.csv --id customer_id --state customers.state

      A spec:
        precision: 0.99
        name: [given_name, surname]
        columns:
          date_of_birth: birthday
          mail: email
        leave_out: [remarks]

      With --state the rows are kept. A later run reads new rows only, and gives the clusters that a \
      run over all rows would, with what was counted and estimated at first. A cluster keeps the id \
      of its first row; when a new row ties two together, the older id stays. A row that is known \
      and unchanged is passed over; one that has changed is refused. All rows are linked anew with \
      --refresh, when more than a tenth came since the last time, and when many share a value that \
      was rare then. The file holds the values of the rows: keep it like the table.
      """)

  @Argument(help: "The table, or - for standard input.")
  var file: String

  @Option(help: ArgumentHelp("The column that names each row.", valueName: "column"))
  var id: String

  @Option(
    help: ArgumentHelp(
      "What the columns are, as YAML (default: inferred). What it does not name is left out.",
      valueName: "file"))
  var spec: String?

  @Option(
    help: ArgumentHelp("File for rec_id and cluster of every row.", valueName: "file"))
  var output = "clusters.csv"

  @Option(
    help: ArgumentHelp(
      "File for the pairs that were joined and the doubtful ones, with their evidence.",
      valueName: "file"))
  var pairs: String?

  @Option(
    help: ArgumentHelp(
      "Pairs that a person has decided: columns l, r and match (repeatable). What is labelled as one "
        + "is joined unless a veto forbids it, what is labelled as two is not; the other pairs are "
        + "judged by what these show.",
      valueName: "file"))
  var labels: [String] = []

  @Option(
    help: ArgumentHelp(
      "File for the pairs whose answers teach most, the most informative first, with an empty column "
        + "match to fill in.",
      valueName: "file"))
  var ask: String?

  @Option(
    help: ArgumentHelp(
      "File for how rows were called together: for each key its pairs, the part of all pairs that it "
        + "left out, and the part of the joined pairs that it finds by itself.",
      valueName: "file"))
  var keys: String?

  @Option(help: ArgumentHelp("How many pairs --ask writes at most.", valueName: "count"))
  var askCount = 200

  @Option(
    help: ArgumentHelp(
      "File that keeps the rows for further ones; with an existing one the table is added to it.",
      valueName: "file"))
  var state: String?

  @Flag(help: "Link all rows of the state anew, and count and estimate again.")
  var refresh = false

  @Flag(help: "Print what the columns are taken for as a spec, and link nothing.")
  var printSpec = false

  @OptionGroup(title: "How the table is written") var dialect: DialectOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if !(1...10_000).contains(askCount) {
      throw ValidationError("--ask-count must be between 1 and 10000, not \(askCount)")
    }
    if refresh, state == nil {
      throw ValidationError("--refresh links the rows of a state anew; name it with --state")
    }
    if state != nil, ask != nil || keys != nil || !labels.isEmpty {
      throw ValidationError(
        "--labels, --ask and --keys look at a whole table; link without --state to use them")
    }
  }

  func run() throws {
    var isPartial = false
    try common.reporting {
      let bar = ProgressBar()
      defer { bar.finish() }
      var options = LinkOptions(
        input: file, id: id, specPath: spec, outputPath: output, pairsPath: pairs,
        rules: try common.ruleFiles(), reading: try dialect.readOptions())
      options.threads = ProcessInfo.processInfo.activeProcessorCount
      options.labelPaths = labels
      options.questionsPath = ask
      options.questionCount = askCount
      options.keysPath = keys
      options.statePath = state
      options.refreshesState = refresh
      let job = try LinkJob(options, progress: bar)
      bar.finish()
      if printSpec {
        print(job.spec.yaml, terminator: "")
        return
      }
      for line in job.spec.lines { common.log("note", line) }
      let summary = try job.run()
      bar.finish()
      for warning in summary.warnings { common.log("note", "\(file): \(warning)") }
      if !labels.isEmpty {
        common.log("note", summary.labels == 1 ? "1 label" : "\(summary.labels) labels")
      }
      for pair in summary.vetoedLabels {
        common.log("note", "\(pair) stay apart though labelled as one: a contradiction forbids it")
      }
      if let state = summary.state { common.log("note", state) }
      common.log("note", "\(summary.text); written to \(output)")
      if let first = summary.firstReject {
        common.log(
          "error",
          "\(file): \(summary.rejects) records could not be read and are in no cluster; \(first)")
        isPartial = true
      }
    }
    if isPartial { throw ExitCode(1) }
  }
}
