/// Dates that are written with words: `1 Mar 2024`, `Mar 1, 2024 3:04 PM`, `1 марта 2024 г.`,
/// `Fri, 01 Mar 2024 15:04:05 +0000`, `2024年3月1日`, `民國113年3月1日`.
///
/// The slow path of date reading. A word that is not known makes the cell unreadable: better no
/// date than a wrong one.
struct DatePhrase {
  private enum Token: Equatable {
    case number(Int, digits: Int)
    case word(String)
    case sign(Unicode.Scalar)
  }

  private var tokens: [Token]
  private var numbers: [(value: Int, digits: Int)] = []
  private var month: Int?
  private var isRepublicYear = false
  private var isAfternoon: Bool?
  private var clock: (hour: Int, minute: Int, second: Int)?
  private var offsetMinutes: Int?
  private var named: (year: Int?, month: Int?, day: Int?) = (nil, nil, nil)

  /// The parts of a tidy text, or nil where it is not a date.
  static func parts(of text: String) -> DateParts? {
    guard text.utf8.count <= 100 else { return nil }
    var phrase = DatePhrase(tokens: tokens(of: text))
    return phrase.takeAll() ? phrase.parts() : nil
  }

  private init(tokens: [Token]) { self.tokens = tokens }

  private static func tokens(of text: String) -> [Token] {
    var tokens: [Token] = []
    var word = String.UnicodeScalarView()
    func endWord() {
      guard !word.isEmpty else { return }
      tokens.append(.word(fold(String(word))))
      word = String.UnicodeScalarView()
    }
    for scalar in text.unicodeScalars {
      var value = scalar.value
      if value >= 0xFF01, value <= 0xFF5E { value -= 0xFEE0 }
      if (0x30...0x39).contains(value) {
        endWord()
        let digit = Int(value - 0x30)
        if case .number(let number, let digits)? = tokens.last, digits < 9 {
          tokens[tokens.count - 1] = .number(number * 10 + digit, digits: digits + 1)
        } else {
          tokens.append(.number(digit, digits: 1))
        }
      } else if Script(value) == .han {
        endWord()
        tokens.append(.word(String(Character(scalar))))
      } else if scalar.properties.isAlphabetic || (0x300...0x36F).contains(value) {
        word.append(scalar)
      } else {
        endWord()
        tokens.append(.sign(Unicode.Scalar(value) ?? scalar))
      }
    }
    endWord()
    return tokens
  }

  private mutating func takeAll() -> Bool {
    var index = 0
    while index < tokens.count {
      switch tokens[index] {
      case .number(let value, let digits):
        if takeClock(at: &index, hour: value, digits: digits) { continue }
        if takeNamed(at: &index, value: value) { continue }
        numbers.append((value, digits))
      case .word(let word):
        guard take(word, at: &index) else { return false }
      case .sign(let sign):
        if sign == "(", clock != nil { return true }
        if clock != nil, sign == "+" || sign == "-", takeOffset(at: &index, sign: sign) { continue }
        guard " ,./-’'()".unicodeScalars.contains(sign) else { return false }
      }
      index += 1
    }
    return true
  }

  /// `15:04[:05[.678]]`
  private mutating func takeClock(at index: inout Int, hour: Int, digits: Int) -> Bool {
    guard clock == nil, digits <= 2, let minute = number(after: ":", at: index + 1) else {
      return false
    }
    index += 3
    var second = 0
    if let seconds = number(after: ":", at: index) {
      second = seconds
      index += 2
      if number(after: ".", at: index) != nil { index += 2 }
    }
    clock = (hour, minute, second)
    return true
  }

  private func number(after sign: Unicode.Scalar, at index: Int) -> Int? {
    guard index + 1 < tokens.count, tokens[index] == .sign(sign),
      case .number(let value, let digits) = tokens[index + 1], digits <= 2 || sign == "."
    else { return nil }
    return value
  }

