internal import ArgumentParser
internal import Foundation
internal import PhoneNumbers
internal import Pipeline
internal import Reports
internal import Tabular

/// A region as the user writes it.
func region(_ code: String) throws -> Region {
  guard let region = Region(code) else {
    throw ValidationError("'\(code)' is no country code; write two letters, such as DE or TW.")
  }
  return region
}

struct Clean: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      """
      Cleans CRM exports: every row becomes a contact, is merged into one, or is rejected with a \
      reason.
      """,
    discussion: """
      Reads CSV, TSV, JSON, XML, Excel workbooks (.xlsx) and vCards, each also gzipped or alone in a zip archive; \
      encoding, delimiter and meaning of the columns are inferred and printed. Numbers become E.164, duplicates one contact, and nobody who opted out stays messageable.

      Examples:
        rollcall clean export.csv
        rollcall clean Samples/exports/* --country TW --output Output
        zcat dump.csv.gz | rollcall clean - --country DE
        rollcall clean export.csv --dry-run
        rollcall clean export.csv --mapping mapping.yaml
        rollcall clean export_of_next_week.csv         (merges into the contacts that the store knows)

      The store remembers every row. A file of the same name takes the place of the one before; other files are added to \
      what is known, as if all had been read at once. rollcall undo takes a run back.
      """)

  @Argument(
    help: ArgumentHelp("Files, globs, folders, or - for standard input.", valueName: "input"))
  var inputs: [String]

  @Option(
    help: ArgumentHelp(
      """
      Country of numbers without a country code, where neither row nor column shows one \
      (ISO 3166 code).
      """,
      valueName: "cc"), transform: region)
  var country: Region?

  @Option(help: ArgumentHelp("Folder for the results.", valueName: "dir"))
  var output = "Output"

  @Option(
    help: ArgumentHelp(
      """
      The SQLite file that keeps what lasts (default: rollcall.sqlite in the output folder).
      """,
      valueName: "file"))
  var store: String?

  @Option(
    help: ArgumentHelp(
      """
      Threads to use (default: one per processor). The result is the same for any number.
      """,
      valueName: "n"))
  var threads: Int?

  @Flag(help: "Read and decide everything, write nothing.")
  var dryRun = false

  @Flag(
    help: """
      Leave aside what earlier runs read into the store. What they suppressed and what you decided stays.
      """)
  var fresh = false

  @OptionGroup(title: "What columns mean") var mapping: MappingOptions
  @OptionGroup(title: "How inputs are written") var dialect: DialectOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if inputs.isEmpty { throw ValidationError("Name at least one input.") }
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads takes a whole number from 1 to 256.")
    }
  }

  func run() throws {
    try common.reporting {
      let bar = ProgressBar()
      defer { bar.finish() }
      let options = CleanOptions(
        inputs: inputs, region: country, outputFolder: output, storePath: store,
        rules: try common.cleanRules(),
        threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, isDryRun: dryRun,
        isFresh: fresh, reading: try dialect.readOptions(), startedAt: timestamp(),
        version: Rollcall.version, mapping: mapping.choice)
      let report = try CleanJob(options, progress: bar).run()
      bar.finish()
      print(summary(of: report, outputFolder: dryRun ? nil : output))
      try common.failing(report.failedGates)
    }
  }
}
