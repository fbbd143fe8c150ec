internal import ArgumentParser
internal import Contacts
internal import Foundation
internal import Pipeline

struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks the rules and prints which file each of them comes from.",
    discussion: """
      Examples:
        rollcall rules
        rollcall rules --rules ./our-rules
      """)

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      let files = try common.ruleFiles()
      try CleanRules.check(files)
      for name in CleanRules.fileNames { print("\(name)\t\(try files.path(of: name))") }
    }
  }
}
