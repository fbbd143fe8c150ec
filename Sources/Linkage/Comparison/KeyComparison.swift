/// Compares phones, e-mail addresses and identifiers: what reaches or names one person, unless
/// several people stand behind it.
///
/// A class, so that asking one of several comparisons copies nothing.
final class KeyComparison: Sendable {
  static let levels = [
    Level("exact", 0.60, 0.30, 0.05, rare: true),
    Level("exact_shared_by_few", 0.08, 0.20, 0.10, rare: true),
    Level("exact_shared_by_many", 0.04, 0.05, 0.30, rare: true),
    Level("similar", 0.04, 0.001, 0.001, 2e-6),
    Level("near", 0.01, 0.001, 0.001, 1e-5), Level("different", 0.23, 0.55, 0.55, 1),
  ]
  /// An identifier is one person's, whoever lives with them.
  static let identifierLevels = [
    Level("exact", 0.80, 0.001, 0.001, rare: true, othersLimit: 0.01),
    Level("exact_shared_by_few", 0.01, 0.001, 0.001, rare: true, othersLimit: 0.01),
    Level("exact_shared_by_many", 0.01, 0.001, 0.001, rare: true, othersLimit: 0.01),
    Level("similar", 0.10, 0.001, 0.001, 2e-6, othersLimit: 0.001),
    Level("near", 0.01, 0.001, 0.001, 1e-5, othersLimit: 0.001),
    Level("different", 0.07, 0.995, 0.995, 1),
  ]
  enum Number { static let sole = 0, few = 1, many = 2, similar = 3, near = 4, different = 5 }

  let field: Int
  let kind: ColumnKind
  private let column: Field
  /// By value: people behind it.
  let people: [UInt16]
  /// Who they are, where they are several and not too many to tell.
  let shared: SharedValues
  private let total: Int
  /// By row: which of the people behind its first value the row is; 0 when its name is missing or
  /// the value one person's.
  private let personOfRow: [UInt16]
  private static let crowd = 200
  let domains: MailDomains?
  /// A name that fits several of the people behind a value.
  private static let anyone = UInt16.max
  /// Addresses or numbers that one nameless person may have.
  private static let keysOfOne = 3

  init(_ records: Records, field: Int, names: inout NameComparison) {
    self.field = field
    let column = records.fields[field]
    self.column = column
    kind = column.kind
    domains = column.kind == .email ? MailDomains(column.table, records.version) : nil
    total = records.version?.rowCount ?? records.count
    if let version = records.version {
      people = version.people(column.table, field)
      shared = records.sharedValues[field]
      personOfRow = Self.persons(column, shared, records, &names)
    } else {
      (people, shared, personOfRow) = Self.countPeople(column, records, &names)
    }
  }

  /// Who stands behind each value, counted in the records.
  private static func countPeople(
    _ column: Field, _ records: Records, _ names: inout NameComparison
  ) -> (people: [UInt16], shared: SharedValues, personOfRow: [UInt16]) {
    var people = [UInt16](repeating: 1, count: column.table.count)
    var personOfRow = [UInt16](repeating: 0, count: records.count)
    guard let nameField = records.nameField else { return (people, SharedValues(), personOfRow) }
    var shared = SharedValues(valueCount: column.table.count)
    let blocks = Blocks(column, rowCount: records.count)
    var leaders: [Int] = []
    var ordered: [(name: Int, row: Int)] = []
    for value in 1..<max(1, blocks.count) {
      let range = blocks.range(value)
      if range.count < 2 { continue }
      ordered.removeAll(keepingCapacity: true)
      for position in range {
        let row = Int(blocks.rows[position])
        let name = records.fields[nameField].first(row)
        if !records.names.isMissing(name) { ordered.append((name, row)) }
      }
      // The fullest name first, so that an initial or a first name finds whose it is.
      ordered.sort { isFuller($0.name, than: $1.name, records.names) }
      leaders.removeAll(keepingCapacity: true)
      for (name, _) in ordered where leaders.last != name {
        let isKnown = leaders.contains { leader in
          leader == name
            || (leaders.count <= SharedValues.limit
              && names.compare(leader, name).level.isSamePerson)
        }
        if !isKnown { leaders.append(name) }
      }
      if (2...SharedValues.limit).contains(leaders.count) {
        shared.add(value, leaders)
        for (name, row) in ordered where column.first(row) == value {
          personOfRow[row] = person(name, among: leaders, &names)
        }
      }
      people[value] = UInt16(
        min(65_535, max(1, leaders.count, nameless(range, blocks, column.kind, records))))
    }
    return (people, shared, personOfRow)
  }

