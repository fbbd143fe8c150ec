/// What a cell of a contact list holds, after repairs.
public struct CellReading: Sendable, Hashable {
  public enum Status: String, Sendable, CaseIterable {
    /// A valid number, read as it stands.
    case valid
    /// A valid number after the repair that `rule` names.
    case repaired
    /// Its length fits, but the plan knows no such number; not to be messaged unchecked.
    case possible
    /// No number; `rule` tells why.
    case invalid
    /// Several readings are about equally good; none is taken, and `further` shows them.
    case ambiguous
    /// Nothing, or a word for nothing.
    case empty
  }

  public var status: Status
  /// The first number; set if the status is `valid`, `repaired` or `possible`.
  public var number: PhoneNumber?
  /// Digits of the first number's extension, empty if there is none.
  public var extensionDigits: String
  public var rule: Rule
  /// How sure the reading is, 0 to 1.
  public var confidence: Double
  /// The other valid numbers of the cell, in their order; the readings of an ambiguous cell.
  public var further: [PhoneNumber]
  /// Whether the calling code came from the default region and not from the cell.
  public var usedDefaultRegion: Bool
  /// The bytes of the cell from which the first number was read; empty if there is none.
  public var bytes: Range<Int> = 0..<0
  /// The digits that a rounded number has kept, of scientific notation only.
  public var keptDigits = ""

  static func refused(_ rule: Rule, _ status: Status = .invalid) -> CellReading {
    CellReading(
      status: status, number: nil, extensionDigits: "", rule: rule, confidence: 0, further: [],
      usedDefaultRegion: false)
  }
}

/// Reads what a cell of a contact list holds, and repairs what spreadsheets and people do to it.
///
/// A calling code is never guessed: it comes from the cell or from the default region.
/// A result read again gives the same number, with the status `valid`.
///
/// - Parameters:
///   - text: UTF-8.
///   - defaultRegion: the region of national numbers, nil if it is not known.
///   - rules: the rules that may be used; what only another would read is refused as `ruleOff`.
/// - Complexity: O(n); no heap storage for a cell with one number and no extension.
public func readPhoneCell(
  _ text: Span<UInt8>, defaultRegion: Region?, rules: RuleSet = .all
) -> CellReading {
  let region = defaultRegion.flatMap { $0.isNonGeographic ? nil : $0 }
  return PlainCell.read(text, region: region, rules: rules)
    ?? readAnyCell(text, region: region, rules: rules)
}

/// As `readPhoneCell`, for cells of every kind.
func readAnyCell(_ text: Span<UInt8>, region: Region?, rules: RuleSet) -> CellReading {
  var cell = CellText()
  guard cell.append(text) else { return .refused(.tooLong) }
  var reader = CellReader(region: region, rules: rules)
  var reading = reader.read(cell.symbols.span.extracting(0..<cell.count), cell.signs)
  if !reading.bytes.isEmpty { reading.bytes = cell.bytes(of: reading.bytes, in: text) }
  return reading
}

/// As `readPhoneCell(Span)`, from a string.
public func readPhoneCell(
  _ text: String, defaultRegion: Region?, rules: RuleSet = .all
) -> CellReading {
  readPhoneCell(text.utf8Span.span, defaultRegion: defaultRegion, rules: rules)
}
