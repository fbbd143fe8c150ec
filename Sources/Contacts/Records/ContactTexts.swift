/// The texts of one contact: for each column a range of one buffer.
///
/// Setting a text appends it; what stood there before stays behind in the buffer until `removeAll`, which keeps the
/// storage. Nothing is allocated per text.
package struct ContactTexts: Sendable {
  package private(set) var bytes: [UInt8] = []
  /// Bit c: column c has a text.
  package private(set) var filled: UInt64 = 0
  /// By column; meaningful where the column is filled.
  private var ranges = [Range<Int>](repeating: 0..<0, count: ContactColumn.allCases.count)

  package init() {}

  package func isEmpty(_ column: ContactColumn) -> Bool {
    filled & (1 << UInt64(column.rawValue)) == 0
  }

  /// Where the text of a column stands in `bytes`; empty where it has none.
  package func range(_ column: ContactColumn) -> Range<Int> {
    isEmpty(column) ? 0..<0 : ranges[column.rawValue]
  }

  /// The same for a column that is filled, by its number.
  @inline(__always)
  func range(filledColumn column: Int) -> Range<Int> { ranges[column] }

  package subscript(column: ContactColumn) -> String {
    get {
      let range = range(column)
      return range.isEmpty ? "" : String(decoding: bytes[range], as: UTF8.self)
    }
    set {
      let start = bytes.count
      if !newValue.isEmpty { bytes.append(contentsOf: newValue.utf8) }
      set(column, start..<bytes.count)
    }
  }

  /// Sets a text to what `write` appends.
  @inline(__always)
  package mutating func set(_ column: ContactColumn, write: (inout [UInt8]) -> Void) {
    let start = bytes.count
    write(&bytes)
    set(column, start..<bytes.count)
  }

  /// Sets a text to what stands in the buffer already.
  @inline(__always)
  private mutating func set(_ column: ContactColumn, _ range: Range<Int>) {
    let bit: UInt64 = 1 << UInt64(column.rawValue)
    filled = range.isEmpty ? filled & ~bit : filled | bit
    ranges[column.rawValue] = range
  }

  /// Adds a text that belongs to no column, and returns its place.
  mutating func append(write: (inout [UInt8]) -> Void) -> Range<Int> {
    let start = bytes.count
    write(&bytes)
    return start..<bytes.count
  }

  /// The bytes of a column, without making a `String`.
  @inline(__always)
  package func withBytes<R>(_ column: ContactColumn, _ body: (Span<UInt8>) throws -> R) rethrows
    -> R
  {
    try body(bytes.span.extracting(range(column)))
  }

  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    filled = 0
  }
}
