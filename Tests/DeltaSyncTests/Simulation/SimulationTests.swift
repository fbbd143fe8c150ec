import DeltaSync
import Foundation
import Testing

/// Random histories of both sides: at rest both are equal, and nothing was lost, doubled or sent against consent.
///
/// `ROLLCALL_HISTORIES` and `ROLLCALL_SEED` say how many, and from which seed on.
@Suite struct SimulationTests {
  private static func setting(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
  }

  @Test func lawsHoldInRandomHistories() throws {
    try check(Self.setting("ROLLCALL_HISTORIES") ?? 2000) { World() }
  }

  @Test func lawsHoldInTheRealStore() throws {
    try check(Self.setting("ROLLCALL_STORED_HISTORIES") ?? 60) {
      World(store: try StoreUnderTest())
    }
  }

  private func check(_ count: UInt64, _ world: () throws -> World) throws {
    let first = Self.setting("ROLLCALL_SEED") ?? 1
    for seed in first..<(first + count) {
      let steps = History.make(seed: seed)
      let violations = try world().run(steps)
      guard !violations.isEmpty else { continue }
      let shortest = History.minimised(steps) { (try? world().run($0).isEmpty) == false }
      let last = try world()
      last.isLogging = true
      Issue.record(
        """
        seed \(seed): \(last.run(shortest).joined(separator: "; "))
        \(shortest.map(\.description).joined(separator: ",\n"))
        \(last.log.joined(separator: "\n"))
        """)
      return
    }
  }
}
