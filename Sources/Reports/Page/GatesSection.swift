/// Whether the result is good enough, by the gates of `gates.yaml`.
func gatesSection(_ gates: [CleanReport.Gate]) -> Markup {
  guard !gates.isEmpty else {
    return section("gates", "Quality gates", lead: "No gate is set in <code>gates.yaml</code>.")
  }
  let failed = gates.count { !$0.isPassed }
  let lead: Markup =
    failed == 0
    ? "The result passed \(agreeing(gates.count, "the one gate that is set", "all \(grouped(gates.count)) gates"))."
    : """
    <strong>\(failed) of \(counted(gates.count, "gate", "gates")) failed.</strong> The files were \
    written all the same.
    """
  let body = rows(of: gates, within: Allowance(rows: 60, bytes: 60_000)) { gate in
    let (css, word): (Markup, Markup) =
      gate.isPassed ? ("passed", "passed") : ("failed", "failed")
    return #"""
      <tr class="\#(css)"><th scope="row"><code>\#(bdi(gate.gate, atMost: 100))</code></th>\#
      <td class="verdict">\#(word)</td><td class="n">\#(gate.value)</td>\#
      <td class="words">\#(bdi(gate.meaning, atMost: 200))</td>\#
      <td class="words">\#(bdi(gate.why, atMost: 300))</td></tr>

      """#
  }
  return section(
    "gates", "Quality gates", lead: "\(lead) They stand in <code>gates.yaml</code>, to be edited.",
    #"<div class="block card">"#,
    table(
      "Quality gates", ["Gate", "Result", .figure("It is"), "Measured", "Why it is there"], body),
    "</div>")
}

extension CleanReport {
  /// What needs a person: failed gates before all, then the decisions, the gravest first.
  var ordered: [Decision] {
    let failed = failedGates.map { gate in
      Decision(
        severity: .must, title: "Quality gate failed: \(gate.gate)", count: gate.count,
        remedy: "It is \(gate.value): \(gate.meaning). \(gate.why)")
    }
    return failed
      + Severity.allCases.flatMap { severity in decisions.filter { $0.severity == severity } }
  }
}
