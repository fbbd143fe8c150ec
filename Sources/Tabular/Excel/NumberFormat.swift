/// What a number of a workbook stands for, by its format (ECMA-376 §18.8.30 and §18.8.31).
enum NumberFormat: Equatable {
  /// The number itself.
  case plain
  case moment(Moment)
  /// Digits in a pattern, such as `00000` or `000-0000`.
  case digits([DigitPattern])

  /// A date, a time, or both.
  struct Moment: Equatable {
    var hasDate = false
    var hasTime = false
    var hasFraction = false
    /// Hours that go on beyond 24.
    var isElapsed = false
    /// Date or time or both, as the value shows: formats that differ by country.
    var isOpen = false
  }

  /// The format of a number below 164, which every program knows.
  init(builtIn id: Int) {
    switch id {
    case 14...17, 27...31, 36, 50...54, 57, 58: self = .moment(Moment(hasDate: true))
    case 18...21, 45: self = .moment(Moment(hasTime: true))
    case 47: self = .moment(Moment(hasTime: true, hasFraction: true))
    case 46: self = .moment(Moment(hasTime: true, isElapsed: true))
    case 22: self = .moment(Moment(hasDate: true, hasTime: true))
    case 32...35, 55, 56: self = .moment(Moment(hasDate: true, hasTime: true, isOpen: true))
    default: self = .plain
    }
  }

  /// A format that is spelled out, such as `dd/mm/yyyy hh:mm` or `[<=9999999]###-####;(###) ###-####`.
  init(code: String) {
    let sections = Self.sections(code)
    if let first = sections.first, let moment = Self.moment(first) {
      self = .moment(moment)
      return
    }
    let patterns = sections.map { DigitPattern($0) }
    if let first = patterns.first, let first, first.isTelling {
      self = .digits(patterns.compactMap { $0 })
    } else {
      self = .plain
    }
  }

  /// What stands in a section: a character that means something, or one that is shown as it is.
  enum Token: Equatable {
    case symbol(UInt8)
    case literal(Unicode.Scalar)
    /// What stands in brackets.
    case bracket(String)
  }

  private static func sections(_ code: String) -> [[Token]] {
    var sections: [[Token]] = [[]]
    var scalars = Array(code.unicodeScalars.prefix(1024))[...]
    while let scalar = scalars.popFirst() {
      var tokens: [Token] = []
      switch scalar {
      case ";":
        sections.append([])
        continue
      case "\"":
        while let next = scalars.popFirst(), next != "\"" { tokens.append(.literal(next)) }
      case "\\":
        if let next = scalars.popFirst() { tokens.append(.literal(next)) }
      // A blank as wide as the next character, and what fills the cell.
      case "_", "*": _ = scalars.popFirst()
      case "[":
        var text = ""
        while let next = scalars.popFirst(), next != "]" { text.unicodeScalars.append(next) }
        tokens.append(.bracket(text.lowercased()))
      default:
        tokens.append(
          scalar.isASCII ? .symbol(UInt8(scalar.value)) : .literal(scalar))
      }
      sections[sections.count - 1] += tokens
    }
    return sections
  }

  private static func moment(_ section: [Token]) -> Moment? {
    var moment = Moment()
    // The letters in their order, each run once; `m` after hours or before seconds is minutes.
    var letters: [UInt8] = []
    var afterPoint = false
    for token in section {
      switch token {
      case .bracket(let text):
        guard let first = text.utf8.first, "hms".utf8.contains(first),
          text.utf8.allSatisfy({ $0 == first })
        else { continue }
        moment.isElapsed = true
        moment.hasTime = true
        letters.append(UInt8(ascii: "h"))
      case .symbol(let symbol):
        let letter = symbol | 0x20
        switch symbol {
        case UInt8(ascii: "."), UInt8(ascii: ","):
          afterPoint = letters.last == UInt8(ascii: "s")
          continue
        case UInt8(ascii: "0"):
          guard afterPoint else { return nil }
          moment.hasFraction = true
          continue
        case UInt8(ascii: "#"), UInt8(ascii: "?"), UInt8(ascii: "@"), UInt8(ascii: "%"): return nil
        default: break
        }
        // `General` begins like an era.
        if symbol == UInt8(ascii: "G"), letters.isEmpty { return nil }
        if "ymdhs".utf8.contains(letter), letters.last != letter { letters.append(letter) }
      case .literal: break
      }
      afterPoint = false
    }
    for (index, letter) in letters.enumerated() {
      switch letter {
      case UInt8(ascii: "y"), UInt8(ascii: "d"): moment.hasDate = true
      case UInt8(ascii: "h"), UInt8(ascii: "s"): moment.hasTime = true
      default:
        let isMinute =
          (index > 0 && letters[index - 1] == UInt8(ascii: "h"))
          || (index + 1 < letters.count && letters[index + 1] == UInt8(ascii: "s"))
        if isMinute { moment.hasTime = true } else { moment.hasDate = true }
      }
    }
    return moment.hasDate || moment.hasTime ? moment : nil
  }
}

