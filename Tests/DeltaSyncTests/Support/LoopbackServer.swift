import DeltaSync
import Foundation
import Glibc
import Synchronization

/// A small HTTP/1.1 server on 127.0.0.1 that answers as a test says, with faults. It ends with its owner.
final class LoopbackServer: Sendable {
  struct Request: Sendable {
    var method: String
    /// Path and query.
    var target: String
    var headers: [HTTPHeader]
    var body: [UInt8]
    /// Which connection it came over, from 1.
    var connection: Int
    /// Which of the connection's requests it is, from 1.
    var place: Int

    var text: String { String(decoding: body, as: UTF8.self) }
    func header(_ name: String) -> String? {
      headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
  }

  enum Reply: Sendable {
    case answer(Int, [HTTPHeader] = [], [UInt8] = [])
    /// These bytes, whatever they are, and then the end of the connection.
    case raw([UInt8])
    /// Nothing, until the client goes away.
    case blackHole
    /// The connection is cut with a reset.
    case reset
    /// The connection is closed without a word.
    case close
    /// A byte of the answer every so often.
    case drip([UInt8], milliseconds: UInt32)
    /// A body of so many zeros.
    case flood(Int)
    /// Another answer, after a while.
    indirect case later(milliseconds: UInt32, Reply)

    static func json(_ text: String, status: Int = 200, _ headers: [HTTPHeader] = []) -> Reply {
      .answer(status, [HTTPHeader("Content-Type", "application/json")] + headers, Array(text.utf8))
    }
  }

  typealias Handler = @Sendable (Request) -> Reply

  private let log = ServerLog()
  private let listener: Int32
  let port: Int

  var requests: [Request] { log.requests.withLock { $0 } }
  var connectionCount: Int { log.connections.load(ordering: .acquiring) }
  var address: String { "http://127.0.0.1:\(port)" }

  init(_ handler: @escaping Handler) throws {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(socket, pointer, size) == 0 && listen(socket, 128) == 0
          && getsockname(socket, pointer, &size) == 0
      }
    }
    guard isBound else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    listener = socket
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [log] in
      while true {
        let client = accept(socket, nil, nil)
        if client < 0 { break }
        let number = log.connections.add(1, ordering: .acquiringAndReleasing).newValue
        Thread.detachNewThread {
          ServerConnection(socket: client, number: number, log: log).serve(handler)
        }
      }
      Glibc.close(socket)
    }
  }

  /// Wakes the thread that accepts, which then ends.
  deinit { shutdown(listener, Int32(SHUT_RDWR)) }
}

/// What a server has seen.
final class ServerLog: Sendable {
  let requests = Mutex<[LoopbackServer.Request]>([])
  let connections = Atomic<Int>(0)
}

/// One connection of a client.
private struct ServerConnection {
  let socket: Int32
  let number: Int
  let log: ServerLog

  func serve(_ handler: LoopbackServer.Handler) {
    var buffer: [UInt8] = []
    var place = 0
    while var request = readRequest(&buffer) {
      place += 1
      request.connection = number
      request.place = place
      log.requests.withLock { $0.append(request) }
      if !reply(handler(request)) { break }
    }
    close(socket)
  }

  private func receive(_ buffer: inout [UInt8]) -> Bool {
    var piece = [UInt8](repeating: 0, count: 65_536)
    let count = recv(socket, &piece, piece.count, 0)
    if count > 0 { buffer += piece[..<count] }
    return count > 0
  }

  private func readRequest(_ buffer: inout [UInt8]) -> LoopbackServer.Request? {
    while true {
      let text = String(decoding: buffer, as: Unicode.ASCII.self)
      if let end = text.range(of: "\r\n\r\n") {
        let head = text[..<end.lowerBound].components(separatedBy: "\r\n")
        buffer.removeFirst(text.utf8.distance(from: text.startIndex, to: end.upperBound))
        let line = head[0].split(separator: " ").map(String.init)
        var request = LoopbackServer.Request(
          method: line[0], target: line[1], headers: [], body: [], connection: 0, place: 0)
        for field in head.dropFirst() {
          let parts = field.split(separator: ":", maxSplits: 1).map(String.init)
          request.headers.append(
            HTTPHeader(
              parts[0], parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""))
        }
        let length = Int(request.header("Content-Length") ?? "0") ?? 0
        while buffer.count < length { guard receive(&buffer) else { return nil } }
        request.body = Array(buffer.prefix(length))
        buffer.removeFirst(length)
        return request
      }
      guard receive(&buffer) else { return nil }
    }
  }

  /// - Returns: whether the connection goes on.
  private func reply(_ reply: LoopbackServer.Reply) -> Bool {
    switch reply {
    case .answer(let status, let headers, let body):
      var head = "HTTP/1.1 \(status) Said\r\nContent-Length: \(body.count)\r\n"
      for header in headers { head += "\(header.name): \(header.value)\r\n" }
      return write(Array(head.utf8) + [13, 10] + body)
    case .raw(let bytes):
      _ = write(bytes)
      return false
    case .blackHole:
      var ignored: [UInt8] = []
      while receive(&ignored) {}
      return false
    case .reset:
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(
        socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
      return false
    case .close:
      return false
    case .drip(let bytes, let milliseconds):
      for byte in bytes {
        guard write([byte]) else { return false }
        usleep(milliseconds * 1000)
      }
      return false
    case .flood(let count):
      guard write(Array("HTTP/1.1 200 Said\r\nConnection: close\r\n\r\n".utf8)) else {
        return false
      }
      let piece = [UInt8](repeating: 0x30, count: 1 << 20)
      for _ in 0..<(count >> 20) { guard write(piece) else { return false } }
      return false
    case .later(let milliseconds, let next):
      usleep(milliseconds * 1000)
      return self.reply(next)
    }
  }

  private func write(_ bytes: [UInt8]) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let sent = bytes[offset...].withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if sent <= 0 { return false }
      offset += sent
    }
    return true
  }
}
