internal import Contacts
internal import Foundation
internal import Linkage
internal import PhoneNumbers
internal import Reports
internal import Store
internal import Tabular

/// Writes the files of a cleaning run into the staging folder, and its rows into the store.
struct ResultFiles {
  let folder: OutputFolder
  let people: People
  let extraNames: [String]
  let threads: Int

  /// The files of a result, but for the store.
  static let names = [
    "contacts.csv", "contacts.jsonl", "changes.csv", "lineage.csv", "rejects.csv", "repairs.csv",
    "review.csv",
    "review.html", "suppressions.csv", "report.html", "report.json",
  ]

  /// Contacts that one thread makes at a time.
  private static let chunk = 2048
  /// Suppressions that are put in order before they are stored.
  private static let suppressionRun = 1 << 17

  /// Contacts and suppressions.
  func writeContacts(
    to writer: RunWriter, progress: (_ fraction: Double) -> Void
  ) throws -> CleanTally {
    let encoding = ContactEncoding(
      extras: people.intake.usedExtras.sorted().map { ($0, extraNames[Int($0)]) })
    var tally = CleanTally()
    var csv = try TableFile(path: folder.stage("contacts.csv"), header: encoding.header)
    let jsonl = try FileSink(path: folder.stage("contacts.jsonl"))
    var suppressions = try TableFile(
      path: folder.stage("suppressions.csv"),
      header: ["address", "kind", "scope", "since", "source", "contact_id"])
    // Before the contacts: what an opt-in lifts only in part is written anew.
    for row in people.addresses.earlier.replacedRows {
      try writer.lift(address: row.address, contactID: row.contactID)
    }
    for row in people.addresses.earlier.reduced { try writer.add(row) }
    var pending: [SuppressionRow] = []
    let count = people.clusters.count
    var start = 0
    while start < count {
      let chunks = stride(
        from: start, to: min(count, start + Self.chunk * max(1, threads)), by: Self.chunk
      ).map { $0..<min(count, $0 + Self.chunk) }
      let encoded = parallelMap(chunks, threads: threads) { [people] in
        Self.encode($0, of: people, encoding)
      }
      for part in encoded {
        try csv.rows(part.csv)
        try jsonl.write(part.jsonl)
        try suppressions.rows(part.suppressionLines)
        tally.merge(part.tally)
        try writer.add(contacts: part.rows)
        for row in part.consents { try writer.add(row) }
        pending += part.suppressions
      }
      if pending.count >= Self.suppressionRun {
        try writer.add(pending)
        pending.removeAll(keepingCapacity: true)
      }
      start = chunks.last?.upperBound ?? count
      progress(Double(start) / Double(max(1, count)))
    }
    try writer.add(pending)
    for row in people.addresses.earlier.orphanedRows where !row.address.isEmpty {
      try suppressions.row(row.cells)
      tally.suppressions += 1
    }
    try csv.close()
    try jsonl.close()
    try suppressions.close()
    return tally
  }

  /// What is written of some contacts.
  private struct Part: Sendable {
    var csv: [UInt8] = []
    var jsonl: [UInt8] = []
    var suppressionLines: [UInt8] = []
    var rows = RowTexts()
    var consents: [ConsentRow] = []
    var suppressions: [SuppressionRow] = []
    var tally = CleanTally()
  }

  private static func encode(
    _ range: Range<Int>, of people: People, _ encoding: ContactEncoding
  ) -> Part {
    var part = Part()
    var csv = CSVWriter(disarmsFormulas: true)
    var jsonl = JSONLineWriter()
    var golden = GoldenContact()
    for contact in range {
      people.makeGolden(contact, &golden)
      encoding.append(golden, to: &csv)
      encoding.append(golden, to: &jsonl, namingAll: contact == 0)
      encoding.append(golden, to: &part.rows)
      part.tally.add(golden)
      let records = ConsentRecords(golden, rules: people.consent)
      part.consents += records.ledger
      part.suppressions += records.suppressions
    }
    part.csv = csv.bytes
    part.jsonl = jsonl.bytes
    var lines = CSVWriter(disarmsFormulas: true)
    for row in part.suppressions where !row.address.isEmpty {
      lines.row(row.cells)
      part.tally.suppressions += 1
    }
    part.suppressionLines = lines.bytes
    return part
  }
}

extension SuppressionRow {
  /// As it stands in `suppressions.csv`.
  fileprivate var cells: [String] { [address, kind, scope, since, source, contactID] }
}

// MARK: - Lineage and rejects

