internal import ArgumentParser
internal import Foundation
internal import PhoneNumbers
internal import Pipeline
internal import Store

struct Erase: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Removes a person from the store and the results, and keeps their addresses blocked.",
    discussion: """
      Shows what would be removed; with --yes removes it and looks for anything that is left. Of each address a keyed \
      hash stays in the store, so that clean rejects the rows of a later export that hold it. The exports themselves are \
      not touched: delete the person there too.

      Examples:
        rollcall erase +491711234567
        rollcall erase anna@example.com --store Output/rollcall.sqlite --output Output --yes
        rollcall erase +493023125000 --contact c2rjd2dpg36gew --yes

      Exit code 1: something is left; what is printed last says where.
      """)

  @Argument(
    help: ArgumentHelp(
      "A number in any spelling that rollcall numbers reads, an e-mail address, or a contact_id.",
      valueName: "address"))
  var address: String

  @Option(
    help: ArgumentHelp(
      "Which contact is meant, where several have the address.", valueName: "contact_id"))
  var contact: String?

  @Option(
    help: ArgumentHelp(
      "Country of a number without a country code (ISO 3166 code).", valueName: "cc"),
    transform: region)
  var country: Region?

  @Option(
    help: ArgumentHelp(
      "The SQLite file of rollcall clean (default: rollcall.sqlite in the output folder).",
      valueName: "file"))
  var store: String?

  @Option(help: ArgumentHelp("Folder with the results.", valueName: "dir"))
  var output = "Output"

  @Flag(help: "Remove the person, not only show what would be removed.")
  var yes = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      let job = try ErasureJob(
        address, contactID: contact, region: country,
        storePath: store ?? output + "/rollcall.sqlite", outputFolder: output)
      print(plan(job.person, try job.files()))
      guard yes else {
        print("Nothing was removed. To remove it, say --yes.")
        return
      }
      let left = try job.run(erasedAt: timestamp())
      guard left.isEmpty else {
        for remainder in left { print("Left: \(remainder.what) in \(remainder.place)") }
        throw ExitCode(1)
      }
      print(
        "Removed; nothing is left in the store and the results. Delete the person in the exports too."
      )
    }
  }

  private func plan(_ person: StoredPerson, _ files: [ErasureJob.FileChange]) -> String {
    var lines: [String] = []
    if let id = person.contactID {
      lines.append("contact \(id)\(person.name.isEmpty ? "" : ": \(person.name)")")
    } else {
      lines.append("no contact of the last run, but known to the ledger or the suppressions")
    }
    if !person.addresses.isEmpty {
      lines.append("  addresses, blocked from now on: \(person.addresses.joined(separator: ", "))")
    }
    if !person.sharedAddresses.isEmpty {
      lines.append(
        "  addresses that others have too, blocked for this name only: "
          + person.sharedAddresses.joined(separator: ", "))
    }
    lines.append(
      "  store: \(person.contactID == nil ? 0 : 1) contact, \(person.places.count) source rows, "
        + "\(person.ledgerEntries) ledger entries (emptied), \(person.suppressions) suppressions")
    for file in files {
      lines.append(
        "  \(file.file): "
          + (file.records == 0
            ? "removed; the next clean makes it again" : "\(file.records) records"))
    }
    return lines.joined(separator: "\n")
  }
}
