/// A long number as a spreadsheet shows it in a narrow column, such as `7.91612E+10`: its last digits are lost.
enum RoundedNumber {
  /// Whether a cell is one: fewer digits behind the point than the exponent asks for. O(n), and O(1) for most cells.
  static func isOne(_ cell: Span<UInt8>) -> Bool {
    let count = cell.count
    guard count >= 5, count <= 24, cell[count - 3] == UInt8(ascii: "+"),
      cell[count - 4] == UInt8(ascii: "E"), let tens = digit(cell[count - 2]),
      let ones = digit(cell[count - 1])
    else { return false }
    var index = cell[0] == UInt8(ascii: "-") || cell[0] == UInt8(ascii: "+") ? 1 : 0
    guard index < count - 4, digit(cell[index]) != nil else { return false }
    index += 1
    var decimals = 0
    if index < count - 4 {
      guard cell[index] == UInt8(ascii: ".") || cell[index] == UInt8(ascii: ",") else {
        return false
      }
      index += 1
      while index < count - 4 {
        guard digit(cell[index]) != nil else { return false }
        decimals += 1
        index += 1
      }
    }
    // What has fewer digits is shown whole; what has more is no number of a person or thing.
    let exponent = tens * 10 + ones
    return (7...20).contains(exponent) && decimals < exponent
  }

  private static func digit(_ byte: UInt8) -> Int? {
    (0x30...0x39).contains(byte) ? Int(byte) - 0x30 : nil
  }
}

extension RecordBatch {
  /// How many cells of some columns are such numbers, and the first.
  func roundedNumbers(in columns: [Int]) -> (count: UInt64, first: (row: Int, column: Int)?) {
    var found: UInt64 = 0
    var first: (row: Int, column: Int)?
    for row in 0..<count {
      for column in columns {
        let cell = cell(row: row, column: column)
        guard RoundedNumber.isOne(bytes.span.extracting(cell)) else { continue }
        found += 1
        first = first ?? (row, column)
      }
    }
    return (found, first)
  }
}
