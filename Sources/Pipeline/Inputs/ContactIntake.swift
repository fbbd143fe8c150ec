internal import Contacts
internal import Store
internal import Synchronization
internal import Tabular

/// The rows of the inputs: each becomes a contact or a reject.
struct ContactIntake: Sendable {
  /// A row that is no contact.
  struct RejectedRow: Sendable {
    var line: UInt64
    var byteOffset: UInt64
    var reason: String
    var message: String
    var raw: String

    var isErased: Bool { reason == Self.erased }
    static let erased = "erased"
  }

  private(set) var table = ContactTable()
  private(set) var tally = ReadingTally()
  /// Per input, the cells of each number column that are valid as they stand, by its extra column.
  private(set) var validCells: [[UInt32: Int]] = []
  /// Per input, in the order of the file.
  private(set) var rejects: [[RejectedRow]] = []
  /// Per input, the contacts that it gave.
  private(set) var ranges: [Range<Int>] = []
  /// Extra columns that hold a value, by number.
  private(set) var usedExtras: Set<UInt32> = []

  /// What one batch of rows gave.
  private struct Share: Sendable {
    var contacts = ContactBatch.Builder().finish()
    var tally = ReadingTally()
    var rejects: [RejectedRow] = []
    var usedExtras: Set<UInt32> = []
    var repairs: [[String]] = []
  }

  /// Reads the rows of an input as contacts.
  ///
  /// - Parameters:
  ///   - nameRepairs: rows of `repairs.csv` for the input's columns.
  ///   - repairs: takes a row for every cell whose text was repaired.
  ///   - erased: people who asked to be erased: their rows become rejects that do not say what they held.
  ///   - progress: is told how many rows were read.
  mutating func read(
    _ rows: SourceRows, _ survey: InputSurvey, _ reader: ContactReader, nameRepairs: [[String]],
    threads: Int, repairs: RepairFile?, erased: ErasedAddresses, progress: (_ rows: Int) -> Void
  ) throws {
    let first = table.count
    var rejected: [RejectedRow] = []
    var read = ReadingTally()
    let headers = survey.columns.map(\.header)
    // One for each thread that works at a time; which of them reads a batch changes nothing.
    let memories = Mutex<[ContactReader.Memory]>([])
    try repairs?.add(nameRepairs)
    try rows.forEach(threads: threads) { batch in
      var memory = memories.withLock { $0.popLast() } ?? ContactReader.Memory()
      defer { memories.withLock { $0.append(memory) } }
      var share = Self.read(batch, headers: headers, reader, erased, &memory)
      share.repairs = batch.repairRows(file: survey.name, columns: headers)
      if !erased.isEmpty, !share.repairs.isEmpty {
        let lines = Set(share.rejects.lazy.filter(\.isErased).map { "\($0.line)" })
        share.repairs.removeAll { lines.contains($0[1]) }
      }
      return share
    } take: { share in
      table.append(share.contacts)
      read.merge(share.tally)
      rejected += share.rejects
      usedExtras.formUnion(share.usedExtras)
      try repairs?.add(share.repairs)
      progress(table.count - first + rejected.count)
    }
    tally.merge(read)
    validCells.append(read.validCells)
    ranges.append(first..<table.count)
    rejects.append(rejected)
  }

  /// Has an extra column written though no row fills it.
  mutating func keepExtra(_ number: UInt32) {
    usedExtras.insert(number)
  }

  private static func read(
    _ batch: RecordBatch, headers: [String], _ reader: ContactReader, _ erased: ErasedAddresses,
    _ memory: inout ContactReader.Memory
  ) -> Share {
    var contacts = ContactBatch.Builder()
    var share = Share()
    var draft = ContactDraft()
    for row in 0..<batch.count {
      let position = batch.positions[row]
      func reject(_ reason: String, _ message: String) {
        share.rejects.append(
          RejectedRow(
            line: position.line, byteOffset: position.byteOffset, reason: reason,
            message: message, raw: raw(batch, row, headers.count)))
      }
      func rejectErased() {
        share.rejects.append(
          RejectedRow(
            line: position.line, byteOffset: position.byteOffset, reason: RejectedRow.erased,
            message: "the person was erased on request; leave the row out of the export", raw: ""))
      }
      if batch.isErased(row: row) {
        rejectErased()
        continue
      }
      if isHeader(batch, row, headers) {
        reject("repeated_header", "the row repeats the header; leave it out")
        continue
      }
      let isContact = reader.read(
        line: position.line, byteOffset: position.byteOffset, bytes: batch.bytes.span,
        cell: { batch.cell(row: row, column: $0) }, into: &draft, memory: &memory,
        tally: &share.tally)
      guard isContact else {
        reject(
          "no_identity",
          "the row has no name, number, e-mail or company; fill one in or leave the row out")
        continue
      }
      if !erased.isEmpty, draft.isErased(erased) {
        rejectErased()
        continue
      }
      contacts.append(draft)
    }
    share.rejects += batch.rejects.map {
      RejectedRow(
        line: $0.position.line, byteOffset: $0.position.byteOffset,
        reason: $0.reason.rawValue, message: $0.message, raw: $0.raw)
    }
    share.contacts = contacts.finish()
    share.usedExtras = share.contacts.usedExtras
    share.rejects.sort { $0.byteOffset < $1.byteOffset }
    return share
  }

  /// Whether a row is the header once more, as in files that were joined.
  private static func isHeader(_ batch: RecordBatch, _ row: Int, _ headers: [String]) -> Bool {
    headers.count >= 2
      && headers.indices.allSatisfy { column in
        let cell = batch.bytes[batch.cell(row: row, column: column)]
        if cell.elementsEqual(headers[column].utf8) { return true }
        // Beyond ASCII one text has several spellings.
        return cell.contains { $0 >= 0x80 }
          && String(decoding: cell, as: UTF8.self) == headers[column]
      }
  }

  private static func raw(_ batch: RecordBatch, _ row: Int, _ width: Int) -> String {
    var writer = CSVWriter()
    for column in 0..<width { writer.cell(batch.string(row: row, column: column)) }
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
