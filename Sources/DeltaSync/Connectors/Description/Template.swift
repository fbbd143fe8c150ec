internal import Contacts

/// A value with gaps. One that is a gap alone takes the value as it is; gaps within a text take their text. A member or
/// parameter whose gap has no value is left out, in a list it is null.
indirect enum Template: Sendable {
  case fixed(JSON)
  case gap(Gap)
  case text([Piece])
  case list([Template])
  /// Members by their names, which may have gaps too; the members of what `<<` stands for are taken in among the others.
  case object([(name: Template, value: Template)])

  static let merged = "<<"

  enum Piece: Sendable {
    case fixed(String)
    case gap(Gap)
  }

  func fill(_ scope: Scope) -> JSON? {
    switch self {
    case .fixed(let value): return value
    case .gap(let gap): return gap.fill(scope)
    case .text(let pieces):
      return Self.joined(pieces, scope) { part, _ in part }.map { .text($0) }
    case .list(let items): return .list(items.map { $0.fill(scope) ?? .null })
    case .object(let members):
      var filled: [String: JSON] = [:]
      for (name, value) in members {
        guard let name = name.text(scope), let value = value.fill(scope) else { continue }
        if name == Self.merged {
          filled.merge(value.members ?? [:]) { $1 }
        } else {
          filled[name] = value
        }
      }
      return .object(filled)
    }
  }

  /// The text that comes of it; nil where a gap of it has no value.
  func text(_ scope: Scope) -> String? { fill(scope)?.plainText }

  /// A path of a URL: what fills its gaps is escaped, but for what the environment says.
  func urlText(_ scope: Scope) -> String? {
    switch self {
    case .text(let pieces):
      return Self.joined(pieces, scope) { part, gap in
        gap.isVariable ? part : PercentEncoding.escaped(part)
      }
    case .gap(let gap) where !gap.isVariable: return text(scope).map(PercentEncoding.escaped)
    default: return text(scope)
    }
  }

  /// The pieces put together; nil where a gap has no value.
  ///
  /// - Parameter written: how what fills a gap is written.
  private static func joined(
    _ pieces: [Piece], _ scope: Scope, written: (_ part: String, _ gap: Gap) -> String
  ) -> String? {
    var text = ""
    for piece in pieces {
      switch piece {
      case .fixed(let part): text += part
      case .gap(let gap):
        guard let part = gap.fill(scope)?.plainText else { return nil }
        text += written(part, gap)
      }
    }
    return text
  }
}

// MARK: - Reading

extension Template {
  /// - Parameter known: the names that gaps may have at this place.
  init(_ node: RuleNode, known: Set<String>) throws(RuleError) {
    switch try node.value() {
    case .null: self = .fixed(.null)
    case .bool(let flag): self = .fixed(.bool(flag))
    case .number(let digits): self = .fixed(.number(digits))
    case .text(let text):
      self = Template(text: text)
      try check(node, known)
    case .list(let nodes):
      var items: [Template] = []
      for item in nodes { items.append(try Template(item, known: known)) }
      self = .list(items)
    case .map(let entries):
      var members: [(name: Template, value: Template)] = []
      for (name, value) in entries {
        let name = Template(text: name)
        try name.check(value, known)
        members.append((name, try Template(value, known: known)))
      }
      self = .object(members)
    }
  }

  /// `$$` stands for a dollar sign.
  init(text: String) {
    var pieces: [Piece] = []
    var fixed = ""
    var rest = Substring(text)
    while let character = rest.popFirst() {
      guard character == "$" else {
        fixed.append(character)
        continue
      }
      let name = rest.prefix { $0.isASCII && ($0.isLetter || $0 == "_" || $0.isNumber) }
      guard !name.isEmpty else {
        fixed.append("$")
        if rest.first == "$" { rest.removeFirst() }
        continue
      }
      rest.removeFirst(name.count)
      var gap = Gap(name: String(name))
      if rest.first == "." {
        let word = rest.dropFirst().prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
        if let form = Gap.Form(rawValue: String(word)) {
          gap.form = form
          rest.removeFirst(word.count + 1)
        }
      }
      if !fixed.isEmpty { pieces.append(.fixed(fixed)) }
      fixed = ""
      pieces.append(.gap(gap))
    }
    if !fixed.isEmpty { pieces.append(.fixed(fixed)) }
    switch (pieces.first, pieces.count) {
    case (nil, _): self = .fixed(.text(""))
    case (.fixed(let part), 1): self = .fixed(.text(part))
    case (.gap(let gap), 1): self = .gap(gap)
    default: self = .text(pieces)
    }
  }

  private func check(_ node: RuleNode, _ known: Set<String>) throws(RuleError) {
    for gap in gaps where !known.contains(gap.name) {
      throw node.error(
        "'$\(gap.name)' is not known here",
        gap.isVariable
          ? "name it under 'variables:' and say what it is"
          : nearest(to: gap.name, in: known.sorted()).map { "did you mean '$\($0)'?" }
            ?? "known here are \(known.sorted().map { "$" + $0 }.joined(separator: ", "))")
    }
  }

  /// All gaps of it.
  var gaps: [Gap] {
    switch self {
    case .fixed: []
    case .gap(let gap): [gap]
    case .text(let pieces):
      pieces.compactMap { piece in
        if case .gap(let gap) = piece { return gap }
        return nil
      }
    case .list(let items): items.flatMap(\.gaps)
    case .object(let members): members.flatMap { $0.name.gaps + $0.value.gaps }
    }
  }
}

/// Percent-encoding of everything but unreserved characters (RFC 3986 §2.3).
enum PercentEncoding {
  static func escaped(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    var escaped = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        escaped.unicodeScalars.append(Unicode.Scalar(byte))
      default: escaped += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return escaped
  }
}
