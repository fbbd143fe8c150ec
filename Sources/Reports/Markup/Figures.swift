/// A count with a narrow no-break space between thousands: `12 480`.
func grouped(_ count: Int) -> String {
  let digits = Array(String(count.magnitude).utf8)
  var result = count < 0 ? "−" : ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { result += "\u{202F}" }
    result.unicodeScalars.append(Unicode.Scalar(digit))
  }
  return result
}

/// `part` of `whole` in per cent, to a tenth; says `0%` and `100%` only of none and of all. A share that cannot
/// be is a dash.
func percentage(_ part: Int, of whole: Int) -> String {
  guard whole > 0, part >= 0 else { return "–" }
  if part == 0 { return "0%" }
  if part == whole { return "100%" }
  let value = Double(part) / Double(whole) * 100
  if value > 0, value < 0.1 { return "<0.1%" }
  if value < 100, value > 99.9 { return ">99.9%" }
  guard value < 1e9 else { return "–" }
  let tenths = Int((value * 10).rounded())
  return "\(tenths / 10).\(tenths % 10)%"
}

/// `value` rounded to `places` decimals, without trailing zeros; not finite: `–`.
func decimal(_ value: Double, places: Int) -> String {
  guard value.isFinite, abs(value) < 1e12 else { return "–" }
  var scale = 1
  for _ in 0..<places { scale *= 10 }
  let scaled = Int((value * Double(scale)).rounded())
  let whole = scaled.magnitude / UInt(scale)
  var fraction = String(scaled.magnitude % UInt(scale))
  fraction = String(repeating: "0", count: max(0, places - fraction.utf8.count)) + fraction
  while fraction.utf8.last == UInt8(ascii: "0") { fraction.removeLast() }
  return (scaled < 0 ? "-" : "") + String(whole) + (fraction.isEmpty ? "" : "." + fraction)
}

/// `1 row`, `2 rows`: the count with its noun.
func counted(_ count: Int, _ one: String, _ many: String) -> String {
  grouped(count) + " " + (count == 1 ? one : many)
}

/// `one` for a count of 1, otherwise `many`.
func agreeing(_ count: Int, _ one: String, _ many: String) -> String {
  count == 1 ? one : many
}

/// The sum, held at the largest `Int` instead of trapping on absurd input.
func sum(_ counts: some Sequence<Int>) -> Int {
  counts.reduce(0) { total, count in
    let (value, overflow) = total.addingReportingOverflow(count)
    return overflow ? .max : value
  }
}

/// A code such as `TOO_SHORT` as words: `Too short`; the name of a field likewise.
func humanised(_ code: String) -> String {
  var words = String.UnicodeScalarView()
  // In a sentence a hyphen and a full stop are what they are.
  let isCode = !code.unicodeScalars.contains(" ")
  let isShouting = !code.unicodeScalars.contains { $0.properties.isLowercase }
  for scalar in clipped(code, to: 80).unicodeScalars {
    switch scalar {
    case "_": words.append(" ")
    case "-" where isCode, "." where isCode: words.append(" ")
    default:
      let isFirst = words.isEmpty
      if isFirst {
        words.append(contentsOf: scalar.properties.uppercaseMapping.unicodeScalars)
      } else if isShouting {
        words.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      } else {
        words.append(scalar)
      }
    }
  }
  return String(words).split(separator: " ", omittingEmptySubsequences: false)
    .map { properSpellings[String($0)] ?? String($0) }.joined(separator: " ")
}

/// Words that keep a spelling of their own.
private let properSpellings = [
  "e164": "E.164", "id": "ID", "Id": "ID", "Whatsapp": "WhatsApp", "whatsapp": "WhatsApp",
  "Email": "E-mail", "email": "e-mail", "emails": "e-mails", "voip": "VoIP", "Voip": "VoIP",
]
