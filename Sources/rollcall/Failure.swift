internal import ArgumentParser
internal import Contacts
internal import Foundation
internal import PhoneNumbers
internal import Pipeline
internal import Reports
internal import Tabular

/// How messages reach the user.
enum LogFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// Options that every command has.
struct CommonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How messages on standard error are written.", valueName: "text|json"))
  var logFormat = LogFormat.text

  @Option(
    help: ArgumentHelp(
      "Folder with the rules; each file that it lacks is taken from $ROLLCALL_RULES, ./Rules or the installed ones.",
      valueName: "dir"))
  var rules: String?

  func ruleFiles() throws(RuleError) -> RuleFiles {
    try RuleFiles(
      option: rules, environment: ProcessInfo.processInfo.environment,
      executable: Bundle.main.executablePath ?? CommandLine.arguments[0])
  }

  /// The rules that results are made by.
  func cleanRules() throws(RuleError) -> CleanRules {
    try CleanRules(ruleFiles())
  }

  /// The rules for phone numbers that are switched on: all of them where no folder has the file.
  func phoneRules() throws(RuleError) -> RuleSet {
    try ruleFiles().phoneRules(isOptional: true)
  }

  /// Runs a job; an error is written to standard error, and the program ends with the code that belongs to it.
  func reporting(_ job: () throws -> Void) throws {
    do {
      try job()
    } catch let error as PipelineError {
      throw fail(error)
    } catch let error as RuleError {
      throw fail(PipelineError(error))
    } catch let error as ReadError {
      throw fail(PipelineError(error))
    } catch let error as WriteError {
      throw fail(PipelineError(.cannotWrite, error.description))
    }
  }

  /// Ends the program with 1 if the result did not pass a quality gate, and says last of all which.
  func failing(_ gates: [CleanReport.Gate]) throws {
    guard !gates.isEmpty else { return }
    fflush(nil)
    for gate in gates {
      log("error", "quality gate failed: \(gate.gate), but it is \(gate.value); \(gate.why)")
    }
    throw ExitCode(1)
  }

  private func fail(_ error: PipelineError) -> ExitCode {
    log("error", error.description)
    return ExitCode(error.code.rawValue)
  }

  /// Writes a message to standard error.
  func log(_ level: String, _ message: String) {
    switch logFormat {
    case .text: FileHandle.standardError.write(Data("rollcall: \(level): \(message)\n".utf8))
    case .json:
      var line = JSONLineWriter()
      line.beginObject()
      line.member("level", level)
      line.member("message", message)
      line.endObject()
      FileHandle.standardError.write(Data(line.bytes))
    }
  }
}
