package import Contacts

/// How a system is talked to: `Rules/connectors/NAME.yaml`.
package struct Connector: Sendable {
  package let name: String
  /// What the environment must hold, by name, and what it is.
  package var variables: [Variable] = []
  /// Where all paths begin.
  var address: Template
  var authentication = Authentication.none
  var limits = ConnectorLimits()
  var answers = AnswerRules()
  /// How contacts look; nil where the system keeps none: what is told to it is kept by the sync alone.
  var contact: RecordShape?
  var streams: [StreamRules] = []
  var fetch: LookRules?
  /// By what was to be made, where its answer is missing.
  var find: LookRules?
  /// The note of a message, by the mark in it.
  var findNote: LookRules?
  var writes: [WriteRules.Kind: WriteRules] = [:]
  /// Seconds that each cycle reads again, for what was stored late or by a clock that is behind.
  var lookbackSeconds = 120.0

  /// A value that the environment gives: a secret, or what differs from one user to the next.
  package struct Variable: Sendable, Hashable {
    package var name: String
    package var meaning: String
    /// What counts where the environment does not say; nil: it must.
    package var standard: String?
  }

  package static let folder = "connectors"

  /// Writes of some kinds that the cycle should hand over together: as many as one request takes, or no matter how many
  /// where none is made.
  func batch(_ kinds: WriteRules.Kind...) -> Int {
    kinds.compactMap { writes[$0]?.batch }.max() ?? 200
  }

  /// The connector's file.
  package static func open(_ name: String, _ files: RuleFiles) throws(RuleError) -> Connector {
    let path = "\(folder)/\(name)\(RuleFiles.ending)"
    let known = names(files)
    guard known.contains(name) else {
      throw RuleError(
        path: path, problem: "there is no connector '\(name)'",
        remedy: nearest(to: name, in: known).map { "did you mean '\($0)'?" }
          ?? "known are \(known.joined(separator: ", "))")
    }
    return try Connector(name, files.open(path))
  }

  /// The names of all connectors.
  package static func names(_ files: RuleFiles) -> [String] {
    files.names(in: folder).map { String($0.dropLast(RuleFiles.ending.count)) }
  }

  package init(_ name: String, _ file: RuleNode) throws(RuleError) {
    self.name = name
    let keys = try file.entries(
      allowed: [
        "variables", "address", "authentication", "limits", "answers", "contact", "read", "fetch",
        "find", "find_note", "write", "lookback_seconds",
      ])
    for (name, body) in try keys["variables"]?.entries() ?? [] {
      variables.append(try Variable(name, body))
    }
    let known = Set(variables.map(\.name))
    guard let addressNode = keys["address"] else {
      throw file.error("'address' is missing", "say where the system is: 'address: $NAME'")
    }
    address = try Template(addressNode, known: known)
    if let node = keys["authentication"] {
      authentication = try Authentication(node, variables: known)
    }
    if let node = keys["limits"] { limits = try ConnectorLimits(node) }
    if let node = keys["answers"] { answers = try AnswerRules(node) }
    contact = try keys["contact"].map { node throws(RuleError) in try RecordShape(node) }
    lookbackSeconds = try keys["lookback_seconds"]?.double(in: 0...86_400) ?? lookbackSeconds
    for (name, body) in try keys["read"]?.entries() ?? [] {
      streams.append(try StreamRules(name, body, variables: known))
    }
    fetch = try keys["fetch"].map { node throws(RuleError) in
      try LookRules(node, known: known.union(["id", "ids", "items", "list"]))
    }
    find = try keys["find"].map { node throws(RuleError) in
      try LookRules(node, known: known.union(["key"] + RecordShape.fieldNames))
    }
    findNote = try keys["find_note"].map { node throws(RuleError) in
      try LookRules(node, known: known.union(["contact", "marker"]))
    }
    for (kindName, body) in try keys["write"]?.entries(
      allowed: WriteRules.Kind.allCases.map(\.rawValue)) ?? [:]
    {
      guard let kind = WriteRules.Kind(rawValue: kindName) else { continue }
      writes[kind] = try WriteRules(kind, body, variables: known)
    }
    try checkWhole(file, keys)
  }

  /// What one part needs of another.
  private func checkWhole(_ file: RuleNode, _ keys: [String: RuleNode]) throws(RuleError) {
    if contact == nil, let node = keys["read"] {
      throw node.keyError("contacts are read, but 'contact' is missing", "say how they look")
    }
    if writes[.message] != nil, findNote != nil, writes[.messageUpdate] == nil,
      let node = keys["find_note"]
    {
      throw node.keyError("'find_note' needs 'message_update'", "say how a note is changed")
    }
    if fetch == nil {
      if let stream = streams.first(where: { [.contactID, .present].contains($0.kind) }),
        let node = keys["read"]
      {
        throw node.keyError(
          "a stream of '\(stream.kind.rawValue)' needs 'fetch'",
          "say how contacts are fetched by id")
      }
      if writes.values.contains(where: \.comparesFirst), let node = keys["write"] {
        throw node.keyError("'compare' needs 'fetch'", "say how contacts are fetched by id")
      }
      if contact?.lists.isEmpty == false, let node = keys["contact"] {
        throw node.keyError("lists of a contact need 'fetch'", "say how contacts are fetched by id")
      }
    }
  }
}

extension Connector.Variable {
  init(_ name: String, _ node: RuleNode) throws(RuleError) {
    self.name = name
    guard let first = name.utf8.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first),
      name.allSatisfy({ $0 == "_" || $0.isASCII && ($0.isUppercase || $0.isNumber) })
    else {
      throw node.keyError("'\(name)' is no name of a variable", "write capitals, digits and _")
    }
    guard case .map = try node.value() else {
      meaning = try node.string()
      return
    }
    let keys = try node.entries(allowed: ["about", "default"])
    meaning = try keys["about"]?.string() ?? ""
    standard = try keys["default"]?.string()
  }
}

/// What a system allows.
struct ConnectorLimits: Sendable {
  /// Requests in any stretch of so many seconds; nil where nothing is counted.
  var requests: Int?
  var seconds = 60.0
  var concurrency = 8
  /// The header that says how many requests are left.
  var remaining: String?

  init() {}

  init(_ node: RuleNode) throws(RuleError) {
    let keys = try node.entries(allowed: ["requests", "seconds", "concurrency", "remaining"])
    requests = try keys["requests"]?.integer(in: 1...1_000_000)
    seconds = try keys["seconds"]?.double(in: 1...86_400) ?? seconds
    concurrency = try keys["concurrency"]?.integer(in: 1...50) ?? concurrency
    remaining = try keys["remaining"]?.string()
  }
}

extension Connector {
  /// How its requests are made.
  package func transportOptions(caFile: String? = nil) -> TransportOptions {
    var options = TransportOptions()
    options.concurrency = limits.concurrency
    options.caFile = caFile
    return options
  }
}
