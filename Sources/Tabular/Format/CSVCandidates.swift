/// The dialects that a text may be written in, in order of preference.
struct CSVCandidates {
  struct Candidate {
    var syntax: CSVSyntax
    /// Doubts about what is seldom meant.
    var weight: Double
  }

  private static let usual = Array(",;\t|".utf8)
  private static let rare: [(UInt8, Double)] = [
    (UInt8(ascii: "^"), 0.8), (UInt8(ascii: "~"), 0.8), (0x01, 0.9), (0x1F, 0.9),
    (UInt8(ascii: ":"), 0.5), (0x20, 0.6),
  ]

  private let text: CSVSampleText
  private var present = [Bool](repeating: false, count: 256)

  init(_ text: CSVSampleText) {
    self.text = text
    for region in text.regions {
      for index in region { present[Int(text.bytes[index])] = true }
    }
  }

  func contains(_ byte: UInt8) -> Bool { present[Int(byte)] }

  /// - Parameters: what the user set; an empty `quote` or `escape` is none.
  func all(delimiter: [UInt8]?, quote: [UInt8]?, escape: [UInt8]?) -> [Candidate] {
    var candidates: [Candidate] = []
    for (bytes, delimiterWeight) in delimiters(fixed: delimiter) {
      for (quote, quoteWeight) in quotes(delimiter: bytes, fixed: quote) {
        for (escape, escapeWeight) in escapes(quote: quote, delimiter: bytes, fixed: escape) {
          candidates.append(
            Candidate(
              syntax: CSVSyntax(delimiter: bytes, quote: quote, escape: escape),
              weight: delimiterWeight * quoteWeight * escapeWeight))
        }
      }
    }
    return candidates
  }

  private func delimiters(fixed: [UInt8]?) -> [([UInt8], Double)] {
    if let fixed { return [(fixed, 1)] }
    var found: [([UInt8], Double)] = Self.usual.filter { contains($0) }.map { ([$0], 1) }
    // One column needs a delimiter that does not occur.
    if let absent = Self.usual.first(where: { !contains($0) }) { found.append(([absent], 1)) }
    found += Self.rare.filter { contains($0.0) }.map { ([$0.0], $0.1) }
    found += runs().map { ($0, 0.97) }
    return found
  }

  /// Runs of punctuation that stand in most of the first lines, such as `, `, `::` and `|~|`.
  private func runs() -> [[UInt8]] {
    var lines: [[UInt8]: Int] = [:]
    var lineCount = 0
    var index = text.start
    while index < text.count, lineCount < 60 {
      var inLine: Set<[UInt8]> = []
      var isFilled = false
      var run: [UInt8] = []
      while index < text.count, text.bytes[index] != 0x0A, text.bytes[index] != 0x0D {
        isFilled = true
        if Self.mayPart(text.bytes[index]) {
          run.append(text.bytes[index])
        } else {
          Self.note(run, in: &inLine)
          run = []
        }
        index += 1
      }
      Self.note(run, in: &inLine)
      if isFilled {
        lineCount += 1
        for run in inLine { lines[run, default: 0] += 1 }
      }
      index += 1
    }
    // In an order of their own: a dictionary has none.
    return lines.filter { $0.value * 10 >= lineCount * 8 && lineCount > 1 }.keys
      .sorted { $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count > $1.count }
      .prefix(6).map { $0 }
  }

  private static func note(_ run: [UInt8], in line: inout Set<[UInt8]>) {
    guard run.count > 1, run.count <= 4, run.contains(where: { $0 != 0x20 }) else { return }
    line.insert(run)
  }

  /// Punctuation that people part cells with; not what stands in names, numbers and addresses.
  private static func mayPart(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: ":"),
      UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: "#"), UInt8(ascii: "$"),
      UInt8(ascii: "@"), UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "*"),
      UInt8(ascii: "="), UInt8(ascii: "!"):
      true
    default: false
    }
  }

  private func quotes(delimiter: [UInt8], fixed: [UInt8]?) -> [(UInt8?, Double)] {
    if let fixed { return [(fixed.first, 1)] }
    var quotes: [(UInt8?, Double)] = [(UInt8(ascii: "\""), 1)]
    if opensCells(UInt8(ascii: "'"), delimiter: delimiter, atLeast: 1) {
      quotes.append((UInt8(ascii: "'"), 0.97))
    }
    // One quote that does not close is a slip; several may be inches or nicknames.
    if opensCells(UInt8(ascii: "\""), delimiter: delimiter, atLeast: 2) {
      quotes.append((nil, 0.85))
    }
    return quotes
  }

  private func escapes(
    quote: UInt8?, delimiter: [UInt8], fixed: [UInt8]?
  ) -> [(UInt8?, Double)] {
    if let fixed { return [(fixed.first == quote ? nil : fixed.first, 1)] }
    var escapes: [(UInt8?, Double)] = [(nil, 1)]
    guard let quote else {
      if precedes(UInt8(ascii: "\\"), delimiter[0], atLeast: 1) {
        escapes.append((UInt8(ascii: "\\"), 0.97))
      }
      return escapes
    }
    for (escape, least) in [
      (UInt8(ascii: "\\"), 1), (UInt8(ascii: "^"), 2), (UInt8(ascii: "~"), 2),
      (UInt8(ascii: "`"), 2), (0, 2),
    ] where contains(escape) && escape != delimiter[0] {
      if precedes(escape, quote, atLeast: least) { escapes.append((escape, 0.97)) }
    }
    return escapes
  }

  private func precedes(_ first: UInt8, _ second: UInt8, atLeast least: Int) -> Bool {
    guard contains(first) else { return false }
    var found = 0
    for region in text.regions {
      for index in region.dropLast()
      where text.bytes[index] == first && text.bytes[index + 1] == second {
        found += 1
        if found == least { return true }
      }
    }
    return false
  }

  /// Whether a byte stands at the beginning of so many cells.
  private func opensCells(_ byte: UInt8, delimiter: [UInt8], atLeast least: Int) -> Bool {
    guard contains(byte) else { return false }
    let last = delimiter[delimiter.count - 1]
    var found = 0
    for region in text.regions {
      for index in region where text.bytes[index] == byte {
        let before = index == 0 ? last : text.bytes[index - 1]
        if before == last || before == 0x0A || before == 0x0D { found += 1 }
        if found == least { return true }
      }
    }
    return false
  }
}
