/// What the cells of a column show before any country is supposed.
struct ColumnSample {
  /// Numbers with a calling code, by that code.
  private(set) var byCallingCode: [UInt16: Int] = [:]
  /// Cells with digits that need a country to be read.
  private(set) var nationalCount = 0
  /// Such digits, each spelling once, in the order of the column and evenly thinned out.
  private(set) var national: [NationalDigits] = []

  /// So many different numbers decide; more would only cost time.
  static let limit = 400

  init(_ cells: some Sequence<String>) {
    var known: Set<NationalDigits> = []
    var distinct: [NationalDigits] = []
    for cell in cells {
      let text = cell.utf8Span.span
      let reading = readPhoneCell(text, defaultRegion: nil)
      if let number = reading.number, reading.status != .possible {
        byCallingCode[number.callingCode, default: 0] += 1
      } else if reading.rule == .noCountry, let digits = NationalDigits(text) {
        nationalCount += 1
        if known.insert(digits).inserted { distinct.append(digits) }
      }
    }
    if distinct.count <= Self.limit {
      national = distinct
    } else {
      national = (0..<Self.limit).map { distinct[$0 * distinct.count / Self.limit] }
    }
  }

  var internationalCount: Int { byCallingCode.values.reduce(0, +) }
}

/// The first number of a cell as digits only, leading zeros kept. Equal digits are equal, however
/// they are grouped.
struct NationalDigits: Hashable {
  private(set) var value: UInt64 = 0
  private(set) var count = 0
  private(set) var spelling = Spelling()

  static let lengths = 4...18

  /// Nil if the text has no run of digits that could be a number.
  init?(_ text: Span<UInt8>) {
    var at = 0
    var end = text.count
    // A spreadsheet's `912345678.0`.
    if end > 2, text[end - 1] == UInt8(ascii: "0"), text[end - 2] == UInt8(ascii: ".") { end -= 2 }
    while at < end {
      let byte = text[at]
      if byte >= 0x30 && byte <= 0x39 {
        append(byte - 0x30)
        at += 1
      } else if byte >= 0x80 {
        let (character, length) = decodeCharacter(text, at)
        if let digit = Symbol.decimalDigit(character) {
          append(digit)
        } else if Symbol.classes(Symbol.of(character)) & Symbol.word == 0 {
          spelling.append(UInt8(ascii: " "))
        } else if !restart() {
          end = at
        }
        at += length
      } else {
        switch byte {
        case UInt8(ascii: "/"), UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "|"), 0x0A,
          UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
          if !restart() { end = at }
        default: spelling.append(byte)
        }
        at += 1
      }
    }
    guard Self.lengths.contains(count) else { return nil }
  }

  private mutating func append(_ digit: UInt8) {
    if count <= Self.lengths.upperBound { value = value &* 10 &+ UInt64(digit) }
    count += 1
    spelling.appendDigit()
  }

  /// Digits before a word are a label's, unless there are enough for a number.
  private mutating func restart() -> Bool {
    guard count < 6 else { return false }
    value = 0
    count = 0
    spelling = Spelling()
    return true
  }

  /// Appends the digits as ASCII.
  func append(to bytes: inout [UInt8]) {
    var divisor: UInt64 = 1
    for _ in 1..<count { divisor *= 10 }
    while divisor > 0 {
      bytes.append(0x30 + UInt8(value / divisor % 10))
      divisor /= 10
    }
  }

  static func == (left: Self, right: Self) -> Bool {
    left.value == right.value && left.count == right.count
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(value)
    hasher.combine(count)
  }

  /// What numbers of one area or operator have in common: the length and the first digits after
  /// zeros, at most four of them and not the last two.
  var block: UInt64 {
    var length = 1
    var rest = value
    while rest >= 10 {
      rest /= 10
      length += 1
    }
    var lead = value
    for _ in 0..<max(2, length - 4) { lead /= 10 }
    return lead << 8 | UInt64(count)
  }

  /// The first two digits after zeros.
  var lead: UInt64 {
    var lead = value
    while lead >= 100 { lead /= 10 }
    return lead
  }
}
