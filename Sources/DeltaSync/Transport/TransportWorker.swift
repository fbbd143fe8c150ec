internal import Foundation
internal import Synchronization

/// The thread that makes all requests, and the box through which it gets them.
final class TransportWorker: Sendable {
  typealias Completion = @Sendable (Result<HTTPResponse, TransportError>) -> Void

  private struct Job {
    var id: UInt64
    var request: HTTPRequest
    var completion: Completion
  }

  /// What other threads have put there; the worker takes all of it at once.
  private struct Inbox {
    var jobs: [Job] = []
    var cancelled: Set<UInt64> = []
    var isClosed = false
    /// Wakes the worker; nil before it has begun and after it has ended.
    var wake: (@Sendable () -> Void)?
  }

  private let options: TransportOptions
  private let inbox = Mutex(Inbox())
  private let lastID = Atomic<UInt64>(0)

  init(_ options: TransportOptions) { self.options = options }

  func makeID() -> UInt64 { lastID.wrappingAdd(1, ordering: .relaxed).newValue }

  func submit(_ id: UInt64, _ request: HTTPRequest, _ completion: @escaping Completion) {
    tell { $0.jobs.append(Job(id: id, request: request, completion: completion)) }
  }

  /// Does nothing if the request has its result already.
  func cancel(_ id: UInt64) { tell { $0.cancelled.insert(id) } }

  func close() { tell { $0.isClosed = true } }

  private func tell(_ change: (inout Inbox) -> Void) {
    inbox.withLock { inbox in
      change(&inbox)
      // Within the lock, so that the handle that is woken is still there.
      inbox.wake?()
    }
  }

  func start() {
    let thread = Thread { [self] in run() }
    thread.name = "rollcall.http"
    thread.start()
  }
}

// MARK: - On the thread

extension TransportWorker {
  private func run() {
    let multi = MultiHandle()
    inbox.withLock { $0.wake = multi.waker }
    var waiting: [Job] = []
    var running: [UInt64: Exchange] = [:]
    while true {
      let news = inbox.withLock { inbox in
        defer {
          inbox.jobs = []
          inbox.cancelled = []
        }
        return inbox
      }
      waiting += news.jobs
      if news.isClosed {
        inbox.withLock { $0.wake = nil }
        return cancel(nil, &waiting, &running, multi)
      }
      cancel(news.cancelled, &waiting, &running, multi)
      let room = max(0, options.concurrency - running.count)
      for job in waiting.prefix(room) { begin(job, &running, multi) }
      waiting.removeFirst(min(room, waiting.count))
      multi.perform()
      while let (id, code) = multi.nextFinished() {
        guard let exchange = running.removeValue(forKey: id) else { continue }
        multi.remove(exchange)
        exchange.completion(exchange.result(code))
      }
      if waiting.isEmpty || running.count >= options.concurrency { multi.poll(milliseconds: 1000) }
    }
  }

  private func begin(
    _ job: Job, _ running: inout [UInt64: Exchange], _ multi: borrowing MultiHandle
  ) {
    do {
      let exchange = try Exchange(job.id, job.request, options, job.completion)
      running[job.id] = exchange
      multi.add(exchange)
    } catch {
      job.completion(.failure(error))
    }
  }

  /// - Parameter ids: nil for all.
  private func cancel(
    _ ids: Set<UInt64>?, _ waiting: inout [Job], _ running: inout [UInt64: Exchange],
    _ multi: borrowing MultiHandle
  ) {
    if ids?.isEmpty == true { return }
    for job in waiting where ids?.contains(job.id) ?? true {
      job.completion(.failure(TransportError(.cancelled, .notSent, at: "\(job.request)")))
    }
    waiting.removeAll { ids?.contains($0.id) ?? true }
    for (id, exchange) in running where ids?.contains(id) ?? true {
      running[id] = nil
      multi.remove(exchange)
      exchange.completion(.failure(exchange.error(.cancelled)))
    }
  }
}
