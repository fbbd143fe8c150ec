internal import Contacts

/// How a connector shows who it is.
enum Authentication: Sendable {
  case none
  /// Headers with a token or a key.
  case headers([String: Template])
  /// An access token that is asked for and renewed (RFC 6749 §4.4 and §6): where it stands in the answer, and the headers
  /// that carry it. `join` puts texts together of what was taken.
  case session(
    request: RequestTemplate, take: [String: JSONPath], join: [String: Template] = [:],
    headers: [String: Template])

  init(_ node: RuleNode, variables: Set<String>) throws(RuleError) {
    let keys = try node.entries(allowed: ["bearer", "headers", "oauth", "session"])
    guard keys.count == 1, let (kind, body) = keys.first else {
      throw node.error(
        "one kind of authentication is expected", "write bearer, headers, oauth or session")
    }
    switch kind {
    case "bearer":
      let token = try Template(body, known: variables)
      self = .headers(["Authorization": .bearer(token)])
    case "headers":
      self = .headers(try Self.headers(body, variables))
    case "oauth":
      self = try Self.oauth(body, variables)
    default:
      self = try Self.session(body, variables)
    }
  }

  private static func headers(
    _ node: RuleNode, _ known: Set<String>
  ) throws(RuleError) -> [String: Template] {
    var headers: [String: Template] = [:]
    for (name, value) in try node.entries() { headers[name] = try Template(value, known: known) }
    return headers
  }

  private static func session(
    _ node: RuleNode, _ variables: Set<String>
  ) throws(RuleError) -> Authentication {
    let keys = try node.entries(allowed: RequestTemplate.keys + ["take", "join", "send"])
    guard let takeNode = keys["take"], let sendNode = keys["send"] else {
      throw node.keyError(
        "a session takes 'take' and 'send'",
        "say what is taken from the answer, and the headers that carry it")
    }
    var take: [String: JSONPath] = [:]
    for (name, value) in try takeNode.entries() { take[name] = JSONPath(try value.string()) }
    let known = variables.union(take.keys)
    let join = try keys["join"].map { node throws(RuleError) in try headers(node, known) } ?? [:]
    return .session(
      request: try RequestTemplate(node, keys, known: variables), take: take, join: join,
      headers: try headers(sendNode, known.union(join.keys)))
  }

  /// A session in short: `post` is the address of the token, `form` the grant.
  private static func oauth(
    _ node: RuleNode, _ variables: Set<String>
  ) throws(RuleError) -> Authentication {
    let keys = try node.entries(
      allowed: ["address", "grant", "client_id", "client_secret", "refresh_token", "scope"])
    enum Grant: String, CaseIterable {
      case refreshToken = "refresh_token"
      case clientCredentials = "client_credentials"
    }
    guard let address = keys["address"], let grantNode = keys["grant"] else {
      throw node.keyError(
        "'address' or 'grant' is missing", "name the address of the token and the grant")
    }
    let grant = try grantNode.choice(Grant.self)
    if grant == .refreshToken, keys["refresh_token"] == nil {
      throw grantNode.keyError(
        "'refresh_token' is missing", "name its variable: 'refresh_token: $NAME'")
    }
    var form: [String: Template] = ["grant_type": .fixed(.text(grant.rawValue))]
    for name in ["client_id", "client_secret", "refresh_token", "scope"] {
      form[name] = try keys[name].map { node throws(RuleError) in
        try Template(node, known: variables)
      }
    }
    let request = RequestTemplate(
      method: .post, path: try Template(address, known: variables), form: form)
    return .session(
      request: request, take: ["access_token": JSONPath("access_token")],
      headers: ["Authorization": .bearer(.gap(Gap(name: "access_token")))])
  }
}

extension Template {
  /// `Bearer` and a token (RFC 6750 §2.1).
  static func bearer(_ token: Template) -> Template {
    switch token {
    case .gap(let gap): .text([.fixed("Bearer "), .gap(gap)])
    case .fixed(let value): .fixed(.text("Bearer " + (value.plainText ?? "")))
    case .text(let pieces): .text([.fixed("Bearer ")] + pieces)
    case .list, .object: token
    }
  }
}
