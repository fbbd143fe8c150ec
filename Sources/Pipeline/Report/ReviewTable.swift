internal import Contacts
internal import Linkage
internal import PhoneNumbers
internal import Reports
internal import Tabular

/// The doubtful pairs as `review.csv` and `review.html` show them.
struct ReviewTable {
  let people: People

  /// Columns by which a person can tell two records apart.
  private static let shown: [ContactColumn] = [
    .contactID, .fullName, .company, .jobTitle, .phoneE164, .email, .address, .city, .country,
    .birthday, .createdAt, .updatedAt, .sourceRecords,
  ]
  private static let names = shown.map(\.name)

  static let header =
    ["pair_id", "probability", "evidence"] + names.map { "left_" + $0 }
    + names.map { "right_" + $0 } + ["decision", "why_apart"]

  /// A pair as a row of `review.csv`, not decided.
  func cells(of pair: LinkedPair) -> [String] {
    [
      pairID(keys(of: pair).left, keys(of: pair).right), probabilityText(pair.probability),
      pair.evidenceText,
    ] + values(pair.left)
      + values(pair.right) + ["", pair.objection ?? "not sure enough to merge"]
  }

  /// `review.html`: the pairs whose answers tell most, as many as fit on the page.
  func page() -> [UInt8] {
    let pairs = people.linkage.reviewPairs
    let order = ReviewOrder.mostInformative(pairs).prefix(reviewPageLimit)
    return renderReview(
      order.map { shown(pairs[$0]) }, header: Self.record(Self.header), total: pairs.count)
  }

  private func shown(_ pair: LinkedPair) -> ReviewPair {
    let cells = cells(of: pair)
    let decision = Self.header.count - 2
    func fields(_ record: Int) -> [ReviewPair.Field] {
      zip(Self.names, values(record)).map { ReviewPair.Field(name: $0, value: $1) }
    }
    return ReviewPair(
      pairID: cells[0], probability: pair.probability,
      evidence: pair.evidence.map {
        ReviewPair.Evidence(
          comparison: $0.comparison, level: $0.level, weightBits: $0.weightBits)
      },
      left: fields(pair.left), right: fields(pair.right), objection: pair.objection,
      record: ReviewPair.Record(
        before: Self.record(cells[..<decision]) + ",",
        after: "," + Self.record(cells[(decision + 1)...])))
  }

  /// Cells as in the file, without a line end.
  private static func record(_ cells: some Collection<String>) -> String {
    var writer = CSVWriter(disarmsFormulas: true)
    for cell in cells { writer.cell(cell) }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The identities of the two records.
  func keys(of pair: LinkedPair) -> (left: UInt64, right: UInt64) {
    (people.table.facts(pair.left).key, people.table.facts(pair.right).key)
  }

  private func values(_ record: Int) -> [String] {
    let (batch, row) = people.table.locate(record)
    let contacts = people.table.batches[batch]
    return Self.shown.map { column in
      switch column {
      case .contactID: people.ids[Int(people.clusters.contactOfRecord[record])]
      case .phoneE164:
        contacts.phones(row).map(\.number.e164).joined(separator: ContactColumn.separator)
      default: contacts.text(row, column)
      }
    }
  }
}
