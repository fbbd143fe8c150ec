import DeltaSync
import Foundation
import Testing

/// Random histories of both sides: at rest both are equal, and nothing was lost, doubled or sent against consent.
@Suite struct SimulationTests {
  /// How many, and from which seed on: `ROLLCALL_HISTORIES=1000000 ROLLCALL_SEED=1`.
  private static let count = UInt64(
    ProcessInfo.processInfo.environment["ROLLCALL_HISTORIES"] ?? "") ?? 3000
  private static let first = UInt64(ProcessInfo.processInfo.environment["ROLLCALL_SEED"] ?? "") ?? 1

  @Test func lawsHoldInRandomHistories() {
    for seed in Self.first..<(Self.first + Self.count) {
      let steps = History.make(seed: seed)
      let violations = World().run(steps)
      guard !violations.isEmpty else { continue }
      let shortest = History.minimised(steps) { !World().run($0).isEmpty }
      let world = World()
      Issue.record(
        """
        seed \(seed): \(world.run(shortest).joined(separator: "; "))
        \(shortest.map(\.description).joined(separator: ",\n"))
        \(world.log.joined(separator: "\n"))
        """)
      return
    }
  }
}
