internal import ArgumentParser
internal import DeltaSync
internal import Pipeline

extension TicketDecision.Outcome: ExpressibleByArgument {}

struct Retry: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Closes a ticket of the sync by trying once more.",
    discussion: """
      Runs a cycle in which the write of the ticket is tried again, or rows that could not be read are read again, such \
      as by corrected rules. Where nobody can tell whether a write was made, it is looked for, and not repeated: look \
      there yourself, and say with --outcome what you found.

      Examples:
        rollcall retry 3
        rollcall retry 3 --outcome done          (it was made; the corrected rows are in a new file)
        rollcall retry 3 --outcome not-done      (it was not made, and may be tried again)

      Exit code 1: it failed again, and the ticket stays open.
      """)

  @Argument(help: ArgumentHelp("The number of the ticket; see rollcall status.", valueName: "id"))
  var id: Int64

  @Option(
    help: ArgumentHelp(
      "What you found: done lets the write or the rows go, not-done tries the write again.",
      valueName: "done|not-done"))
  var outcome: TicketDecision.Outcome?

  @OptionGroup var place: SyncPlaceOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    var options = try place.jobOptions(common)
    options.decision = TicketDecision(ticketID: id, outcome: outcome)
    try common.reporting {
      let result = try SyncJob(options).run()
      let status = try SyncStatus.read(storePath: options.store)
      let isOpen = status.tickets.contains { $0.id == id }
      print(SyncSummary.line(result.report, isPlan: false))
      print("ticket \(id): \(isOpen ? "still open" : "closed")")
      for row in status.unread where row.ticketID == id { print("  \(row.reason)") }
      if isOpen { throw ExitCode(1) }
    }
  }
}
