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

    package init(
      mapping: ColumnMapping, extra: UInt32, dates: DateRules? = nil, region: Region? = nil
    ) {
      self.mapping = mapping
      self.extra = extra
      self.dates = dates
      self.region = region
    }
  }

  let columns: [Column]
  let countryColumn: Int?
  let rules: RuleBook
  let region: Region?
  let input: UInt16
  let inputName: String
  let sourceLabel: String
  let consentColumns: ConsentColumns

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
    countryColumn = columns.firstIndex {
      $0.mapping.role == .field(.country) || $0.mapping.role == .restored(.country)
    }
    self.rules = rules
    self.region = region
    self.input = input
    self.inputName = inputName
    sourceLabel = Self.label(of: inputName)
    consentColumns = ConsentColumns(
      columns.map(\.mapping), rules: rules.consent, startSeconds: startSeconds)
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

  /// Reads one row into `draft`.
  ///
  /// - Parameters:
  ///   - cell: the text of a column's cell, as it stands in the input.
  /// - Returns: whether anything in the row tells who it is; a row without name, number, e-mail and company is not a
  ///   contact.
  package func read(
    line: UInt64, byteOffset: UInt64, into draft: inout ContactDraft, tally: inout ReadingTally,
    cell: (Int) -> String
  ) -> Bool {
    draft.reset()
    draft.facts.input = input
    draft.facts.line = line
    draft.facts.byteOffset = byteOffset
    var row = RowContext()
    if let countryColumn { row.region = rowRegion(cell(countryColumn)) }
    for (index, column) in columns.enumerated() {
      let text = cell(index)
      guard !text.isEmpty else { continue }
      switch column.mapping.role {
      case .extra: carryAlong(text, column, &draft)
      case .watched:
        carryAlong(text, column, &draft)
        noteOptOutWord(text, column, &draft)
      case .field(let field):
        if let label = column.mapping.labelColumn, field.isPhone {
          takePhone(text, as: field, labelled: cell(label), column, &row, &draft, &tally)
        } else {
          take(text, as: field, column, &row, &draft, &tally)
        }
      case .invertedOptOut: takeOptOut(text, column, isInverted: true, &row, &draft)
      case .restored(let target): restore(text, to: target, column, &row, &draft, &tally)
      }
    }
    finish(&row, &draft)
    return
      !(draft[.fullName].isEmpty && draft[.company].isEmpty && draft[.email].isEmpty
      && draft[.invalidPhones].isEmpty && draft[.invalidEmails].isEmpty && draft.phones.isEmpty)
  }

  /// What the cells of a row say together.
  struct RowContext {
    var region: Region?
    var full = ""
    var fullColumn: Column?
    var first = ""
    var middle = ""
    var last = ""
    var consent = ConsentCells()
    var isRestored = false
    /// The address at WhatsApp that an earlier result chose.
    var whatsAppID = ""
  }

  private func rowRegion(_ text: String) -> Region? {
    rules.countries.code(for: text).flatMap { Region($0) }
  }
}

extension ContactReader {
  func finish(_ row: inout RowContext, _ draft: inout ContactDraft) {
    finishName(row, &draft)
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
    if draft.facts.flags.contains(.companyRecord), draft[.company].isEmpty {
      draft[.company] = draft[.fullName]
    }
    draft.facts.key = key(of: draft)
    if draft[.sourceRecords].isEmpty {
      draft[.sourceRecords] = "\(inputName):\(draft.facts.line)"
    }
  }

  func finishName(_ row: RowContext, _ draft: inout ContactDraft) {
    guard !(row.full.isEmpty && row.first.isEmpty && row.last.isEmpty && row.middle.isEmpty)
    else { return }
    if draft.facts.flags.contains(.companyRecord) {
      draft[.fullName] = meaningful(row.full.isEmpty ? row.first : row.full)
      return
    }
    let name = normaliseName(
      full: row.full, first: row.first, middle: row.middle, last: row.last, words: rules.words)
    if let column = row.fullColumn, !(row.first.isEmpty && row.last.isEmpty),
      Self.words(row.full) != Self.words("\(row.first) \(row.middle) \(row.last)")
    {
      // Two cells name the person, and differently: the parts are taken, the whole is carried along.
      draft.extras.append((column.extra, row.full))
    }
    draft[.fullName] = name.full
    draft[.firstName] = name.first
    draft[.middleName] = name.middle
    draft[.lastName] = name.last
    if !name.title.isEmpty { draft[.nameTitle] = name.title }
    if name.flags.contains(.placeholderName) { draft.facts.flags.insert(.placeholderName) }
    if name.flags.contains(.companyInName) { draft.facts.flags.insert(.companyInName) }
  }

  static func words(_ text: String) -> [Substring] {
    fold(text).split(separator: " ").sorted()
  }

  /// The source's own id where there is one, the content otherwise.
  func key(of draft: ContactDraft) -> UInt64 {
    var hash = StableHash()
    if !draft[.contactID].isEmpty {
      hash.combine(draft[.contactID])
    } else if !draft.sourceID.isEmpty {
      hash.combine(sourceLabel)
      hash.combine(draft.sourceID)
    } else {
      // The source of an opt-out names the file, which may have another name or place next time.
      for (index, value) in draft.values.enumerated()
      where index != ContactColumn.optOutSource.rawValue
        && index != ContactColumn.optOutScope.rawValue
      {
        hash.combine(value)
      }
      for phone in draft.phones { hash.combine(phone.number.e164) }
    }
    return hash.value
  }
}
