/// A day of the proleptic Gregorian calendar, as days since 1970-01-01.
///
/// Source of the arithmetic: E. G. Richards, "Calendars", in Explanatory Supplement to the Astronomical Almanac (2013),
/// §15.11 (Julian day numbers from and to dates).
struct CivilDay: Hashable {
  let days: Int64

  init(_ days: Int64) { self.days = days }

  /// Nil for a day that the month does not have.
  init?(year: Int64, month: Int64, day: Int64) {
    guard (1...12).contains(month), day >= 1 else { return nil }
    days = Self.days(year, month, day)
    let back = parts
    guard back.year == year, back.month == month, back.day == day else { return nil }
  }

  /// The Julian day number of 1970-01-01.
  private static let epoch: Int64 = 2_440_588

  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shift = (month - 14) / 12
    let julian =
      1461 * (year + 4800 + shift) / 4 + 367 * (month - 2 - 12 * shift) / 12
      - 3 * ((year + 4900 + shift) / 100) / 4 + day - 32_075
    return julian - epoch
  }

  var parts: (year: Int64, month: Int64, day: Int64) {
    let julian = days + Self.epoch
    let f = julian + 1401 + (4 * julian + 274_277) / 146_097 * 3 / 4 - 38
    let e = 4 * f + 3
    let g = e % 1461 / 4
    let h = 5 * g + 2
    let month = (h / 153 + 2) % 12 + 1
    return (e / 1461 - 4716 + (14 - month) / 12, month, h % 153 / 5 + 1)
  }

  /// Monday is 1, Sunday 7.
  var weekday: Int64 { (days + 3).floored(by: 7).remainder + 1 }

  var iso: String {
    let (year, month, day) = parts
    return "\(String(10_000 + year).dropFirst())-\(padded(month))-\(padded(day))"
  }
}
