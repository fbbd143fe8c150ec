internal import Yams

/// A value of a rules file that remembers where it stands.
///
/// Reading is strict: a key that nobody asked for, a wrong type or a value outside its range is a `RuleError` with file
/// and line, never ignored.
package struct RuleNode {
  private let node: Node
  /// The key before the value, where there is one: a value may begin lines below it.
  private let key: Node?
  private let path: String

  /// Parses a rules file.
  package init(yaml: String, path: String) throws(RuleError) {
    self.path = path
    key = nil
    do {
      guard let node = try Yams.compose(yaml: yaml) else {
        throw RuleError(
          path: path, problem: "the file is empty", remedy: "restore it from the installed rules")
      }
      self.node = node
    } catch let error as RuleError {
      throw error
    } catch let YamlError.parser(_, problem, mark, _) {
      throw RuleError(
        path: path, line: mark.line, column: mark.column, problem: "not valid YAML: \(problem)",
        remedy: "check the indentation and quotes of this line")
    } catch let YamlError.scanner(_, problem, mark, _) {
      throw RuleError(
        path: path, line: mark.line, column: mark.column, problem: "not valid YAML: \(problem)",
        remedy: "check the indentation and quotes of this line")
    } catch let YamlError.duplicatedKeysInMapping(keys, context) {
      throw RuleError(
        path: path, line: context.mark.line, column: context.mark.column,
        problem: "'\(keys.first ?? "")' stands twice", remedy: "keep one of the two")
    } catch {
      throw RuleError(
        path: path, problem: "not valid YAML: \(error)", remedy: "check the file's syntax")
    }
  }

  private init(_ node: Node, after key: Node? = nil, path: String) {
    self.node = node
    self.key = key
    self.path = path
  }

  /// An error at the place of this value.
  package func error(_ problem: String, _ remedy: String) -> RuleError {
    RuleError(
      path: path, line: node.mark?.line, column: node.mark?.column, problem: problem,
      remedy: remedy)
  }

  /// An error at the place of the key of this value.
  package func keyError(_ problem: String, _ remedy: String) -> RuleError {
    RuleNode(key ?? node, path: path).error(problem, remedy)
  }

  /// The entries of a map, in the order of the file.
  package func entries() throws(RuleError) -> [(key: String, value: RuleNode)] {
    guard case .mapping(let mapping) = node else {
      throw error("a map is expected here", "write 'key: value' lines, indented under the key")
    }
    var seen: Set<String> = []
    var entries: [(key: String, value: RuleNode)] = []
    for (key, value) in mapping {
      guard let name = key.string else {
        throw RuleNode(key, path: path).error("a key must be text", "write a plain word")
      }
      guard seen.insert(name).inserted else {
        throw RuleNode(key, path: path).error("'\(name)' stands twice", "keep one of the two")
      }
      entries.append((name, RuleNode(value, after: key, path: path)))
    }
    return entries
  }

  /// The entries of a map that may have these keys only.
  package func entries(allowed: [String]) throws(RuleError) -> [String: RuleNode] {
    var found: [String: RuleNode] = [:]
    for (key, value) in try entries() {
      guard allowed.contains(key) else {
        throw value.keyError(
          "unknown key '\(key)'",
          nearest(to: key, in: allowed).map { "did you mean '\($0)'?" }
            ?? "known keys are \(allowed.joined(separator: ", "))")
      }
      found[key] = value
    }
    return found
  }

  package func string() throws(RuleError) -> String {
    guard case .scalar(let scalar) = node else {
      throw error("a text is expected here", "write one value on the line")
    }
    return scalar.string
  }

  package func strings() throws(RuleError) -> [String] {
    guard case .sequence(let sequence) = node else {
      throw error("a list is expected here", "write [one, two] or one '- item' a line")
    }
    var texts: [String] = []
    for item in sequence { texts.append(try RuleNode(item, path: path).string()) }
    return texts
  }

  /// The values of a list.
  package func items() throws(RuleError) -> [RuleNode] {
    guard case .sequence(let sequence) = node else {
      throw error("a list is expected here", "write one '- item' a line")
    }
    return sequence.map { RuleNode($0, path: path) }
  }

  /// The value whatever it is. Only `true`, `false`, `null` and numbers as JSON writes them are more than text.
  package func value() throws(RuleError) -> RuleValue {
    switch node {
    case .mapping: return .map(try entries())
    case .sequence: return .list(try items())
    case .scalar(let scalar):
      guard scalar.style == .plain || scalar.style == .any else { return .text(scalar.string) }
      switch scalar.string {
      case "", "null", "~": return .null
      case "true": return .bool(true)
      case "false": return .bool(false)
      case let text where Self.isNumber(text): return .number(text)
      case let text: return .text(text)
      }
    case .alias: throw error("an alias is not known here", "write the value itself")
    }
  }

  /// Whether JSON writes a number so, without an exponent.
  private static func isNumber(_ text: String) -> Bool {
    let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2, !text.hasPrefix("--") else { return false }
    let isPlain = parts.allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
    return isPlain && (whole.utf8.count == 1 || whole.first != "0")
  }

  package func double(in range: ClosedRange<Double>) throws(RuleError) -> Double {
    let text = try string()
    guard let value = Double(text), range.contains(value) else {
      throw error(
        "'\(text)' is no number from \(range.lowerBound) to \(range.upperBound)",
        "write a number in that range")
    }
    return value
  }

  package func integer(in range: ClosedRange<Int>) throws(RuleError) -> Int {
    let text = try string()
    guard let value = Int(text), range.contains(value) else {
      throw error(
        "'\(text)' is no whole number from \(range.lowerBound) to \(range.upperBound)",
        "write a whole number in that range")
    }
    return value
  }

  package func bool() throws(RuleError) -> Bool {
    switch try string() {
    case "true": return true
    case "false": return false
    default: throw error("neither true nor false", "write true or false")
    }
  }

  /// One of the cases of an enumeration, by raw value.
  package func choice<Choice: RawRepresentable & CaseIterable>(_: Choice.Type) throws(RuleError)
    -> Choice where Choice.RawValue == String
  {
    let text = try string()
    if let choice = Choice(rawValue: text) { return choice }
    let known = Choice.allCases.map(\.rawValue)
    throw error(
      "'\(text)' is not known here",
      nearest(to: text, in: known).map { "did you mean '\($0)'?" }
        ?? "write one of \(known.joined(separator: ", "))")
  }
}

/// The closest of a few words, if one is close enough to be a slip of the fingers.
package func nearest(to word: String, in candidates: [String]) -> String? {
  let scored = candidates.map { ($0, editDistance(Array(word.utf8), Array($0.utf8))) }
  guard let best = scored.min(by: { ($0.1, $0.0) < ($1.1, $1.0) }) else { return nil }
  return best.1 <= max(1, word.utf8.count / 3) ? best.0 : nil
}

private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var row = Array(0...right.count)
  for (i, a) in left.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, b) in right.enumerated() {
      let above = row[j + 1]
      row[j + 1] = a == b ? diagonal : 1 + min(diagonal, above, row[j])
      diagonal = above
    }
  }
  return row[right.count]
}
