internal import Dispatch
internal import Synchronization

/// Makes some requests at once and waits for all of them.
package protocol HTTPClient: Sendable {
  /// One result for each request, in the same places.
  func sendAll(_ requests: [HTTPRequest]) -> [Result<HTTPResponse, TransportError>]
}

/// HTTP over libcurl: HTTP/2 where a server offers it, connections kept for the next request, bodies compressed,
/// certificates always verified, redirects never followed.
///
/// One thread serves all requests, however many there are; it ends with the transport, and what is under way then is
/// cancelled. A request is made at most once: libcurl would repeat one whose kept connection turns out to be closed, and
/// the server may have carried it out before it closed (see `EasyHandle`).
package final class Transport: HTTPClient {
  private let worker: TransportWorker

  package init(_ options: TransportOptions = TransportOptions()) {
    worker = TransportWorker(options)
    worker.start()
  }

  deinit { worker.close() }

  /// Makes a request. Whatever the server answers is a response; only where there is none, this throws.
  package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let id = worker.makeID()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        worker.submit(id, request) { continuation.resume(returning: $0) }
        // A cancellation before the request was there has found nothing to cancel.
        if Task.isCancelled { worker.cancel(id) }
      }
    } onCancel: {
      worker.cancel(id)
    }
    return try result.get()
  }

  /// Blocks the thread that calls it, and no other: for callers outside of Swift's concurrency.
  package func sendAll(_ requests: [HTTPRequest]) -> [Result<HTTPResponse, TransportError>] {
    let results = Mutex(
      [Result<HTTPResponse, TransportError>?](repeating: nil, count: requests.count))
    let group = DispatchGroup()
    for (index, request) in requests.enumerated() {
      group.enter()
      worker.submit(worker.makeID(), request) { result in
        results.withLock { $0[index] = result }
        group.leave()
      }
    }
    group.wait()
    return results.withLock { $0.compactMap { $0 } }
  }
}
