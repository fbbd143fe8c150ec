internal import Contacts

/// A request with gaps: `get: /path` (or another method) with `query`, `headers` and `body` (JSON) or `form`.
struct RequestTemplate: Sendable {
  var method: HTTPRequest.Method
  var path: Template
  var query: [String: Template] = [:]
  var headers: [String: Template] = [:]
  var body: Template?
  var form: [String: Template] = [:]

  static let keys =
    HTTPRequest.Method.allCases.map { $0.rawValue.lowercased() }
    + ["query", "headers", "body", "form"]

  init(method: HTTPRequest.Method, path: Template, form: [String: Template]) {
    self.method = method
    self.path = path
    self.form = form
  }

  /// - Parameter node: where an error is placed if there is no method.
  init(_ node: RuleNode, _ keys: [String: RuleNode], known: Set<String>) throws(RuleError) {
    let methods = HTTPRequest.Method.allCases.filter { keys[$0.rawValue.lowercased()] != nil }
    guard methods.count == 1, let pathNode = keys[methods[0].rawValue.lowercased()] else {
      throw node.keyError("one method is missing here", "write one line such as 'get: /contacts'")
    }
    method = methods[0]
    path = try Template(pathNode, known: known)
    query = try Self.templates(keys["query"], known)
    headers = try Self.templates(keys["headers"], known)
    form = try Self.templates(keys["form"], known)
    body = try keys["body"].map { node throws(RuleError) in try Template(node, known: known) }
  }

  private static func templates(
    _ node: RuleNode?, _ known: Set<String>
  ) throws(RuleError) -> [String: Template] {
    var templates: [String: Template] = [:]
    for (name, value) in try node?.entries() ?? [] {
      templates[name] = try Template(value, known: known)
    }
    return templates
  }

  /// The request for a server; nil where its path has a gap without a value.
  ///
  /// - Parameter address: where the path begins; a path that is an address of its own stands for itself.
  func request(_ scope: Scope, address: String, headers more: [HTTPHeader]) -> HTTPRequest? {
    guard let path = path.urlText(scope) else { return nil }
    var url = path.hasPrefix("https://") || path.hasPrefix("http://") ? path : address + path
    let query = Self.encoded(query, scope)
    if !query.isEmpty { url += (url.contains("?") ? "&" : "?") + query }
    var request = HTTPRequest(method, url, headers: more)
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
      if let text = value.text(scope) { request.headers.append(HTTPHeader(name, text)) }
    }
    if let body {
      request.body = body.fill(scope)?.bytes ?? []
      request.headers.append(HTTPHeader("Content-Type", "application/json"))
    } else if !form.isEmpty {
      request.body = Array(Self.encoded(form, scope).utf8)
      request.headers.append(HTTPHeader("Content-Type", "application/x-www-form-urlencoded"))
    }
    request.headers.append(HTTPHeader("Accept", "application/json"))
    return request
  }

  private static func encoded(_ parameters: [String: Template], _ scope: Scope) -> String {
    parameters.sorted { $0.key < $1.key }.compactMap { name, value in
      value.text(scope).map { PercentEncoding.escaped(name) + "=" + PercentEncoding.escaped($0) }
    }.joined(separator: "&")
  }
}
