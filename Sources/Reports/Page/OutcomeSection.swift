/// The outcome before anything else: one sentence, five figures, one bar.
func outcomeSection(_ report: CleanReport) -> Markup {
  let totals = report.totals
  return #"""
    <header>
    <p class="kicker">Data-quality report</p>
    <h1>\#(verdict(report))</h1>
    <p class="lead">\#(nextStep(report))</p>
    <dl class="totals">
    \#(total("Rows read", totals.rowsRead, "in \(counted(report.inputs.count, "file", "files"))", .plain))
    \#(total("Contacts", totals.contacts, "\(percentage(totals.contacts, of: totals.rowsRead)) of rows read", .good))
    \#(total("Merged", totals.merged, "\(percentage(totals.merged, of: totals.rowsRead)) of rows read", .fair))
    \#(total("Rejected", totals.rejected, "\(percentage(totals.rejected, of: totals.rowsRead)) of rows read", .bad))
    \#(total("May be messaged", report.consent.messageable, "\(percentage(report.consent.messageable, of: totals.contacts)) of contacts", .good))
    </dl>
    \#(fate(totals))
    </header>

    """#
}

private func total(_ name: String, _ count: Int, _ share: String, _ tone: Tone) -> Markup {
  #"<div class="\#(tone.rawValue)"><dt>\#(name)</dt><dd><b>\#(count)</b><span>\#(share)</span></dd></div>"#
}

/// What came of the dump, in a sentence.
private func verdict(_ report: CleanReport) -> String {
  let totals = report.totals
  guard totals.rowsRead > 0 else { return "No rows were read, so there is nothing to report." }
  let became =
    "\(counted(totals.rowsRead, "row", "rows")) became \(counted(totals.contacts, "contact", "contacts"))"
  let messageable = report.consent.messageable
  switch messageable {
  case 0: return "\(became); none of them may be messaged."
  case totals.contacts where messageable == 1: return "\(became), which may be messaged."
  case totals.contacts: return "\(became), and all of them may be messaged."
  default: return "\(became); \(grouped(messageable)) of them may be messaged."
  }
}

/// Whether something stands in the way, and whether every row is accounted for.
private func nextStep(_ report: CleanReport) -> Markup {
  let pressing = report.ordered.count { $0.severity == .must }
  let totals = report.totals
  let accounted = sum([totals.kept, totals.merged, totals.rejected])
  let balance: Markup =
    accounted == totals.rowsRead
    ? """
    Every row is accounted for: \(totals.kept) kept, \(totals.merged) merged, \
    \(totals.rejected) rejected.
    """
    : """
    <strong>The rows do not add up</strong>: \(totals.kept) kept, \(totals.merged) merged and \
    \(totals.rejected) rejected make \(accounted), not \(totals.rowsRead). Do not use this result.
    """
  let way: Markup =
    pressing == 0
    ? "Nothing has to be decided before messages are sent."
    : #"""
    <a href="#decisions">\#(counted(pressing, "decision", "decisions")) must be made</a> before \#
    messages are sent.
    """#
  return "\(balance) \(way)"
}

private func fate(_ totals: CleanReport.Totals) -> Markup {
  stackedBar(
    "fate", title: "What became of the rows read",
    parts: [
      Bar(label: "Kept", count: totals.kept, tone: .good),
      Bar(label: "Merged", count: totals.merged, tone: .fair),
      Bar(label: "Rejected", count: totals.rejected, tone: .bad),
    ])
}

/// What needs a person, the gravest first.
func decisionsSection(_ ordered: [CleanReport.Decision]) -> Markup {
  guard !ordered.isEmpty else {
    return section("decisions", "Decisions", lead: "Nothing is left for you to decide.")
  }
  let list = rows(of: ordered, within: Allowance(rows: 40, bytes: 60_000)) { decision in
    let count: Markup =
      decision.count > 0 ? #"<span class="count">\#(decision.count)</span>"# : .nothing
    return #"""
      <li class="\#(decision.severity.rawValue)"><div class="what">\#
      <span class="severity">\#(words(for: decision.severity))</span>\#(count)</div>\#
      <div><h3>\#(bdi(decision.title, atMost: 240))</h3>\#
      <p>\#(bdi(decision.remedy, atMost: 600))</p></div></li>

      """#
  }
  return section(
    "decisions", "Decisions",
    lead: "What the run could not settle by itself, the most pressing first.",
    #"<ol class="decisions">\#(list.shown)</ol>\#(more(list.hidden))"#)
}

private func words(for severity: CleanReport.Severity) -> String {
  switch severity {
  case .must: "Before sending"
  case .should: "Soon"
  case .fyi: "To know"
  }
}
