internal import ArgumentParser
internal import DeltaSync
internal import Pipeline

struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tells when the sync last ran, and what waits for a person.",
    discussion: """
      A ticket is a write that failed three times or of which nobody can tell whether it was made, or rows that could \
      not be read. rollcall retry ID tries once more.

      Examples:
        rollcall status
        rollcall status --store Output/rollcall.sqlite

      Exit code 1: a ticket is open.
      """)

  @OptionGroup var place: SyncPlaceOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      let status = try SyncStatus.read(storePath: place.store ?? place.output + "/rollcall.sqlite")
      print("last run: \(status.lastRun?.iso ?? "never")")
      print(
        "contacts: \(status.contacts), of them \(status.pending) not yet the same on both sides")
      for ticket in status.tickets {
        print(
          "ticket \(ticket.id): \(ticket.side.rawValue) \(ticket.subject), \(ticket.reason); "
            + "since \(ticket.openedAt.iso), to be closed by \(ticket.dueAt.iso)")
        for row in status.unread where row.ticketID == ticket.id { print("  \(row.reason)") }
      }
      for held in status.held {
        print("held: \(held.side.rawValue) \(held.record.id) \(held.reason)")
      }
      if !status.tickets.isEmpty { throw ExitCode(1) }
    }
  }
}
