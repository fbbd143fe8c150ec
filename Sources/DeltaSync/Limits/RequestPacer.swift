/// Keeps requests below a limit over every sliding minute, by remembering when each of the last minute was made.
///
/// A bucket that fills evenly would let nearly twice the limit through in some minute, or leave a part of it unused; the
/// record of a minute does neither. It is stored, so that a restart begins with what was used before it.
package struct RequestPacer: Sendable, Hashable {
  /// Requests in any minute; nil where nothing is counted.
  package let perMinute: Int?
  /// When the requests of the last minute were made, ascending.
  private var times: [Instant] = []

  package static let windowSeconds = 60.0

  package init(perMinute: Int?) { self.perMinute = perMinute }

  /// How many requests may be made now.
  package mutating func allowance(at now: Instant) -> Int {
    guard let perMinute else { return .max }
    forget(before: now)
    return max(0, perMinute - times.count)
  }

  /// Seconds until the next request may be made; 0 if one may be made now.
  package mutating func wait(at now: Instant) -> Double {
    guard let perMinute, allowance(at: now) == 0 else { return 0 }
    // A window holds its beginning, so the oldest must be a whole window and a millisecond away.
    let oldest = times[times.count - perMinute]
    return oldest.adding(seconds: Self.windowSeconds + 0.001).seconds(since: now)
  }

  /// Notes a request. A clock that went back does not make the window shorter.
  package mutating func note(at now: Instant) {
    guard perMinute != nil else { return }
    times.append(max(now, times.last ?? now))
  }

  private mutating func forget(before now: Instant) {
    let first = times.firstIndex { now.seconds(since: $0) <= Self.windowSeconds } ?? times.count
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
    self.perMinute = perMinute
    times = encoded.split(separator: " ").compactMap { Int64($0) }.map(Instant.init).sorted()
  }
}
