/// Tells whether the first record of a table names its columns. In doubt it does: exports have headers.
enum HeaderInference {
  static func hasHeader(_ records: [[String]]) -> Bool {
    guard let first = records.first else { return true }
    let named = first.filter { !isBlank($0) }
    if named.isEmpty { return false }
    let kinds = named.map(kind)
    if kinds.contains(.address) || kinds.contains(.date) || kinds.contains(.phone) { return false }
    if kinds.count(where: { $0 == .number }) * 2 >= kinds.count { return false }
    return !recurs(first, in: records.dropFirst())
  }

  enum Kind: Equatable {
    case text, number, phone, date, address
  }

  /// What a cell looks like, by its bytes.
  static func kind(_ cell: String) -> Kind {
    var digits = 0
    var letters = 0
    var separators = 0
    var hasAt = false
    var dotsAfterAt = 0
    var isPhoneLike = true
    for byte in cell.utf8 {
      switch byte {
      case 0x30...0x39: digits += 1
      case UInt8(ascii: "@"):
        hasAt = true
        isPhoneLike = false
      case UInt8(ascii: "."):
        if hasAt { dotsAfterAt += 1 }
        separators += 1
      case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ":"): separators += 1
      case UInt8(ascii: "+"), UInt8(ascii: "("), UInt8(ascii: ")"), 0x20, UInt8(ascii: ","): break
      default:
        letters += 1
        isPhoneLike = false
      }
    }
    if hasAt, dotsAfterAt > 0, !cell.utf8.contains(0x20) { return .address }
    guard digits > 0, isPhoneLike else {
      // 2024-05-01T10:00:00Z
      return digits >= 8 && letters <= 2 && separators >= 4 ? .date : .text
    }
    if separators >= 2, (6...14).contains(digits), !cell.utf8.contains(UInt8(ascii: "(")),
      !cell.utf8.contains(UInt8(ascii: "+")), isDate(cell)
    {
      return .date
    }
    if digits >= 7 { return .phone }
    // Years and quarters head columns of reports.
    if digits == 4, letters == 0, separators == 0, cell.utf8.count == 4,
      cell.hasPrefix("19") || cell.hasPrefix("20")
    {
      return .text
    }
    return .number
  }

  /// Three numbers of at most two and one of two or four digits.
  private static func isDate(_ cell: String) -> Bool {
    let head = cell.prefix { $0 != " " }
    let parts = head.split(omittingEmptySubsequences: false) {
      $0 == "-" || $0 == "/" || $0 == "."
    }
    guard parts.count == 3 else { return false }
    let lengths = parts.map(\.utf8.count)
    return lengths.allSatisfy { (1...4).contains($0) } && lengths.count { $0 == 4 } <= 1
  }

  /// Whether the cells of the first record come again below as data does: then it is data.
  private static func recurs(_ first: [String], in others: ArraySlice<[String]>) -> Bool {
    var recurring = 0
    var named = 0
    // A header that is repeated as a whole, or with a column more or less, is still a header.
    let others = others.filter { !isAlike($0, first) }
    for (column, cell) in first.enumerated() where !isBlank(cell) {
      named += 1
      if others.contains(where: { column < $0.count && $0[column] == cell }) {
        recurring += 1
      }
    }
    return recurring > 0 && recurring * 2 >= named
  }

  private static func isAlike(_ other: [String], _ first: [String]) -> Bool {
    if other == first { return true }
    guard abs(other.count - first.count) == 1 else { return false }
    let equal = zip(other, first).count { $0 == $1 && !isBlank($0) }
    return equal >= 2 && equal * 5 >= max(other.count, first.count) * 3
  }

  private static func isBlank(_ cell: String) -> Bool {
    cell.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }
}
