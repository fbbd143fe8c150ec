internal import Contacts
internal import Linkage
internal import PhoneNumbers
internal import Tabular

/// The second pass over a table: the values of its columns as linkage wants them.
struct LinkTable {
  private(set) var ids = RecordIDs()
  private(set) var records: RecordColumns

  private let sources: [Source]
  private let idColumn: Int
  private let countryColumn: Int?
  private var countries: RowCountries
  /// The table as the user named it.
  private let name: String
  private let idHeader: String

  /// Where a value of a record comes from, and how it is read.
  private struct Source {
    var columns: [Int]
    var kind: ColumnKind
    /// The country of numbers without a calling code, where the column shows it.
    var region: Region?
    var dates: DateRules
  }

  init(
    path: String, options: ReadOptions, survey: TableSurvey, id: String, spec: LinkSpec,
    reading: LinkReading, name: String, countries: CountryTable?,
    progress: (_ fraction: Double?) -> Void
  ) throws {
    self.name = name
    idHeader = id
    idColumn = survey.columns.firstIndex(of: id) ?? 0
    countryColumn = survey.columns.firstIndex { HeaderMeaning($0) == .country }
    self.countries = RowCountries(countries)
    sources = zip(spec.columns, reading.columns).map { column, reading in
      Source(
        columns: column.headers.compactMap { survey.columns.firstIndex(of: $0) },
        kind: column.kind, region: reading.region.flatMap { Region($0) },
        dates: DateRules(orderLetters: reading.dateOrders) ?? DateRules())
    }
    records = RecordColumns(
      kinds: spec.columns.map { ($0.headers.joined(separator: " "), $0.kind) })
    var reader = try TableReader(path: path, options: options)
    var value: [UInt8] = []
    while let batch = try reader.next() {
      let bytes = batch.bytes.span
      for row in 0..<batch.count {
        let id = bytes.extracting(batch.trimmedCell(row: row, column: idColumn))
        try takeID(id, at: batch.positions[row])
        for number in sources.indices {
          add(batch, row: row, source: number, scratch: &value)
        }
        records.endRow()
      }
      progress(reader.byteCount.map { Double(reader.bytesRead) / Double(max(1, $0)) })
    }
  }

  private mutating func takeID(
    _ id: Span<UInt8>, at position: RecordBatch.Position
  ) throws(PipelineError) {
    let place = "\(name):\(position.line) (byte \(position.byteOffset))"
    if id.isEmpty {
      throw PipelineError(
        .badInput,
        "\(place): the row has no id in '\(idHeader)'; every row needs one, name another column with --id"
      )
    }
    if let line = ids.add(id, line: position.line) {
      let text = id.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
      throw PipelineError(
        .badInput,
        "\(place): the id '\(text)' stands in line \(line) too; ids must differ, "
          + "name another column with --id")
    }
  }

  private mutating func add(
    _ batch: RecordBatch, row: Int, source number: Int, scratch: inout [UInt8]
  ) {
    let source = sources[number]
    let bytes = batch.bytes.span
    if source.columns.count == 1 {
      let value = bytes.extracting(batch.trimmedCell(row: row, column: source.columns[0]))
      if isMissingValue(value, isName: source.kind == .name) { return }
      switch source.kind {
      case .phone:
        let region = countryColumn.flatMap { column in
          countries.region(bytes.extracting(batch.trimmedCell(row: row, column: column)))
        }
        addPhones(value, number, region: region)
      case .date, .birthday: addDate(value, number)
      default: records.add(value, column: number)
      }
      return
    }
    scratch.removeAll(keepingCapacity: true)
    for column in source.columns {
      let value = bytes.extracting(batch.trimmedCell(row: row, column: column))
      if isMissingValue(value, isName: source.kind == .name) { continue }
      if !scratch.isEmpty { scratch.append(0x20) }
      value.withUnsafeBufferPointer { scratch.append(contentsOf: $0) }
    }
    records.add(scratch.span, column: number)
  }

  /// In E.164 where the plan knows the number, else as it is.
  private mutating func addPhones(_ value: Span<UInt8>, _ number: Int, region: Region?) {
    let reading = readPhoneCell(value, defaultRegion: region ?? sources[number].region)
    guard let phone = reading.number else {
      records.add(value, column: number)
      return
    }
    var e164: [UInt8] = []
    phone.appendE164(to: &e164)
    records.add(e164.span, column: number)
    for further in reading.further {
      e164.removeAll(keepingCapacity: true)
      further.appendE164(to: &e164)
      records.add(e164.span, column: number)
    }
  }

  /// In ISO 8601 where the column tells how its dates are written, else as it is.
  private mutating func addDate(_ value: Span<UInt8>, _ number: Int) {
    let isPlain = value.count == 8 || (value.count == 10 && value[4] == UInt8(ascii: "-"))
    if isPlain {
      records.add(value, column: number)
      return
    }
    let text = value.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    let day = readDate(text, rules: sources[number].dates).text.utf8.prefix(10)
    if day.count == 10 {
      records.add(Array(day).span, column: number)
    } else {
      records.add(value, column: number)
    }
  }
}

/// The countries that a column names, each read once.
private struct RowCountries {
  private let table: CountryTable?
  private var regions: [UInt64: Region?] = [:]

  init(_ table: CountryTable?) { self.table = table }

  mutating func region(_ value: Span<UInt8>) -> Region? {
    guard let table, !value.isEmpty else { return nil }
    let hash = ValueSample.hash(value)
    if let known = regions[hash] { return known }
    let text = value.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    let region = table.code(for: text).flatMap { Region($0) }
    regions.updateValue(region, forKey: hash)
    return region
  }
}
