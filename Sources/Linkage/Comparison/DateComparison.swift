/// How two dates compare, both folded text and best in ISO 8601 (`1980-03-04`).
enum DateLevel: Sendable {
  case equal
  /// Day and month exchanged.
  case transposed
  /// One digit differs.
  case similar
  case different
}

func compareDates(_ a: Span<UInt8>, _ b: Span<UInt8>) -> DateLevel {
  guard a.count == b.count else { return .different }
  var differing = 0
  for index in a.indices where a[index] != b[index] { differing += 1 }
  if differing == 0 { return .equal }
  if a.count == 10, a[4] == UInt8(ascii: "-"), b[4] == UInt8(ascii: "-") {
    var isTransposed = true
    for index in 0..<4 where a[index] != b[index] { isTransposed = false }
    for index in 0..<2 where a[5 + index] != b[8 + index] || a[8 + index] != b[5 + index] {
      isTransposed = false
    }
    if isTransposed { return .transposed }
  }
  return differing == 1 ? .similar : .different
}
