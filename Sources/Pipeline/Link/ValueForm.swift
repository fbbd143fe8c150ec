/// What a value looks like, byte by byte. Forms do not exclude each other.
struct ValueForm: OptionSet {
  let rawValue: UInt16

  /// `a@b.c`
  static let mail = ValueForm(rawValue: 1)
  /// A day: ISO 8601, eight digits, or three numbers between equal signs.
  static let date = ValueForm(rawValue: 2)
  /// A day and a time.
  static let timestamp = ValueForm(rawValue: 4)
  /// Digits as of a telephone number, written as nothing else is: `+49 30 123`, `(030) 123-4`.
  static let dialled = ValueForm(rawValue: 8)
  /// Enough digits for a telephone number, and few letters.
  static let digits = ValueForm(rawValue: 16)
  /// Digits only.
  static let number = ValueForm(rawValue: 32)
  /// A number with a fraction.
  static let fraction = ValueForm(rawValue: 64)
  /// Yes or no.
  static let flag = ValueForm(rawValue: 128)
  /// More than 80 characters.
  static let long = ValueForm(rawValue: 256)

  /// A value's form, its words and the bytes of its letters. O(length).
  static func read(_ value: Span<UInt8>) -> (form: ValueForm, words: Int, letters: Int) {
    var counts = Counts()
    for index in value.indices { counts.take(value[index], at: index) }
    var form = ValueForm()
    let digits = counts.digits
    let letters = counts.letters
    if counts.characters > 80 { form.insert(.long) }
    if counts.ats == 1, counts.words == 1, counts.firstAt > 0, counts.lastDot > counts.firstAt + 1 {
      form.insert(.mail)
    }
    if letters == 0, digits > 0, digits == value.count { form.insert(.number) }
    if letters == 0, counts.words == 1, digits + 1 == value.count,
      counts.dots == 1 || counts.commas == 1
    {
      form.insert(.fraction)
    }
    if isDate(value, counts) { form.insert(.date) }
    if counts.colons > 0, digits >= 10, letters <= 4, counts.separators >= 2 {
      form.insert(.timestamp)
    }
    if (5...18).contains(digits), letters <= 3 { form.insert(.digits) }
    let isMarked = value[0] == UInt8(ascii: "+") || value[0] == UInt8(ascii: "(")
    if (7...15).contains(digits), letters == 0, !form.contains(.date), !form.contains(.timestamp),
      isMarked || counts.words + counts.dashes + counts.slashes > 2
        || (value[0] == UInt8(ascii: "0") && digits >= 9)
    {
      form.insert(.dialled)
    }
    if value.count <= 5, isFlag(value) { form.insert(.flag) }
    return (form, counts.words, letters)
  }

  private struct Counts {
    var digits = 0
    var letters = 0
    var characters = 0
    var words = 0
    var ats = 0
    var firstAt = -1
    var lastDot = -1
    var dots = 0
    var commas = 0
    var dashes = 0
    var slashes = 0
    var colons = 0
    private var isInWord = false

    var separators: Int { dots + dashes + slashes }

    @inline(__always)
    mutating func take(_ byte: UInt8, at index: Int) {
      if byte & 0xC0 != 0x80 { characters += 1 }
      if byte <= 0x20 {
        isInWord = false
        return
      }
      if !isInWord { words += 1 }
      isInWord = true
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...:
        letters += 1
      case UInt8(ascii: "@"):
        if ats == 0 { firstAt = index }
        ats += 1
      case UInt8(ascii: "."):
        dots += 1
        lastDot = index
      case UInt8(ascii: ","): commas += 1
      case UInt8(ascii: "-"): dashes += 1
      case UInt8(ascii: "/"): slashes += 1
      case UInt8(ascii: ":"): colons += 1
      default: break
      }
    }
  }

  private static func isDate(_ value: Span<UInt8>, _ counts: Counts) -> Bool {
    guard counts.letters == 0, counts.words == 1, counts.colons == 0 else { return false }
    if counts.digits == 8, value.count == 8 {
      var number = 0
      for index in value.indices { number = number * 10 + Int(value[index] - UInt8(ascii: "0")) }
      return (1800...2100).contains(number / 10_000)
        && (1...12).contains(number / 100 % 100) && (1...31).contains(number % 100)
    }
    guard (4...8).contains(counts.digits), value.count == counts.digits + 2 else { return false }
    return counts.dots == 2 || counts.dashes == 2 || counts.slashes == 2
  }

  private static func isFlag(_ value: Span<UInt8>) -> Bool {
    var word: UInt64 = 0
    for index in value.indices {
      let byte = value[index]
      word = word << 8 | UInt64((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
    }
    return flags.contains(word)
  }

  private static let flags: Set<UInt64> = Set(
    ["0", "1", "x", "y", "n", "yes", "no", "true", "false", "ja", "nein", "oui", "non", "si", "да"]
      .map { $0.utf8.reduce(0) { $0 << 8 | UInt64($1) } })
}
