internal import ArgumentParser
internal import Contacts
internal import Foundation
internal import Pipeline

struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists and checks the rules, and writes what columns mean as a file to correct.",
    discussion: """
      Examples:
        rollcall rules
        rollcall rules --rules ./our-rules
        rollcall rules init export.csv --output mapping.yaml
        rollcall rules check
      """,
    subcommands: [RulesList.self, RulesInit.self, RulesCheck.self],
    defaultSubcommand: RulesList.self)
}

struct RulesList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Checks the rules and prints which file each of them comes from.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      let files = try common.ruleFiles()
      try RuleCheck.check(files)
      for name in RuleCheck.names(files) { print("\(name)\t\(try files.path(of: name))") }
    }
  }
}

struct RulesCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks every rules file and profile, and a mapping file if one is named.",
    discussion: """
      Ends with 78 and the place of the first fault.

      Examples:
        rollcall rules check
        rollcall rules check --mapping mapping.yaml
      """)

  @Option(help: ArgumentHelp("A mapping file to check too.", valueName: "file"))
  var mapping: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      let files = try common.ruleFiles()
      try RuleCheck.check(files, mapping: mapping)
      let count = RuleCheck.names(files).count
      print("\(count) rules files are right" + (mapping.map { ", and so is \($0)" } ?? ""))
    }
  }
}

struct RulesInit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Writes what the columns of exports mean, as inferred, as a file to correct.",
    discussion: """
      Each column stands in it with its field, what that rests on, how sure it is, and some cells, masked. Correct the \
      fields and give the file to 'rollcall clean' with --mapping.

      Examples:
        rollcall rules init export.csv
        rollcall rules init Samples/exports/* --output mapping.yaml
      """)

  @Argument(
    help: ArgumentHelp("Files, globs, folders, or - for standard input.", valueName: "input"))
  var inputs: [String]

  @Option(
    help: ArgumentHelp("Where to write it (default: standard output).", valueName: "file"))
  var output: String?

  @OptionGroup(title: "What columns mean") var mapping: MappingOptions
  @OptionGroup(title: "How inputs are written") var dialect: DialectOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if inputs.isEmpty { throw ValidationError("Name at least one input.") }
  }

  func run() throws {
    try common.reporting {
      let bar = ProgressBar()
      defer { bar.finish() }
      let text = try MappingDraft(
        inputs: inputs, rules: common.ruleFiles(), reading: dialect.readOptions(),
        mapping: mapping.choice, progress: bar
      ).text()
      bar.finish()
      guard let output else {
        print(text, terminator: "")
        return
      }
      do {
        try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
      } catch {
        throw PipelineError(
          .cannotWrite,
          "\(output): the mapping cannot be written; check that its folder exists and may be written to"
        )
      }
    }
  }
}
