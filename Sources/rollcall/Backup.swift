internal import ArgumentParser
internal import Pipeline
internal import Store

struct Backup: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a checked copy of the store, or checks the store itself.",
    discussion: """
      The copy is the store as it is at one moment, also while a run goes on. It is read through before it takes the place \
      of an earlier one. To restore it, put it where the store was. It holds personal data, and people who were erased \
      since it was written: keep it as long as you need it and no longer.

      Examples:
        rollcall backup /backup/rollcall.sqlite
        rollcall backup --check
        rollcall backup --check --store /backup/rollcall.sqlite

      Exit code 1: the store is damaged; what is wrong is printed.
      """)

  @Argument(help: ArgumentHelp("Where the copy goes; a file there is replaced.", valueName: "file"))
  var target: String?

  @Flag(help: "Check the store and write nothing.")
  var check = false

  @Option(help: ArgumentHelp("The SQLite file of rollcall clean.", valueName: "file"))
  var store = "Output/rollcall.sqlite"

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if check == (target != nil) {
      throw ValidationError("Name one file to write to, or --check without one.")
    }
  }

  func run() throws {
    try common.reporting {
      let found =
        if let target {
          try StoreBackup.write(of: store, to: target)
        } else {
          try StoreBackup.check(store)
        }
      for problem in found.problems { print(problem) }
      guard found.problems.isEmpty else {
        print("The store is damaged; restore it from an earlier backup.")
        throw ExitCode(1)
      }
      print(
        "\(target ?? store): whole: \(found.runs) runs, \(found.contacts) contacts, "
          + "\(found.batches) batches of source rows, \(found.ledger.entries) entries of the consent ledger"
      )
    }
  }
}
