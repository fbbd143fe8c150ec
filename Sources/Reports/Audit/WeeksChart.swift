/// The weeks up to this one: what was found, how much more the bound allows, and where the standard lies.
func weeksChart(_ report: AuditReport) -> Markup {
  let weeks = Array(report.weeks.suffix(53))
  let allowed = 1 - report.outcome.standard
  let top = max(allowed * 1.6, weeks.map { min($0.upper, 0.05) }.max() ?? 0) * 1.1
  let height = 120.0
  func y(_ share: Double) -> Int { Int((height - min(share, top) / top * height).rounded()) + 10 }
  let step = 92.0 / Double(max(weeks.count, 1))
  var drawing: Markup = #"""
    <line class="allowed" x1="0" x2="100%" y1="\#(plain: y(allowed))" y2="\#(plain: y(allowed))"/>
    <line class="track" x1="0" x2="100%" y1="\#(plain: y(0))" y2="\#(plain: y(0))"/>

    """#
  for (place, week) in weeks.enumerated() {
    let x = 4 + (Double(place) + 0.5) * step
    let share = week.drawn > 0 ? Double(week.defective) / Double(week.drawn) : 0
    let tone: Tone = week.upper <= allowed + 1e-12 ? .good : .caution
    drawing += #"""
      <line class="bound \#(tone.rawValue)" x1="\#(percentOfWidth: x)" x2="\#(percentOfWidth: x)" \#
      y1="\#(plain: y(share))" y2="\#(plain: y(week.upper))"/>
      <circle class="\#(tone.rawValue)" cx="\#(percentOfWidth: x)" cy="\#(plain: y(share))" r="3"/>

      """#
  }
  if let first = weeks.first, let last = weeks.last {
    drawing += #"""
      <text class="figure" x="0" y="\#(plain: y(0) + 17)">\#(weeks.count > 1 ? first.week : "")</text>
      <text class="figure end" x="100%" y="\#(plain: y(0) + 17)">\#(last.week)</text>

      """#
  }
  let body = rows(of: weeks.reversed(), within: Allowance(rows: 53, bytes: 24_000)) { week in
    #"""
    <tr><th scope="row">\#(week.week)</th><td class="n">\#(week.population)</td><td class="n">\#(week.drawn)</td>\#
    <td class="n">\#(week.defective)</td><td class="n">\#(sharePercent(week.upper))</td></tr>

    """#
  }
  let met = weeks.count { $0.upper <= allowed + 1e-12 }
  return chart(
    "weeks", title: "The weeks so far",
    reading: "\(met) of \(counted(weeks.count, "week", "weeks")) met the standard.",
    height: Int(height) + 32, drawing: drawing,
    note:
      "Point: share found defective. Line: up to what the bound allows. Dashed: the standard, at most \(sharePercent(allowed)).",
    figures: table(
      "Weeks",
      ["Week", .figure("All"), .figure("Drawn"), .figure("Defective"), .figure("At most")], body))
}
