internal import Pipeline
internal import Reports

/// What an audit prints at its end.
enum AuditSummary {
  static func lines(_ result: AuditResult, output: String) -> [String] {
    let report = result.report
    let outcome = report.outcome
    var lines = [outcome.headline, outcome.reach].filter { !$0.isEmpty }
    lines.append(
      "\(outcome.critical) critical, \(outcome.major) major, \(outcome.minor) minor; seed \(report.proof.seed.prefix(16))"
        + (report.proof.seed.count > 16 ? "…" : "")
        + (report.proof.isSeedAsCommitted ? ", as fixed the week before" : ", not fixed before"))
    for field in report.fields where field.defective > 0 && !field.severity.isEmpty {
      lines.append("  \(field.field): \(field.defective) (\(field.severity))")
    }
    for cause in report.causes {
      lines.append("  \(cause.defects) by \(cause.cause): \(cause.meaning) \(cause.remedy)")
    }
    if let census = report.census {
      lines.append(
        "census: \(census.conversations) conversations, \(census.differing) differ, \(census.defective) with a defect "
          + "that counts; "
          + (census.disagreements == 0
            ? "sample and census agree"
            : "sample and census DISAGREE about \(census.disagreements)"))
    }
    if let census = report.census, census.isMissed, outcome.verdict == "met" {
      lines.append(
        "the census found \(census.defectiveOfWeek) defective of the week's \(outcome.population): the standard is missed, "
          + "whatever the sample says")
    }
    lines += result.repairLines ?? []
    lines.append("to publish now, the hash of the next seed: \(report.proof.nextSeedCommitment)")
    lines.append("report: \(output)/audit-\(report.week).html")
    return lines
  }
}