extension ResultFiles {
  /// One line per source row, in the order of the inputs and of their rows.
  func writeLineage(to writer: RunWriter) throws {
    var lineage = try TableFile(
      path: folder.stage("lineage.csv"),
      header: [
        "source_file", "source_line", "source_byte", "source_id", "outcome", "contact_id",
        "probability", "reason",
      ])
    var rejects = try TableFile(
      path: folder.stage("rejects.csv"),
      header: ["source_file", "source_line", "source_byte", "reason", "message", "raw"])
    var rows = LineageRows()
    var digits: [UInt8] = []
    var lines = CSVWriter(disarmsFormulas: true)
    func flush() throws {
      try lineage.rows(lines.bytes)
      try writer.add(lineage: rows)
      lines.removeAll()
      rows.removeAll()
    }
    /// The last row as a line of the file. By itself, so that nothing looks at the row's bytes when it is flushed.
    func appendLine(_ line: UInt64, _ byte: UInt64, _ probability: Double) {
      let bytes = rows.texts.bytes.span
      let first = rows.texts.ends.count - 5
      func cell(_ index: Int) { lines.cell(bytes.extracting(rows.texts.range(first + index))) }
      func cell(_ number: UInt64) {
        digits.removeAll(keepingCapacity: true)
        appendDecimal(number, to: &digits)
        lines.cell(digits.span)
      }
      cell(0)
      cell(line)
      cell(byte)
      cell(1)
      cell(2)
      cell(3)
      lines.cell(probability == 1 ? "1.0000" : probabilityText(probability))
      cell(4)
      lines.endRow()
    }
    /// Adds a row whose texts were appended.
    func end(
      _ line: UInt64, _ byte: UInt64, _ probability: Double, recordKey: UInt64
    ) throws {
      rows.numbers.append((line, byte, probability, recordKey))
      appendLine(line, byte, probability)
      if rows.numbers.count == Self.chunk { try flush() }
    }
    var merge = people.linkage.merges.startIndex
    for (input, name) in people.inputNames.enumerated() {
      var rejected = people.intake.rejects[input][...]
      func addRejects(before byteOffset: UInt64?) throws {
        while let reject = rejected.first, byteOffset.map({ reject.byteOffset < $0 }) ?? true {
          rejected.removeFirst()
          for text in [name, "", "rejected", "", reject.reason] { rows.texts.append(text) }
          try end(reject.line, reject.byteOffset, 1, recordKey: 0)
          try rejects.row([
            name, "\(reject.line)", "\(reject.byteOffset)", reject.reason, reject.message,
            reject.raw,
          ])
        }
      }
      for record in people.intake.ranges[input] {
        let (batch, row) = people.table.locate(record)
        let contacts = people.table.batches[batch]
        let place = contacts.place(row)
        if !rejected.isEmpty { try addRejects(before: place.byteOffset) }
        var probability = 1.0
        var reason = ""
        rows.texts.append(name)
        contacts.withSourceID(row) { rows.texts.append($0) }
        if merge < people.linkage.merges.endIndex, people.linkage.merges[merge].row == record {
          let pair = people.linkage.merges[merge].pair
          merge += 1
          let other = pair.left == record ? pair.right : pair.left
          probability = pair.probability
          reason = MergeReason(pair, other: self.place(other)).text
          rows.texts.append("merged")
        } else {
          rows.texts.append("kept")
        }
        let contact = Int(people.clusters.contactOfRecord[record])
        rows.texts.append { people.ids.append(contact, to: &$0) }
        rows.texts.append(reason)
        try end(
          place.line, place.byteOffset, probability, recordKey: contacts.key(row))
      }
      try addRejects(before: nil)
    }
    try flush()
    try lineage.close()
    try rejects.close()
  }

  private func place(_ record: Int) -> String {
    let facts = people.table.facts(record)
    return "\(people.inputNames[Int(facts.input)]):\(facts.line)"
  }
}

// MARK: - Review

extension ResultFiles {
  func writeReview(to writer: RunWriter) throws {
    var csv = try TableFile(path: folder.stage("review.csv"), header: ReviewTable.header)
    let table = ReviewTable(people: people)
    for pair in people.linkage.reviewPairs {
      let keys = table.keys(of: pair)
      try writer.addPair(
        pairID(keys.left, keys.right), leftKey: keys.left, rightKey: keys.right,
        probability: pair.probability, evidence: pair.evidenceText)
      try csv.row(table.cells(of: pair))
    }
    try csv.close()
    let page = folder.stage("review.html")
    try write(table.page(), to: page)
    // The page shows names and numbers in clear.
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: page)
  }

  /// What became of the contacts of the run before.
  func writeChanges(_ changes: [ContactChange]) throws {
    var table = try TableFile(
      path: folder.stage("changes.csv"), header: ["contact_id", "change", "became"])
    for change in changes {
      try table.row([change.contactID, change.kind.rawValue, change.became])
    }
    try table.close()
  }

  /// - Returns: `report.json`.
  func writeReport(_ report: CleanReport) throws -> [UInt8] {
    let json = try encodeReport(report)
    try write(json, to: folder.stage("report.json"))
    try write(renderReport(report), to: folder.stage("report.html"))
    return json
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    let sink = try FileSink(path: path)
    try sink.write(bytes)
    try sink.close()
  }
}
