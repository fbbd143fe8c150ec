/// Where in a value something stands: names and places of lists, joined by dots, such as `result.0.name`. A dot that
/// belongs to a name is written `\.`. The empty path is the value itself.
package struct JSONPath: Sendable, Hashable {
  private let parts: [String]

  package init(_ text: String) {
    var parts: [String] = []
    var part = ""
    var isEscaped = false
    for character in text {
      switch character {
      case "\\" where !isEscaped: isEscaped = true
      case "." where !isEscaped:
        parts.append(part)
        part = ""
      default:
        part.append(character)
        isEscaped = false
      }
    }
    self.parts = text.isEmpty ? [] : parts + [part]
  }

  /// What stands there; nil where nothing does.
  package func value(in json: JSON) -> JSON? {
    var value = json
    for part in parts {
      guard let member = Self.member(part, of: value) else { return nil }
      value = member
    }
    return value
  }

  /// All that stand there, where `*` is every member of a list.
  package func values(in json: JSON) -> [JSON] {
    parts.reduce([json]) { found, part in
      found.flatMap { value -> [JSON] in
        if part == "*" { return value.items ?? [] }
        return Self.member(part, of: value).map { [$0] } ?? []
      }
    }
  }

  private static func member(_ part: String, of value: JSON) -> JSON? {
    switch value {
    case .object(let members): return members[part]
    case .list(let items):
      guard let index = Int(part), items.indices.contains(index) else { return nil }
      return items[index]
    case .null, .bool, .number, .text: return nil
    }
  }

  /// Puts a value there, with the objects that lead to it.
  package func put(_ value: JSON, into json: inout JSON) {
    Self.put(value, parts[...], into: &json)
  }

  private static func put(_ value: JSON, _ parts: ArraySlice<String>, into json: inout JSON) {
    guard let first = parts.first else {
      json = value
      return
    }
    var members = json.members ?? [:]
    var member = members[first] ?? .object([:])
    put(value, parts.dropFirst(), into: &member)
    members[first] = member
    json = .object(members)
  }
}
