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
      case .invertedOptOut, .extra: false
      }
    }
  }

  init(
    _ file: InputFile, options: ReadOptions, rules: RuleBook,
    progress: (_ fraction: Double?) -> Void
  ) throws(PipelineError) {
    self.file = file
    do throws(ReadError) {
      var reader = try TableReader(path: file.path, options: options)
      var evidence: [ColumnEvidence] = []
      var rows = 0
      var firstReject: Reject?
      var rejects = 0
      while let batch = try reader.next() {
        for header in reader.columns.dropFirst(evidence.count) {
          evidence.append(ColumnEvidence(field: rules.fields.field(of: header)))
        }
        rows += batch.count + batch.rejects.count
        rejects += batch.rejects.count
        firstReject = firstReject ?? batch.rejects.first
        for column in evidence.indices { evidence[column].observe(column, of: batch) }
        progress(reader.byteCount.map { Double(reader.bytesRead) / Double(max(1, $0)) })
      }
      // Columns of JSON and XML are known at the end only, and which of two wins a field with them.
      columns = rules.fields.map(columns: reader.columns)
      evidence += columns.dropFirst(evidence.count).map { ColumnEvidence(field: $0.field) }
      filled = evidence.map(\.filled)
      dates = evidence.map { $0.dates?.resolved() }
      regions = zip(columns, evidence).map { mapping, evidence in
        mapping.field?.isPhone == true ? RegionInference(cells: evidence.numbers) : nil
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
  }
}

/// What the cells of one column show.
private struct ColumnEvidence {
  private let isPhone: Bool
  var filled = 0
  var dates: DateColumn?
  var numbers: [String] = []

  /// Cells of a number column that the inference of its country looks at.
  private static let sampleLimit = 2000

  init(field: Field?) {
    isPhone = field?.isPhone == true
    let mayHoldDates = field?.isDate == true || field == .optOut || field == .doubleOptIn
    dates = mayHoldDates ? DateColumn() : nil
  }

  mutating func observe(_ column: Int, of batch: RecordBatch) {
    for row in 0..<batch.count where !batch.cell(row: row, column: column).isEmpty {
      filled += 1
      if dates != nil { dates?.observe(batch.string(row: row, column: column)) }
      if isPhone, numbers.count < Self.sampleLimit {
        numbers.append(batch.string(row: row, column: column))
      }
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
