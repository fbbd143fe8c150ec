import DeltaSync
import Foundation
import Testing

/// A month of cycles every ten minutes, with faults: `ROLLCALL_MONTH_CYCLES` says how many (4,320 for thirty days).
@Suite struct MonthTests {
  @Test func aMonthWithFaultsEndsEqual() {
    let cycles =
      ProcessInfo.processInfo.environment["ROLLCALL_MONTH_CYCLES"].flatMap { Int($0) } ?? 200
    let world = World()
    var random = SplitMix64(seed: 20_261_201)
    for cycle in 0..<cycles {
      let kinds: [Step.Kind] =
        cycle < 40
        ? [.create, .createOnBoth]
        : [
          .edit, .edit, .label, .changeNumber, .optOut, .optIn, .stopMessage, .inbound, .order,
          .delete, .recreate,
        ]
      for _ in 0..<2 {
        world.apply(
          Step(
            kind: kinds[random.below(kinds.count)], isCRM: random.chance(50),
            person: random.below(1000), choice: random.next()))
      }
      world.cycle(
        Faults(
          random: SplitMix64(seed: random.next()), percent: 5,
          crashAt: random.chance(5) ? random.below(30) : nil))
    }
    world.comeToRest()
    #expect(world.violations.isEmpty, "\(world.violations.prefix(3))")
    for side in Side.allCases { expectNoMinuteAbove(300, world.requestTimes[side]) }
  }

  private func expectNoMinuteAbove(_ limit: Int, _ times: [Instant]) {
    var first = 0
    for (index, time) in times.enumerated() {
      while time.seconds(since: times[first]) > 60 { first += 1 }
      #expect(index - first + 1 <= limit)
    }
  }
}
