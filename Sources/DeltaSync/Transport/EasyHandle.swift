internal import CCurl

/// Owns libcurl's easy handle, one transfer, and the list of its headers.
///
/// A body is handed over by a function that cannot go back to its beginning. libcurl repeats a request on a new
/// connection where a kept one was closed without a byte of an answer; it cannot do so with such a body, and ends with an
/// error instead. That is what a write needs: the server may have carried it out before it closed. What changes something
/// and has no body gets a new connection, on which nothing is repeated.
struct EasyHandle: ~Copyable {
  private let easy: UnsafeMutableRawPointer?
  private let headers: UnsafeMutablePointer<curl_slist>?

  init(_ request: HTTPRequest, _ options: TransportOptions) {
    easy = curl_easy_init()
    var list: UnsafeMutablePointer<curl_slist>?
    // A header without a value is written with a semicolon; with a colon it would be left out.
    for header in request.headers {
      list = curl_slist_append(
        list, header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
    }
    // libcurl would wait a second for the leave to send a large body.
    list = curl_slist_append(list, "Expect:")
    headers = list
    rollcall_easy_set_headers(easy, list)
    set(CURLOPT_URL, request.url)
    setLimits(options)
    setSecurity(options)
    set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
    set(CURLOPT_PIPEWAIT, request.url.hasPrefix("https") ? 1 : 0)
    set(CURLOPT_ACCEPT_ENCODING, "")
    set(CURLOPT_USERAGENT, options.userAgent)
    if let proxy = options.proxy { set(CURLOPT_PROXY, proxy) }
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    setMethod(request)
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_slist_free_all(headers)
  }

  private func setLimits(_ options: TransportOptions) {
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_CONNECTTIMEOUT_MS, Int(options.connectSeconds * 1000))
    set(CURLOPT_TIMEOUT_MS, Int(options.totalSeconds * 1000))
    rollcall_easy_set_size(easy, CURLOPT_MAXFILESIZE_LARGE, options.mostBodyBytes)
  }

  private func setSecurity(_ options: TransportOptions) {
    set(CURLOPT_PROTOCOLS_STR, "http,https")
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    // The system's certificates stand in a folder too, which goes on to count.
    if let file = options.caFile { set(CURLOPT_CAINFO, file) }
  }

  private func setMethod(_ request: HTTPRequest) {
    if request.body.isEmpty {
      set(CURLOPT_FRESH_CONNECT, request.method == .get ? 0 : 1)
      if request.method == .post || request.method == .put || request.method == .patch {
        set(CURLOPT_POST, 1)
        rollcall_easy_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, 0)
      }
    } else {
      set(CURLOPT_POST, 1)
      rollcall_easy_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, request.body.count)
    }
    set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
  }

  private func set(_ option: CURLoption, _ value: Int) {
    rollcall_easy_set_number(easy, option, value)
  }

  private func set(_ option: CURLoption, _ value: String) {
    rollcall_easy_set_text(easy, option, value)
  }
}

// MARK: - In use

extension EasyHandle {
  /// Lets the transfer go through an exchange, which must outlive it.
  borrowing func attach(_ exchange: Exchange) {
    let context = Unmanaged.passUnretained(exchange).toOpaque()
    rollcall_easy_set_context(
      easy, CURLOPT_PRIVATE, UnsafeMutableRawPointer(bitPattern: UInt(exchange.id)))
    for option in [CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_READDATA] {
      rollcall_easy_set_context(easy, option, context)
    }
    rollcall_easy_set_writer(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      Exchange.of(context)?.take(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
    }
    rollcall_easy_set_writer(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      Exchange.of(context)?.takeHead(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
    }
    rollcall_easy_set_reader(easy) { bytes, size, count, context in
      Exchange.of(context)?.give(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
        ?? 0
    }
  }

  /// Whether any part of the request may have reached the server.
  var mayHaveBeenSent: Bool {
    var sent = 0
    rollcall_easy_get_number(easy, CURLINFO_REQUEST_SIZE, &sent)
    var ready = 0
    rollcall_easy_get_size(easy, CURLINFO_PRETRANSFER_TIME_T, &ready)
    return sent > 0 || ready > 0
  }

  var status: Int {
    var status = 0
    rollcall_easy_get_number(easy, CURLINFO_RESPONSE_CODE, &status)
    return status
  }

  borrowing func withPointer(_ body: (UnsafeMutableRawPointer?) -> Void) { body(easy) }
}
