internal import Tabular

/// Whether a value says that there is none: `n/a`, `NULL`, `-`. Two of them agree about nothing.
///
/// - Parameter isName: `None` and `Na` are names too.
func isMissingValue(_ value: Span<UInt8>, isName: Bool = false) -> Bool {
  if value.isEmpty { return true }
  guard value.count <= 8 else { return false }
  var word: UInt64 = 0
  for index in value.indices {
    let byte = value[index]
    word = word << 8 | UInt64((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
  }
  return signs.contains(word) || (!isName && words.contains(word))
}

private let signs = packed([
  "-", "--", "---", ".", "?", "??", "n/a", "#n/a", "null", "(null)", "<null>", "nan", "(none)",
])
private let words = packed(["na", "none", "nil", "unknown", "unk", "keine", "нет"])

/// Texts of up to eight bytes, each as one number.
private func packed(_ texts: [String]) -> Set<UInt64> {
  Set(texts.map { $0.utf8.reduce(0) { $0 << 8 | UInt64($1) } })
}

extension RecordBatch {
  /// Where a cell's text stands in `bytes`, without ASCII blanks at both ends.
  func trimmedCell(row: Int, column: Int) -> Range<Int> {
    let cell = cell(row: row, column: column)
    var low = cell.lowerBound
    var high = cell.upperBound
    while low < high, bytes[low] <= 0x20 { low += 1 }
    while high > low, bytes[high - 1] <= 0x20 { high -= 1 }
    return low..<high
  }
}