  /// For each row whom of the people behind its first value it is.
  private static func persons(
    _ column: Field, _ shared: SharedValues, _ records: Records, _ names: inout NameComparison
  ) -> [UInt16] {
    var personOfRow = [UInt16](repeating: 0, count: records.count)
    for row in 0..<records.count {
      let value = column.first(row)
      let name = records.firstName(row)
      if value == 0 || shared.leaders(value).isEmpty || records.names.isMissing(name) { continue }
      let leaders = shared.leaders(value).map { Int($0) }
      personOfRow[row] = person(name, among: leaders, &names)
    }
    return personOfRow
  }

  /// Which of the people a name is, counted from 1; 0 for somebody else. Fuller names are asked first:
  /// what fits one of them is not asked whether a shorter one fits it.
  private static func person(
    _ name: Int, among leaders: [Int], _ names: inout NameComparison
  ) -> UInt16 {
    if let index = leaders.firstIndex(of: name) { return UInt16(index + 1) }
    var person = 0
    var fits = 0
    for (index, leader) in leaders.enumerated() {
      if fits > 0, !isFuller(leader, than: name, names.index) { break }
      if !names.compare(leader, name).level.isSamePerson { continue }
      fits += 1
      if person == 0 { person = index + 1 }
    }
    return fits > 1 ? anyone : UInt16(person)
  }

  /// The order in which names look for whose they are.
  private static func isFuller(_ a: Int, than b: Int, _ index: NameIndex) -> Bool {
    let x = index.letterCount(a)
    let y = index.letterCount(b)
    return x != y ? x > y : index.isOrdered(a, before: b)
  }

  /// Rows without a name are told apart by their other key: a line with many mailboxes is nobody's.
  private static func nameless(
    _ range: Range<Int>, _ blocks: Blocks, _ kind: ColumnKind, _ records: Records
  ) -> Int {
    let other: ColumnKind = kind == .email ? .phone : .email
    guard let key = records.fields.first(where: { $0.kind == other }) else { return 0 }
    var values: Set<Int> = []
    for position in range {
      let row = Int(blocks.rows[position])
      if records.names.isMissing(records.firstName(row)), key.first(row) != 0 {
        values.insert(key.first(row))
      }
    }
    return (values.count + keysOfOne - 1) / keysOfOne
  }

  /// Whether two addresses that are nearly equal may well be two that are made of one name.
  func areOfOneName(_ a: Int, _ b: Int) -> Bool {
    domains?.areOfOneName(a, b, column.table) ?? false
  }

  /// Whether a row may be any of several people behind its value.
  func isAnyone(_ row: Int) -> Bool { personOfRow[row] == Self.anyone }

  /// What shows that two values are far apart, without looking at them.
  ///
  /// Of a mailbox the letters of both of its parts; of a number its beginning and its end, of which a
  /// single slip leaves one as it was.
  func signature(_ value: Int) -> UInt64 {
    let text = column.table.bytes
    let bytes = text.span
    let range = column.table.range(value)
    if column.kind == .email {
      var letters: UInt64 = 0
      var shift: UInt64 = 32
      for offset in range {
        if bytes[offset] == UInt8(ascii: "@") { shift = 0 }
        letters |= 1 << (shift + UInt64(bytes[offset] & 31))
      }
      return letters
    }
    let size = min(6, range.count)
    let first = hash32(bytes.extracting(range.lowerBound..<(range.lowerBound + size)))
    let last = hash32(bytes.extracting((range.upperBound - size)..<range.upperBound))
    return UInt64(first) << 32 | UInt64(last)
  }

