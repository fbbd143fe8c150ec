import DeltaSync
import Foundation
import Testing

private func makeTransport(
  seconds: Double = 3.5, _ change: (inout TransportOptions) -> Void = { _ in }
) -> Transport {
  var options = TransportOptions()
  options.totalSeconds = seconds
  options.proxy = ""
  change(&options)
  return Transport(options)
}

private func failure(
  _ transport: Transport, _ request: HTTPRequest
) async -> TransportError? {
  do {
    _ = try await transport.send(request)
    return nil
  } catch {
    return error
  }
}

@Suite struct TransportTests {
  @Test func carriesMethodHeadersAndBody() async throws {
    let server = try LoopbackServer { request in
      .json(#"{"echo":"\#(request.method) \#(request.target) \#(request.text)"}"#)
    }
    let transport = makeTransport()
    for method in HTTPRequest.Method.allCases {
      let body = method == .get || method == .delete ? [] : Array("größer".utf8)
      let response = try await transport.send(
        HTTPRequest(
          method, server.address + "/a?b=c", headers: [HTTPHeader("X-One", "1")], body: body))
      #expect(response.status == 200)
      #expect(response.header("content-type") == "application/json")
      #expect(
        String(decoding: response.body, as: UTF8.self)
          == #"{"echo":"\#(method.rawValue) /a?b=c \#(String(decoding: body, as: UTF8.self))"}"#)
    }
    #expect(server.requests.allSatisfy { $0.header("x-one") == "1" })
  }

  /// Without awaiting: beside many other tests that takes longer than a connection is kept.
  @Test func keepsTheConnectionForTheNextRequest() throws {
    let server = try LoopbackServer { _ in .json("{}") }
    let transport = makeTransport()
    for _ in 0..<5 {
      for result in transport.sendAll([
        HTTPRequest(.post, server.address, body: [0x7B, 0x7D])
      ]) { _ = try result.get() }
    }
    #expect(server.connectionCount == 1)
  }

  @Test func makesAsManyRequestsAtOnceAsAllowedAndNoMore() throws {
    let server = try LoopbackServer { _ in .later(milliseconds: 40, .json("{}")) }
    let transport = makeTransport { $0.concurrency = 8 }
    let results = transport.sendAll(
      (0..<40).map { HTTPRequest(.get, server.address + "/\($0)") })
    #expect(results.count == 40)
    #expect(results.allSatisfy { (try? $0.get().status) == 200 })
    #expect(server.connectionCount == 8)
  }

  /// Waiting for a place must not use up the time of a request.
  @Test func timeBeginsWithTheRequest() throws {
    let server = try LoopbackServer { _ in .later(milliseconds: 300, .json("{}")) }
    let transport = makeTransport(seconds: 0.8) { $0.concurrency = 1 }
    let results = transport.sendAll((0..<4).map { HTTPRequest(.get, server.address + "/\($0)") })
    #expect(results.allSatisfy { (try? $0.get().status) == 200 })
  }

  @Test func unpacksCompressedAnswers() async throws {
    // "hello hello hello", gzip.
    let packed = Data(base64Encoded: "H4sIAAAAAAAAA8tIzcnJV8hAkACAiPnlEQAAAA==") ?? Data()
    let server = try LoopbackServer { request in
      request.header("Accept-Encoding")?.contains("gzip") == true
        ? .answer(200, [HTTPHeader("Content-Encoding", "gzip")], Array(packed)) : .close
    }
    let response = try await makeTransport().send(HTTPRequest(.get, server.address))
    #expect(String(decoding: response.body, as: UTF8.self) == "hello hello hello")
  }

  @Test func carriesALargeBodyAndManyBytesBack() async throws {
    let server = try LoopbackServer { .answer(200, [], $0.body.reversed()) }
    let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let response = try await makeTransport().send(HTTPRequest(.post, server.address, body: body))
    #expect(response.body == body.reversed())
  }

  @Test func goesThroughAProxy() async throws {
    let proxy = try LoopbackServer { .json(#"{"asked":"\#($0.target)"}"#) }
    let transport = makeTransport { $0.proxy = proxy.address }
    let response = try await transport.send(HTTPRequest(.get, "http://localhost:9/contacts"))
    #expect(response.body == Array(#"{"asked":"http://localhost:9/contacts"}"#.utf8))
  }

  @Test func everyStatusIsAnAnswer() async throws {
    let server = try LoopbackServer { request in
      .json("{}", status: Int(request.target.dropFirst()) ?? 0, [HTTPHeader("Retry-After", "7")])
    }
    let transport = makeTransport()
    for status in [200, 201, 204, 304, 400, 401, 404, 409, 429, 500, 503] {
      let response = try await transport.send(HTTPRequest(.get, "\(server.address)/\(status)"))
      #expect(response.status == status)
      #expect(response.header("retry-after") == "7")
    }
  }

  @Test func givesUpAfterThreeAndAHalfSeconds() async throws {
    let server = try LoopbackServer { _ in .blackHole }
    let clock = ContinuousClock()
    var error: TransportError?
    let took = await clock.measure {
      error = await failure(makeTransport(), HTTPRequest(.post, server.address, body: [1]))
    }
    #expect(error?.code == .timeout)
    #expect(error?.reaction == .unknown)
    #expect(took > .seconds(3.4))
  }

  @Test func aRequestIsCancelledWithItsTask() async throws {
    let server = try LoopbackServer { _ in .blackHole }
    let transport = makeTransport(seconds: 60)
    let task = Task { await failure(transport, HTTPRequest(.get, server.address)) }
    while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    #expect(await task.value?.code == .cancelled)
    let early = Task { () -> TransportError? in
      while !Task.isCancelled { await Task.yield() }
      return await failure(transport, HTTPRequest(.get, server.address))
    }
    early.cancel()
    #expect(await early.value?.code == .cancelled)
  }

  @Test func whatIsUnderWayEndsWithTheTransport() async throws {
    let server = try LoopbackServer { _ in .blackHole }
    var transport: Transport? = makeTransport(seconds: 60)
    let task = Task { [transport] in
      transport == nil
        ? nil : await failure(transport ?? makeTransport(), HTTPRequest(.get, server.address))
    }
    transport = nil
    while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    #expect(await task.value?.code == .cancelled)
  }
}
