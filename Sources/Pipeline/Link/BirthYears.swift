/// The years of a column's dates, by decade: people are born over half a century, while what happens
/// to a company's contacts happens within years.
struct BirthYears {
  /// By decade, from `first` on.
  private var counts = [Int](repeating: 0, count: 21)
  private var total = 0
  private static let first = 190
  /// Dates below which a column shows nothing.
  private static let fewest = 20

  /// Takes a date into account whose year stands in it with four digits.
  mutating func observe(_ date: Span<UInt8>) {
    guard let year = Self.year(date) else { return }
    total += 1
    let decade = year / 10 - Self.first
    if counts.indices.contains(decade) { counts[decade] += 1 }
  }

  /// Whether these are days of birth: few lie outside a lifetime or in the years to come, and the
  /// middle half spans two decades and more, most of it before the turn of the century.
  var areBirths: Bool {
    let known = counts.prefix(13).reduce(0, +)
    guard total >= Self.fewest, known * 50 >= total * 49 else { return false }
    return decade(of: 0.75) - decade(of: 0.25) >= 2 && decade(of: 0.5) < 200 - Self.first
  }

  /// Up to which decade a part of the dates lies.
  private func decade(of share: Double) -> Int {
    var sum = 0
    for (decade, count) in counts.enumerated() {
      sum += count
      if Double(sum) >= share * Double(total) { return decade }
    }
    return counts.count
  }

  /// The four digits at the beginning or the end.
  private static func year(_ date: Span<UInt8>) -> Int? {
    if date.count < 8 { return nil }
    return number(date.extracting(first: 4)) ?? number(date.extracting(last: 4))
  }

  private static func number(_ digits: Span<UInt8>) -> Int? {
    var number = 0
    for index in digits.indices {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digits[index]) else { return nil }
      number = number * 10 + Int(digits[index] - UInt8(ascii: "0"))
    }
    return (1800...2100).contains(number) ? number : nil
  }
}
