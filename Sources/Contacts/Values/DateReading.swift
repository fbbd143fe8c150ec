/// What a cell of a date column says.
package struct DateReading: Sendable, Equatable {
  package enum Status: String, Sendable {
    case empty, read, ambiguous, invalid
  }

  /// What had to be assumed.
  package struct Assumptions: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Five digits were taken for a spreadsheet's day number.
    package static let spreadsheetSerial = Assumptions(rawValue: 1)
    /// 10 or 13 digits were taken for Unix time.
    package static let unixTime = Assumptions(rawValue: 2)
    /// The century of the year was assumed.
    package static let shortYear = Assumptions(rawValue: 4)
    /// The offset of the time stamp was assumed.
    package static let offset = Assumptions(rawValue: 8)
    /// There is no year.
    package static let noYear = Assumptions(rawValue: 16)
    /// The year counts from 1912.
    package static let republicYear = Assumptions(rawValue: 32)
  }

  /// What was read, in parts.
  private struct Moment: Equatable {
    var date: CivilDate
    var time: TimeOfDay?
    var offsetMinutes: Int
    var hasYear: Bool
  }

  private var moment: Moment?
  package var status: Status
  /// Seconds since 1970-01-01T00:00:00Z, for comparing; a date is its midnight at the assumed
  /// offset. Nil unless read, and without a year.
  package var epochSeconds: Int64?
  package var assumptions: Assumptions = []

  init(status: Status) { self.status = status }

  /// ISO 8601: `2024-03-01`, `2024-03-01T15:04:05+00:00`, `--03-01`; empty unless read.
  package var text: String {
    var bytes: [UInt8] = []
    appendText(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Reads a cell of a date column, all-numeric, with month names, or in Chinese.
///
/// Source of the forms written: ISO 8601-1:2019 and, without a year, RFC 6350 §4.3.1. Fractions
/// of a second are dropped. Reading what was written gives the same again. O(length).
package func readDate(_ cell: String, rules: DateRules) -> DateReading {
  var copy = cell
  if let reading = copy.withUTF8({ readNumericDate($0, rules: rules) }) { return reading }
  let text = tidy(cell)
  if text.isEmpty { return DateReading(status: .empty) }
  guard let parts = DatePhrase.parts(of: text) else { return DateReading(status: .invalid) }
  return DateReading(parts, rules: rules)
}

/// The same for a cell that is an all-numeric date; nil for any other.
func readNumericDate(_ cell: UnsafeBufferPointer<UInt8>, rules: DateRules) -> DateReading? {
  DateScanner.numeric(cell).map { DateReading($0, rules: rules) }
}

extension DateReading {
  init(_ parts: DateParts, rules: DateRules) {
    self.init(status: .invalid)
    switch parts.form {
    case .calendar(let date, let hasShortYear):
      if hasShortYear { assumptions.insert(.shortYear) }
      if date.year == 0, !hasShortYear { assumptions.insert(.noYear) }
      let year = hasShortYear ? Self.expanded(date.year, from: rules.shortYearStart) : date.year
      set(CivilDate(year: year, month: date.month, day: date.day), parts.time, rules)
    case .republic(let date):
      guard rules.readsRepublicYears else { return }
      assumptions.insert(.republicYear)
      set(CivilDate(year: date.year + 1911, month: date.month, day: date.day), parts.time, rules)
    case .triple(let first, let second, let third, let shape):
      setTriple(first, second, third, shape, parts.time, rules)
    case .unix(let seconds):
      guard rules.readsUnixTime, (946_684_800...4_102_444_800).contains(seconds) else { return }
      assumptions.insert(.unixTime)
      let time = Self.time(Int(seconds % 86400), offsetMinutes: 0)
      set(CivilDate(daysSinceEpoch: Int(seconds / 86400)), time, rules)
    case .serial(let days, let seconds):
      guard rules.readsSerials else { return }
      assumptions.insert(.spreadsheetSerial)
      let time = seconds == 0 ? nil : Self.time(seconds, offsetMinutes: nil)
      set(CivilDate(daysSinceEpoch: days - 25569), time, rules)
    }
  }

  private mutating func setTriple(
    _ first: Int, _ second: Int, _ third: Int, _ shape: DateShape, _ time: TimeOfDay?,
    _ rules: DateRules
  ) {
    let possible = DateScanner.orders(first, second, third, shape: shape)
    if possible.isEmpty { return }
    let stated = rules.orders[shape.index]
    let isSame = first == second && !possible.contains(.yearFirst)
    let onlyOrder = possible.subtracting(.yearFirst).isEmpty ? DateOrder.yearFirst : possible.only
    guard let order = stated ?? (isSame ? .dayFirst : onlyOrder) else {
      status = .ambiguous
      return
    }
    let hasShortYear = shape.index % 2 == 1
    var date: CivilDate
    switch order {
    case .dayFirst: date = CivilDate(year: third, month: second, day: first)
    case .monthFirst: date = CivilDate(year: third, month: first, day: second)
    case .yearFirst:
      guard hasShortYear else { return }
      date = CivilDate(year: first, month: second, day: third)
    }
    if hasShortYear {
      assumptions.insert(.shortYear)
      date.year = Self.expanded(date.year, from: rules.shortYearStart)
    }
    set(date, time, rules)
  }

  private static func expanded(_ shortYear: Int, from start: Int) -> Int {
    let year = start - start % 100 + shortYear
    return year < start ? year + 100 : year
  }

  private static func time(_ secondOfDay: Int, offsetMinutes: Int?) -> TimeOfDay? {
    TimeOfDay(
      hour: secondOfDay / 3600, minute: secondOfDay / 60 % 60, second: secondOfDay % 60,
      isAfternoon: nil, offsetMinutes: offsetMinutes)
  }

  private mutating func set(_ date: CivilDate, _ time: TimeOfDay?, _ rules: DateRules) {
    guard date.exists else { return }
    let hasYear = !assumptions.contains(.noYear)
    guard hasYear ? rules.years.contains(date.year) : time == nil else { return }
    var offset = rules.assumedOffsetMinutes
    if let given = time?.offsetMinutes {
      offset = given
    } else if time != nil {
      assumptions.insert(.offset)
    }
    status = .read
    moment = Moment(date: date, time: time, offsetMinutes: offset, hasYear: hasYear)
    if hasYear {
      epochSeconds = Int64(date.daysSinceEpoch * 86400 + (time?.secondOfDay ?? 0) - offset * 60)
    }
  }

  /// Appends `text`.
  func appendText(to output: inout [UInt8]) {
    guard let moment else { return }
    func put(_ byte: UInt8) { output.append(byte) }
    func put(twoDigits value: Int) {
      put(UInt8(0x30 + value / 10 % 10))
      put(UInt8(0x30 + value % 10))
    }
    let date = moment.date
    if moment.hasYear {
      put(twoDigits: date.year / 100)
      put(twoDigits: date.year % 100)
    } else {
      put(UInt8(ascii: "-"))
    }
    put(UInt8(ascii: "-"))
    put(twoDigits: date.month)
    put(UInt8(ascii: "-"))
    put(twoDigits: date.day)
    guard let time = moment.time else { return }
    put(UInt8(ascii: "T"))
    put(twoDigits: time.hour)
    put(UInt8(ascii: ":"))
    put(twoDigits: time.minute)
    put(UInt8(ascii: ":"))
    put(twoDigits: time.second)
    put(moment.offsetMinutes < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    put(twoDigits: abs(moment.offsetMinutes) / 60)
    put(UInt8(ascii: ":"))
    put(twoDigits: abs(moment.offsetMinutes) % 60)
  }
}
