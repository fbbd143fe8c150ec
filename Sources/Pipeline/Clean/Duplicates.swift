internal import Contacts
internal import Linkage
internal import PhoneNumbers
internal import Store

/// Finds which contacts of a table are the same person.
struct Duplicates {
  private(set) var result: LinkageResult

  /// The columns that linkage looks at, in the order of their numbers.
  private enum Column: Int, CaseIterable {
    case name, phone, email, company, address, city, country, birthday, contactID

    var kind: ColumnKind {
      switch self {
      case .name: .name
      case .phone: .phone
      case .email: .email
      case .company: .company
      case .address: .address
      case .city, .country: .text
      case .birthday: .birthday
      // Rows of an earlier result are decided: two of its contacts are two people.
      case .contactID: .exclusive
      }
    }
  }

  /// - Parameter decisions: what people decided of pairs of records.
  init(
    _ table: ContactTable, succession: Succession, decisions: [StoredDecision],
    rules: LinkageRules, threads: Int
  ) {
    var columns = RecordColumns(kinds: Column.allCases.map { ("\($0)", $0.kind) })
    var e164: [UInt8] = []
    var record = 0
    for batch in table.batches {
      for row in 0..<batch.count {
        defer { record += 1 }
        guard succession.isCurrent(record) else { continue }
        func add(_ source: ContactColumn, _ column: Column) {
          batch.withBytes(row, source) { columns.add($0, column: column.rawValue) }
        }
        add(.fullName, .name)
        for phone in batch.phones(row) where phone.isUsable {
          e164.removeAll(keepingCapacity: true)
          phone.number.appendE164(to: &e164)
          columns.add(e164.span, column: Column.phone.rawValue)
        }
        add(.email, .email)
        batch.withBytes(row, .otherEmails) { list in
          forEachListItem(list) {
            columns.add(list.extracting($0), column: Column.email.rawValue)
          }
        }
        add(.company, .company)
        add(.address, .address)
        add(.city, .city)
        add(.country, .country)
        // A birthday without its year (--03-01) is too weak to keep two records apart.
        batch.withBytes(row, .birthday) { day in
          guard !day.isEmpty, day[0] != UInt8(ascii: "-") else { return }
          columns.add(day, column: Column.birthday.rawValue)
        }
        add(.contactID, .contactID)
        columns.endRow()
      }
    }
    let labels = DecidedPairs.labels(decisions, table, succession)
    result = succession.extend(
      link(columns, rules: rules, labels: labels, threads: threads))
  }
}
