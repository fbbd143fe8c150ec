internal import ArgumentParser
internal import Foundation

/// The program: one subcommand per job.
@main
struct Rollcall: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "rollcall",
    abstract: "Makes the contacts of a CRM fit to be messaged on WhatsApp.",
    discussion: """
      Exit codes: 0 done · 1 partial or a quality gate failed · 64 usage · 65 bad input data · \
      66 input missing · 69 a side cannot be reached · 73 cannot write · 75 another run holds the lock · 78 bad rules.
      """,
    version: version,
    subcommands: [
      Clean.self, Read.self, Numbers.self, Link.self, Explain.self, Review.self, Undo.self,
      Sync.self, Status.self, Retry.self, ConnectorCommand.self, Audit.self,
      Consent.self, Erase.self, Backup.self, NumbersPlan.self, Rules.self,
    ])

  static func main() {
    // Results hold personal data: nobody but the user may read them.
    umask(0o077)
    // A reader that goes away (`| head`) ends the program quietly.
    signal(SIGPIPE, SIG_DFL)
    do {
      var command = try parseAsRoot(listingRules(Array(CommandLine.arguments.dropFirst())))
      try command.run()
    } catch {
      exit(withError: error)
    }
  }
}
