internal import CCurl

/// Owns libcurl's multi handle: all transfers of a transport and the connections that are kept for the next ones.
struct MultiHandle: ~Copyable {
  private let multi: UnsafeMutableRawPointer?

  init() {
    Self.prepareLibrary
    multi = curl_multi_init()
    rollcall_multi_set_number(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
  }

  deinit { curl_multi_cleanup(multi) }

  /// Once for the process, and safe from any thread, because Swift makes a static value once.
  private static let prepareLibrary: Void = { curl_global_init(Int(CURL_GLOBAL_DEFAULT)) }()

  /// Ends a `poll` from another thread; it must not be called any more once the handle is gone.
  var waker: @Sendable () -> Void {
    let address = UInt(bitPattern: multi)
    return { curl_multi_wakeup(UnsafeMutableRawPointer(bitPattern: address)) }
  }

  func add(_ exchange: Exchange) { exchange.withEasy { curl_multi_add_handle(multi, $0) } }

  func remove(_ exchange: Exchange) { exchange.withEasy { curl_multi_remove_handle(multi, $0) } }

  func perform() {
    var count: Int32 = 0
    curl_multi_perform(multi, &count)
  }

  func poll(milliseconds: Int32) { curl_multi_poll(multi, nil, 0, milliseconds, nil) }

  /// The next transfer that has come to its end, by the number of its exchange.
  func nextFinished() -> (id: UInt64, code: CURLcode)? {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE else { continue }
      return (Exchange.id(of: message.pointee.easy_handle), message.pointee.data.result)
    }
    return nil
  }
}
