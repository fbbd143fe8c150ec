import Foundation
import Reports
import Testing

@Suite("The audit's page")
struct AuditPageTests {
  private func page(_ change: (inout AuditReport) -> Void = { _ in }) -> String {
    var report = Self.report
    change(&report)
    return String(decoding: renderAudit(report), as: UTF8.self)
  }

  @Test func saysTheVerdictFirst() {
    let text = page()
    #expect(text.contains("<h1>The standard is met</h1>"))
    #expect(!text.contains("class=\"alerts\""))
  }

  /// No value becomes markup.
  @Test func valuesAreText() {
    let text = page {
      $0.defects[0].crm = "<script>alert(1)</script>"
      $0.strata[0].name = "\"><b>"
      $0.outcome.headline = "<i>"
      $0.proof.seed = "<svg>"
    }
    for markup in ["<script", "\"><b>", "<i>", "<svg>"] { #expect(!text.contains(markup)) }
  }

  @Test(arguments: [
    ("out of the ordinary", 0), ("has risen", 1), ("disagree about", 2), ("was not drawn with", 3),
    ("audit number 2", 4), ("whatever the sample says", 5),
  ])
  func whatIsOutOfTheOrdinaryIsSaid(words: String, place: Int) {
    let text = page { report in
      switch place {
      case 0:
        report.trend.limit = 2
        report.trend.isOutOfLimit = true
      case 1: report.trend.isRising = true
      case 2: report.census?.disagreements = 1
      case 3: report.proof.isSeedAsCommitted = false
      case 5: report.census?.isMissed = true
      default: report.proof.run = 2
      }
    }
    #expect(text.contains("class=\"alerts\""))
    #expect(text.contains(words))
    #expect(!page().contains("class=\"alerts\""))
  }

  /// A year of weeks and as many defects as a report holds stay small.
  @Test func staysSmall() {
    let text = page { report in
      report.weeks = Array(repeating: report.weeks[0], count: 53)
      report.defects = Array(repeating: report.defects[0], count: 200)
    }
    #expect(text.utf8.count < 120_000)
  }

  @Test func keysOfJSONAreSnakeCase() throws {
    let text = String(decoding: try encodeAudit(Self.report), as: UTF8.self)
    #expect(text.contains("\"frame_sha256\""))
    #expect(text.contains("\"next_seed_commitment\""))
  }

  private static let report = AuditReport(
    version: "test", week: "2026-W48", madeAt: "2026-11-30T06:00:00Z",
    sides: [
      .init(
        side: "crm", exportedAt: "2026-11-30T03:00:00Z", contacts: 1, conversations: 1, messages: 1)
    ],
    outcome: .init(
      verdict: "met", headline: "The standard is met", reach: "", standard: 0.995,
      confidence: 0.95, population: 9000, drawn: 1003, defective: 1, compared: 1003,
      estimate: 0.001, upper: 0.0048, lower: 0, critical: 0, major: 1, minor: 0),
    fields: [.init(field: "status", severity: "major", defective: 1)],
    strata: [.init(name: "other", population: 9000, drawn: 1003, defective: 1)],
    causes: [.init(cause: "waiting", meaning: "On its way.", remedy: "Wait.", defects: 1)],
    defects: [
      .init(
        number: 7, conversation: "4477•••••008", field: "status", severity: "major", crm: "sent",
        messaging: "read", count: 1, cause: "waiting", trace: "")
    ],
    weeks: [.init(week: "2026-W48", population: 9000, drawn: 1003, defective: 1, upper: 0.0048)],
    trend: .init(
      pooledWeeks: 1, pooledDrawn: 1003, pooledDefective: 1, pooledUpper: 0.0048, limit: nil,
      isOutOfLimit: false, cusum: 0, cusumThreshold: 4.6, isRising: false),
    census: .init(
      conversations: 9000, differing: 1, defective: 1, defectiveOfWeek: 1, isMissed: false,
      visitedNodes: 20, crmRoot: "a",
      messagingRoot: "b", disagreements: 0),
    method: .init(population: "", sample: "", bound: "", normalisation: "", counted: ""),
    proof: .init(
      seed: "s", seedCommitment: "c", isSeedAsCommitted: true, run: 1, frameSHA256: "f",
      sampleSHA256: "g", resultSHA256: "h", previousWeek: "2026-W47", previousSHA256: "i",
      nextSeedCommitment: "j"))
}
