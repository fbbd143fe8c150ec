/// A step of a waterfall: what stands, or what is taken from it.
struct Step {
  enum Kind {
    /// A level counted from zero.
    case level
    /// A part taken away from the level before.
    case loss
  }

  var label: String
  var count: Int
  var kind: Kind
  var tone: Tone
}

/// Levels and the losses between them, each loss hanging from the end of the one before.
///
/// - Parameters:
///   - whole: what percentages are of: the first level.
///   - wholeName: says of what, such as `rows read`.
func waterfall(
  _ id: String, title: String, steps: [Step], whole: Int, wholeName: String, countName: String,
  note: String = ""
) -> Markup {
  let scale = Layout.barSpan / Double(max(1, whole))
  var drawing = Markup.nothing
  var level = 0.0
  for (row, step) in steps.enumerated() {
    let length = Double(max(0, step.count)) * scale
    let start: Double
    let figure: String
    switch step.kind {
    case .level:
      start = 0
      level = length
      figure = "\(grouped(step.count)) · \(percentage(step.count, of: whole))"
    case .loss:
      start = max(0, level - length)
      level = start
      figure = "− \(grouped(step.count)) · \(percentage(step.count, of: whole))"
    }
    if row + 1 < steps.count {
      let top = row * Layout.rowHeight + 21 + Layout.barHeight
      drawing += #"""
        <line class="thread" x1="\#(percentOfWidth: level)" x2="\#(percentOfWidth: level)" \#
        y1="\#(plain: top)" y2="\#(plain: top + Layout.rowHeight - Layout.barHeight)"/>

        """#
    }
    drawing += labelledBar(
      row: row, label: step.label, figure: figure, from: start, to: start + length,
      tone: step.tone)
  }
  let reading =
    steps.prefix(10).map { step in
      let sign = step.kind == .loss ? "less " : ""
      return "\(sign)\(clipped(step.label, to: 60)): \(grouped(step.count))"
    }.joined(separator: "; ") + "."
  let body = rows(of: steps) { step in
    let sign = step.kind == .loss ? "−\u{202F}" : ""
    return #"""
      <tr><th scope="row">\#(bdi(step.label))</th><td class="n">\#(sign)\#(step.count)</td>\#
      <td class="n">\#(percentage(step.count, of: whole))</td></tr>

      """#
  }
  return chart(
    id, title: title, reading: reading, height: steps.count * Layout.rowHeight, drawing: drawing,
    note: [note, "Percentages are of \(wholeName)."].filter { !$0.isEmpty }.joined(separator: " "),
    figures: table(title, ["Step", .figure(countName), .figure("% of \(wholeName)")], body))
}
