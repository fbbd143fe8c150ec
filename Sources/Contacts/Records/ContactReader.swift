package import PhoneNumbers

/// Turns the rows of one input into contacts: maps each cell to its field and normalises it.
///
/// A value that its field cannot take (a date that is none, an unknown country) is not dropped: it is carried along
/// in an extra column under its own header, and flagged.
package struct ContactReader: Sendable {
  /// One column of the input and what the first pass over it showed.
  package final class Column: Sendable {
    package let mapping: ColumnMapping
    /// Number of the extra column that takes values which are carried along.
    package let extra: UInt32
    /// How the column writes its dates.
    package let dates: DateRules?
    /// The country of the column's numbers, where the column shows one.
    package let region: Region?
    /// `dates`, or those of a column that shows nothing.
    fileprivate let dateRules: DateRules

    package init(
      mapping: ColumnMapping, extra: UInt32, dates: DateRules? = nil, region: Region? = nil
    ) {
      self.mapping = mapping
      self.extra = extra
      self.dates = dates
      dateRules = dates ?? DateRules()
      self.region = region
    }
  }

  /// What a column is taken for. Without references, which threads would count together.
  enum Role {
    case extra, watched, invertedOptOut
    case field(Field)
    case restored(ContactColumn)

    init(_ role: ColumnMapping.Role) {
      switch role {
      case .extra: self = .extra
      case .watched: self = .watched
      case .invertedOptOut: self = .invertedOptOut
      case .field(let field): self = .field(field)
      case .restored(let column): self = .restored(column)
      }
    }
  }

  private let columns: [Column]
  // By column.
  private let roles: [Role]
  private let labelColumns: [Int?]
  let extras: [UInt32]
  let regions: [Region?]
  let countryColumn: Int?
  let rules: RuleBook
  let region: Region?
  let input: UInt16
  let inputName: String
  let sourceLabel: String
  /// By column, what an opt-out in it names as its source.
  let optOutSources: [String]
  let consentColumns: ConsentColumns
  /// By column, what its consent is for.
  let consentChannels: [ConsentChannels]

  /// - Parameters:
  ///   - input: number of the input in the run.
  ///   - inputName: the path as the user gave it; part of the record's place.
  ///   - region: the country given by the user.
  ///   - startSeconds: when the run starts, in Unix seconds: what is dated later proves no consent.
  package init(
    columns: [Column], rules: RuleBook, region: Region?, input: UInt16, inputName: String,
    startSeconds: Int64? = nil
  ) {
    self.columns = columns
    roles = columns.map { Role($0.mapping.role) }
    labelColumns = columns.map(\.mapping.labelColumn)
    extras = columns.map(\.extra)
    regions = columns.map(\.region)
    countryColumn = columns.firstIndex {
      $0.mapping.role == .field(.country) || $0.mapping.role == .restored(.country)
    }
    self.rules = rules
    self.region = region
    self.input = input
    self.inputName = inputName
    sourceLabel = Self.label(of: inputName)
    optOutSources = columns.map { "\(inputName): \($0.mapping.header)" }
    let consent = ConsentColumns(
      columns.map(\.mapping), rules: rules.consent, startSeconds: startSeconds)
    consentColumns = consent
    consentChannels = columns.map { consent.channels(of: $0) }
  }

  /// The letters of a file's name without folder and endings: the same for `contacts.csv` and
  /// `contacts-2024-03.json.gz`.
  package static func label(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let stem = name.split(separator: ".").first.map(String.init) ?? name
    // Without the date or number of an export: `crm_2024-03-01` and `crm_2024-03-08` are one source.
    let label = stem.split { !$0.isLetter }.joined(separator: "-")
    return label.isEmpty ? stem : label
  }

  /// What a reader remembers of the cells that it has seen. It belongs to one reader and one thread, and changes no
  /// result.
  package struct Memory: Sendable {
    var columns: [CellMemory] = []
    var names = CellMemory()
    var givenNames = CellMemory()
    var familyNames = CellMemory()

    package init() {}
  }

  /// Reads one row into `draft`.
  ///
  /// - Parameters:
  ///   - bytes: what the cells are ranges of.
  ///   - cell: the place of a column's cell, as it stands in the input; empty where the row has none.
  ///   - memory: of this reader.
  /// - Returns: whether anything in the row tells who it is; a row without name, number, e-mail and company is not a
  ///   contact.
  package func read(
    line: UInt64, byteOffset: UInt64, bytes: Span<UInt8>, cell: (Int) -> Range<Int>,
    into draft: inout ContactDraft, memory: inout Memory, tally: inout ReadingTally
  ) -> Bool {
    draft.reset()
    draft.facts.input = input
    draft.facts.line = line
    draft.facts.byteOffset = byteOffset
    if memory.columns.count < roles.count {
      memory.columns = [CellMemory](repeating: CellMemory(), count: roles.count)
    }
    bytes.withUnsafeBufferPointer { bytes in
      var row = RowContext()
      if let countryColumn {
        let text = UnsafeBufferPointer(rebasing: bytes[cell(countryColumn)])
        row.region = rowRegion(text, &memory.columns[countryColumn])
      }
      for index in roles.indices {
        let range = cell(index)
        guard !range.isEmpty else { continue }
        let text = UnsafeBufferPointer(rebasing: bytes[range])
        switch roles[index] {
        case .extra: carryAlong(text, index, &draft)
        case .watched:
          carryAlong(text, index, &draft)
          noteOptOutWord(text, index, &draft, &memory.columns[index])
        case .field(let field):
          if field.isPhone, let label = labelColumns[index] {
            let label = UnsafeBufferPointer(rebasing: bytes[cell(label)])
            takePhone(text, as: field, labelled: label, index, row, &draft, &tally)
          } else {
            take(text, as: field, index, &row, &draft, &memory.columns[index], &tally)
          }
        case .invertedOptOut:
          takeOptOut(text, index, isInverted: true, &row, &draft, &memory.columns[index])
        case .restored(let target):
          restore(text, to: target, index, &row, &draft, &memory.columns[index], &tally)
        }
      }
      finish(&row, &draft, &memory)
    }
    return
      !(draft.isEmpty(.fullName) && draft.isEmpty(.company) && draft.isEmpty(.email)
      && draft.isEmpty(.invalidPhones) && draft.isEmpty(.invalidEmails) && draft.phones.isEmpty)
  }

  /// What the cells of a row say together.
  struct RowContext {
    var region: Region?
    var full = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var fullColumn: Int?
    var first = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var middle = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var last = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var consent = ConsentCells()
    var isRestored = false
    /// The address at WhatsApp that an earlier result chose.
    var whatsAppID = ""
  }

  /// Whether a column was taken for a field; a column of inverted opt-outs is one of opt-outs.
  func isField(_ field: Field, _ index: Int) -> Bool {
    switch roles[index] {
    case .field(let taken): taken == field
    case .invertedOptOut: field == .optOut
    case .extra, .watched, .restored: false
    }
  }

  /// How a column writes its dates.
  func dateRules(_ index: Int) -> DateRules { columns[index].dateRules }

  /// The country that a row's own cell names.
  private func rowRegion(
    _ text: UnsafeBufferPointer<UInt8>, _ memory: inout CellMemory
  ) -> Region? {
    if text.isEmpty { return nil }
    let known = country(text, &memory)
    guard known.code == CountryAnswer.known.rawValue else { return nil }
    return Region(ascii: memory.bytes.span.extracting(known.text))
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The bytes as a text.
  var string: String { isEmpty ? "" : String(decoding: self, as: UTF8.self) }
}

extension ContactReader {
  func finish(_ row: inout RowContext, _ draft: inout ContactDraft, _ memory: inout Memory) {
    finishName(row, &draft, &memory)
    finishConsent(row, &draft)
    // The number keeps its rank; where a person corrected it, the address that follows from it is not the old one.
    for index in draft.phones.indices
    where !row.whatsAppID.isEmpty && draft.phones[index].number.whatsAppID == row.whatsAppID {
      draft.phones[index].isWhatsApp = true
    }
    for entry in draft.phones {
      switch entry.status {
      case .repaired: draft.facts.flags.insert(.numberRepaired)
      default: break
      }
      switch entry.origin {
      case .number: break
      case .row: draft.facts.flags.insert(.countryFromRow)
      case .column: draft.facts.flags.insert(.countryFromColumn)
      case .option: draft.facts.flags.insert(.countryFromOption)
      }
    }
    if draft.facts.flags.contains(.companyRecord), draft.isEmpty(.company) {
      draft[.company] = draft[.fullName]
    }
    draft.facts.key = key(of: draft)
    if draft.isEmpty(.sourceRecords) {
      let line = draft.facts.line
      draft.set(.sourceRecords) { bytes in
        bytes.append(contentsOf: inputName.utf8)
        bytes.append(UInt8(ascii: ":"))
        appendDecimal(line, to: &bytes)
      }
    }
  }

  /// The source's own id where there is one, the content otherwise.
  func key(of draft: ContactDraft) -> UInt64 {
    var hash = StableHash()
    let texts = draft.texts
    let bytes = texts.bytes.span
    if !draft.isEmpty(.contactID) {
      hash.combine(bytes.extracting(texts.range(.contactID)))
    } else if !draft.sourceIDPlace.isEmpty {
      hash.combine(sourceLabel)
      hash.combine(bytes.extracting(draft.sourceIDPlace))
    } else {
      // The source of an opt-out names the file, which may have another name or place next time.
      for column in ContactColumn.allCases
      where column != .optOutSource && column != .optOutScope {
        hash.combine(bytes.extracting(texts.range(column)))
      }
      for phone in draft.phones { hash.combine(phone.number.e164) }
    }
    return hash.value
  }
}

/// Appends a number in decimal digits.
package func appendDecimal(_ number: UInt64, to bytes: inout [UInt8]) {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
    var start = digits.count
    var left = number
    repeat {
      start -= 1
      digits[start] = 0x30 + UInt8(truncatingIfNeeded: left % 10)
      left /= 10
    } while left > 0
    bytes.append(contentsOf: digits[start...])
  }
}
