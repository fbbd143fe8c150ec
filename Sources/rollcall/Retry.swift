internal import ArgumentParser
internal import DeltaSync
internal import Pipeline

struct Retry: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Closes a ticket of the sync by trying once more.",
    discussion: """
      Runs a cycle in which the write of the ticket is tried again. Where nobody can tell whether it was made, it is \
      looked for, and not repeated.

      Examples:
        rollcall retry 3

      Exit code 1: it failed again, and the ticket stays open.
      """)

  @Argument(help: ArgumentHelp("The number of the ticket; see rollcall status.", valueName: "id"))
  var id: Int64

  @OptionGroup var place: SyncPlaceOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    var options = try place.jobOptions(common)
    options.retriedTicket = id
    try common.reporting {
      let result = try SyncJob(options).run()
      let status = try SyncStatus.read(storePath: options.store)
      let isOpen = status.tickets.contains { $0.id == id }
      print(SyncSummary.line(result.report, isPlan: false))
      print("ticket \(id): \(isOpen ? "still open" : "closed")")
      if isOpen { throw ExitCode(1) }
    }
  }
}
