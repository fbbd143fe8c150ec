/// How requests are made. That certificates are verified is not among the options.
package struct TransportOptions: Sendable {
  /// Seconds until a connection stands.
  package var connectSeconds = 3.5
  /// Seconds from the start of a request to the last byte of its answer.
  package var totalSeconds = 3.5
  /// Bytes of an answer, after decompression.
  package var mostBodyBytes = 32 << 20
  /// Requests under way at once; others wait, and their time does not run yet.
  package var concurrency = 50
  /// A file with certificates that are trusted beside those of the system (PEM).
  package var caFile: String?
  /// Nil: as `https_proxy`, `http_proxy` and `no_proxy` say; empty: none.
  package var proxy: String?
  package var userAgent = "rollcall"

  package init() {}
}
