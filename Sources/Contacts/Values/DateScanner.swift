/// What is written in a cell, before the column's rules say what it means.
struct DateParts {
  enum Form {
    /// A date whose order is plain; year 0: none given. A short year is not yet expanded.
    case calendar(CivilDate, hasShortYear: Bool)
    /// Three numbers whose order the column must tell.
    case triple(Int, Int, Int, DateShape)
    /// Three numbers, the first of three digits: years of the Republic of China, if marked.
    case republic(CivilDate)
    /// Seconds since 1970-01-01T00:00:00Z.
    case unix(Int64)
    /// Days since 1899-12-30, and seconds of that day.
    case serial(Int, seconds: Int)
  }

  var form: Form
  var time: TimeOfDay?
}

/// A time of day, and the offset from UTC that is written with it.
struct TimeOfDay: Equatable {
  var hour: Int
  var minute: Int
  var second: Int
  var offsetMinutes: Int?

  /// A time on a 12-hour or 24-hour clock, or nil where there is no such time.
  init?(hour: Int, minute: Int, second: Int, isAfternoon: Bool?, offsetMinutes: Int?) {
    var hour = hour
    if let isAfternoon, hour <= 12 {
      guard hour >= 1 || !isAfternoon else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    guard hour < 24, minute < 60, second < 60 else { return nil }
    if let offsetMinutes, !(-14 * 60...14 * 60).contains(offsetMinutes) { return nil }
    self.hour = hour
    self.minute = minute
    self.second = second
    self.offsetMinutes = offsetMinutes
  }

  var secondOfDay: Int { hour * 3600 + minute * 60 + second }
}

/// Reads all-numeric dates from bytes: one pass, no allocation.
struct DateScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position: Int
  private let end: Int

  /// The parts of an all-numeric date, or nil where the cell is not one.
  static func numeric(_ bytes: UnsafeBufferPointer<UInt8>) -> DateParts? {
    var scanner = DateScanner(bytes)
    return scanner.scanDate()
  }

  /// The orders in which three numbers are a day, a month and a year.
  static func orders(_ first: Int, _ second: Int, _ third: Int, shape: DateShape) -> DateOrders {
    var orders: DateOrders = []
    if (1...31).contains(first), (1...12).contains(second) { orders.insert(.dayFirst) }
    if (1...12).contains(first), (1...31).contains(second) { orders.insert(.monthFirst) }
    if shape.index % 2 == 1, (1...12).contains(second), (1...31).contains(third) {
      orders.insert(.yearFirst)
    }
    return orders
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    var start = 0
    var end = bytes.count
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    position = start
    self.end = end
  }

