internal import Contacts
internal import PhoneNumbers
internal import Tabular

/// What the first pass over an input shows: its columns and what they mean, before any cell is normalised.
///
/// Order of day and month and the country of numbers are properties of a column, so the whole column is seen before
/// its first cell is read.
struct InputSurvey {
  var file: InputFile
  var dialect: Dialect
  var columns: [ColumnMapping]
  /// The system whose headers were recognised.
  var profile: VendorProfile?
  /// Some different cells of each column, as they stand.
  var samples: [[String]]
  /// Rows in which each column is filled.
  var filled: [Int]
  var dates: [DateRules?]
  var regions: [RegionInference?]
  /// Records and rejects: what the second pass has to account for.
  var rows: Int
  var warnings: [ReadWarning]

  /// Whether some column tells who a row stands for.
  var tellsWho: Bool {
    columns.contains { column in
      switch column.role {
      case .field(let field): field.tellsWho
      case .restored: true
      case .invertedOptOut, .extra, .watched: false
      }
    }
  }

  init(
    _ file: InputFile, options: ReadOptions, rules: RuleBook, mapping: InputMapping,
    progress: (_ fraction: Double?) -> Void
  ) throws(PipelineError) {
    self.file = file
    var wrongChoice: RuleError?
    do throws(ReadError) {
      var reader = try TableReader(path: file.path, options: options)
      let content = ContentRules(rules)
      var evidence: [ColumnEvidence] = []
      var rows = 0
      var firstReject: Reject?
      var rejects = 0
      while let batch = try reader.next() {
        for header in reader.columns.dropFirst(evidence.count) {
          evidence.append(ColumnEvidence(header, rules, mapping))
        }
        rows += batch.count + batch.rejects.count
        rejects += batch.rejects.count
        firstReject = firstReject ?? batch.rejects.first
        for column in evidence.indices { evidence[column].observe(column, of: batch, content) }
        progress(reader.byteCount.map { Double(reader.bytesRead) / Double(max(1, $0)) })
      }
      // Columns of JSON and XML are known at the end only, and which of two wins a field with them.
      evidence += reader.columns.dropFirst(evidence.count).map {
        ColumnEvidence($0, rules, mapping)
      }
      let inferred = evidence.map { $0.inferredRegion() }
      var choices: [Int: MappingFile.Choice] = [:]
      do throws(RuleError) {
        choices = try mapping.choices(reader.columns)
      } catch {
        wrongChoice = error
      }
      let table = ColumnMapper(rules).map(
        columns: reader.columns,
        evidence: zip(evidence, inferred).map {
          ColumnMapper.Evidence(
            content: $0.content, numbersFit: $1?.region == nil ? 0 : $1?.share ?? 0)
        }, profile: mapping.profile, choices: choices)
      columns = table.columns
      profile = table.profile
      filled = evidence.map(\.content.filled)
      samples = evidence.map(\.content.samples)
      dates = evidence.map { $0.dates?.resolved() }
      regions = zip(columns, zip(evidence, inferred)).map { mapping, found in
        mapping.field?.isPhone == true
          ? found.1 ?? RegionInference(cells: found.0.numbers) : nil
      }
      self.rows = rows
      if let firstReject, rejects == rows {
        throw ReadError(
          .malformed, path: file.path, position: firstReject.position,
          problem: "nothing in it could be read as \(reader.dialect.format.rawValue) "
            + "(\(firstReject.message))",
          remedy: "check the file, or set its format with --format")
      }
      dialect = reader.dialect
      warnings = reader.warnings
    } catch {
      throw PipelineError(error.naming(file.name))
    }
    if let wrongChoice { throw PipelineError(wrongChoice) }
  }
}

/// What the cells of one column show.
private struct ColumnEvidence {
  private let isPhone: Bool
  private let isDated: Bool
  var content = ColumnContent()
  var dates: DateColumn?
  var numbers: [String] = []

  /// Cells of a number column that the inference of its country looks at.
  private static let sampleLimit = 2000

  init(_ header: String, _ rules: RuleBook, _ mapping: InputMapping) {
    let field =
      mapping.field(of: header) ?? rules.fields.field(of: header)
      ?? rules.profiles.field(of: header)
    isPhone = field?.isPhone == true
    isDated = field?.isDate == true || field == .optOut
    dates = DateColumn()
  }

  /// The country of the numbers, where the column may hold any.
  func inferredRegion() -> RegionInference? {
    isPhone || (content.mayHoldNumbers && !numbers.isEmpty) ? RegionInference(cells: numbers) : nil
  }

  mutating func observe(_ column: Int, of batch: RecordBatch, _ rules: ContentRules) {
    for row in 0..<batch.count where !batch.cell(row: row, column: column).isEmpty {
      let isLookedAt = content.count()
      let isNumber = numbers.count < Self.sampleLimit && (isPhone || content.mayHoldNumbers)
      guard isLookedAt || dates != nil || isNumber else { continue }
      let cell = batch.string(row: row, column: column)
      if isLookedAt { content.look(at: cell, rules) }
      if isNumber { numbers.append(cell) }
      guard dates != nil else { continue }
      // The order of day and month is known only once the whole column was seen.
      if isDated || content.mayHoldDates { dates?.observe(cell) } else { dates = nil }
    }
  }
}

extension ReadError {
  /// The same error under the name that the user gave the input.
  func naming(_ name: String) -> ReadError {
    var error = self
    error.path = name == "-" ? "standard input" : name
    return error
  }
}
