/// A week of ISO 8601: Monday 00:00 UTC to the next Monday, named `2026-W48`.
package struct AuditWeek: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Days from 1970-01-01 to its Monday.
  private let monday: Int64

  private init(monday: Int64) { self.monday = monday }

  /// The week in which a moment lies.
  package init(containing moment: Moment) {
    let day = CivilDay(moment.milliseconds.flooredQuotient(by: 86_400_000))
    monday = day.days - (day.weekday - 1)
  }

  /// Reads `2026-W48`; nil for anything else, and for a week that the year does not have.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard text.utf8.count == 8, parts.count == 2, parts[0].utf8.count == 4,
      let year = Int64(parts[0]), parts[1].first == "W", let number = Int64(parts[1].dropFirst()),
      year > 0, number > 0,
      // The week with 4 January is the first one of its year (ISO 8601 §3.1.1.23).
      let fourth = CivilDay(year: year, month: 1, day: 4)
    else { return nil }
    let week = AuditWeek(monday: fourth.days - (fourth.weekday - 1) + (number - 1) * 7)
    guard week.description == text else { return nil }
    self = week
  }

  /// `YYYY-Www`; the year is that of its Thursday.
  package var description: String {
    let thursday = CivilDay(monday + 3)
    let year = thursday.parts.year
    guard let first = CivilDay(year: year, month: 1, day: 1) else { return "" }
    return
      "\(String(10_000 + year).dropFirst())-W\(padded((thursday.days - first.days) / 7 + 1))"
  }

  package var start: Moment { Moment(milliseconds: monday * 86_400_000) }
  /// The first moment that is not in it any more.
  package var end: Moment { Moment(milliseconds: (monday + 7) * 86_400_000) }
  package var previous: AuditWeek { AuditWeek(monday: monday - 7) }
  package var next: AuditWeek { AuditWeek(monday: monday + 7) }

  package func contains(_ moment: Moment) -> Bool { moment >= start && moment < end }

  package static func < (left: AuditWeek, right: AuditWeek) -> Bool { left.monday < right.monday }
}
