import DeltaSync
import Foundation
import Synchronization
import Testing

@Suite struct ConnectorSessionTests {
  private static let oauth = """
    variables: {URL: an address, ID: an id, SECRET: a secret, RENEW: a token}
    address: $URL
    authentication:
      oauth: {address: "$URL/token", grant: refresh_token, client_id: $ID, client_secret: $SECRET, refresh_token: $RENEW}
    contact: {id: id, fields: {full_name: name}}
    read:
      contacts: {get: /c, items: data}
    """

  /// A system whose tokens hold for some requests each.
  private func system(requestsPerToken: Int) -> ScriptedSystem {
    let left = Mutex((token: 0, requests: 0))
    return ScriptedSystem { request, _ in
      left.withLock { left in
        if request.target == "/token" {
          left.token += 1
          left.requests = requestsPerToken
          return ScriptedSystem.json(["access_token": .text("t\(left.token)"), "expires_in": 3600])
        }
        guard request.header("Authorization") == "Bearer t\(left.token)", left.requests > 0 else {
          return ScriptedSystem.json([:], status: 401)
        }
        left.requests -= 1
        return ScriptedSystem.json(["data": [["id": 1]]])
      }
    }
  }

  @Test func aTokenIsRenewedWhenItExpires() throws {
    let system = system(requestsPerToken: 2)
    let side = try Connectors.side(Connectors.written(Self.oauth), system)
    for _ in 0..<5 { #expect(try side.readAll("contacts").items.count == 1) }
    let logins = system.requests.filter { $0.target == "/token" }
    #expect(logins.count == 3)
    #expect(
      String(decoding: logins[0].body, as: UTF8.self)
        == "client_id=value-of-ID&client_secret=value-of-SECRET&grant_type=refresh_token&refresh_token=value-of-RENEW"
    )
    #expect(logins[0].header("Content-Type") == "application/x-www-form-urlencoded")
    #expect(logins[0].header("Authorization") == nil)
  }

  @Test func aTokenThatIsNeverAcceptedEndsInAnError() throws {
    let system = system(requestsPerToken: 0)
    let side = try Connectors.side(Connectors.written(Self.oauth), system)
    do {
      _ = try side.readAll("contacts")
      Issue.record("it was read")
    } catch let error as SideError {
      #expect(error.kind == .configuration)
    }
    #expect(system.requests.count == 4)
  }

  @Test func aRefusedLoginIsNotRepeated() throws {
    let system = ScriptedSystem { _, _ in
      ScriptedSystem.json(["error": "invalid_grant"], status: 400)
    }
    let side = try Connectors.side(Connectors.written(Self.oauth), system)
    let outcomes = side.write([[WriteRequest(key: "k", payload: .delete(id: "1", []))]])
    #expect(outcomes == [[.rejected("connector test does not write 'delete'")]])
    #expect(throws: SideError.self) { try side.readAll("contacts") }
    #expect(system.requests.count == 1)
  }
}

/// No stretch of the server's time holds more requests than the limit says, and nearly as many as it says.
@Suite struct ConnectorPacingTests {
  /// Answers after a while, and notes when the requests reached it.
  private final class LatentSystem: HTTPClient {
    nonisolated(unsafe) let clock: SimulatedClock
    nonisolated(unsafe) var random: SplitMix64
    nonisolated(unsafe) var arrivals: [Instant] = []
    let mostMilliseconds: Int

    init(_ clock: SimulatedClock, seed: UInt64, mostMilliseconds: Int) {
      self.clock = clock
      self.mostMilliseconds = mostMilliseconds
      random = SplitMix64(seed: seed)
    }

    func sendAll(_ requests: [HTTPRequest]) -> [Result<HTTPResponse, TransportError>] {
      let latencies = requests.map { _ in Double(random.below(mostMilliseconds + 1)) / 1000 }
      for latency in latencies {
        arrivals.append(clock.now().adding(seconds: latency * Double(random.below(100)) / 100))
      }
      clock.time = clock.now().adding(seconds: latencies.max() ?? 0)
      return requests.map { _ in ScriptedSystem.json(["messages": [["id": "wamid.1"]]]) }
    }
  }

  @Test(arguments: [(UInt64(1), 20, 0.95), (2, 200, 0.7), (3, 0, 0.99)])
  func keepsTheLimitOfTheServersTime(_ seed: UInt64, _ latency: Int, _ least: Double) throws {
    let clock = SimulatedClock()
    let system = LatentSystem(clock, seed: seed, mostMilliseconds: latency)
    let side = try Connectors.side(
      Connectors.delivered("whatsapp"), system, side: .messaging, clock: clock)
    let start = clock.now()
    let count = 2000
    let batches = (0..<count).map { number in
      [
        WriteRequest(
          key: "k\(number)",
          payload: .send(
            SendOrder(id: "\(number)", contactID: "1", template: "t"), recipient: "+16505551234",
            variables: [:]))
      ]
    }
    for wave in stride(from: 0, to: count, by: 50) {
      #expect(
        side.write(Array(batches[wave..<wave + 50])).allSatisfy { $0 == [.done(id: "wamid.1")] })
    }
    let arrivals = system.arrivals.sorted()
    for (first, last) in zip(arrivals, arrivals.dropFirst(80)) {
      #expect(last.seconds(since: first) > 1, "seed \(seed)")
    }
    let seconds = clock.now().seconds(since: start)
    #expect(Double(count) / seconds >= 80 * least, "seed \(seed)")
  }
}
