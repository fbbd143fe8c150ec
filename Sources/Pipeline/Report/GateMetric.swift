internal import Reports

/// What a quality gate can be about. The names are a promise to `gates.yaml`.
enum GateMetric: String, Sendable, CaseIterable {
  case invalidNumbers = "invalid_numbers"
  case ambiguousNumbers = "ambiguous_numbers"
  case repairedNumbers = "repaired_numbers"
  case numbersWithoutCountry = "numbers_without_country"
  case rejectedRows = "rejected_rows"
  case duplicates
  case messageable
  case optedOut = "opted_out"
  case contactsWithoutNumber = "contacts_without_number"
  case fewerRows = "fewer_rows"
  case optOutsMessageable = "opt_outs_messageable"
  case optOutsUnclear = "opt_outs_unclear"
  case doubtfulPairs = "doubtful_pairs"
  case rowsRead = "rows_read"
  case contacts

  /// Whether it is a part of something, and bounded in per cent.
  var isShare: Bool {
    switch self {
    case .invalidNumbers, .ambiguousNumbers, .repairedNumbers, .numbersWithoutCountry,
      .rejectedRows, .duplicates, .messageable, .optedOut, .contactsWithoutNumber, .fewerRows:
      true
    case .optOutsMessageable, .optOutsUnclear, .doubtfulPairs, .rowsRead, .contacts: false
    }
  }

  var meaning: String {
    switch self {
    case .invalidNumbers: "numbers that cannot be dialled, of the numbers found"
    case .ambiguousNumbers: "numbers that can be read in several ways, of the numbers found"
    case .repairedNumbers: "numbers that took a repair, of the numbers found"
    case .numbersWithoutCountry: "numbers whose country nothing shows, of the numbers found"
    case .rejectedRows: "rows that became nothing, of the rows read"
    case .duplicates: "rows merged into another row's contact, of the rows read"
    case .messageable: "contacts that may be messaged, of all contacts"
    case .optedOut: "contacts that opted out, of all contacts"
    case .contactsWithoutNumber: "contacts without a number, of all contacts"
    case .fewerRows: "rows fewer than in the run before, of its rows"
    case .optOutsMessageable: "contacts written as messageable despite an opt-out"
    case .optOutsUnclear: "contacts whose opt-out column says neither yes nor no"
    case .doubtfulPairs: "pairs of records left for review"
    case .rowsRead: "rows read"
    case .contacts: "contacts written"
    }
  }

  /// The count and, of a share, what it is a part of.
  func measure(_ report: CleanReport) -> (count: Int, whole: Int?) {
    let totals = report.totals
    let found = report.numbers.byStatus.reduce(0) { $0 + $1.count }
    func status(_ name: String) -> (Int, Int?) {
      (report.numbers.byStatus.first { $0.status == name }?.count ?? 0, found)
    }
    switch self {
    case .invalidNumbers: return status("invalid")
    case .ambiguousNumbers: return status("ambiguous")
    case .repairedNumbers: return status("repaired")
    case .numbersWithoutCountry:
      return (report.numbers.reasons.first { $0.reason == "no_country" }?.count ?? 0, found)
    case .rejectedRows: return (totals.rejected, totals.rowsRead)
    case .duplicates: return (totals.merged, totals.rowsRead)
    case .messageable: return (report.consent.messageable, totals.contacts)
    case .optedOut: return (report.consent.optedOut, totals.contacts)
    case .contactsWithoutNumber:
      let numbers = report.completeness.first { $0.field == "phone_e164" }?.filledAfter ?? 0
      return (totals.contacts - numbers, totals.contacts)
    case .fewerRows:
      let before = report.comparison?.changes.first { $0.measure == .rowsRead }?.before ?? 0
      return (max(0, before - totals.rowsRead), before)
    case .optOutsMessageable: return (report.consent.optOutsMessageable, nil)
    case .optOutsUnclear:
      return (report.flags.first { $0.flag == "opt_out_unclear" }?.count ?? 0, nil)
    case .doubtfulPairs: return (report.duplicates.reviewPairs, nil)
    case .rowsRead: return (totals.rowsRead, nil)
    case .contacts: return (totals.contacts, nil)
    }
  }
}
