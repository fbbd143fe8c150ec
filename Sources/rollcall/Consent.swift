internal import ArgumentParser
internal import PhoneNumbers
internal import Pipeline
internal import Store
internal import Tabular

struct Consent: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the consent history of an address, and what holds now.",
    discussion: """
      Every change of consent is an entry of an append-only ledger: who, when, for which channel and purpose, from which \
      source, with which proof. Each entry holds a hash of the one before it; --verify checks them all and prints the \
      hash of the last one, which noted elsewhere proves later that nothing was rewritten. Prints personal data in clear.

      Examples:
        rollcall consent +491711234567
        rollcall consent '0171 1234567' --country DE --store Output/rollcall.sqlite
        rollcall consent anna@example.com --format json
        rollcall consent --verify

      Exit code 1: the ledger is not what was written.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Argument(
    help: ArgumentHelp(
      "A number in any spelling that rollcall numbers reads, or an e-mail address.",
      valueName: "address"))
  var address: String?

  @Flag(help: "Check the chain of the whole ledger.")
  var verify = false

  @Option(
    help: ArgumentHelp(
      "Country of a number without a country code (ISO 3166 code).", valueName: "cc"),
    transform: region)
  var country: Region?

  @Option(help: ArgumentHelp("The SQLite file of rollcall clean.", valueName: "file"))
  var store = "Output/rollcall.sqlite"

  @Option(help: ArgumentHelp("How the history is written.", valueName: "text|json"))
  var format = Format.text

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if verify == (address != nil) {
      throw ValidationError("Name one address, or --verify without one.")
    }
  }

  func run() throws {
    try common.reporting {
      guard let address else { return try check() }
      let history = try ConsentHistory.find(address, region: country, storePath: store)
      print(format == .json ? json(history) : text(history))
    }
  }

  private func check() throws {
    let check = try ConsentHistory.verify(storePath: store)
    var line = JSONLineWriter()
    line.beginObject()
    line.member("entries", "\(check.entries)")
    line.member("erased", "\(check.erased)")
    line.member("head", check.head)
    if let broken = check.broken {
      line.member("first_broken", "\(broken.entryID)")
      line.member("problem", broken.reason)
    }
    line.endObject()
    if format == .json {
      print(String(decoding: line.bytes.dropLast(), as: UTF8.self))
    } else if let broken = check.broken {
      print("entry \(broken.entryID): \(broken.reason)")
    } else {
      print("\(check.entries) entries, \(check.erased) of them erased: the chain holds")
      print("head \(check.head)")
    }
    if check.broken != nil { throw ExitCode(1) }
  }
}

// MARK: - As text

extension Consent {
  private func text(_ history: ConsentHistory) -> String {
    let record = history.record
    var lines = ["\(history.query.address): \(sentence(history))"]
    for holder in record.holders {
      var line =
        "  contact \(holder.contactID): tier \(holder.tier), "
        + (holder.isOptedOut ? "opted out, " : "")
        + (holder.isMessageable ? "messageable" : "not messageable")
      if !holder.flags.isEmpty { line += " (\(holder.flags))" }
      lines.append(line)
    }
    for row in record.suppressions {
      lines.append("  suppressed for \(row.scope) \(details(row.since, row.source, ""))")
    }
    lines.append(record.entries.isEmpty ? "\nNo entry in the ledger." : "\nHistory:")
    for entry in record.entries {
      let row = entry.row
      lines.append(
        "  \(entry.entryID). \(entry.recordedAt), run \(entry.runID): "
          + (row.isOptedOut ? "opted out of \(row.channel)" : "\(row.tier) for \(row.channel)")
          + ", purpose \(row.purpose), "
          + (entry.isErased
            ? "person erased"
            : "contact \(row.contactID) \(details(row.effectiveAt, row.source, row.proof))"))
    }
    return lines.joined(separator: "\n")
  }

  private func details(_ since: String, _ source: String, _ proof: String) -> String {
    [("since", since), ("by", source), ("proof", proof)].filter { !$0.1.isEmpty }
      .map { "\($0) \($1)" }.joined(separator: ", ")
  }

  private func sentence(_ history: ConsentHistory) -> String {
    switch history.state {
    case .erased:
      "erased on \(history.record.erasedAt ?? ""); rows with it are rejected"
    case .optedOut: "opted out; nothing may be sent"
    case .suppressed: "somebody with this address opted out; nothing may be sent"
    case .messageable: "may be messaged"
    case .notMessageable: "may not be messaged"
    case .gone: "no contact has it now"
    }
  }
}

// MARK: - As JSON

extension Consent {
  private func json(_ history: ConsentHistory) -> String {
    let record = history.record
    var json = JSONLineWriter()
    json.beginObject()
    json.member("address", history.query.address)
    json.member("kind", history.query.kind.rawValue)
    json.member("state", history.state.rawValue)
    json.member("erased_at", record.erasedAt ?? "")
    json.endObject()
    var parts = [String(decoding: json.bytes.dropLast(2), as: UTF8.self)]
    parts.append(
      list("contacts", record.holders) { holder, json in
        json.member("contact_id", holder.contactID)
        json.member("consent_tier", holder.tier)
        json.member("opted_out", holder.isOptedOut)
        json.member("messageable", holder.isMessageable)
        json.member("flags", holder.flags)
      })
    parts.append(
      list("suppressions", record.suppressions) { row, json in
        json.member("scope", row.scope)
        json.member("since", row.since)
        json.member("source", row.source)
        json.member("contact_id", row.contactID)
      })
    parts.append(
      list("entries", record.entries) { entry, json in
        json.member("entry", "\(entry.entryID)")
        json.member("run", "\(entry.runID)")
        json.member("recorded_at", entry.recordedAt)
        json.member("contact_id", entry.row.contactID)
        json.member("tier", entry.row.tier)
        json.member("opted_out", entry.row.isOptedOut)
        json.member("channel", entry.row.channel)
        json.member("purpose", entry.row.purpose)
        json.member("effective_at", entry.row.effectiveAt)
        json.member("source", entry.row.source)
        json.member("proof", entry.row.proof)
        json.member("erased", entry.isErased)
      })
    return parts.joined(separator: ",") + "}"
  }

  /// A member whose value is an array of objects.
  private func list<Element>(
    _ name: String, _ elements: [Element],
    _ write: (Element, inout JSONLineWriter) -> Void
  ) -> String {
    let objects = elements.map { element in
      var json = JSONLineWriter()
      json.beginObject()
      write(element, &json)
      json.endObject()
      return String(decoding: json.bytes.dropLast(), as: UTF8.self)
    }
    return "\"\(name)\":[\(objects.joined(separator: ","))]"
  }
}
