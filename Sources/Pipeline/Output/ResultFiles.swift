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
  let files: [InputFile]
  let extraNames: [String]
  let threads: Int

  /// The files of a result, but for the store.
  static let names = [
    "contacts.csv", "contacts.jsonl", "lineage.csv", "rejects.csv", "repairs.csv", "review.csv",
    "review.html", "suppressions.csv", "report.html", "report.json",
  ]

  /// Contacts that one thread makes at a time.
  private static let chunk = 2048

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
    for row in people.addresses.earlier.lifted {
      try writer.lift(address: row.address, contactID: row.contactID)
    }
    for row in people.addresses.earlier.reduced { try writer.add(row) }
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
        for contact in part.contacts {
          tally.add(contact)
          try writer.add(contact: contact.values, extras: encoding.extrasObject(contact))
          try writeConsent(of: contact, to: writer, &suppressions, &tally)
        }
      }
      start = chunks.last?.upperBound ?? count
      progress(Double(start) / Double(max(1, count)))
    }
    for row in people.addresses.earlier.orphanedRows where !row.address.isEmpty {
      try suppressions.row(row.cells)
      tally.suppressions += 1
    }
    try csv.close()
    try jsonl.close()
    try suppressions.close()
    return tally
  }

  private struct Part: Sendable {
    var contacts: [GoldenContact] = []
    var csv: [UInt8] = []
    var jsonl: [UInt8] = []
  }

  private static func encode(
    _ range: Range<Int>, of people: People, _ encoding: ContactEncoding
  ) -> Part {
    var part = Part()
    var csv = CSVWriter(disarmsFormulas: true)
    var jsonl = JSONLineWriter()
    for contact in range {
      let golden = people.golden(contact)
      encoding.append(golden, to: &csv)
      encoding.append(golden, to: &jsonl, namingAll: contact == 0)
      part.contacts.append(golden)
    }
    part.csv = csv.bytes
    part.jsonl = jsonl.bytes
    return part
  }

  private func writeConsent(
    of contact: GoldenContact, to writer: RunWriter,
    _ suppressions: inout TableFile, _ tally: inout CleanTally
  ) throws {
    let records = ConsentRecords(contact, rules: people.consent)
    for row in records.ledger { try writer.add(row) }
    for row in records.suppressions {
      try writer.add(row)
      guard !row.address.isEmpty else { continue }
      try suppressions.row(row.cells)
      tally.suppressions += 1
    }
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
    func add(_ row: LineageRow) throws {
      try writer.add(row)
      try lineage.row([
        row.sourceFile, "\(row.sourceLine)", "\(row.sourceByte)", row.sourceID, row.outcome,
        row.contactID, probabilityText(row.probability), row.reason,
      ])
    }
    var merge = people.linkage.merges.startIndex
    for (input, file) in files.enumerated() {
      var rejected = people.intake.rejects[input][...]
      func addRejects(before byteOffset: UInt64?) throws {
        while let reject = rejected.first, byteOffset.map({ reject.byteOffset < $0 }) ?? true {
          rejected.removeFirst()
          try add(
            LineageRow(
              sourceFile: file.name, sourceLine: reject.line, sourceByte: reject.byteOffset,
              sourceID: "", outcome: "rejected", contactID: "", probability: 1,
              reason: reject.reason))
          try rejects.row([
            file.name, "\(reject.line)", "\(reject.byteOffset)", reject.reason, reject.message,
            reject.raw,
          ])
        }
      }
      for record in people.intake.ranges[input] {
        let facts = people.table.facts(record)
        try addRejects(before: facts.byteOffset)
        let (batch, row) = people.table.locate(record)
        var line = LineageRow(
          sourceFile: file.name, sourceLine: facts.line, sourceByte: facts.byteOffset,
          sourceID: people.table.batches[batch].sourceID(row), outcome: "kept",
          contactID: people.ids[Int(people.clusters.contactOfRecord[record])], probability: 1,
          reason: "")
        if merge < people.linkage.merges.endIndex, people.linkage.merges[merge].row == record {
          let pair = people.linkage.merges[merge].pair
          merge += 1
          let other = pair.left == record ? pair.right : pair.left
          line.outcome = "merged"
          line.probability = pair.probability
          line.reason = MergeReason(pair, other: place(other)).text
        }
        try add(line)
      }
      try addRejects(before: nil)
    }
    try lineage.close()
    try rejects.close()
  }

  private func place(_ record: Int) -> String {
    let facts = people.table.facts(record)
    return "\(files[Int(facts.input)].name):\(facts.line)"
  }
}

// MARK: - Review

extension ResultFiles {
  /// Columns by which a person can tell two records apart.
  private static let shown: [ContactColumn] = [
    .contactID, .fullName, .company, .jobTitle, .phoneE164, .email, .address, .city, .country,
    .birthday, .createdAt, .updatedAt, .sourceRecords,
  ]

  func writeReview() throws {
    let names = Self.shown.map(\.name)
    var csv = try TableFile(
      path: folder.stage("review.csv"),
      header: ["pair_id", "probability", "evidence"] + names.map { "left_" + $0 }
        + names.map { "right_" + $0 } + ["decision", "why_apart"])
    var pairs: [ReviewPair] = []
    for pair in people.linkage.reviewPairs {
      let id = pairID(pair)
      let left = values(pair.left)
      let right = values(pair.right)
      try csv.row(
        [id, probabilityText(pair.probability), pair.evidenceText] + left + right
          + ["", pair.objection ?? "not sure enough to merge"])
      guard pairs.count < 500 else { continue }
      pairs.append(
        ReviewPair(
          pairID: id, probability: pair.probability,
          evidence: pair.evidence.map {
            ReviewPair.Evidence(
              comparison: $0.comparison, level: $0.level, weightBits: $0.weightBits)
          },
          left: zip(names, left).map { ReviewPair.Field(name: $0, value: $1) },
          right: zip(names, right).map { ReviewPair.Field(name: $0, value: $1) },
          objection: pair.objection))
    }
    try csv.close()
    let page = folder.stage("review.html")
    try write(renderReview(pairs, total: people.linkage.reviewPairs.count), to: page)
    // The page shows names and numbers in clear.
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: page)
  }

  /// The same for the same two records, in whatever order they are read.
  private func pairID(_ pair: LinkedPair) -> String {
    let keys = [people.table.facts(pair.left).key, people.table.facts(pair.right).key].sorted()
    var hash = StableHash()
    for key in keys { hash.combine(key) }
    return "p" + String(hash.value, radix: 36)
  }

  private func values(_ record: Int) -> [String] {
    let (batch, row) = people.table.locate(record)
    let contacts = people.table.batches[batch]
    return Self.shown.map { column in
      switch column {
      case .contactID: people.ids[Int(people.clusters.contactOfRecord[record])]
      case .phoneE164:
        contacts.phones(row).map(\.number.e164).joined(separator: ContactColumn.separator)
      default: contacts.text(row, column)
      }
    }
  }

  func writeReport(_ report: CleanReport) throws {
    try write(encodeReport(report), to: folder.stage("report.json"))
    try write(renderReport(report), to: folder.stage("report.html"))
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    let sink = try FileSink(path: path)
    try sink.write(bytes)
    try sink.close()
  }
}
