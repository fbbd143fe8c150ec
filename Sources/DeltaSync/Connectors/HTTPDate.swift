/// Times as HTTP writes them (RFC 9110 §5.6.7): `Tue, 01 Dec 2026 14:59:11 GMT`.
enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  static func instant(_ text: String) -> Instant? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT",
      let month = months.firstIndex(of: String(parts[2])), parts[1].count == 2
    else { return nil }
    let number = month + 1
    return Instant(iso: "\(parts[3])-\(number < 10 ? "0" : "")\(number)-\(parts[1])T\(parts[4])Z")
  }

  /// The pause that `Retry-After` asks for (RFC 9110 §10.2.3), in seconds: a number, or a moment.
  static func pause(_ text: String, now: Instant) -> Double? {
    if let seconds = Double(text) { return seconds >= 0 && seconds < 1e9 ? seconds : nil }
    return instant(text).map { max(0, $0.seconds(since: now)) }
  }
}
