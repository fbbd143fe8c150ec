import Foundation
import Store
import Testing

@Suite("The audit's tables")
struct AuditTablesTests {
  private func week(_ name: String, run: Int = 1) -> AuditWeekRow {
    AuditWeekRow(
      week: name, run: run, population: 10, drawn: 10, defective: 1, upper: 0.1, verdict: "missed",
      signatureSHA256: "hash of \(name)", auditedAt: 1)
  }

  private func seed(_ week: String, _ seed: String) -> AuditSeedRow {
    AuditSeedRow(week: week, seed: seed, commitment: "commitment of \(seed)", committedAt: 1)
  }

  @Test func weeksComeBackInOrder() throws {
    let tables = AuditTables(try ContactStore(path: ""))
    for name in ["2026-W02", "2025-W52", "2026-W01"] {
      try tables.record(week(name), next: seed("after " + name, "s"))
    }
    #expect(
      try tables.weeks(before: "2026-W02", atMost: 9).map(\.week) == ["2025-W52", "2026-W01"])
    #expect(try tables.weeks(before: "2026-W02", atMost: 1).map(\.week) == ["2026-W01"])
    #expect(try tables.firstWeek(after: "2025-W52") == "2026-W01")
    #expect(try tables.firstWeek(after: "2026-W02") == nil)
  }

  /// A seed that is fixed stays, however often the week is audited again.
  @Test func aSeedIsFixedOnce() throws {
    let tables = AuditTables(try ContactStore(path: ""))
    try tables.record(week("2026-W01"), next: seed("2026-W02", "first"))
    try tables.record(week("2026-W01", run: 2), next: seed("2026-W02", "second"))
    #expect(try tables.seed(of: "2026-W02") == seed("2026-W02", "first"))
    #expect(try tables.week("2026-W01")?.run == 2)
    #expect(try tables.seed(of: "2026-W01") == nil)
  }
}
