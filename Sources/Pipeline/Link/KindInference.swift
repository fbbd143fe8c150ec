internal import Linkage

/// What the columns of a table are, from the words of their headers and what their values look like.
///
/// Where in doubt a column counts for less: as text, or not at all. A wrong guess must not forbid a
/// merge, so that no column is ever taken for a birthday or an exclusive attribute.
struct KindInference {
  private let columns: [Column]
  private let rowCount: Int
  private var spec = LinkSpec()

  struct Column {
    let header: String
    let meaning: HeaderMeaning
    let profile: ColumnProfile

    init(header: String, profile: ColumnProfile) {
      self.header = header
      self.profile = profile
      meaning = HeaderMeaning(header)
    }
  }

  private enum Verdict {
    case kind(ColumnKind)
    case leftOut(String)
    /// To be decided with the names.
    case name
  }

  /// - Parameter columns: all but that of the ids, in the order of the table.
  static func infer(_ columns: [Column], rowCount: Int) -> LinkSpec {
    var inference = KindInference(columns: columns, rowCount: rowCount)
    inference.run()
    return inference.spec
  }

  private init(columns: [Column], rowCount: Int) {
    self.columns = columns
    self.rowCount = rowCount
  }

  private mutating func run() {
    let names = NameColumns(columns, isListed: columns.contains { $0.meaning == .category })
    for column in columns {
      switch verdict(column, names) {
      case .kind(let kind): add([column.header], kind)
      case .leftOut(let reason):
        spec.leftOut.append(LinkSpec.LeftOut(header: column.header, reason: reason))
      case .name:
        if column.header == names.parts.first { add(names.parts, .name) }
      }
    }
    if !names.arePeople, names.companies.isEmpty { nameAfterTitle() }
  }

  private mutating func add(_ headers: [String], _ kind: ColumnKind) {
    spec.columns.append(LinkSpec.Column(headers: headers, kind: kind))
  }

  /// Where nothing is called a name, what tells rows apart best in several words is what they are
  /// called: the title of a book, a product.
  private mutating func nameAfterTitle() {
    let isCalled = columns.contains { column in
      column.profile.filled * 2 > rowCount
        && spec.columns.contains { $0.kind == .company && $0.headers == [column.header] }
    }
    if isCalled { return }
    let titles = columns.filter { column in
      let profile = column.profile
      return spec.columns.contains { $0.kind == .text && $0.headers == [column.header] }
        && profile.filled * 2 > rowCount && profile.letterBytesPerValue >= 8
        && profile.wordsPerValue >= 2 && profile.sample.distinctShare >= 0.1
    }
    let best = titles.max {
      // "title" means what it says where values are sentences.
      let isTitle = ($0.meaning == .attribute, $1.meaning == .attribute)
      if isTitle.0 != isTitle.1 { return isTitle.1 }
      return $0.profile.sample.distinctShare < $1.profile.sample.distinctShare
    }
    guard let best, let place = spec.columns.firstIndex(where: { $0.headers == [best.header] })
    else { return }
    spec.columns[place].kind = .name
  }

  private func verdict(_ column: Column, _ names: NameColumns) -> Verdict {
    let profile = column.profile
    if profile.filled == 0 { return .leftOut("empty") }
    if column.meaning == .administrative { return .leftOut("about the row, not about whom") }
    if column.meaning == .notes { return .leftOut("free text") }
    if names.parts.contains(column.header) { return .name }
    if names.whole.contains(column.header) { return .kind(.name) }
    if names.companies.contains(column.header) { return .kind(.company) }
    if profile.share(.mail) >= 0.6 { return .kind(.email) }
    if column.meaning == .source { return sourceVerdict(profile) }
    if profile.share(.timestamp) >= 0.5, column.meaning != .birth { return .leftOut("time stamps") }
    if [.identifier, .businessNumber, .key, .unknown].contains(column.meaning), isPersonal(profile)
    {
      return .kind(.identifier)
    }
    switch column.meaning {
    case .phone where profile.share(.digits) >= 0.5: return .kind(.phone)
    case .birth where profile.share(.date) + profile.share(.timestamp) >= 0.3: return .kind(.date)
    case .day where !names.arePeople && profile.share(.date) >= 0.5: return .kind(.date)
    case .identifier where looksLikeIdentifier(profile): return .kind(.identifier)
    // Colleagues share the number of their firm.
    case .businessNumber where looksLikeIdentifier(profile):
      return .kind(names.arePeople ? .text : .identifier)
    case .address where !isFurtherLine(column): return .kind(.address)
    case .organisation where profile.letterBytesPerValue >= 2: return .kind(.company)
    case .key: return .leftOut("numbers of rows or accounts")
    default: return plainVerdict(column, names)
    }
  }

  /// Check digits do not come out by chance.
  private func isPersonal(_ profile: ColumnProfile) -> Bool {
    profile.share(.long) < 0.5 && profile.sample.distinctCount >= 10
      && profile.sample.share(PersonalNumber.isOne) >= 0.9
  }

  /// A column whose header decides nothing.
  private func plainVerdict(_ column: Column, _ names: NameColumns) -> Verdict {
    let profile = column.profile
    if profile.share(.dialled) >= 0.7 { return .kind(.phone) }
    if profile.share(.date) >= 0.7 {
      return names.arePeople && profile.years.areBirths
        ? .kind(.date) : .leftOut("dates of unknown meaning")
    }
    if profile.share(.long) >= 0.5 { return .leftOut("free text") }
    if profile.share(.flag) >= 0.95 { return .leftOut("yes or no") }
    if profile.share(.fraction) >= 0.8 { return .leftOut("measures") }
    if profile.filled == 1 { return .leftOut("one value only") }
    if profile.sample.distinctCount == 1 { return .leftOut("the same in every row") }
    let isKnown =
      switch column.meaning {
      case .attribute, .country, .place, .addressPart, .address, .category, .birth, .phone, .email:
        true
      default: false
      }
    let areWords = profile.letterBytesPerValue >= 8 || profile.wordsPerValue >= 2
    if !isKnown, !areWords, profile.sample.distinctShare > 0.999 {
      return .leftOut("different in every row")
    }
    return .kind(.text)
  }

  /// Two lists that hardly repeat anything themselves and repeat each other are two lists to match;
  /// else a source says nothing about whom.
  private func sourceVerdict(_ profile: ColumnProfile) -> Verdict {
    let reason = "where rows come from"
    guard profile.sample.distinctCount == 2, profile.filled == rowCount else {
      return .leftOut(reason)
    }
    // Duplicates that fall on either list by chance stand in one as often as in both.
    let areLists = columns.contains { column in
      guard column.meaning != .source, column.profile.sample.distinctShare >= 0.4 else {
        return false
      }
      let repeated = column.profile.sample.repeated
      return repeated.inBoth >= 16 && repeated.inOne * 5 <= repeated.inBoth
    }
    return areLists ? .kind(.source) : .leftOut(reason)
  }

  private func looksLikeIdentifier(_ profile: ColumnProfile) -> Bool {
    profile.sample.distinctShare >= 0.2 && profile.wordsPerValue < 4
      && profile.sample.share { $0.count >= 4 && $0.contains(where: \.isNumber) } >= 0.8
  }

  /// `address_2` beside `address_1` is the rest of one address, not another one.
  private func isFurtherLine(_ column: Column) -> Bool {
    guard let number = HeaderMeaning.number(of: column.header), number > 1 else { return false }
    return columns.contains { $0.meaning == .address && $0.header != column.header }
  }
}
