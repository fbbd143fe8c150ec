/// The records to link, column by column: every value folded and dictionary-encoded as it is added.
///
/// Columns of the kinds name, phone, email, company and address are pooled: a number in a `mobile`
/// column agrees with the same number in a `phone` column. Columns of the other kinds are compared
/// each with itself. A name column holds the whole name; where a table keeps given name and surname
/// apart, join them with a space first.
///
/// Memory is 4 bytes per row and field, and the distinct values once.
public struct RecordColumns: Sendable {
  /// Rows ended so far.
  public private(set) var count = 0

  var fields: [Field] = []
  private var fieldOfColumn: [Int] = []
  private var scratch: [UInt8] = []

  /// Columns in the order in which `add` counts them.
  public init(kinds: [(name: String, kind: ColumnKind)]) {
    for (name, kind) in kinds {
      if Self.isPooled(kind), let index = fields.firstIndex(where: { $0.kind == kind }) {
        fields[index] = Field(name: kind.rawValue, kind: kind)
        fieldOfColumn.append(index)
      } else {
        fieldOfColumn.append(fields.count)
        fields.append(Field(name: name, kind: kind))
      }
    }
  }

  /// Adds a value (UTF-8) to the row in hand. Empty values are ignored; several values per column
  /// and row are alternatives. O(length).
  public mutating func add(_ value: Span<UInt8>, column: Int) {
    if value.isEmpty { return }
    let field = fieldOfColumn[column]
    // Taken out while in use: its span and the field cannot both be reached through `self`.
    var folded: [UInt8] = []
    swap(&folded, &scratch)
    folded.removeAll(keepingCapacity: true)
    switch fields[field].kind {
    case .name, .company, .address: foldText(value, into: &folded)
    case .phone: foldPhone(value, into: &folded)
    case .email: foldEmail(value, into: &folded)
    case .text: foldText(value, into: &folded)
    case .date, .birthday, .identifier, .exclusive, .source: foldSpace(value, into: &folded)
    }
    fields[field].add(folded.span, row: count)
    swap(&folded, &scratch)
  }

  /// Ends the row in hand; a row without any value is a record too.
  public mutating func endRow() { count += 1 }

  /// The fields, each brought to `count` rows, for reading only; leaves none behind.
  mutating func takeFields() -> [Field] {
    var result = fields
    fields = []
    for index in result.indices {
      result[index].pad(to: count)
      result[index].table.close()
    }
    return result
  }

  private static func isPooled(_ kind: ColumnKind) -> Bool {
    switch kind {
    case .name, .phone, .email, .company, .address: true
    case .date, .birthday, .identifier, .exclusive, .source, .text: false
    }
  }
}

/// Keeps digits, letters and a leading `+`: what is between the digits is decoration.
private func foldPhone(_ value: Span<UInt8>, into out: inout [UInt8]) {
  for index in value.indices {
    let byte = value[index]
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): out.append(byte)
    case UInt8(ascii: "+") where out.isEmpty: out.append(byte)
    case UInt8(ascii: "a")...UInt8(ascii: "z"): out.append(byte)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): out.append(byte | 0x20)
    default: break
    }
  }
  // A line needs a few digits; "+" or "n/a" is no number.
  if out.count < 4 || !out.contains(where: { (0x30...0x39).contains($0) }) { out.removeAll() }
}

/// Lower-cases ASCII and trims. What has no `@` inside is no address.
private func foldEmail(_ value: Span<UInt8>, into out: inout [UInt8]) {
  foldSpace(value, into: &out)
  var at = -1
  for index in out.indices {
    if out[index] == UInt8(ascii: "@") { at = index }
    if (0x41...0x5A).contains(out[index]) { out[index] |= 0x20 }
  }
  if at <= 0 || at == out.count - 1 { out.removeAll() }
}

/// Trims ASCII blanks at both ends.
private func foldSpace(_ value: Span<UInt8>, into out: inout [UInt8]) {
  var low = 0
  var high = value.count
  while low < high, value[low] <= 0x20 { low += 1 }
  while high > low, value[high - 1] <= 0x20 { high -= 1 }
  for index in low..<high { out.append(value[index]) }
}
