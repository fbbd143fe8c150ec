internal import ArgumentParser
internal import Pipeline

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints what is known of a contact, and why its rows were joined.",
    discussion: """
      For each value: the cells that it comes from, as they stand in the source, the rules that repaired them, and the \
      values of other rows that it was preferred to. For each row that was joined: the row that it was joined to, how probable it is that both are one person, and \
      what each comparison says, in bits: one bit more doubles the odds. Prints personal data in clear.

      Examples:
        rollcall explain c2rjd2dpg36gew
        rollcall explain +491711234567 --store Output/rollcall.sqlite
        rollcall explain Samples/exports/amocrm_export.csv:7
      """)

  @Argument(
    help: ArgumentHelp(
      "A contact_id, the id of a row in its source, file:line, a number or an e-mail address.",
      valueName: "contact"))
  var query: String

  @Option(help: ArgumentHelp("The SQLite file of rollcall clean.", valueName: "file"))
  var store = "Output/rollcall.sqlite"

  @OptionGroup var common: CommonOptions

  private static let shown = 20

  func run() throws {
    try common.reporting {
      let (contacts, rejects) = try Explanation.find(
        query, storePath: store, rules: common.cleanRules(), limit: Self.shown)
      for reject in rejects { print("\(reject.place) became no contact: \(reject.reason)\n") }
      for explanation in contacts.prefix(Self.shown) { describe(explanation) }
      if contacts.count > Self.shown {
        common.log("note", "\(contacts.count) contacts have it; \(Self.shown) are shown")
      }
    }
  }

  private func describe(_ explanation: Explanation) {
    print("\(explanation.contactID)")
    let width = explanation.values.map(\.column.count).max() ?? 0
    for value in explanation.values {
      print("  \(padded(value.column, width))  \(oneLine(value.text))")
      for origin in explanation.origins where origin.column == value.column {
        for line in lines(origin, of: value) { print("  \(padded("", width))    \(line)") }
      }
    }
    let rows = explanation.rows
    print(rows.count == 1 ? "\nMade of one row:" : "\nMade of \(rows.count) rows:")
    for row in rows {
      let id = row.sourceID.isEmpty ? "" : " (id \(row.sourceID))"
      guard let reason = row.reason else {
        print("  \(row.place)\(id)")
        continue
      }
      print("  \(row.place)\(id), the same as \(reason.other): \(percent(row.probability))")
      for line in waterfall(reason.evidence) { print("      \(line)") }
    }
    if rows.count > 2, let weakest = explanation.weakest {
      print("  Least sure: \(weakest.place), \(percent(weakest.probability)).")
    }
    print("")
  }

  /// `< crm.csv:3, Mobile: 0171 39 20 001 (trunk_prefix)` for each row that has the value, and what others have.
  private func lines(_ origin: FieldOrigin, of value: Explanation.Value) -> [String] {
    // Of a list each item says which one it is.
    let item = origin.value == value.text ? "" : "\(oneLine(origin.value)) "
    let sources = origin.sources.map { source in
      let cells = source.cells.map { cell in
        "\(cell.header): \(oneLine(cell.text))"
          + (cell.repairs.isEmpty ? "" : " (\(cell.repairs.joined(separator: ", ")))")
      }
      return "\(item)< \(source.place), \(cells.joined(separator: "; "))"
    }
    let others = origin.others.map { "not \(oneLine($0.value)) of \($0.place)" }
    let strategy = origin.strategy.map { ["by \($0)"] } ?? []
    return sources + others + strategy
  }

  private func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " / ")
  }

  /// A line for each comparison, with a bar that begins where the one before ended.
  private func waterfall(_ evidence: [MergeReason.Item]) -> [String] {
    let names =
      evidence.map { "\($0.comparison) \($0.level)".replacing("_", with: " ") } + ["together"]
    let width = names.map(\.count).max() ?? 0
    var level = 0.0
    var steps: [(from: Double, to: Double)] = []
    for item in evidence {
      steps.append((level, level + item.weightBits))
      level += item.weightBits
    }
    let low = min(0, steps.map { min($0.from, $0.to) }.min() ?? 0)
    steps.append((0, level))
    return zip(names, steps).enumerated().map { index, line in
      let (name, step) = line
      let start = Int((min(step.from, step.to) - low).rounded())
      let length = max(1, Int(abs(step.to - step.from).rounded()))
      let bar = String(repeating: step.to < step.from ? "░" : "█", count: length)
      let bits = signedBits(index < evidence.count ? evidence[index].weightBits : level)
      let figure = String(repeating: " ", count: max(0, 6 - bits.count)) + bits
      return "\(padded(name, width))\(figure)  \(String(repeating: " ", count: start))\(bar)"
    }
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// Rounded down, so that nothing doubtful reads as certain.
  private func percent(_ probability: Double) -> String {
    let hundredths = Int((min(max(probability, 0), 0.9999) * 10_000).rounded(.down))
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) %"
  }
}
