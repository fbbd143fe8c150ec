internal import Foundation

/// A gap of a template: `$name`, or `$name.form` for one of the forms. Names in capitals are those of the environment.
struct Gap: Sendable, Hashable {
  /// How a value is written there.
  enum Form: String, Sendable, CaseIterable {
    /// A time as ISO 8601.
    case iso
    /// A time in seconds or milliseconds since 1970.
    case seconds, milliseconds
    /// A time as Tryton writes it in JSON.
    case tryton
    /// An identifier, or a list of them, as numbers.
    case number
    /// Digits only, of a number in E.164.
    case digits
    /// The bytes of the text in Base64 (RFC 4648 §4).
    case base64
  }

  var name: String
  var form: Form?

  /// Whether the environment fills it.
  var isVariable: Bool { name.first?.isUppercase == true }

  /// - Parameter value: times are milliseconds since 1970.
  func fill(_ scope: Scope) -> JSON? {
    guard let value = scope[name], value != .null else { return nil }
    guard let form else { return value }
    if form == .number, let items = value.items {
      return .list(items.map { .number($0.plainText ?? "0") })
    }
    guard let text = value.plainText else { return nil }
    let instant = Int64(text).map(Instant.init)
    switch form {
    case .iso: return instant.map { .text($0.iso) }
    case .seconds: return instant.map { .number("\($0.milliseconds / 1000)") }
    case .milliseconds: return instant.map { .number("\($0.milliseconds)") }
    case .tryton: return instant.map(TrytonTime.json)
    case .number: return Double(text).map { _ in .number(text) }
    case .digits:
      // An identifier that is no number must not become one.
      let digits = text.hasPrefix("+") ? text.dropFirst() : text[...]
      return digits.allSatisfy { $0.isASCII && $0.isNumber } ? .text(String(digits)) : nil
    case .base64: return .text(Data(text.utf8).base64EncodedString())
    }
  }
}

/// A moment as Tryton's JSON has it: an object with the parts of a date and `__class__`.
enum TrytonTime {
  private static let parts = ["year", "month", "day", "hour", "minute", "second"]

  static func json(_ instant: Instant) -> JSON {
    let text = instant.iso
    let numbers = text.prefix(19).split { !$0.isNumber }.compactMap { Int($0) }
    var members: [String: JSON] = ["__class__": "datetime"]
    for (part, number) in zip(parts, numbers) { members[part] = .number("\(number)") }
    let rest = instant.milliseconds - (instant.milliseconds / 1000) * 1000
    members["microsecond"] = .number("\(max(0, rest) * 1000)")
    return .object(members)
  }

  static func instant(_ json: JSON) -> Instant? {
    guard let members = json.members, members["__class__"] == "datetime" else { return nil }
    func part(_ name: String) -> Int { members[name]?.plainText.flatMap { Int($0) } ?? 0 }
    func padded(_ number: Int, _ count: Int) -> String {
      String("\(10_000_000 + number)".suffix(count))
    }
    let numbers = parts.map(part)
    let text =
      "\(padded(numbers[0], 4))-\(padded(numbers[1], 2))-\(padded(numbers[2], 2))"
      + "T\(padded(numbers[3], 2)):\(padded(numbers[4], 2)):\(padded(numbers[5], 2))"
    return Instant(iso: text + ".\(padded(part("microsecond"), 6))Z")
  }
}
