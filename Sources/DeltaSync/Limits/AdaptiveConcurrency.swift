/// How many requests may be under way at once: one more after each success, half after the side says that it is too many
/// (additive increase, multiplicative decrease; Chiu & Jain 1989).
package struct AdaptiveConcurrency: Sendable, Hashable {
  package let most: Int
  package private(set) var current: Int

  package init(most: Int, start: Int = 4) {
    self.most = most
    current = min(most, start)
  }

  package mutating func succeeded() { current = min(most, current + 1) }

  package mutating func throttled() { current = max(1, current / 2) }
}
