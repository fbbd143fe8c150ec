internal import Contacts
internal import Foundation
internal import Reports
internal import Tabular

/// Takes a person out of the files of a result.
struct ErasedFiles {
  let path: String
  let traces: PersonTraces

  /// Files that hold the person, with how many records, and what becomes of them.
  struct Change: Sendable {
    var file: String
    var records: Int
    /// The file goes as a whole: it is drawn, and the next run draws it anew.
    var isRemoved = false
  }

  /// Columns whose value tells of whom a record is.
  private static let keyColumns = ["contact_id", "left_contact_id", "right_contact_id"]

  /// Writes every file that holds the person again, without the person.
  ///
  /// - Parameter stage: where a file is to be written; nil to count only.
  func strip(stage: ((String) -> String)?) throws -> [Change] {
    var changes: [Change] = []
    for name in ResultFiles.names {
      let file = path + "/" + name
      guard FileManager.default.fileExists(atPath: file) else { continue }
      var change = Change(file: name, records: 0)
      switch name {
      case "report.json", "report.html": continue
      case "review.html":
        change.isRemoved = try holdsPerson(RecordFilter(path: file))
      default:
        let target = stage.map { stage in { stage(name) } }
        change.records = try strip(name, RecordFilter(path: file), to: target)
      }
      if change.records > 0 || change.isRemoved { changes.append(change) }
    }
    return changes + (try stripReport(stage: stage))
  }

  private func strip(
    _ name: String, _ filter: RecordFilter, to target: (() -> String)?
  ) throws -> Int {
    let ids = traces.contactIDs.sorted()
    switch name {
    case "contacts.jsonl":
      return try filter.copyLines(to: target) { line in
        ids.contains { RecordFilter.contains("\"contact_id\":\"\($0)\"", line) }
      }
    case "rejects.csv", "repairs.csv":
      // Only text and place tell whose they are.
      return try filter.copyCSV(to: target, holding: nil) { cells in
        traces.places.contains("\(cells["source_file"] ?? ""):\(cells["source_line"] ?? "")")
          || ["raw", "text"].contains { traces.isMentioned(in: cells[$0] ?? "") } ? .goes : .stays
      }
    case "suppressions.csv":
      let keys = ids + traces.addresses.sorted()
      return try filter.copyCSV(to: target, holding: keys, fate: fate(ofSuppression:))
    default:
      return try filter.copyCSV(to: target, holding: ids) { cells in
        Self.keyColumns.contains { traces.contactIDs.contains(cells[$0] ?? "") } ? .goes : .stays
      }
    }
  }

  /// The opt-out of an address that others have too stays, without the person.
  private func fate(ofSuppression cells: [String: String]) -> RecordFilter.Fate {
    let address = cells["address"] ?? ""
    let plain = address.hasPrefix("'") ? String(address.dropFirst()) : address
    if traces.addresses.contains(plain) { return .goes }
    guard traces.contactIDs.contains(cells["contact_id"] ?? "") else { return .stays }
    var writer = CSVWriter(disarmsFormulas: true)
    writer.row([plain, cells["kind"] ?? "", cells["scope"] ?? "", cells["since"] ?? "", "", ""])
    return .becomes(writer.bytes)
  }

  private func holdsPerson(_ filter: RecordFilter) -> Bool {
    (traces.contactIDs.sorted() + traces.needles).contains(where: filter.contains)
  }

  // MARK: - The report

  /// Takes samples of the person's numbers and the person's clusters out. A report that cannot be read goes as a whole.
  private func stripReport(stage: ((String) -> String)?) throws -> [Change] {
    let names = ["report.json", "report.html"]
    guard let data = FileManager.default.contents(atPath: path + "/report.json") else { return [] }
    guard var report = try? JSONDecoder().decode(CleanReport.self, from: data) else {
      return names.map { Change(file: $0, records: 0, isRemoved: true) }
    }
    var count = 0
    func strip<Element>(_ list: inout [Element], _ isOfPerson: (Element) -> Bool) {
      let before = list.count
      list.removeAll(where: isOfPerson)
      count += before - list.count
    }
    strip(&report.duplicates.largest) { traces.contactIDs.contains($0.contactID) }
    strip(&report.duplicates.weakest) { traces.contactIDs.contains($0.contactID) }
    for index in report.numbers.reasons.indices {
      strip(&report.numbers.reasons[index].samples, traces.mayShow)
    }
    for index in report.numbers.repairs.indices {
      strip(&report.numbers.repairs[index].samples, traces.mayShow)
    }
    guard count > 0 else { return [] }
    if let stage {
      for (name, bytes) in zip(names, [try encodeReport(report), renderReport(report)]) {
        let sink = try FileSink(path: stage(name))
        try sink.write(bytes)
        try sink.close()
      }
    }
    return names.map { Change(file: $0, records: count) }
  }
}

extension PersonTraces {
  /// Whether a masked sample may be one of the numbers: its digits at the end are those of the number.
  func mayShow(_ sample: String) -> Bool {
    let tail = sample.filter { $0.isNumber || $0 == "•" }.reversed().prefix { $0 != "•" }.reversed()
    return !tail.isEmpty && addresses.contains { $0.hasPrefix("+") && $0.hasSuffix(String(tail)) }
  }
}
