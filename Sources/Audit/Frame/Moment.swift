/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
///
/// Read and written here, and not by the sync's own code: an audit that misreads times in the same way as what it audits
/// would find nothing.
package struct Moment: Sendable, Hashable, Comparable {
  package var milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  package static func < (left: Moment, right: Moment) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The moment rounded down to a multiple of some seconds: systems keep times to the millisecond, the second or the
  /// minute.
  package func floored(toSeconds unit: Int64) -> Moment {
    let step = max(1, unit) * 1000
    return Moment(milliseconds: milliseconds.flooredQuotient(by: step) * step)
  }
}

// MARK: - ISO 8601

extension Moment {
  /// Reads `2026-11-23T10:00:00.250+08:00` and what is shorter: without fraction, seconds or time. Without an offset it
  /// is UTC. Nil for anything else, also for a day that no month has.
  package init?(iso text: some StringProtocol) {
    var reader = ISOReader(Array(text.utf8))
    guard let moment = reader.moment() else { return nil }
    self = moment
  }

  /// `2026-11-23T10:00:00Z`, with milliseconds where there are any.
  package var iso: String {
    let (days, rest) = milliseconds.floored(by: 86_400_000)
    let date = CivilDay(days)
    let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map(padded)
      .joined(separator: ":")
    let fraction = rest % 1000
    let tail = fraction == 0 ? "" : ".\(String(1000 + fraction).dropFirst())"
    return "\(date.iso)T\(clock)\(tail)Z"
  }
}

/// Takes a time apart, byte by byte.
private struct ISOReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func moment() -> Moment? {
    guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2),
      let date = CivilDay(year: year, month: month, day: day)
    else { return nil }
    var milliseconds = date.days * 86_400_000
    guard place < bytes.count else { return Moment(milliseconds: milliseconds) }
    guard take("T") || take(" "), let hour = number(2), hour < 24, take(":"),
      let minute = number(2), minute < 60
    else { return nil }
    milliseconds += (hour * 60 + minute) * 60_000
    if take(":") {
      guard let second = number(2), second <= 60 else { return nil }
      milliseconds += second * 1000
      if take(".") {
        guard let fraction = fraction() else { return nil }
        milliseconds += fraction
      }
    }
    guard let offset = offset() else { return nil }
    return Moment(milliseconds: milliseconds - offset)
  }

  private mutating func number(_ count: Int) -> Int64? {
    guard place + count <= bytes.count else { return nil }
    var value: Int64 = 0
    for byte in bytes[place..<place + count] {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - 48)
    }
    place += count
    return value
  }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard place < bytes.count, bytes[place] == UInt8(ascii: mark) else { return false }
    place += 1
    return true
  }

  /// Milliseconds of a fraction of a second; digits beyond are cut off.
  private mutating func fraction() -> Int64? {
    var (value, count): (Int64, Int) = (0, 0)
    while let digit = number(1) {
      if count < 3 { value = value * 10 + digit }
      count += 1
    }
    guard count > 0 else { return nil }
    for _ in count..<max(3, count) { value *= 10 }
    return value
  }

  /// Milliseconds east of Greenwich, up to the end of the text.
  private mutating func offset() -> Int64? {
    if place == bytes.count { return 0 }
    if take("Z") || take("z") { return place == bytes.count ? 0 : nil }
    let isWest = take("-")
    guard isWest || take("+"), let hours = number(2), hours <= 18 else { return nil }
    _ = take(":")
    let minutes = place == bytes.count ? 0 : number(2)
    guard let minutes, minutes < 60, place == bytes.count else { return nil }
    return (isWest ? -1 : 1) * (hours * 60 + minutes) * 60_000
  }
}

func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

extension Int64 {
  /// Quotient and remainder, with a remainder that is not negative.
  func floored(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  func flooredQuotient(by divisor: Int64) -> Int64 { floored(by: divisor).quotient }
}
