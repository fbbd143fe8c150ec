import DeltaSync
import Testing

@Suite struct GuardTests {
  private let now = Instant(milliseconds: 1_796_090_400_000)
  private let rules = GuardRules()

  private func alarms(_ change: (inout GuardFacts) -> Void) -> [GuardName] {
    var facts = GuardFacts(linkCount: 1000, changed: 100, deletions: 0, conflicts: 0, now: now)
    change(&facts)
    return rules.alarms(facts).map(\.guardName)
  }

  @Test func ordinaryRunGoesOn() {
    #expect(alarms { $0.deletions = 10 }.isEmpty)
    #expect(alarms { $0.conflicts = 10 }.isEmpty)
    #expect(alarms { $0.lastRun = now.adding(seconds: 300) }.isEmpty)
  }

  @Test func manyDeletionsStop() {
    #expect(alarms { $0.deletions = 51 } == [.deletions])
    #expect(alarms { ($0.deletions, $0.linkCount) = (11, 200) } == [.deletions])
  }

  @Test func emptiedSideStops() {
    #expect(alarms { $0.recordCounts.messaging = 0 } == [.emptied])
    #expect(alarms { $0.recordCounts.crm = 700 } == [.emptied])
    #expect(alarms { $0.recordCounts.crm = 900 }.isEmpty)
  }

  @Test func clockThatJumpedStops() {
    #expect(alarms { $0.lastRun = now.adding(seconds: 3600) } == [.clock])
    #expect(alarms { $0.serverTimes.crm = now.adding(seconds: -3600) } == [.clock])
  }

  @Test func missingColumnStops() {
    #expect(
      alarms {
        $0.knownColumns.crm = ["phone", "consent"]
        $0.columns.crm = ["phone"]
      } == [.schema])
  }

  @Test func rateOfConflictsStops() {
    #expect(alarms { $0.conflicts = 31 } == [.conflicts])
  }
}
