/// The verdict before anything else: one sentence, what the number drawn can show, five figures, and what is out of the
/// ordinary.
func auditOutcome(_ report: AuditReport) -> Markup {
  let outcome = report.outcome
  let tone: Tone =
    switch outcome.verdict {
    case "met": .good
    case "missed": .bad
    case "not_shown": .caution
    default: .plain
    }
  return #"""
    <header>
    <p class="kicker">Audit of the week \#(report.week)</p>
    <h1>\#(outcome.headline)</h1>
    <p class="lead">\#(outcome.reach)</p>
    <dl class="totals">
    \#(auditTotal("Conversations", grouped(outcome.population), "of the week on either side", .plain))
    \#(auditTotal("Drawn", grouped(outcome.drawn), outcome.compared > outcome.drawn ? "and \(grouped(outcome.compared - outcome.drawn)) more of small strata" : "and compared field by field", .plain))
    \#(auditTotal("Defective", grouped(outcome.defective), "estimate \(sharePercent(outcome.estimate)) of all", outcome.defective == 0 ? .good : .bad))
    \#(auditTotal("At most defective", sharePercent(outcome.upper), certainty(outcome), tone))
    \#(auditTotal("By gravity", "\(grouped(outcome.critical)) · \(grouped(outcome.major)) · \(grouped(outcome.minor))", "critical · major · minor", outcome.critical > 0 ? .bad : .plain))
    </dl>
    \#(alerts(report))
    </header>

    """#
}

private func certainty(_ outcome: AuditReport.Outcome) -> String {
  outcome.drawn == outcome.population
    ? "of all, for all were compared" : "with \(sharePercent(outcome.confidence)) confidence"
}

private func auditTotal(_ name: String, _ figure: String, _ remark: String, _ tone: Tone) -> Markup
{
  #"<div class="\#(tone.rawValue)"><dt>\#(name)</dt><dd><b>\#(figure)</b><span>\#(remark)</span></dd></div>"#
}

/// What a person must know beside the verdict.
private func alerts(_ report: AuditReport) -> Markup {
  var items: [String] = []
  let trend = report.trend
  if trend.isOutOfLimit, let limit = trend.limit {
    items.append(
      "This week is out of the ordinary: \(report.outcome.defective) defective, where at most \(limit) come by chance."
    )
  }
  if trend.isRising {
    items.append(
      "The share of defective conversations has risen over the weeks (CUSUM \(decimal(trend.cusum, places: 1)), alarm above \(decimal(trend.cusumThreshold, places: 1)))."
    )
  }
  if let census = report.census, census.disagreements > 0 {
    items.append(
      "Sample and census disagree about \(counted(census.disagreements, "conversation", "conversations")): do not trust this audit before that is explained."
    )
  }
  if let census = report.census, census.isMissed {
    items.append(
      "The census found \(grouped(census.defectiveOfWeek)) defective of the week's \(grouped(report.outcome.population)): the standard is missed, whatever the sample says."
    )
  }
  if !report.proof.seedCommitment.isEmpty, !report.proof.isSeedAsCommitted {
    items.append("The sample was not drawn with the seed that the week before had fixed.")
  }
  if report.proof.run > 1 {
    items.append("This is audit number \(report.proof.run) of this week.")
  }
  guard !items.isEmpty else { return .nothing }
  return #"<ul class="alerts">\#(Markup(joining: items.map { "<li>\($0)</li>" }))</ul>"#
}
