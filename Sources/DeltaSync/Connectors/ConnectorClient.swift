/// Makes the requests of a connector: with its credentials, below its limits, and each answer judged by its rules.
///
/// A request counts from the moment its answer is there: by then the server has seen it, however long it was under way.
/// So no stretch of the server's time can hold more of them than the limit says.
final class ConnectorClient {
  struct Call {
    var request: RequestTemplate
    var scope: Scope
    /// The address of a next page, which takes the place of path and query.
    var url: String?

    init(_ request: RequestTemplate, _ scope: Scope = Scope(), url: String? = nil) {
      self.request = request
      self.scope = scope
      self.url = url
    }
  }

  /// What became of a call without a good answer.
  struct Fault: Error, Hashable {
    var reaction: AnswerRules.Reaction
    var words: String
    /// Seconds after which the server wants to be asked again.
    var afterSeconds: Double?
    /// Whether there was no answer at all.
    var isTransport = false
  }

  struct Answer {
    var body: JSON
    var response: HTTPResponse
  }

  let connector: Connector
  let address: String
  private let variables: Scope
  private let secrets: [String]
  private let http: any HTTPClient
  private let clock: any SyncClock
  private var pacer: RequestPacer
  /// The headers that show who this is; nil before the first session and after one has ended.
  private var session: [HTTPHeader]?
  /// What the server's clock showed at its last answer.
  private(set) var serverTime: Instant?

  init(
    _ connector: Connector, _ credentials: Credentials, http: any HTTPClient, clock: any SyncClock
  ) throws(SideError) {
    self.connector = connector
    self.http = http
    self.clock = clock
    variables = Scope(variables: credentials.values)
    secrets = credentials.values.values.filter { $0.count >= 6 }.sorted { $0.count > $1.count }
    pacer = RequestPacer(
      limit: connector.limits.requests, windowSeconds: connector.limits.seconds)
    var address = connector.address.text(variables) ?? ""
    while address.hasSuffix("/") { address.removeLast() }
    guard let server = HTTPAddress(address), server.isEncrypted || server.isLoopback else {
      throw SideError(
        .configuration,
        "connector \(connector.name): the address must begin with https:// and hold no password")
    }
    self.address = address
  }

  /// One result for each call, in the same places. A call that finds its session ended is made once more in a new one.
  func send(_ calls: [Call]) -> [Result<Answer, Fault>] {
    if session == nil, let fault = beginSession() {
      return calls.map { _ in .failure(fault) }
    }
    var results = pacedSend(calls)
    guard case .session = connector.authentication else { return results.map(withoutSession) }
    let ended = results.indices.filter { index in
      if case .failure(let fault) = results[index] { return fault.reaction == .login }
      return false
    }
    if ended.isEmpty { return results }
    session = nil
    if let fault = beginSession() {
      for index in ended { results[index] = .failure(fault) }
      return results
    }
    for (index, result) in zip(ended, pacedSend(ended.map { calls[$0] })) {
      results[index] = withoutSession(result)
    }
    return results
  }

  func send(_ call: Call) -> Result<Answer, Fault> {
    send([call]).first ?? .failure(Fault(reaction: .unknown, words: "no answer"))
  }

  /// What a refusal means that no new session can mend.
  private func withoutSession(_ result: Result<Answer, Fault>) -> Result<Answer, Fault> {
    result.mapError { fault in
      guard fault.reaction == .login else { return fault }
      return Fault(reaction: .fatal, words: "the credentials are not accepted; \(fault.words)")
    }
  }
}

// MARK: - Sessions

extension ConnectorClient {
  /// Begins a session if there is none; why that does not go.
  func checkSession() -> String? {
    session == nil ? beginSession()?.words : nil
  }

