internal import Contacts

/// What the values of one column look like, whatever its header says.
///
/// Nothing in it depends on the order of rows but the numbers that tell the country of phones.
struct ColumnProfile {
  /// Rows with a value.
  private(set) var filled = 0
  private(set) var sample = ValueSample()
  /// How the dates of the column are written.
  private(set) var dates = DateColumn()
  /// Whether they are days of birth.
  private(set) var years = BirthYears()
  /// Cells that tell the country of the column's numbers.
  private(set) var numbers: [String] = []

  private var forms = [Int](repeating: 0, count: 9)
  private var words = 0
  private var letters = 0

  private static let numberLimit = 2000

  /// Takes a value into account, trimmed and not missing. O(length).
  mutating func observe(_ value: Span<UInt8>, list: Int? = nil) {
    filled += 1
    sample.add(value, list: list)
    let (form, words, letters) = ValueForm.read(value)
    self.words += words
    self.letters += letters
    var bits = form.rawValue
    while bits != 0 {
      forms[bits.trailingZeroBitCount] += 1
      bits &= bits - 1
    }
    if form.contains(.date) { years.observe(value) }
    // What is plainly ISO tells nothing about the order of day and month.
    if form.contains(.date), value.count != 8, value.count != 10 || value[4] != UInt8(ascii: "-") {
      dates.observe(text(value))
    }
    if form.contains(.digits), numbers.count < Self.numberLimit { numbers.append(text(value)) }
  }

  /// Part of the filled rows whose value has the form.
  func share(_ form: ValueForm) -> Double {
    filled == 0 ? 0 : Double(forms[form.rawValue.trailingZeroBitCount]) / Double(filled)
  }

  var wordsPerValue: Double { filled == 0 ? 0 : Double(words) / Double(filled) }
  var letterBytesPerValue: Double { filled == 0 ? 0 : Double(letters) / Double(filled) }

  private func text(_ value: Span<UInt8>) -> String {
    value.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
