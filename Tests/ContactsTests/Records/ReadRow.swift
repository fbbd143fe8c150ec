import PhoneNumbers

@testable import Contacts

/// Reads single rows the way a run does, with the delivered rules or some of them replaced.
struct RowReading {
  let rules: RuleBook
  var region: Region?
  var columnRegions: [String: Region] = [:]
  var input: UInt16 = 0
  var inputName = "export.csv"
  /// When the run starts.
  var startSeconds: Int64?

  init(replacing files: [String: String] = [:]) throws {
    rules = try TemporaryRules.book(replacing: files)
  }

  struct Outcome {
    var draft = ContactDraft()
    var tally = ReadingTally()
    /// The values carried along, by the name of their column.
    var extras: [String: [String]] = [:]
    var isContact = false
    var phones: [String] { draft.phones.map(\.number.e164) }
    var flags: [Flag] { draft.facts.flags.flags }
    var claim: ConsentClaim { draft.facts.claim }
  }

  /// - Parameter cells: header and cell of each column, in order.
  func read(_ cells: [(String, String)], line: UInt64 = 2) -> Outcome {
    var memory = ContactReader.Memory()
    return read(cells, line: line, &memory)
  }

  /// - Parameter memory: of rows with the same headers and inputs.
  func read(
    _ cells: [(String, String)], line: UInt64 = 2, _ memory: inout ContactReader.Memory
  ) -> Outcome {
    let mappings = rules.fields.map(columns: cells.map(\.0))
    let columns = mappings.enumerated().map { index, mapping in
      var dates = DateColumn()
      dates.observe(cells[index].1)
      return ContactReader.Column(
        mapping: mapping, extra: UInt32(index), dates: dates.resolved(),
        region: columnRegions[mapping.header])
    }
    let reader = ContactReader(
      columns: columns, rules: rules, region: region, input: input, inputName: inputName,
      startSeconds: startSeconds)
    var outcome = Outcome()
    var bytes: [UInt8] = []
    let places = cells.map { _, cell in
      let start = bytes.count
      bytes.append(contentsOf: cell.utf8)
      return start..<bytes.count
    }
    outcome.isContact = reader.read(
      line: line, byteOffset: 10 * line, bytes: bytes.span, cell: { places[$0] },
      into: &outcome.draft, memory: &memory, tally: &outcome.tally)
    for (name, value) in outcome.draft.extras {
      outcome.extras[mappings[Int(name)].extraName, default: []].append(value)
    }
    return outcome
  }
}
