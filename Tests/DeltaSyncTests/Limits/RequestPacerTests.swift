import DeltaSync
import Testing

@Suite struct RequestPacerTests {
  /// At any rate of work no minute holds more than the limit; with work enough, at least 95 % of it are used.
  @Test(arguments: [300, 1500], UInt64(1)...5)
  func slidingMinuteIsKept(limit: Int, seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var pacer = RequestPacer(perMinute: limit)
    var now = Instant(milliseconds: 1_000_000)
    let start = now
    var times: [Instant] = []
    while now.seconds(since: start) < 600 {
      let wait = pacer.wait(at: now)
      if wait > 0 {
        now = now.adding(seconds: wait)
      } else {
        // Up to 50 start at once.
        for _ in 0..<min(1 + random.below(50), pacer.allowance(at: now)) {
          pacer.note(at: now)
          times.append(now)
        }
        now = now.adding(seconds: Double(random.below(60)) / 1000)
      }
      // A restart now and then.
      if random.chance(1) { pacer = RequestPacer(perMinute: limit, encoded: pacer.encoded) }
    }
    var first = 0
    for (index, time) in times.enumerated() {
      while time.seconds(since: times[first]) > 60 { first += 1 }
      #expect(index - first + 1 <= limit)
    }
    #expect(Double(times.count) >= 0.95 * Double(limit) * 10)
  }

  @Test func clockThatWentBackDoesNotOpenTheWindow() {
    var pacer = RequestPacer(perMinute: 2)
    let now = Instant(milliseconds: 1_000_000)
    pacer.note(at: now)
    pacer.note(at: now.adding(seconds: -3600))
    #expect(pacer.allowance(at: now.adding(seconds: 59)) == 0)
    #expect(pacer.allowance(at: now.adding(seconds: 61)) == 2)
  }

  @Test func withoutALimitNothingIsKept() {
    var pacer = RequestPacer(perMinute: nil)
    pacer.note(at: Instant(milliseconds: 1))
    #expect(pacer.encoded.isEmpty)
    #expect(pacer.wait(at: Instant(milliseconds: 1)) == 0)
  }

  @Test func concurrencyIsHalvedAndGrowsByOne() {
    var concurrency = AdaptiveConcurrency(most: 50, start: 8)
    concurrency.throttled()
    #expect(concurrency.current == 4)
    for _ in 0..<60 { concurrency.succeeded() }
    #expect(concurrency.current == 50)
    for _ in 0..<10 { concurrency.throttled() }
    #expect(concurrency.current == 1)
  }
}