  /// `2024年`, `3月`, `1日`, `15時`, `4分`, `5秒`
  private mutating func takeNamed(at index: inout Int, value: Int) -> Bool {
    var following = index + 1
    while following < tokens.count, tokens[following] == .sign(" ") { following += 1 }
    guard following < tokens.count, case .word(let unit) = tokens[following] else { return false }
    switch unit {
    case "年" where named.year == nil: named.year = value
    case "月" where named.month == nil: named.month = value
    case "日" where named.day == nil, "号" where named.day == nil, "號" where named.day == nil:
      named.day = value
    case "时", "時", "点", "點": clock = (value, clock?.minute ?? 0, clock?.second ?? 0)
    case "分": clock?.minute = value
    case "秒": clock?.second = value
    default: return false
    }
    index = following + 1
    return true
  }

  private mutating func takeOffset(at index: inout Int, sign: Unicode.Scalar) -> Bool {
    guard index + 1 < tokens.count, case .number(let value, let digits) = tokens[index + 1] else {
      return false
    }
    guard digits == 4 || digits <= 2 else { return false }
    var minutes = digits == 4 ? value / 100 * 60 + value % 100 : value * 60
    index += 2
    if digits <= 2, let rest = number(after: ":", at: index) {
      minutes += rest
      index += 2
    }
    offsetMinutes = sign == "-" ? -minutes : minutes
    return true
  }

  private mutating func take(_ word: String, at index: inout Int) -> Bool {
    if let value = DateWords.table.value(of: word) {
      switch value {
      case 1...12:
        guard month == nil else { return false }
        month = Int(value)
      case DateWords.morning: isAfternoon = false
      case DateWords.afternoon: isAfternoon = true
      case DateWords.utc: offsetMinutes = 0
      case DateWords.republic: isRepublicYear = true
      default: break
      }
      return true
    }
    // `a.m.`, `p. m.`: the letters stand as words of their own.
    if word == "a" || word == "p", clock != nil {
      isAfternoon = word == "p"
      return true
    }
    return word == "m" && isAfternoon != nil
  }

  private func parts() -> DateParts? {
    var time: TimeOfDay?
    if let clock {
      time = TimeOfDay(
        hour: clock.hour, minute: clock.minute, second: clock.second, isAfternoon: isAfternoon,
        offsetMinutes: offsetMinutes)
      guard time != nil else { return nil }
    } else if isAfternoon != nil {
      return nil
    }
    if let monthNumber = named.month, let day = named.day {
      guard numbers.isEmpty, month == nil else { return nil }
      return DateParts(form: form(year: named.year, digits: 4, monthNumber, day), time: time)
    }
    if let month {
      guard named.year == nil || numbers.count == 1 else { return nil }
      switch numbers.count {
      case 1 where numbers[0].digits <= 2:
        return DateParts(
          form: form(year: named.year, digits: 4, month, numbers[0].value), time: time)
      case 2:
        let yearIsFirst = numbers[0].digits == 4 || numbers[0].value > 31
        let year = numbers[yearIsFirst ? 0 : 1]
        let day = numbers[yearIsFirst ? 1 : 0]
        guard day.digits <= 2, year.digits == 2 || year.digits == 4 else { return nil }
        return DateParts(
          form: form(year: year.value, digits: year.digits, month, day.value), time: time)
      default: return nil
      }
    }
    guard numbers.count == 3, isRepublicYear || numbers[0].digits == 4 else { return nil }
    return DateParts(
      form: form(year: numbers[0].value, digits: 4, numbers[1].value, numbers[2].value), time: time)
  }

  private func form(year: Int?, digits: Int, _ month: Int, _ day: Int) -> DateParts.Form {
    guard let year else {
      return .calendar(CivilDate(year: 0, month: month, day: day), hasShortYear: false)
    }
    if isRepublicYear, year < 1000 {
      return .calendar(CivilDate(year: year + 1911, month: month, day: day), hasShortYear: false)
    }
    return .calendar(CivilDate(year: year, month: month, day: day), hasShortYear: digits == 2)
  }
}
