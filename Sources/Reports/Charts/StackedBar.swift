/// Parts of a whole in one bar, without writing: the figures stand beside it.
func stackedBar(_ id: String, title: String, parts: [Bar]) -> Markup {
  let whole = sum(parts.map { max(0, $0.count) })
  guard whole > 0 else { return .nothing }
  var drawing = Markup.nothing
  var start = 0.0
  for part in parts where part.count > 0 {
    let width = Double(part.count) / Double(whole) * 100
    drawing += #"""
      <rect class="\#(part.tone.rawValue) part" x="\#(percentOfWidth: start)" y="0" \#
      width="\#(percentOfWidth: width)" height="20"/>

      """#
    start += width
  }
  let reading =
    parts.map { "\($0.label): \(grouped($0.count)), \(percentage($0.count, of: whole))" }
    .joined(separator: "; ") + "."
  return plot(id, title: title, reading: reading, height: 20, drawing: drawing)
}
