/// How two dates compare, both folded text and best in ISO 8601 (`1980-03-04`).
enum DateLevel: Int, Sendable {
  case equal
  /// Day and month exchanged.
  case transposed
  /// A slip: one part differs, and not by a generation; or days at the turn of a month.
  case similar
  /// One part agrees, or little more than a year lies between.
  case partial
  case different
}

/// Compares dates that do not change.
final class DateComparison: Sendable {
  static let levels = [
    Level("exact", 0.85, 0.01, 0.001, rare: true, othersLimit: 0.02),
    Level("transposed", 0.03, 0.001, 0.001, 1e-4, othersLimit: 0.001),
    Level("similar", 0.09, 0.01, 0.01, 0.01, othersLimit: 0.02),
    Level("partial", 0.02, 0.08, 0.08, 0.08, othersLimit: 0.2),
    Level("different", 0.02, 0.90, 0.90, 0.90, sameLimit: 0.3),
  ]
  let field: Int
  private let column: Field
  /// By value.
  let rarity: [Float]

  init(_ records: Records, field: Int) {
    self.field = field
    column = records.fields[field]
    let total = records.groups.count
    rarity =
      records.version?.rarities(records.fields[field].table, .value, field, alone: 0.3)
      ?? records.fields[field].groupsOfValue(records.groups).map {
        rarityBits(count: Int($0), total: total, alone: 0.3)
      }
  }

  /// The first values of two rows.
  func compareRows(_ left: Int, _ right: Int) -> Agreement {
    let a = column.first(left)
    let b = column.first(right)
    if a == 0 || b == 0 { return .missing }
    return compare(a, b)
  }

  @inline(__always)
  func compare(_ a: Int, _ b: Int) -> Agreement {
    if a == b { return Agreement(level: 0, rarity: rarity[a]) }
    let text = column.table.bytes
    let bytes = text.span
    let x = bytes.extracting(column.table.range(a))
    let y = bytes.extracting(column.table.range(b))
    // A date that could not be read does not differ from one that could.
    if (isoDate(x) == nil) != (isoDate(y) == nil) { return .missing }
    return Agreement(level: compareDates(x, y).rawValue, rarity: 0)
  }
}

/// Years that a slip may be off by; a parent and a child of one name are further apart.
private let generationYears = 15

func compareDates(_ a: Span<UInt8>, _ b: Span<UInt8>) -> DateLevel {
  guard let x = isoDate(a), let y = isoDate(b) else { return compareText(a, b) }
  let differing =
    (x.year == y.year ? 0 : 1) + (x.month == y.month ? 0 : 1) + (x.day == y.day ? 0 : 1)
  if differing == 0 { return .equal }
  if x.year == y.year && x.month == y.day && x.day == y.month { return .transposed }
  let days = abs((x.year - y.year) * 372 + (x.month - y.month) * 31 + (x.day - y.day))
  if days <= 4 { return .similar }
  if differing == 1 { return abs(x.year - y.year) < generationYears ? .similar : .partial }
  return differing == 2 || days < 400 ? .partial : .different
}

/// Dates in another form: one digit may be a slip.
private func compareText(_ a: Span<UInt8>, _ b: Span<UInt8>) -> DateLevel {
  guard a.count == b.count else { return .different }
  var differing = 0
  for index in a.indices where a[index] != b[index] { differing += 1 }
  return differing == 0 ? .equal : differing == 1 ? .similar : .different
}

private func isoDate(_ text: Span<UInt8>) -> (year: Int, month: Int, day: Int)? {
  let isSpaced = text.count == 10 && text[4] == UInt8(ascii: "-") && text[7] == UInt8(ascii: "-")
  guard isSpaced || text.count == 8 else { return nil }
  var digits = 0
  for index in text.indices where !(isSpaced && (index == 4 || index == 7)) {
    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[index]) else { return nil }
    digits = digits * 10 + Int(text[index] - UInt8(ascii: "0"))
  }
  return (digits / 10_000, digits / 100 % 100, digits % 100)
}
