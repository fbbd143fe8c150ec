/// How two dates compare, both folded text and best in ISO 8601 (`1980-03-04`).
enum DateLevel: Sendable {
  case equal
  /// Day and month exchanged.
  case transposed
  /// A slip: one part differs, and not by a generation; or days at the turn of a month.
  case similar
  case different
}

/// Years that a slip may be off by; a parent and a child of one name are further apart.
private let generationYears = 15

func compareDates(_ a: Span<UInt8>, _ b: Span<UInt8>) -> DateLevel {
  guard let x = isoDate(a), let y = isoDate(b) else { return compareText(a, b) }
  let differing =
    (x.year == y.year ? 0 : 1) + (x.month == y.month ? 0 : 1) + (x.day == y.day ? 0 : 1)
  if differing == 0 { return .equal }
  if x.year == y.year && x.month == y.day && x.day == y.month { return .transposed }
  if differing == 1 { return abs(x.year - y.year) < generationYears ? .similar : .different }
  let days = (x.year - y.year) * 372 + (x.month - y.month) * 31 + (x.day - y.day)
  return abs(days) <= 4 ? .similar : .different
}

/// Dates in another form: one digit may be a slip.
private func compareText(_ a: Span<UInt8>, _ b: Span<UInt8>) -> DateLevel {
  guard a.count == b.count else { return .different }
  var differing = 0
  for index in a.indices where a[index] != b[index] { differing += 1 }
  return differing == 0 ? .equal : differing == 1 ? .similar : .different
}

private func isoDate(_ text: Span<UInt8>) -> (year: Int, month: Int, day: Int)? {
  guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") else {
    return nil
  }
  var digits = 0
  for index in text.indices where index != 4 && index != 7 {
    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[index]) else { return nil }
    digits = digits * 10 + Int(text[index] - UInt8(ascii: "0"))
  }
  return (digits / 10_000, digits / 100 % 100, digits % 100)
}
