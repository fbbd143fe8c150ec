import Testing

@testable import Tabular

@Suite struct NumberFormatTests {
  private func show(_ stored: String, _ format: NumberFormat, from1904: Bool = false) -> String {
    // What stands before the cell's text is left alone.
    var text = Array("before".utf8) + Array(stored.utf8)
    NumberText(countsFrom1904: from1904).show(&text, from: 6, as: format)
    #expect(text.starts(with: "before".utf8))
    return String(decoding: text[6...], as: UTF8.self)
  }

  @Test(arguments: [
    ("79123456789", "79123456789"), ("7.9123456789E+10", "79123456789"),
    ("4.4791234567890001E+14", "447912345678900"), ("12345678901234567890", "12345678901234567890"),
    ("5.0", "5"), ("-3", "-3"), ("0.10000000000000001", "0.1"), ("0.30000000000000004", "0.3"),
    ("1.5", "1.5"), ("-2.25", "-2.25"), ("1E-3", "0.001"), ("1.2345678E-7", "0.00000012345678"),
    ("1E+20", "100000000000000000000"), ("1E+300", "1E+300"), ("1E-300", "1E-300"),
    ("9.9999999999999", "9.9999999999999"), ("123456.78900000001", "123456.789"), ("0", "0"),
    ("abc", "abc"), ("", ""), ("nan", "nan"), ("0x10", "0x10"), ("1e", "1e"),
  ])
  func numbersKeepTheirDigits(stored: String, shown: String) {
    #expect(show(stored, .plain) == shown)
  }

  @Test(arguments: [
    ("45413", "yyyy-mm-dd", "2024-05-01"),
    ("45413.4375", "dd.mm.yyyy hh:mm", "2024-05-01T10:30:00"),
    ("45413.4375", "m/d/yy", "2024-05-01"), ("45413", "[$-409]d-mmm-yy;@", "2024-05-01"),
    ("45413", "yyyy\"年\"m\"月\"d\"日\"", "2024-05-01"), ("45413", "mmmm\\ yyyy", "2024-05-01"),
    ("0.4375", "h:mm AM/PM", "10:30:00"), ("0.4375", "[$-F400]h:mm:ss\\ AM/PM", "10:30:00"),
    ("1.5", "[h]:mm", "36:00:00"), ("0.5000115740740741", "mm:ss.000", "12:00:01"),
    ("0.50000578703703708", "hh:mm:ss.000", "12:00:00.500"),
    ("45413.99999999", "d/m/y h:m", "2024-05-02T00:00:00"),
    ("1", "d/m/y", "1900-01-01"), ("59", "d/m/y", "1900-02-28"), ("61", "d/m/y", "1900-03-01"),
    ("2958465", "d/m/y", "9999-12-31"), ("2958466", "d/m/y", "2958466"), ("-1", "d/m/y", "-1"),
    ("0", "d/m/y", "0"), ("0.25", "d/m/y h:mm", "06:00:00"), ("36526", "D.M.YYYY", "2000-01-01"),
    ("36585", "d/m/y", "2000-02-29"), ("73110", "d/m/y", "2100-03-01"),
    ("12", "General", "12"), ("12", "0.00", "12"), ("12.50", "#,##0.00 \"days\"", "12.5"),
    ("12", "[Red]-0", "-12"), ("12", "0\" kg\"", "12"), ("0.15", "0%", "0.15"), ("12", "@", "12"),
    ("5", "[$€-407] 00", "05"), ("7", "_-* #,##0_-", "7"), ("1234", "\"USD\" 0", "1234"),
    ("1234", "00000", "01234"), ("123456", "00000", "123456"),
    ("912345678", "0000000000", "0912345678"),
    ("2025550100", "[<=9999999]###-####;(###) ###-####", "(202) 555-0100"),
    ("5550100", "[<=9999999]###-####;(###) ###-####", "555-0100"),
    ("491512345678", "\"+\"0", "+491512345678"), ("491512345678", "+0", "+491512345678"),
    ("-5", "00000", "-5"), ("1.5", "00000", "1.5"), ("12345", "000\\-00\\-0000", "000-01-2345"),
  ])
  func formatsAreFollowed(stored: String, code: String, shown: String) {
    #expect(show(stored, NumberFormat(code: code)) == shown)
  }

  @Test(arguments: [
    (14, "45413", "2024-05-01"), (22, "45413.5", "2024-05-01T12:00:00"), (20, "0.5", "12:00:00"),
    (46, "2", "48:00:00"), (0, "45413", "45413"), (1, "45413", "45413"), (10, "0.5", "0.5"),
    (31, "45413", "2024-05-01"), (32, "0.5", "12:00:00"), (55, "45413", "2024-05-01"),
    (49, "7", "7"),
  ])
  func builtInFormats(id: Int, stored: String, shown: String) {
    #expect(show(stored, NumberFormat(builtIn: id)) == shown)
  }

  @Test func daysFrom1904() {
    let format = NumberFormat(builtIn: 14)
    #expect(show("0", format, from1904: true) == "1904-01-01")
    #expect(show("43951", format, from1904: true) == "2024-05-01")
  }

  /// Each day is one later than the one before, and every second comes back.
  @Test func calendarIsWhole() {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var (year, month, day) = (1900, 3, 1)
    for serial in 61...40_000 {
      let shown = show("\(serial)", NumberFormat(builtIn: 14))
      func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      guard shown == "\(year)-\(padded(month))-\(padded(day))" else {
        Issue.record("\(serial) shows as \(shown)")
        return
      }
      let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
      day += 1
      if day > lengths[month - 1] + (month == 2 && isLeap ? 1 : 0) { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
  }
}
