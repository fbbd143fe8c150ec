/// Makes the cells of a header into names: none empty, none twice.
enum ColumnNames {
  /// Trimmed; a name that comes again gets `_2`, `_3`; an empty one is `column_4` by its place, counted from 1.
  static func unique(_ header: [String]) -> [String] {
    var taken = Set(header.map(trimmed))
    var seen: Set<String> = []
    // The next number to try behind a name, so that thousands of equal ones cost no more each.
    var next: [String: Int] = [:]
    var names: [String] = []
    for (index, cell) in header.enumerated() {
      let text = trimmed(cell)
      let base = text.isEmpty ? "column_\(index + 1)" : text
      var name = base
      var number = next[base] ?? 2
      // A made-up name must not be one that the header has elsewhere.
      while seen.contains(name) || (name != text && taken.contains(name)) {
        name = "\(base)_\(number)"
        number += 1
      }
      if name != base { next[base] = number }
      seen.insert(name)
      taken.insert(name)
      names.append(name)
    }
    return names
  }

  static func numbered(_ count: Int) -> [String] {
    (0..<count).map { "column_\($0 + 1)" }
  }

  private static func trimmed(_ cell: String) -> String {
    var bytes = Substring(cell).unicodeScalars
    while let first = bytes.first, isSpace(first) { bytes.removeFirst() }
    while let last = bytes.last, isSpace(last) { bytes.removeLast() }
    return String(bytes)
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar == "\u{FEFF}"
  }
}
