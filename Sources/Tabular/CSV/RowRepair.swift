/// What was done to a record so that it fits its table.
enum RepairKind: Int, CaseIterable {
  /// A quote that opens or closes no cell is text.
  case strayQuote
  /// Two cells that nothing parts, or an empty one that is not there at all.
  case missingDelimiter
  /// A delimiter that makes one empty cell too many.
  case surplusDelimiter
  /// Delimiters inside the text of a cell without quotes.
  case unquotedDelimiter
  /// A record with a delimiter of its own.
  case otherDelimiter
}

/// Reads a record that does not fit its table in the one way in which it does, if the other records prove one.
///
/// Each reading of the quotes, each place for a missing or surplus delimiter is weighed by how surprising its cells are
/// in their columns. The best one counts only where it is clearly better than the next: else the record stays as it is.
struct RowRepair {
  let syntax: CSVSyntax
  let profiles: [ColumnProfile]

  struct Row {
    var cells: [[UInt8]]
    /// `nil` where the record is best taken as it stands.
    var kind: RepairKind?
    var cost: Double
  }

  /// Longer records are left as they are.
  static let byteLimit = 32 << 10
  private static let quoteLimit = 40
  /// By how many bits the best way must be better than the next.
  static let margin = 1.5

  var columnCount: Int { profiles.count }
  /// Whether the columns are known well enough to prove anything.
  var hasEvidence: Bool { (profiles.first?.count ?? 0) >= 3 }

  /// - Returns: the record's cells; `nil` where nothing is proven.
  func row(_ text: UnsafePointer<UInt8>, count: Int) -> Row? {
    guard count > 0, count <= Self.byteLimit, columnCount > 1 else { return nil }
    var ways = RepairWays()
    let tokenizer = CSVTokenizer(syntax: syntax)
    var seen: Set<[CSVToken]> = []
    let hasLineEnds = hasLineEnd(text, 0..<count)
    func weigh(_ reading: QuoteReading, cost: Double, kind: RepairKind?) {
      guard let tokens = tokenizer.tokens(text, 0..<count, reading) else { return }
      guard seen.insert(tokens).inserted else { return }
      // Only quotes hold a line end.
      guard !hasLineEnds || tokens.allSatisfy({ isOneLine(text, $0) }) else { return }
      align(tokenizer, text, tokens, cost: cost, kind: kind, into: &ways)
    }
    weigh(QuoteReading(), cost: 0, kind: nil)
    if let best = ways.best, best.kind == nil, best.surprises == 0, best.strays == 0 {
      return Row(cells: best.cells, kind: nil, cost: best.cost)
    }
    let isWellQuoted =
      tokenizer.tokens(text, 0..<count)?.allSatisfy { $0.strayQuotes == 0 } ?? false
    weighQuotes(text, count, isWellQuoted: isWellQuoted, weigh)
    if columnCount > 2, hasEvidence, ways.best.map({ $0.cost > 6 * Double(columnCount) }) ?? true {
      weighOtherDelimiters(text, count, into: &ways)
    }
    guard let best = ways.best, best.cost + Self.margin <= ways.secondCost else { return nil }
    guard !hasEvidence || best.surprises <= max(1, columnCount / 4) || best.kind == .strayQuote
    else { return nil }
    return Row(cells: best.cells, kind: best.kind, cost: best.cost)
  }

  /// Whether a cell has no line end outside its quotes.
  private func isOneLine(_ text: UnsafePointer<UInt8>, _ token: CSVToken) -> Bool {
    let first = token.isQuoted ? token.closing + 1 : token.start
    return first >= token.end || !hasLineEnd(text, first..<token.end)
  }

  /// Whether a line ends inside a range.
  private func hasLineEnd(_ text: UnsafePointer<UInt8>, _ range: Range<Int>) -> Bool {
    range.contains { text[$0] == 0x0A || text[$0] == 0x0D }
  }

  private func weighQuotes(
    _ text: UnsafePointer<UInt8>, _ count: Int, isWellQuoted: Bool,
    _ weigh: (QuoteReading, Double, RepairKind?) -> Void
  ) {
    guard let quote = syntax.quote else { return }
    var places: [Int] = []
    for index in 0..<count where text[index] == quote {
      places.append(index)
      if places.count == Self.quoteLimit { break }
    }
    guard !places.isEmpty else { return }
    if !isWellQuoted {
      weigh(QuoteReading(closing: .beforeDelimiter), 1, .strayQuote)
      weigh(QuoteReading(closing: .lastBeforeDelimiter), 1, .strayQuote)
      weigh(QuoteReading(closing: .beforeDelimiter, skipsSpaces: true), 1.5, .strayQuote)
    }
    for place in places {
      let before = place > 0 ? text[place - 1] : 0
      let follows =
        place >= syntax.delimiter.count
        && syntax.isDelimiter(text, at: place - syntax.delimiter.count, end: count)
      if !isWellQuoted, place == 0 || follows {
        weigh(QuoteReading(closing: .beforeDelimiter, textAt: place), 2, .strayQuote)
        weigh(QuoteReading(closing: .lastBeforeDelimiter, textAt: place), 2, .strayQuote)
      }
      if place > 0, before != quote, !follows {
        weigh(
          QuoteReading(closing: .beforeDelimiter, missingAt: place), 4, .missingDelimiter)
      }
      if place + 1 < count, !syntax.isDelimiter(text, at: place + 1, end: count) {
        weigh(
          QuoteReading(closing: .beforeDelimiter, missingAt: place + 1), 4, .missingDelimiter)
      }
    }
  }

  private func weighOtherDelimiters(
    _ text: UnsafePointer<UInt8>, _ count: Int, into ways: inout RepairWays
  ) {
    for delimiter in [",", ";", "\t", "|", " "].map({ Array($0.utf8) })
    where delimiter != syntax.delimiter {
      var other = syntax
      other.delimiter = delimiter
      let tokenizer = CSVTokenizer(syntax: other)
      let reading = QuoteReading(closing: .beforeDelimiter)
      guard let tokens = tokenizer.tokens(text, 0..<count, reading), tokens.count >= columnCount
      else { continue }
      align(tokenizer, text, tokens, cost: 5, kind: .otherDelimiter, into: &ways)
    }
  }
}