  /// - Returns: why there is none.
  private func beginSession() -> Fault? {
    switch connector.authentication {
    case .none:
      session = []
    case .headers(let templates):
      session = headers(templates, variables)
    case .session(let request, let take, let join, let templates):
      switch pacedSend([Call(request)], isSession: true).first {
      case .success(let answer):
        var taken: [String: JSON] = [:]
        for (name, path) in take { taken[name] = path.value(in: answer.body) }
        guard taken.count == take.count else {
          return Fault(reaction: .fatal, words: "the answer to the login holds no session")
        }
        var scope = variables.with(taken)
        for (name, template) in join { scope[name] = template.fill(scope) }
        session = headers(templates, scope)
      case .failure(var fault):
        // A login can be repeated: it changes nothing.
        if fault.reaction == .unknown { fault.reaction = .retriable }
        if [.data, .login, .missing, .stale].contains(fault.reaction) { fault.reaction = .fatal }
        let isRefused = fault.reaction == .fatal && !fault.isTransport
        fault.words =
          (isRefused ? "the login was refused, check the credentials: " : "login: ") + fault.words
        return fault
      case nil: return Fault(reaction: .retriable, words: "no answer to the login")
      }
    }
    return nil
  }

  private func headers(_ templates: [String: Template], _ scope: Scope) -> [HTTPHeader] {
    templates.sorted { $0.key < $1.key }.compactMap { name, value in
      value.text(scope).map { HTTPHeader(name, $0) }
    }
  }
}

// MARK: - Requests

extension ConnectorClient {
  private func pacedSend(_ calls: [Call], isSession: Bool = false) -> [Result<Answer, Fault>] {
    var results: [Result<Answer, Fault>] = []
    while results.count < calls.count {
      let wait = pacer.wait(at: clock.now())
      if wait > 0 { clock.sleep(seconds: wait) }
      let allowance = min(pacer.allowance(at: clock.now()), connector.limits.concurrency)
      let wave = calls[results.count...].prefix(max(1, allowance))
      let requests = wave.map { request($0, isSession: isSession) }
      var answers = http.sendAll(requests.compactMap { $0 }).makeIterator()
      let now = clock.now()
      for request in requests {
        guard request != nil else {
          results.append(
            .failure(Fault(reaction: .data, words: "a value that the request needs is missing")))
          continue
        }
        pacer.note(at: now)
        results.append(
          judged(answers.next() ?? .failure(TransportError(.cancelled, .unknown, at: address))))
      }
    }
    return results
  }

  private func request(_ call: Call, isSession: Bool) -> HTTPRequest? {
    let scope = call.scope.filled(with: variables)
    var request = call.request.request(
      scope, address: address, headers: isSession ? [] : session ?? [])
    if let url = call.url { request?.url = url }
    return request
  }

  private func judged(_ result: Result<HTTPResponse, TransportError>) -> Result<Answer, Fault> {
    let response: HTTPResponse
    switch result {
    case .success(let answer): response = answer
    case .failure(let error):
      let reaction: AnswerRules.Reaction =
        switch error.reaction {
        case .fatal: .fatal
        case .notSent: .retriable
        case .unknown: .unknown
        }
      return .failure(Fault(reaction: reaction, words: error.description, isTransport: true))
    }
    if let time = response.header("Date").flatMap(HTTPDate.instant) { serverTime = time }
    if let name = connector.limits.remaining, response.header(name) == "0" {
      pacer.fill(at: clock.now())
    }
    // An answer without content (204, or 200 with nothing) tells by its status alone.
    var body = JSON.null
    if !response.body.isEmpty {
      do {
        body = try JSON(parsing: response.body)
      } catch {
        if (200..<300).contains(response.status) {
          return .failure(
            Fault(reaction: .unknown, words: "the answer is no JSON (\(error.description))"))
        }
      }
    }
    guard let reaction = connector.answers.reaction(to: response.status, body) else {
      return .success(Answer(body: body, response: response))
    }
    let words = "status \(response.status) \(connector.answers.words(body))".trimmedSpaces
    return .failure(
      Fault(
        reaction: reaction, words: withoutSecrets(words),
        afterSeconds: response.header("Retry-After")
          .flatMap { HTTPDate.pause($0, now: serverTime ?? clock.now()) }))
  }

  private func withoutSecrets(_ text: String) -> String {
    secrets.reduce(text) { $0.replacing($1, with: "…") }
  }
}

extension Scope {
  /// With the values of another one where this one has none.
  func filled(with other: Scope) -> Scope { other.with(values) }
}
