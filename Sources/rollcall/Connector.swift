internal import ArgumentParser
internal import DeltaSync
internal import Foundation
internal import Pipeline

struct ConnectorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "connector",
    abstract: "Tries the connectors to systems over the network.",
    discussion: """
      A connector is a file in Rules/connectors that says how a system is talked to. What differs from one user to the \
      next, and every secret, comes from the environment, or from a file of mode 600 that $NAME_FILE names.

      Examples:
        rollcall connector
        rollcall connector check tryton
        rollcall connector record tryton --output cassette.ndjson
      """,
    subcommands: [ConnectorList.self, ConnectorCheck.self, ConnectorRecord.self],
    defaultSubcommand: ConnectorList.self)
}

struct ConnectorList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the connectors and what the environment must say to them."
  )

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      let files = try common.ruleFiles()
      for name in Connector.names(files) {
        print(name)
        for variable in try Connector.open(name, files).variables {
          print(
            "  \(variable.name): \(variable.meaning)" + (variable.standard.map { " (\($0))" } ?? "")
          )
        }
      }
    }
  }
}

struct ConnectorCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tries the login and one page of each thing that is read; writes nothing.",
    discussion: """
      Examples:
        TRYTON_URL=https://crm.example.com/company TRYTON_USER=sync TRYTON_PASSWORD_FILE=~/.tryton \\
          rollcall connector check tryton

      Exit codes: 0 all of it works · 69 something is missing or does not · 78 the connector's file is wrong.
      """)

  @Argument(help: ArgumentHelp("The connector.", valueName: "name"))
  var name: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting { try report(try job(name, common).check()) }
  }
}

struct ConnectorRecord: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Does what check does, and keeps what was said, masked, for a test.",
    discussion: """
      Secrets are taken out; of texts only the form is kept: letters become x, digits 0. Look it through before you pass \
      it on.

      Examples:
        rollcall connector record tryton --output cassette.ndjson
      """)

  @Argument(help: ArgumentHelp("The connector.", valueName: "name"))
  var name: String

  @Option(help: ArgumentHelp("Where to write it (default: standard output).", valueName: "file"))
  var output: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      let cassette = Cassette()
      let findings = try job(name, common).check(recording: cassette)
      guard let output else {
        FileHandle.standardOutput.write(Data(cassette.bytes))
        return try report(findings.filter { !$0.isGood })
      }
      do {
        try Data(cassette.bytes).write(to: URL(fileURLWithPath: output))
      } catch {
        throw PipelineError(
          .cannotWrite, "\(output): cannot be written; check that its folder exists")
      }
      print("\(cassette.count) exchanges in \(output)")
      try report(findings)
    }
  }
}

private func job(_ name: String, _ common: CommonOptions) throws -> ConnectorJob {
  ConnectorJob(
    name, rules: try common.ruleFiles(), environment: ProcessInfo.processInfo.environment)
}

private func report(_ findings: [ConnectorJob.Finding]) throws {
  for finding in findings { print((finding.isGood ? "ok    " : "fails ") + finding.text) }
  fflush(nil)
  if findings.contains(where: { !$0.isGood }) { throw ExitCode(69) }
}
