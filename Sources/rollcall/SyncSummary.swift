internal import DeltaSync
internal import Foundation

/// The last line of a cycle.
enum SyncSummary {
  static func line(_ report: SyncReport, isPlan: Bool) -> String {
    var parts = ["read \(report.read)", "planned \(report.planned)"]
    if !isPlan {
      parts += ["pushed \(report.pushed)", "acknowledged \(report.acknowledged)"]
      parts += ["failed \(report.failed)"]
    }
    parts += ["held \(report.held)", "conflicts \(report.conflicts)", "echoes \(report.echoes)"]
    if report.unread > 0 { parts.append("unread \(report.unread)") }
    if !isPlan {
      parts += ["requests \(report.requests)", "retries \(report.retries)"]
      parts += ["throttled \(report.throttled)"]
      parts.append(String(format: "%.1f s", report.durationSeconds))
    }
    return (isPlan ? "plan: " : "sync: ") + parts.joined(separator: ", ")
  }
}
