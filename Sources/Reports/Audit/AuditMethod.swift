/// How it was done, and what others can check.
func auditMethod(_ report: AuditReport) -> Markup {
  let method = report.method
  let trend = report.trend
  let proof = report.proof
  var facts: [(String, String)] = [
    ("Population", method.population), ("Sample", method.sample), ("Bound", method.bound),
    ("Counts", method.counted), ("Taken for the same", method.normalisation),
    (
      "Weeks pooled",
      "\(trend.pooledDefective) of \(grouped(trend.pooledDrawn)) over \(counted(trend.pooledWeeks, "week", "weeks")): on average at most \(sharePercent(trend.pooledUpper)) defective."
    ),
    ("Exports", report.sides.map(exported).joined(separator: " ")),
  ]
  if let census = report.census {
    facts.append(
      (
        "Census",
        "\(grouped(census.conversations)) conversations by hash, \(grouped(census.differing)) differ, \(grouped(census.defective)) of them with a defect that counts; sample and census \(census.disagreements == 0 ? "agree" : "disagree about \(census.disagreements)")."
      ))
  }
  let hashes: [(String, String)] = [
    ("Seed", proof.seed),
    (
      "Fixed before",
      proof.seedCommitment.isEmpty
        ? "no, the week before was not audited"
        : proof.isSeedAsCommitted ? "yes, \(proof.seedCommitment)" : "NO: \(proof.seedCommitment)"
    ),
    ("Frame", proof.frameSHA256), ("Sample", proof.sampleSHA256), ("Result", proof.resultSHA256),
    (
      "Week before",
      proof.previousWeek.isEmpty ? "none" : "\(proof.previousWeek) \(proof.previousSHA256)"
    ),
    ("Next seed's hash", proof.nextSeedCommitment),
  ]
  return auditCard(
    "Method and proof",
    #"""
    <dl class="method">\#(list(facts) { bdi($0, atMost: 400) })</dl>
    <dl class="method hashes">\#(list(hashes) { "<code>\(clipped($0, to: 160))</code>" })</dl>
    <p class="note"><code>rollcall audit --verify audit-\#(report.week).signature.json</code> draws the sample again and
    recomputes every hash. Publish the next seed's hash now.</p>
    """#)
}

private func list(_ facts: [(String, String)], _ value: (String) -> Markup) -> Markup {
  Markup(joining: facts.map { "<dt>\($0.0)</dt><dd>\(value($0.1))</dd>" })
}

private func exported(_ side: AuditReport.Side) -> String {
  "\(side.side == "crm" ? "CRM" : "Platform") \(side.exportedAt), \(counted(side.messages, "message", "messages"))."
}
