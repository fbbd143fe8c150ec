/// Keeps requests below a limit over every sliding minute, or another stretch of time, by remembering when each of the
/// last minute was made.
///
/// A bucket that fills evenly would let nearly twice the limit through in some minute, or leave a part of it unused; the
/// record of a minute does neither. It is stored, so that a restart begins with what was used before it.
package struct RequestPacer: Sendable, Hashable {
  /// Requests in any window; nil where nothing is counted.
  package let limit: Int?
  package let windowSeconds: Double
  /// When the requests of the last window were made, ascending.
  private var times: [Instant] = []

  package init(limit: Int?, windowSeconds: Double) {
    self.limit = limit
    self.windowSeconds = windowSeconds
  }

  package init(perMinute: Int?) { self.init(limit: perMinute, windowSeconds: 60) }

  /// How many requests may be made now.
  package mutating func allowance(at now: Instant) -> Int {
    guard let limit else { return .max }
    forget(before: now)
    return max(0, limit - times.count)
  }

  /// Seconds until the next request may be made; 0 if one may be made now.
  package mutating func wait(at now: Instant) -> Double {
    guard let limit, allowance(at: now) == 0 else { return 0 }
    // A window holds its beginning, so the oldest must be a whole window and a millisecond away.
    let oldest = times[times.count - limit]
    return oldest.adding(seconds: windowSeconds + 0.001).seconds(since: now)
  }

  /// Notes a request. A clock that went back does not make the window shorter.
  package mutating func note(at now: Instant) {
    guard limit != nil else { return }
    times.append(max(now, times.last ?? now))
  }

  /// Notes that nothing is left in this window, whoever has used it up.
  package mutating func fill(at now: Instant) {
    while allowance(at: now) > 0, limit != nil { note(at: now) }
  }

  private mutating func forget(before now: Instant) {
    let first = times.firstIndex { now.seconds(since: $0) <= windowSeconds } ?? times.count
    times.removeFirst(first)
  }
}

// MARK: - As text

extension RequestPacer {
  /// For storing.
  package var encoded: String {
    times.map { String($0.milliseconds) }.joined(separator: " ")
  }

  package init(perMinute: Int?, encoded: String) {
    self.init(perMinute: perMinute)
    times = encoded.split(separator: " ").compactMap { Int64($0) }.map(Instant.init).sorted()
  }
}
