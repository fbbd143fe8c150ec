/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
package struct Instant: Sendable, Hashable, Codable, Comparable {
  package var milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  package static let distantPast = Instant(milliseconds: 0)

  package static func < (left: Instant, right: Instant) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The moment some seconds later, or earlier if they are negative.
  package func adding(seconds: Double) -> Instant {
    Instant(milliseconds: milliseconds + Int64((seconds * 1000).rounded()))
  }

  /// Seconds from `earlier` to this moment.
  package func seconds(since earlier: Instant) -> Double {
    Double(milliseconds - earlier.milliseconds) / 1000
  }
}

// MARK: - ISO 8601

extension Instant {
  /// Reads `2026-12-01`, `2026-12-01T10:00:00`, with a fraction and with `Z` or an offset; without one it is UTC. Nil
  /// for anything else.
  package init?(iso text: String) {
    var digits = Substring(text.trimmedSpaces)
    guard let date = Self.takeDate(&digits) else { return nil }
    var milliseconds = date * 86_400_000
    if let mark = digits.first {
      guard mark == "T" || mark == " ", digits.count >= 6 else { return nil }
      digits.removeFirst()
      guard let time = Self.takeTime(&digits), let offset = Self.takeOffset(digits) else {
        return nil
      }
      milliseconds += time - offset
    }
    self.init(milliseconds: milliseconds)
  }

  /// `2026-12-01T10:00:00Z`, with milliseconds where there are any.
  package var iso: String {
    let days = milliseconds.floorDivided(by: 86_400_000)
    let rest = milliseconds - days * 86_400_000
    let (year, month, day) = Self.civil(days: days)
    let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map(Self.two)
    let fraction = rest % 1000
    return "\(year)-\(Self.two(month))-\(Self.two(day))T\(clock.joined(separator: ":"))"
      + (fraction == 0 ? "Z" : ".\(String(1000 + fraction).dropFirst())Z")
  }

  private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func take(_ count: Int, _ text: inout Substring) -> Int64? {
    let part = text.prefix(count)
    guard part.utf8.count == count, part.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    text.removeFirst(count)
    return Int64(part)
  }

  private static func takeMark(_ mark: Character, _ text: inout Substring) -> Bool {
    guard text.first == mark else { return false }
    text.removeFirst()
    return true
  }

  private static func takeDate(_ text: inout Substring) -> Int64? {
    guard let year = take(4, &text), takeMark("-", &text), let month = take(2, &text),
      (1...12).contains(month), takeMark("-", &text), let day = take(2, &text),
      (1...31).contains(day)
    else { return nil }
    return days(year, month, day)
  }

  private static func takeTime(_ text: inout Substring) -> Int64? {
    guard let hour = take(2, &text), hour < 24, takeMark(":", &text), let minute = take(2, &text),
      minute < 60
    else { return nil }
    var milliseconds = (hour * 60 + minute) * 60_000
    if takeMark(":", &text) {
      guard let second = take(2, &text), second < 61 else { return nil }
      milliseconds += second * 1000
      if takeMark(".", &text) {
        let fraction = text.prefix { $0.isASCII && $0.isNumber }
        guard !fraction.isEmpty else { return nil }
        text.removeFirst(fraction.count)
        milliseconds += Int64((fraction + "00").prefix(3)) ?? 0
      }
    }
    return milliseconds
  }

  private static func takeOffset(_ text: Substring) -> Int64? {
    if text.isEmpty || text == "Z" || text == "z" { return 0 }
    var rest = text.dropFirst()
    guard let sign = text.first, sign == "+" || sign == "-", let hours = take(2, &rest) else {
      return nil
    }
    _ = takeMark(":", &rest)
    let minutes = rest.isEmpty ? 0 : take(2, &rest)
    guard let minutes, rest.isEmpty else { return nil }
    return (sign == "-" ? -1 : 1) * (hours * 60 + minutes) * 60_000
  }

  /// Days since 1970-01-01 in the proleptic Gregorian calendar.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.floorDivided(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = shifted.floorDivided(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let (day, civilMonth) = (
      dayOfYear - (153 * month + 2) / 5 + 1, month < 10 ? month + 3 : month - 9
    )
    return (yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0), civilMonth, day)
  }
}

extension Int64 {
  fileprivate func floorDivided(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}

extension String {
  /// Without blanks and line ends around it.
  var trimmedSpaces: String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
