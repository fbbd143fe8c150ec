/// A bar of a bar chart: a count under a label.
struct Bar {
  var label: String
  var count: Int
  var tone: Tone
  /// What stands in the table beside the count, such as an explanation.
  var remark: String = ""
  /// The code under which the output files name it, where that differs from the label.
  var code: String = ""
}

/// Horizontal bars, longest span for the largest count.
///
/// - Parameters:
///   - whole: what percentages are of; `nil` shows counts alone.
///   - wholeName: says of what, such as `numbers found`.
///   - limit: bars drawn; the others are summed up in a last one.
func barChart(
  _ id: String, title: String, bars: [Bar], whole: Int?, wholeName: String,
  countName: String, note: String = "", limit: Int = 12
) -> Markup {
  var drawn = Array(bars.prefix(bars.count > limit ? limit - 1 : limit))
  if drawn.count < bars.count {
    let rest = bars[drawn.count...]
    drawn.append(
      Bar(label: "\(grouped(rest.count)) others", count: sum(rest.map(\.count)), tone: .quiet))
  }
  let largest = max(1, drawn.map(\.count).max() ?? 1)
  var drawing = Markup.nothing
  for (row, bar) in drawn.enumerated() {
    drawing += labelledBar(
      row: row, label: bar.label, figure: figure(bar.count, of: whole), from: 0,
      to: Double(max(0, bar.count)) / Double(largest) * Layout.barSpan, tone: bar.tone)
  }
  let reading =
    drawn.prefix(6).map { "\(clipped($0.label, to: 60)): \(figure($0.count, of: whole))" }
    .joined(separator: "; ") + (whole == nil ? "." : " of \(wholeName).")

  let hasRemark = bars.contains { !$0.remark.isEmpty }
  let hasCode = bars.contains { !$0.code.isEmpty }
  var headings: [Heading] = ["What"]
  if hasCode { headings.append("In the files") }
  headings.append(.figure(countName))
  if whole != nil { headings.append(.figure("% of \(wholeName)")) }
  if hasRemark { headings.append("Meaning") }
  let body = rows(of: bars) { bar in
    let code: Markup =
      hasCode ? "<td><code>\(bdi(bar.code, atMost: 80))</code></td>" : .nothing
    let share: Markup =
      whole.map { #"<td class="n">\#(percentage(bar.count, of: $0))</td>"# } ?? .nothing
    let remark: Markup = hasRemark ? "<td>\(bdi(bar.remark, atMost: 300))</td>" : .nothing
    return #"""
      <tr><th scope="row">\#(bdi(bar.label))</th>\#(code)<td class="n">\#(bar.count)</td>\#(share)\#(remark)</tr>

      """#
  }
  let fullNote =
    whole == nil
    ? note
    : [note, "Percentages are of \(wholeName)."].filter { !$0.isEmpty }.joined(separator: " ")
  return chart(
    id, title: title, reading: reading, height: drawn.count * Layout.rowHeight, drawing: drawing,
    note: fullNote, figures: table(title, headings, body))
}

private func figure(_ count: Int, of whole: Int?) -> String {
  guard let whole else { return grouped(count) }
  return "\(grouped(count)) · \(percentage(count, of: whole))"
}
