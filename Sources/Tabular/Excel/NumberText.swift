import Glibc

/// Writes the number of a cell as the workbook shows it, as far as a table of contacts needs it.
///
/// - Whole numbers have all their digits, no exponent and no `.0`; others at most 15 digits, as spreadsheets show.
/// - Dates and times are ISO 8601 (`2024-05-01`, `2024-05-01T10:30:00`, `10:30:00`), by the format of the cell.
/// - Formats of digits (`00000`, `(000) 000-0000`) are followed. Separators of thousands, rounding, currencies and
///   per cent are not: the value is the one that is stored.
struct NumberText {
  /// Days are counted from 1904-01-01, not from 1900.
  var countsFrom1904 = false

  private static let secondsPerDay = 86_400.0

  /// Replaces the stored number `text[start...]` by what is shown; text that is no number stays.
  func show(_ text: inout [UInt8], from start: Int, as format: NumberFormat) {
    let isWhole = Self.isWhole(text, from: start)
    if isWhole, format == .plain { return }
    guard let number = Self.number(text, from: start) else { return }
    switch format {
    case .moment(let moment):
      if let shown = show(number, as: moment) {
        text.removeLast(text.count - start)
        text.append(contentsOf: shown)
        return
      }
    case .digits(let patterns):
      guard number >= 0, number < 1e15, number == number.rounded(),
        let pattern = patterns.first(where: { $0.isFor(number) }), pattern.isTelling
      else { break }
      let digits = Array(String(Int64(number)).utf8)
      text.removeLast(text.count - start)
      pattern.write(digits[...], into: &text)
      return
    case .plain: break
    }
    guard !isWhole, let plain = Self.plain(number) else { return }
    text.removeLast(text.count - start)
    text.append(contentsOf: plain.utf8)
  }

  // MARK: - Numbers

  private static func isWhole(_ text: [UInt8], from start: Int) -> Bool {
    guard start < text.count else { return false }
    let first = text[start] == 0x2D ? start + 1 : start
    guard first < text.count else { return false }
    return text[first...].allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }

  private static func number(_ text: [UInt8], from start: Int) -> Double? {
    let bytes = text[start...]
    guard bytes.count <= 64, bytes.allSatisfy(isNumberByte) else {
      return nil
    }
    guard let number = Double(String(decoding: bytes, as: UTF8.self)), number.isFinite else {
      return nil
    }
    return number
  }

  private static func isNumberByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "E"),
      UInt8(ascii: "e"):
      true
    default: false
    }
  }

  /// Without exponent; `nil` where that would take a page.
  private static func plain(_ number: Double) -> String? {
    if number == number.rounded(), abs(number) < 1e21 {
      if let whole = Int64(exactly: number) { return String(whole) }
      return formatted("%.0f", number)
    }
    guard abs(number) < 1e21, abs(number) > 1e-10 else { return nil }
    // 15 digits, of which those behind the point are as many as are left.
    let magnitude = Int(log10(abs(number)).rounded(.down))
    let places = max(0, 14 - magnitude)
    var text = formatted("%.\(places)f", number)
    if text.utf8.contains(0x2E) {
      while text.utf8.last == 0x30 { text.removeLast() }
      if text.utf8.last == 0x2E { text.removeLast() }
    }
    return text
  }

  private static func formatted(_ format: String, _ number: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 64)
    let count = withVaList([number]) { vsnprintf(&buffer, buffer.count, format, $0) }
    return String(
      decoding: buffer[..<min(max(0, Int(count)), buffer.count - 1)].map { UInt8(bitPattern: $0) },
      as: UTF8.self)
  }

  // MARK: - Dates and times

  /// `nil` for a number that is no date: before the first day or after the year 9999.
  private func show(_ serial: Double, as moment: NumberFormat.Moment) -> [UInt8]? {
    guard serial >= 0, serial < 2_958_466 else { return nil }
    let unitsPerSecond = moment.hasFraction ? 1000.0 : 1.0
    let units = Int((serial * Self.secondsPerDay * unitsPerSecond).rounded())
    let unitsPerDay = Int(Self.secondsPerDay * unitsPerSecond)
    let fraction = moment.hasFraction ? units % 1000 : 0
    var text: [UInt8] = []
    if moment.isElapsed {
      let seconds = units / Int(unitsPerSecond)
      appendTime(&text, hours: seconds / 3600, seconds: seconds % 3600, thousandths: fraction)
      return text
    }
    let day = units / unitsPerDay
    let seconds = units % unitsPerDay / Int(unitsPerSecond)
    var (hasDate, hasTime) = (moment.hasDate, moment.hasTime)
    if moment.isOpen {
      hasDate = day > 0
      hasTime = seconds > 0 || day == 0
    }
    // Day 0 is none: a time alone, whatever the format.
    if hasDate, day == 0, !countsFrom1904 {
      guard hasTime else { return nil }
      hasDate = false
    }
    if hasDate { appendDate(&text, day: day) }
    if hasDate, hasTime { text.append(UInt8(ascii: "T")) }
    if hasTime {
      appendTime(&text, hours: seconds / 3600, seconds: seconds % 3600, thousandths: fraction)
    }
    return text
  }

  /// The calendar of 1900 has a 29 February, day 60, that never was; it counts as the 28th.
  private func appendDate(_ text: inout [UInt8], day: Int) {
    // Days from 1970-01-01.
    let days = countsFrom1904 ? day - 24_107 : day < 60 ? day - 25_568 : day - 25_569
    // The civil calendar in eras of 400 years that begin on 1 March.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let monthNumber = month < 10 ? month + 3 : month - 9
    append(&text, yearOfEra + era * 400 + (monthNumber <= 2 ? 1 : 0), width: 4)
    text.append(UInt8(ascii: "-"))
    append(&text, monthNumber, width: 2)
    text.append(UInt8(ascii: "-"))
    append(&text, dayOfYear - (153 * month + 2) / 5 + 1, width: 2)
  }

  private func appendTime(_ text: inout [UInt8], hours: Int, seconds: Int, thousandths: Int) {
    append(&text, hours, width: 2)
    text.append(UInt8(ascii: ":"))
    append(&text, seconds / 60, width: 2)
    text.append(UInt8(ascii: ":"))
    append(&text, seconds % 60, width: 2)
    if thousandths > 0 {
      text.append(UInt8(ascii: "."))
      append(&text, thousandths, width: 3)
    }
  }

  private func append(_ text: inout [UInt8], _ number: Int, width: Int) {
    let digits = String(number).utf8
    text.append(contentsOf: repeatElement(0x30, count: max(0, width - digits.count)))
    text.append(contentsOf: digits)
  }
}
