internal import CCurl

/// One request and what has come of its answer. It lives on the worker's thread only.
final class Exchange {
  let id: UInt64
  let completion: TransportWorker.Completion
  private let request: HTTPRequest
  private let mostBodyBytes: Int
  private let easy: EasyHandle
  private var sentBytes = 0
  private var headers: [HTTPHeader] = []
  private var headBytes = 0
  /// Whether the blank line behind the head has come.
  private var isHeadComplete = false
  private var body: [UInt8] = []
  /// Why this side ended the transfer.
  private var fault: TransportError.Code?

  private static let mostHeadBytes = 256 << 10

  /// - Throws: for a request that must not be made.
  init(
    _ id: UInt64, _ request: HTTPRequest, _ options: TransportOptions,
    _ completion: @escaping TransportWorker.Completion
  ) throws(TransportError) {
    guard let address = HTTPAddress(request.url), address.isEncrypted || address.isLoopback else {
      throw TransportError(.address, .fatal, at: "\(request)", "unencrypted, or not absolute")
    }
    guard request.headers.allSatisfy(\.isOneLine) else {
      throw TransportError(.address, .fatal, at: "\(request)", "a header of several lines")
    }
    self.id = id
    self.request = request
    self.completion = completion
    mostBodyBytes = options.mostBodyBytes
    easy = EasyHandle(request, options)
    easy.attach(self)
  }

  func withEasy(_ body: (UnsafeMutableRawPointer?) -> Void) { easy.withPointer(body) }
}

// MARK: - What libcurl calls

extension Exchange {
  /// The exchange that `EasyHandle.attach` has given to a callback.
  static func of(_ context: UnsafeMutableRawPointer?) -> Exchange? {
    context.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
  }

  static func id(of easy: UnsafeMutableRawPointer?) -> UInt64 {
    var context: UnsafeMutableRawPointer?
    rollcall_easy_get_context(easy, &context)
    return UInt64(UInt(bitPattern: context))
  }

  /// Takes bytes of the body; another count than theirs ends the transfer.
  func take(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard body.count + bytes.count <= mostBodyBytes else {
      fault = .tooLarge
      return 0
    }
    body.append(contentsOf: bytes)
    return bytes.count
  }

  /// Takes a line of the head.
  func takeHead(_ bytes: UnsafeRawBufferPointer) -> Int {
    headBytes += bytes.count
    guard headBytes <= Self.mostHeadBytes else {
      fault = .tooLarge
      return 0
    }
    // Texts of other encodings than UTF-8 do not stand in headers that anything here depends on.
    let line = String(decoding: bytes, as: UTF8.self).trimmedSpaces
    if line.isEmpty {
      isHeadComplete = true
    } else if line.hasPrefix("HTTP/") {
      // An interim answer (1xx) came before this one.
      headers = []
      isHeadComplete = false
    } else if let colon = line.firstIndex(of: ":") {
      headers.append(
        HTTPHeader(String(line[..<colon]), String(line[line.index(after: colon)...]).trimmedSpaces))
    }
    return bytes.count
  }

  /// Hands on bytes of the request's body.
  func give(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    let piece = request.body[sentBytes...].prefix(buffer.count)
    buffer.copyBytes(from: piece)
    sentBytes += piece.count
    return piece.count
  }
}

// MARK: - The end

extension Exchange {
  /// What came of it, once libcurl has ended the transfer.
  func result(_ code: CURLcode) -> Result<HTTPResponse, TransportError> {
    guard code == CURLE_OK else {
      return .failure(
        error(fault ?? TransportError.Code(code), String(cString: curl_easy_strerror(code))))
    }
    // libcurl takes a head that ends with the connection for a whole one.
    guard isHeadComplete else { return .failure(error(.malformed, "the head is incomplete")) }
    let response = HTTPResponse(status: easy.status, headers: headers, body: body)
    guard (300..<400).contains(response.status), response.status != 304 else {
      return .success(response)
    }
    let target = response.header("Location").flatMap(HTTPAddress.init)?.origin
    return .failure(
      TransportError(.redirect, .fatal, at: "\(request)", target ?? "another path"))
  }

  func error(_ code: TransportError.Code, _ detail: String = "") -> TransportError {
    let reaction: TransportError.Reaction =
      switch code {
      case .certificate, .address: .fatal
      default: easy.mayHaveBeenSent ? .unknown : .notSent
      }
    return TransportError(code, reaction, at: "\(request)", detail)
  }
}

extension TransportError.Code {
  init(_ code: CURLcode) {
    self =
      switch code {
      case CURLE_URL_MALFORMAT: .address
      case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .resolve
      case CURLE_COULDNT_CONNECT, CURLE_PROXY: .connect
      case CURLE_SSL_CONNECT_ERROR: .tls
      case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
        .certificate
      case CURLE_OPERATION_TIMEDOUT: .timeout
      case CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_SEND_FAIL_REWIND,
        CURLE_HTTP2, CURLE_HTTP2_STREAM:
        .lost
      // The address was checked before: it is the answer that is no HTTP.
      case CURLE_UNSUPPORTED_PROTOCOL, CURLE_PARTIAL_FILE, CURLE_BAD_CONTENT_ENCODING,
        CURLE_WEIRD_SERVER_REPLY:
        .malformed
      case CURLE_FILESIZE_EXCEEDED: .tooLarge
      default: .other
      }
  }
}