  /// Whether values of these signatures can only be far apart.
  @inline(__always)
  static func areFarApart(_ a: UInt64, _ b: UInt64, kind: ColumnKind) -> Bool {
    let apart = a ^ b
    if kind == .email {
      return (apart >> 32).nonzeroBitCount > 4 || (apart & 0xFFFF_FFFF).nonzeroBitCount > 4
    }
    return apart >> 32 != 0 && apart & 0xFFFF_FFFF != 0
  }

  /// Agreement on the best of the rows' values.
  func compare(_ left: Int, _ right: Int, _ records: Records) -> Agreement {
    let a = column.first(left)
    let b = column.first(right)
    if a == 0 || b == 0 { return .missing }
    if !column.hasSeveral(left) && !column.hasSeveral(right) {
      return compare(a, b, left, right, records)
    }
    var best = Agreement.missing
    for i in 0..<column.valueCount(left) {
      for j in 0..<column.valueCount(right) {
        let x = column.value(left, i)
        let y = column.value(right, j)
        let agreement = compare(x, y, left, right, records)
        if best.level < 0 || agreement.level < best.level { best = agreement }
      }
    }
    return best
  }

  @inline(__always)
  func compare(
    _ a: Int, _ b: Int, _ left: Int, _ right: Int, _ records: Records
  ) -> Agreement {
    if a == b {
      let own =
        people[a] > 1 && column.first(left) == a && column.first(right) == a
          && personOfRow[left] != personOfRow[right] && personOfRow[left] != 0
          && personOfRow[right] != 0 ? 2 : 1
      let others = max(0, Int(people[a]) - own)
      if others > Self.crowd { return .missing }
      if records.isRoleMailbox(field, a) {
        return Agreement(
          level: Number.many, rarity: rarityBits(count: others + 4, total: total, alone: 0.005))
      }
      let level = others == 0 ? Number.sole : others <= 2 ? Number.few : Number.many
      return Agreement(
        level: level, rarity: rarityBits(count: others + 2, total: total, alone: 0.005))
    }
    let text = column.table.bytes
    let bytes = text.span
    let x = column.table.range(a)
    let y = column.table.range(b)
    if min(x.count, y.count) >= 6,
      isOneEdit(bytes.extracting(x), bytes.extracting(y)),
      domains?.isSlip(a, b, column.table) ?? true
    {
      return Agreement(level: Number.similar, rarity: 0)
    }
    if column.kind == .email, isNearlyEqual(bytes.extracting(x), bytes.extracting(y)) {
      return Agreement(level: Number.near, rarity: 0)
    }
    return Agreement(level: Number.different, rarity: 0)
  }
}

/// Mailboxes of equal digits and domains that differ by slips: an edit for every four letters.
private func isNearlyEqual(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
  if abs(a.count - b.count) > 4 || min(a.count, b.count) < 12 { return false }
  guard let i = a.indices.first(where: { a[$0] == UInt8(ascii: "@") }),
    let j = b.indices.first(where: { b[$0] == UInt8(ascii: "@") }), i >= 4, j >= 4,
    haveEqualDigits(a, b)
  else { return false }
  let mailbox = editDistance(a.extracting(0..<i), b.extracting(0..<j))
  let domain = editDistance(a.extracting(i..<a.count), b.extracting(j..<b.count))
  return mailbox <= max(i, j) / 4 && domain <= max(a.count - i, b.count - j) / 4
}

/// A digit more or another is another mailbox, not a slip.
func haveEqualDigits(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
  var i = 0
  var j = 0
  while true {
    while i < a.count, !(0x30...0x39).contains(a[i]) { i += 1 }
    while j < b.count, !(0x30...0x39).contains(b[j]) { j += 1 }
    if i == a.count || j == b.count { return i == a.count && j == b.count }
    if a[i] != b[j] { return false }
    i += 1
    j += 1
  }
}
