/// A value of JSON (RFC 8259). Numbers keep their digits, so that no identifier is rounded.
package indirect enum JSON: Sendable, Hashable {
  case null
  case bool(Bool)
  /// As it is written.
  case number(String)
  case text(String)
  case list([JSON])
  case object([String: JSON])
}

extension JSON {
  /// A plain value as text; nil for null, lists and objects.
  package var plainText: String? {
    switch self {
    case .text(let text): text
    case .number(let digits): digits
    case .bool(let flag): flag ? "true" : "false"
    case .null, .list, .object: nil
    }
  }

  package var items: [JSON]? {
    if case .list(let items) = self { return items }
    return nil
  }

  package var members: [String: JSON]? {
    if case .object(let members) = self { return members }
    return nil
  }

  /// Whether it says yes: neither missing nor false, zero or empty.
  package var isTrue: Bool {
    switch self {
    case .null: false
    case .bool(let flag): flag
    case .number(let digits): Double(digits) != 0
    case .text(let text): !["", "0", "false", "no"].contains(text.lowercased())
    case .list(let items): !items.isEmpty
    case .object(let members): !members.isEmpty
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByBooleanLiteral
{
  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int) { self = .number("\(value)") }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: JSON...) { self = .list(elements) }
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Dictionary(elements, uniquingKeysWith: { $1 }))
  }
}
