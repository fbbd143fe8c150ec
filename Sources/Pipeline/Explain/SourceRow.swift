internal import Contacts
internal import PhoneNumbers
internal import Store
internal import Tabular

/// A source row as it stands in the store, and what it says when it is read again.
struct SourceRow {
  /// `file:line`.
  let place: String
  let headers: [String]
  let cells: [[UInt8]]
  private let position: RecordBatch.Position
  private let reader: ContactReader

  /// Which columns name the country of the row's numbers.
  private let countryColumns: Set<Int>

  init(
    place: String, _ batch: RecordBatch, row: Int, reading: InputReading, reader: ContactReader
  ) {
    self.place = place
    self.reader = reader
    headers = reading.columns.map(\.mapping.header)
    cells = headers.indices.map { Array(batch.bytes[batch.cell(row: row, column: $0)]) }
    position = batch.positions[row]
    countryColumns = Set(
      reading.columns.indices.filter { reading.columns[$0].mapping.field == .country })
  }

  struct Reading {
    var draft = ContactDraft()
    var tally = ReadingTally()

    /// The values that a column of the result takes of the row.
    func values(_ column: ContactColumn) -> [String] {
      switch column {
      case .phoneE164, .otherPhones: draft.phones.map(\.number.e164)
      case .email, .otherEmails: listItems(draft[.email]) + listItems(draft[.otherEmails])
      default: column.isList ? listItems(draft[column]) : [draft[column]].filter { !$0.isEmpty }
      }
    }
  }

  /// Reads the row with some cells only.
  func read(where isKept: (Int) -> Bool = { _ in true }) -> Reading {
    var reading = Reading()
    var bytes: [UInt8] = []
    let places = cells.indices.map { column in
      let start = bytes.count
      if isKept(column) { bytes += cells[column] }
      return start..<bytes.count
    }
    var memory = ContactReader.Memory()
    _ = reader.read(
      line: position.line, byteOffset: position.byteOffset, bytes: bytes.span,
      cell: { places[$0] }, into: &reading.draft, memory: &memory, tally: &reading.tally)
    return reading
  }

  /// The cells that a value comes from: without one of them it would not be there, or, where it stands in several, each
  /// gives it by itself.
  func cells(giving value: String, in column: ContactColumn) -> [Int] {
    let filled = cells.indices.filter { !cells[$0].isEmpty }
    let needed = filled.filter { cell in
      !read { $0 != cell }.values(column).contains(value)
    }
    if !needed.isEmpty { return needed }
    return filled.filter { cell in
      !countryColumns.contains(cell)
        && read { $0 == cell || countryColumns.contains($0) }.values(column).contains(value)
    }
  }

  /// The rules by which the number in a cell was repaired.
  func repairs(of cell: Int) -> [String] {
    read { $0 == cell || countryColumns.contains($0) }.tally.repairs.keys.map(\.rawValue).sorted()
  }
}

/// Finds rows by their place in the stored inputs.
struct SourceRowFinder {
  private let store: ContactStore
  private let inputs: [String: (input: StoredInput, reading: InputReading, reader: ContactReader)]

  init(_ store: ContactStore, rules: RuleBook) throws {
    self.store = store
    var inputs: [String: (input: StoredInput, reading: InputReading, reader: ContactReader)] = [:]
    for input in try store.inputs() {
      guard let reading = InputReading(input) else { continue }
      let reader = reading.reader(
        of: input.name, country: input.country, input: 0, rules: rules, startSeconds: nil,
        extra: { UInt32($0) })
      inputs[input.name] = (input, reading, reader)
    }
    self.inputs = inputs
  }

  /// Nil where the store keeps no such row, or not how it was read. O(log batches) batches are unpacked.
  func row(_ lineage: LineageRow) throws -> SourceRow? {
    guard let (input, reading, reader) = inputs[lineage.sourceFile] else { return nil }
    var low = 0
    let count = try store.batchCount(of: input)
    var high = count
    while low < high {
      let middle = (low + high) / 2
      let batch = try batch(middle, of: input)
      let last = [batch.positions.last, batch.rejects.last?.position].compactMap { $0 }
        .map(\.byteOffset).max()
      if let last, last < lineage.sourceByte { low = middle + 1 } else { high = middle }
    }
    guard low < count else { return nil }
    let batch = try batch(low, of: input)
    guard
      let row = batch.positions.firstIndex(where: {
        $0.byteOffset == lineage.sourceByte && $0.line == lineage.sourceLine
      }), !batch.isErased(row: row)
    else { return nil }
    return SourceRow(
      place: "\(lineage.sourceFile):\(lineage.sourceLine)", batch, row: row, reading: reading,
      reader: reader)
  }

  private func batch(_ ordinal: Int, of input: StoredInput) throws -> RecordBatch {
    guard let packed = try store.batch(ordinal, of: input),
      let bytes = try? PackedBlob.unpack(packed), let batch = RecordBatch(packed: bytes)
    else { throw DamagedStore(what: "a batch of rows of \(input.name)") }
    return batch
  }
}
