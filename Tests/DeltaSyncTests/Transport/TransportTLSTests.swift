import DeltaSync
import Foundation
import Testing

/// A server with a certificate of its own, made and run by the openssl program; it ends with its owner.
private final class TLSServer {
  static let program = "/usr/bin/openssl"
  static var isThere: Bool { FileManager.default.isExecutableFile(atPath: program) }

  let folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)")
  private let process = Process()
  private(set) var port = ""

  /// - Parameter name: what the certificate is for, such as `IP:127.0.0.1`.
  init(for name: String) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let make = Process()
    make.executableURL = URL(filePath: Self.program)
    make.arguments =
      ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
      + ["-days", "2", "-subj", "/CN=test", "-addext", "subjectAltName=\(name)"]
      + ["-keyout", "key.pem", "-out", "certificate.pem"]
    make.currentDirectoryURL = folder
    make.standardError = FileHandle.nullDevice
    try make.run()
    make.waitUntilExit()
    process.executableURL = URL(filePath: Self.program)
    process.arguments =
      ["s_server", "-accept", "127.0.0.1:0", "-www", "-cert", "certificate.pem"]
      + ["-key", "key.pem"]
    process.currentDirectoryURL = folder
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = Pipe()
    try process.run()
    var text = ""
    while !text.contains("ACCEPT") || text.last != "\n" {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { break }
      text += String(decoding: data, as: UTF8.self)
    }
    port = text.split(separator: ":").last.map { $0.filter(\.isNumber) } ?? ""
  }

  deinit {
    process.terminate()
    try? FileManager.default.removeItem(at: folder)
  }

  func send(trusting: Bool) async -> Result<HTTPResponse, TransportError> {
    var options = TransportOptions()
    options.proxy = ""
    if trusting { options.caFile = folder.appending(path: "certificate.pem").path }
    do {
      return .success(
        try await Transport(options).send(HTTPRequest(.get, "https://127.0.0.1:\(port)/")))
    } catch {
      return .failure(error)
    }
  }
}

@Suite(.enabled(if: TLSServer.isThere, "needs the program openssl"))
struct TransportTLSTests {
  @Test func aCertificateMustBeTrusted() async throws {
    let server = try TLSServer(for: "IP:127.0.0.1")
    let trusted = await server.send(trusting: true)
    #expect(try trusted.get().status == 200)
    guard case .failure(let error) = await server.send(trusting: false) else {
      Issue.record("an unknown certificate was trusted")
      return
    }
    #expect(error.code == .certificate)
    #expect(error.reaction == .fatal)
  }

  @Test func aCertificateMustBeForTheServer() async throws {
    let server = try TLSServer(for: "DNS:other.example")
    guard case .failure(let error) = await server.send(trusting: true) else {
      Issue.record("a certificate for another name was trusted")
      return
    }
    #expect(error.code == .certificate)
  }
}
