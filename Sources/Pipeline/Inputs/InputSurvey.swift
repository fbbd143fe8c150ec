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
  /// The system whose headers were recognised.
  var profile: VendorProfile?
  /// Some different cells of each column, as they stand.
  var samples: [[String]]
  /// Rows in which each column is filled.
  var filled: [Int]
  var dates: [DateRules?]
  var regions: [RegionInference?]
  /// What the cells of each column look like.
  var sketches: [ColumnSketch]
  /// Records and rejects: what has to be accounted for.
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

  /// Gathers what the batches of an input show.
  struct Evidence {
    private let rules: RuleBook
    private let mapping: InputMapping
    private let content: ContentRules
    private var columns: [ColumnEvidence] = []
    private var rows = 0

    /// - Parameter mapping: what the user set of the columns.
    init(rules: RuleBook, mapping: InputMapping) {
      self.rules = rules
      self.mapping = mapping
      content = ContentRules(rules)
    }

    mutating func observe(_ batch: RecordBatch, columns names: [String]) {
      for header in names.dropFirst(columns.count) {
        columns.append(ColumnEvidence(header, rules, mapping))
      }
      rows += batch.count + batch.rejects.count
      for column in columns.indices { columns[column].observe(column, of: batch, content) }
    }

    /// - Throws: `RuleError` where what the user set does not fit the columns.
    func survey(of name: String, form: InputForm) throws(RuleError) -> InputSurvey {
      // Columns of JSON and XML are known at the end only, and which of two wins a field with them.
      let evidence =
        columns
        + form.columns.dropFirst(columns.count).map { ColumnEvidence($0, rules, mapping) }
      let inferred = evidence.map { $0.inferredRegion() }
      let table = ColumnMapper(rules).map(
        columns: form.columns,
        evidence: zip(evidence, inferred).map {
          ColumnMapper.Evidence(
            content: $0.content, numbersFit: $1?.region == nil ? 0 : $1?.share ?? 0)
        }, profile: mapping.profile, choices: try mapping.choices(form.columns))
      return InputSurvey(
        name: name, dialect: form.dialect, columns: table.columns, profile: table.profile,
        samples: evidence.map(\.content.samples), filled: evidence.map(\.content.filled),
        dates: evidence.map { $0.dates?.resolved() },
        regions: zip(table.columns, zip(evidence, inferred)).map { mapping, found in
          mapping.field?.isPhone == true
            ? found.1 ?? RegionInference(cells: found.0.numbers) : nil
        }, sketches: evidence.map(\.sketch), rows: rows, warnings: form.warnings)
    }
  }
}

/// What the cells of one column show.
private struct ColumnEvidence {
  private let isPhone: Bool
  private let isDated: Bool
  var content = ColumnContent()
  var dates: DateColumn?
  var numbers: [String] = []
  var sketch = ColumnSketch()

  /// Cells of a number column that the inference of its country looks at.
  private static let sampleLimit = 2000

  init(_ header: String, _ rules: RuleBook, _ mapping: InputMapping) {
    let field =
      mapping.field(of: header) ?? rules.fields.field(of: header)
      ?? rules.profiles.field(of: header)
    isPhone = field?.isPhone == true
    isDated = field?.isDate == true || field == .optOut || field == .doubleOptIn
    dates = DateColumn()
  }

  /// The country of the numbers, where the column may hold any.
  func inferredRegion() -> RegionInference? {
    isPhone || (content.mayHoldNumbers && !numbers.isEmpty) ? RegionInference(cells: numbers) : nil
  }

  mutating func observe(_ column: Int, of batch: RecordBatch, _ rules: ContentRules) {
    sketch.observe(column, of: batch)
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