/// A section of a format of digits and what stands between them, as phone numbers, postal codes and account
/// numbers are kept in workbooks.
struct DigitPattern: Equatable {
  enum Part: Equatable {
    case literal(UInt8)
    /// A place for a digit, and whether a zero stands there if there is none.
    case digit(isPadded: Bool)
  }

  private(set) var parts: [Part] = []
  /// Which numbers the section is for; `nil`: those that none before is for.
  private var condition: (sign: String, bound: Double)?

  /// `nil` for a section that shows numbers in another way.
  init?(_ tokens: [NumberFormat.Token]) {
    for token in tokens {
      switch token {
      case .symbol(UInt8(ascii: "0")): parts.append(.digit(isPadded: true))
      case .symbol(UInt8(ascii: "#")), .symbol(UInt8(ascii: "?")):
        parts.append(.digit(isPadded: false))
      case .symbol(let byte) where "+-() ".utf8.contains(byte): parts.append(.literal(byte))
      case .symbol: return nil
      case .literal(let scalar):
        // Units and currencies are no part of a number that is looked for.
        guard scalar.isASCII, "+-()./ 0123456789".utf8.contains(UInt8(scalar.value)) else {
          return nil
        }
        parts.append(.literal(UInt8(scalar.value)))
      case .bracket(let text):
        let sign = text.prefix { "<>=".contains($0) }
        guard !sign.isEmpty else { continue }
        guard let bound = Double(text.dropFirst(sign.count)) else { return nil }
        condition = (String(sign), bound)
      }
    }
    while parts.first == .literal(0x20) { parts.removeFirst() }
    while parts.last == .literal(0x20) { parts.removeLast() }
    guard parts.contains(where: { if case .digit = $0 { true } else { false } }) else { return nil }
  }

  static func == (a: DigitPattern, b: DigitPattern) -> Bool {
    a.parts == b.parts && a.condition?.sign == b.condition?.sign
      && a.condition?.bound == b.condition?.bound
  }

  /// Whether it shows more than the digits of the number.
  var isTelling: Bool {
    parts.contains { if case .literal = $0 { true } else { false } }
      || parts.count { $0 == .digit(isPadded: true) } > 1
  }

  func isFor(_ number: Double) -> Bool {
    guard let condition else { return true }
    switch condition.sign {
    case "<": return number < condition.bound
    case "<=": return number <= condition.bound
    case ">": return number > condition.bound
    case ">=": return number >= condition.bound
    case "=": return number == condition.bound
    default: return number != condition.bound
    }
  }

  /// The digits in the pattern; those that find no place stand before the first one.
  func write(_ digits: ArraySlice<UInt8>, into text: inout [UInt8]) {
    var places = parts.count { if case .digit = $0 { true } else { false } }
    var rest = digits
    for part in parts {
      switch part {
      case .literal(let byte): text.append(byte)
      case .digit(let isPadded):
        if rest.count >= places {
          text.append(contentsOf: rest.prefix(rest.count - places + 1))
          rest = rest.dropFirst(rest.count - places + 1)
        } else if isPadded {
          text.append(0x30)
        }
        places -= 1
      }
    }
  }
}
