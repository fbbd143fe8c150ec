import DeltaSync

/// The process was killed here.
struct Crash: Error {}

/// Time in a simulation: it passes when somebody sleeps or a request is made.
final class SimulatedClock: SyncClock {
  var time = Instant(milliseconds: 1_800_000_000_000)
  var onSleep: () -> Void = {}

  func now() -> Instant { time }

  func sleep(seconds: Double) {
    time = time.adding(seconds: seconds)
    onSleep()
  }
}

/// What goes wrong in one cycle.
struct Faults {
  var random: SplitMix64
  /// Per cent of requests that fail in one way or another.
  var percent: Int
  /// The effect, counted from the start of the cycle, at which the process is killed.
  var crashAt: Int?

  static let none = Faults(random: SplitMix64(seed: 0), percent: 0, crashAt: nil)

  init(random: SplitMix64, percent: Int, crashAt: Int?) {
    self.random = random
    self.percent = percent
    self.crashAt = crashAt
  }

  init(choice: UInt64) {
    random = SplitMix64(seed: choice)
    percent = random.chance(50) ? [5, 20, 50][random.below(3)] : 0
    crashAt = random.chance(35) ? random.below(24) : nil
  }
}

/// A record of a simulated side.
struct SimulatedRecord {
  var person: Int
  var values: FieldValues
  var modifiedAt: Instant
  var key: String?
  var isDeleted = false
  var mergedInto: String?
}
