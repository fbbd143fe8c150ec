/// What is wrong, by field.
func auditFields(_ report: AuditReport) -> Markup {
  let wrong = report.fields.filter { $0.defective > 0 && !$0.severity.isEmpty }
    .sorted { ($1.defective, $0.field) < ($0.defective, $1.field) }
  guard !wrong.isEmpty else {
    return auditCard("What differs", "No field of what was drawn differs.")
  }
  let body = rows(of: wrong, within: Allowance(rows: 22, bytes: 16_000)) { field in
    #"""
    <tr><th scope="row">\#(fieldWords(field.field))</th><td class="\#(severityClass(field.severity))">\#(field.severity)</td>\#
    <td class="n">\#(field.defective)</td></tr>

    """#
  }
  return auditCard(
    "What differs",
    table("Defects by field", ["Field", "Severity", .figure("Conversations")], body))
}

/// Why, and what to do about it.
func auditCauses(_ causes: [AuditReport.Cause]) -> Markup {
  guard !causes.isEmpty else { return auditCard("Causes", "There is nothing to trace.") }
  let body = rows(of: causes, within: Allowance(rows: 12, bytes: 16_000)) { cause in
    #"""
    <tr><td class="n">\#(cause.defects)</td><td>\#(bdi(cause.meaning, atMost: 200)) \#
    <span class="remedy">\#(bdi(cause.remedy, atMost: 200))</span></td></tr>

    """#
  }
  return auditCard(
    "Causes, as the store tells them",
    table("Causes", [.figure("Defects"), "Cause and remedy"], body))
}

/// How the groups of conversations fare.
func auditStrata(_ report: AuditReport) -> Markup {
  let total = max(1, report.outcome.population)
  let body = rows(of: report.strata, within: Allowance(rows: 20, bytes: 16_000)) { stratum in
    #"""
    <tr><th scope="row">\#(bdi(humanised(stratum.name), atMost: 60))</th><td class="n">\#(stratum.population)</td>\#
    <td class="n">\#(percentage(stratum.population, of: total))</td><td class="n">\#(stratum.drawn)</td>\#
    <td class="n">\#(stratum.defective)</td></tr>

    """#
  }
  return auditCard(
    "Strata",
    table(
      "Strata",
      ["Group", .figure("All"), .figure("Weight"), .figure("Compared"), .figure("Defective")], body)
  )
}

/// The defects one by one, the gravest first.
func auditDefects(_ defects: [AuditReport.Defect], files week: String) -> Markup {
  guard !defects.isEmpty else { return .nothing }
  let body = rows(of: defects, within: Allowance(rows: 14, bytes: 24_000)) { defect in
    let number: Markup = defect.number > 0 ? "\(defect.number)" : "census"
    let more = defect.count > 1 ? " (\(grouped(defect.count)) messages)" : ""
    return #"""
      <tr><td class="n">\#(number)</td><td><code>\#(bdi(defect.conversation, atMost: 40))</code></td>\#
      <td>\#(fieldWords(defect.field))\#(more)</td><td class="\#(severityClass(defect.severity))">\#(defect.severity)</td>\#
      <td>\#(bdi(defect.crm, atMost: 80))</td><td>\#(bdi(defect.messaging, atMost: 80))</td>\#
      <td>\#(humanised(defect.cause)) <span class="remedy">\#(bdi(defect.trace, atMost: 120))</span></td></tr>

      """#
  }
  return auditCard(
    "Defects",
    table(
      "Defects",
      [.figure("No."), "Conversation", "Field", "Severity", "CRM", "Platform", "Cause"], body)
      + #"<p class="note">All of them, with every field that agrees, stand in <code>audit-\#(week).csv</code>.</p>"#
  )
}

func auditCard(_ title: String, _ content: Markup) -> Markup {
  #"<section class="block card" aria-label="\#(title)"><h3>\#(title)</h3>\#(content)</section>"#
}

private func fieldWords(_ field: String) -> String {
  switch field {
  case "conversation": "Conversation is there"
  case "readable": "Can be read"
  case "messages": "Number and ids of messages"
  case "repeats": "No message twice"
  case "order": "Order of messages"
  case "time": "Time stamps"
  case "text": "Text (hash)"
  case "status": "Latest status"
  case "history": "Status history"
  case "forward": "History moves forward"
  case "consent": "Consent"
  case "consent_at_send": "Consent when sent"
  case "follow_up": "Follow-up for each reply"
  case "lineage": "Merges"
  case "erasure": "Erasure respected"
  default: humanised(field)
  }
}

private func severityClass(_ severity: String) -> String {
  severity == "critical" ? "bad" : ""
}