  private var next: UInt8 { position < end ? bytes[position] : 0 }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte, position < end else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while position < end, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
  }

  /// A run of digits; nil where there is none or it is too long to be one number.
  private mutating func number() -> (value: Int, digits: Int)? {
    let start = position
    var value = 0
    while position < end, bytes[position] &- 0x30 < 10, position - start < 15 {
      value = value * 10 + Int(bytes[position] &- 0x30)
      position += 1
    }
    return position > start ? (value, position - start) : nil
  }

  private mutating func scanDate() -> DateParts? {
    if next == UInt8(ascii: "-") { return scanYearless() }
    guard let first = number() else { return nil }
    if position == end { return solid(first.value, digits: first.digits) }
    let separator = next
    if first.digits == 8, separator | 0x20 == UInt8(ascii: "t") || separator == 0x20 {
      return withTime(.calendar(compact(first.value), hasShortYear: false))
    }
    guard separator == 0x2E || separator == 0x2F || separator == 0x2D else { return nil }
    position += 1
    guard let second = number() else { return nil }
    if position == end, first.digits == 5, separator == 0x2E {
      return serial(first.value, fraction: second.value, digits: second.digits)
    }
    guard second.digits <= 2, skip(separator), let third = number() else { return nil }
    if separator == 0x2E { _ = skip(separator) }
    let hasTime = position < end
    let form: DateParts.Form
    switch (first.digits, third.digits) {
    case (4, 1...2):
      let date = CivilDate(year: first.value, month: second.value, day: third.value)
      form = .calendar(date, hasShortYear: false)
    case (3, 1...2):
      form = .republic(CivilDate(year: first.value, month: second.value, day: third.value))
    case (1...2, 4), (1...2, 2):
      let shape = DateShape(
        separator: separator, hasTime: hasTime, hasShortYear: third.digits == 2)
      form = .triple(first.value, second.value, third.value, shape)
    default: return nil
    }
    return hasTime ? withTime(form) : DateParts(form: form)
  }

  /// `--03-01` (ISO 8601:2000, RFC 6350 §4.3.1), also `--0301`.
  private mutating func scanYearless() -> DateParts? {
    guard skip(0x2D), skip(0x2D), let first = number() else { return nil }
    var date = CivilDate(year: 0, month: first.value, day: 0)
    if first.digits == 4 {
      date.month = first.value / 100
      date.day = first.value % 100
    } else {
      guard first.digits == 2, skip(0x2D), let day = number(), day.digits == 2 else { return nil }
      date.day = day.value
    }
    guard position == end else { return nil }
    return DateParts(form: .calendar(date, hasShortYear: false))
  }

  private func compact(_ value: Int) -> CivilDate {
    CivilDate(year: value / 10000, month: value / 100 % 100, day: value % 100)
  }

  /// Digits only: `20240301`, `20240301150405`, Unix time, a spreadsheet's day number.
  private func solid(_ value: Int, digits: Int) -> DateParts? {
    switch digits {
    case 5: return serial(value, fraction: 0, digits: 1)
    case 8: return DateParts(form: .calendar(compact(value), hasShortYear: false))
    case 10: return DateParts(form: .unix(Int64(value)))
    case 13: return DateParts(form: .unix(Int64(value / 1000)))
    case 12, 14:
      let whole = digits == 12 ? value * 100 : value
      let time = TimeOfDay(
        hour: whole / 10000 % 100, minute: whole / 100 % 100, second: whole % 100,
        isAfternoon: nil, offsetMinutes: nil)
      guard let time else { return nil }
      return DateParts(form: .calendar(compact(whole / 1_000_000), hasShortYear: false), time: time)
    default: return nil
    }
  }

  private func serial(_ days: Int, fraction: Int, digits: Int) -> DateParts? {
    guard (20000...60000).contains(days) else { return nil }
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let seconds = Int((Double(fraction) / Double(scale) * 86400).rounded())
    return DateParts(form: .serial(days + seconds / 86400, seconds: seconds % 86400))
  }

  private mutating func withTime(_ form: DateParts.Form) -> DateParts? {
    _ = skip(UInt8(ascii: ","))
    if next | 0x20 == UInt8(ascii: "t") { position += 1 }
    skipBlanks()
    guard let time = scanTime() else { return nil }
    return DateParts(form: form, time: time)
  }

  /// `15:04[:05[.678]] [PM] [Z|UTC|GMT|±hh[:mm]]`, `150405`, to the end of the cell.
  private mutating func scanTime() -> TimeOfDay? {
    guard let first = number() else { return nil }
    var hour = first.value
    var minute = 0
    var second = 0
    var isHourOnly = false
    if first.digits == 6 || first.digits == 4 {
      second = first.digits == 6 ? hour % 100 : 0
      if first.digits == 6 { hour /= 100 }
      minute = hour % 100
      hour /= 100
    } else {
      guard first.digits <= 2 else { return nil }
      if skip(UInt8(ascii: ":")) {
        guard let minutes = number(), minutes.digits == 2 else { return nil }
        minute = minutes.value
        if skip(UInt8(ascii: ":")) {
          guard let seconds = number(), seconds.digits == 2 else { return nil }
          second = seconds.value
        }
      } else {
        isHourOnly = true
      }
    }
    if next == UInt8(ascii: ".") || next == UInt8(ascii: ",") {
      position += 1
      guard number() != nil else { return nil }
    }
    skipBlanks()
    let isAfternoon = scanHalfOfDay()
    if isHourOnly, isAfternoon == nil { return nil }
    skipBlanks()
    let offset = scanOffset()
    guard position == end else { return nil }
    return TimeOfDay(
      hour: hour, minute: minute, second: second, isAfternoon: isAfternoon, offsetMinutes: offset)
  }

  /// `AM`, `pm`, `a.m.`; nil where there is none.
  private mutating func scanHalfOfDay() -> Bool? {
    let letter = next | 0x20
    guard letter == UInt8(ascii: "a") || letter == UInt8(ascii: "p") else { return nil }
    position += 1
    _ = skip(UInt8(ascii: "."))
    if next | 0x20 == UInt8(ascii: "m") { position += 1 }
    _ = skip(UInt8(ascii: "."))
    return letter == UInt8(ascii: "p")
  }

  private mutating func scanOffset() -> Int? {
    if next | 0x20 == UInt8(ascii: "z"), position + 1 == end {
      position = end
      return 0
    }
    if end - position >= 3 {
      let word = (bytes[position] | 0x20, bytes[position + 1] | 0x20, bytes[position + 2] | 0x20)
      if word == (0x75, 0x74, 0x63) || word == (0x67, 0x6D, 0x74) {
        position += 3
        if position == end { return 0 }
      }
    }
    let sign = next
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    position += 1
    guard let first = number() else { return nil }
    var minutes = first.digits > 2 ? first.value / 100 * 60 + first.value % 100 : first.value * 60
    if first.digits <= 2, skip(UInt8(ascii: ":")) {
      guard let second = number(), second.digits == 2 else { return nil }
      minutes += second.value
    }
    return sign == UInt8(ascii: "-") ? -minutes : minutes
  }
}
