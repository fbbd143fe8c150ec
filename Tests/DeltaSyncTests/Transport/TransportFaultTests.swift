import DeltaSync
import Foundation
import Testing

/// What a request without an answer means: whether the server may have carried it out.
@Suite struct TransportFaultTests {
  private func transport(_ change: (inout TransportOptions) -> Void = { _ in }) -> Transport {
    var options = TransportOptions()
    options.totalSeconds = 1
    options.proxy = ""
    change(&options)
    return Transport(options)
  }

  private func failure(
    _ server: LoopbackServer, _ transport: Transport? = nil
  ) async -> TransportError? {
    let transport = transport ?? self.transport()
    do {
      _ = try await transport.send(
        HTTPRequest(.post, server.address + "/secret-path?token=s3cret", body: [1, 2, 3]))
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    (LoopbackServer.Reply.reset, TransportError.Code.lost),
    (.close, .lost),
    (.blackHole, .timeout),
    (.raw(Array("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":".utf8)), .malformed),
    (.raw(Array("HTTP/1.1 200 OK\r\nContent-".utf8)), .lost),
    (.raw(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab".utf8)), .malformed),
    (.raw(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab".utf8)), .lost),
    (.raw(Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nno gzip".utf8)), .malformed),
    (
      .drip(
        Array("HTTP/1.1 200 OK\r\nX-Slow: \(String(repeating: "a", count: 60))".utf8),
        milliseconds: 40), .timeout
    ),
    (.raw(Array("no HTTP at all\n".utf8)), .malformed),
  ])
  func whatWasSentMayHaveBeenDone(_ reply: LoopbackServer.Reply, _ code: TransportError.Code)
    async throws
  {
    let server = try LoopbackServer { _ in reply }
    let error = await failure(server)
    #expect(error?.reaction == .unknown)
    if code != .lost { #expect(error?.code == code) }
    #expect(server.requests.count == 1)
  }

  @Test func whatWasNotSentWasNotDone() async throws {
    // A port on which nobody listens any more.
    let port = try LoopbackServer { _ in .close }.port
    for (url, code) in [
      ("http://127.0.0.1:\(port)", TransportError.Code.connect),
      ("https://nobody.invalid", .resolve),
    ] {
      do {
        _ = try await transport().send(HTTPRequest(.post, url, body: [1]))
        Issue.record("\(url) answered")
      } catch {
        #expect(error.code == code)
        #expect(error.reaction == .notSent)
      }
    }
  }

  /// libcurl would make it again by itself: the server would get two messages to send.
  ///
  /// Without awaiting: beside many other tests that takes longer than a connection is kept.
  @Test(arguments: [LoopbackServer.Reply.close, .reset])
  func aWriteOnAKeptConnectionIsMadeOnce(_ fault: LoopbackServer.Reply) throws {
    let server = try LoopbackServer { $0.place == 1 ? .json("{}") : fault }
    let transport = transport()
    let write = HTTPRequest(.post, server.address, body: [0x7B, 0x7D])
    #expect(throws: Never.self) { try transport.sendAll([write])[0].get() }
    let error = #expect(throws: TransportError.self) { try transport.sendAll([write])[0].get() }
    #expect(error?.reaction == .unknown)
    #expect(server.requests.count == 2)
  }

  @Test func aDeletionOnAKeptConnectionIsMadeOnce() throws {
    let server = try LoopbackServer { $0.method == "GET" ? .json("{}") : .close }
    let transport = transport()
    let read = HTTPRequest(.get, server.address)
    #expect(throws: Never.self) { try transport.sendAll([read])[0].get() }
    let deletion = HTTPRequest(.delete, server.address)
    #expect(throws: TransportError.self) { try transport.sendAll([deletion])[0].get() }
    #expect(server.requests.count == 2)
  }

  @Test func anAnswerIsBounded() async throws {
    let small = transport { $0.mostBodyBytes = 1 << 20 }
    let flood = try LoopbackServer { _ in .flood(1 << 30) }
    #expect(await failure(flood, small)?.code == .tooLarge)
    let announced = try LoopbackServer { _ in
      .raw(Array("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n".utf8))
    }
    #expect(await failure(announced, small)?.code == .tooLarge)
    let head = try LoopbackServer { _ in
      .raw(
        Array("HTTP/1.1 200 OK\r\n".utf8)
          + (0..<9000).flatMap { Array("X-\($0): \(String(repeating: "a", count: 90))\r\n".utf8) })
    }
    #expect(await failure(head, small)?.reaction == .unknown)
  }

  @Test func aRedirectIsNotFollowed() async throws {
    let other = try LoopbackServer { _ in .json("{}") }
    let server = try LoopbackServer { _ in
      .answer(307, [HTTPHeader("Location", other.address + "/?token=s3cret")])
    }
    let error = await failure(server)
    #expect(error?.code == .redirect)
    #expect(error?.reaction == .fatal)
    #expect(error?.detail == other.address)
    #expect(other.requests.isEmpty)
  }

  @Test(arguments: [
    "http://crm.example.com/", "ftp://127.0.0.1/", "file:///etc/passwd", "127.0.0.1",
    "http://127.0.0.1@crm.example.com/", "http://127.0.0.1\\@crm.example.com/", "https://a b/",
    "https://user:word@127.0.0.1/", "http://127.0.0.1.example.com/", "",
  ])
  func whatMayBeOverheardIsNotSent(_ url: String) async throws {
    do {
      _ = try await transport().send(HTTPRequest(.get, url))
      Issue.record("it was sent")
    } catch {
      #expect(error.code == .address)
      #expect(error.reaction == .fatal)
    }
  }

  @Test func aHeaderIsOneLine() async throws {
    let server = try LoopbackServer { _ in .json("{}") }
    for header in [HTTPHeader("X", "a\r\nY: b"), HTTPHeader("X\nY", "b"), HTTPHeader("", "b")] {
      await #expect(throws: TransportError.self) {
        try await transport().send(HTTPRequest(.get, server.address, headers: [header]))
      }
    }
    #expect(server.requests.isEmpty)
  }

  @Test func errorsAndRequestsShowNoSecret() async throws {
    let server = try LoopbackServer { _ in .close }
    let error = try #require(await failure(server))
    let request = HTTPRequest(
      .get, server.address + "/s3cret", headers: [HTTPHeader("Authorization", "s3cret")])
    for text in ["\(error)", String(reflecting: error), "\(request)", String(reflecting: request)] {
      #expect(!text.contains("s3cret") && !text.contains("secret-path"))
      #expect(text.contains("127.0.0.1"))
    }
  }
}
