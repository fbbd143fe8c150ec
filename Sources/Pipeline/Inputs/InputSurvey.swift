internal import Contacts
internal import PhoneNumbers
internal import Tabular

/// What all rows of an input show together: its columns and what they mean, before any cell is normalised.
///
/// Order of day and month and the country of numbers are properties of a column, so the whole column is seen before
/// its first cell is read.
struct InputSurvey {
  /// As the user named the input.
  var name: String
  var dialect: Dialect
  var columns: [ColumnMapping]
  /// Rows in which each column is filled.
  var filled: [Int]
  var dates: [DateRules?]
  var regions: [RegionInference?]
  /// Records and rejects: what has to be accounted for.
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

  /// Gathers what the batches of an input show.
  struct Evidence {
    private let rules: RuleBook
    private var columns: [ColumnEvidence] = []
    private var rows = 0

    init(rules: RuleBook) { self.rules = rules }

    mutating func observe(_ batch: RecordBatch, columns names: [String]) {
      for header in names.dropFirst(columns.count) {
        columns.append(ColumnEvidence(field: rules.fields.field(of: header)))
      }
      rows += batch.count + batch.rejects.count
      for column in columns.indices { columns[column].observe(column, of: batch) }
    }

    func survey(of name: String, form: InputForm) -> InputSurvey {
      // Columns of JSON and XML are known at the end only, and which of two wins a field with them.
      let mappings = rules.fields.map(columns: form.columns)
      let evidence =
        columns
        + mappings.dropFirst(columns.count).map { ColumnEvidence(field: $0.field) }
      return InputSurvey(
        name: name, dialect: form.dialect, columns: mappings, filled: evidence.map(\.filled),
        dates: evidence.map { $0.dates?.resolved() },
        regions: zip(mappings, evidence).map { mapping, evidence in
          mapping.field?.isPhone == true ? RegionInference(cells: evidence.numbers) : nil
        }, rows: rows, warnings: form.warnings)
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
    dates = field?.isDate == true || field == .optOut ? DateColumn() : nil
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
