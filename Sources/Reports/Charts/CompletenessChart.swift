/// How full each field was and is: a hollow point for the rows read, a full one for the contacts.
///
/// Draws as many fields as fit on a sheet of paper; the others stand in the table.
func completenessChart(_ fields: [CleanReport.Completeness], limit: Int = 18) -> Markup {
  let title = "How full the fields are"
  let drawn = fields.prefix(limit)
  var drawing = Markup.nothing
  for (row, field) in drawn.enumerated() {
    let before = share(field.filledBefore, of: field.rowsBefore)
    let after = share(field.filledAfter, of: field.contactsAfter)
    let line = row * Layout.rowHeight + 27
    drawing += #"""
      <text class="label" x="0" y="\#(plain: line - 12)">\#(fitted(humanised(field.field), into: 26))</text>
      <text class="figure end" x="100%" y="\#(plain: line - 12)">\#(change(field))</text>
      <line class="track" x1="0" x2="100%" y1="\#(plain: line)" y2="\#(plain: line)"/>
      <line class="span" x1="\#(percentOfWidth: before)" x2="\#(percentOfWidth: after)" \#
      y1="\#(plain: line)" y2="\#(plain: line)"/>
      <circle class="before" cx="\#(percentOfWidth: before)" cy="\#(plain: line)" r="5"/>
      <circle class="after" cx="\#(percentOfWidth: after)" cy="\#(plain: line)" r="5"/>

      """#
  }
  let reading =
    drawn.prefix(6).map { "\(clipped(humanised($0.field), to: 40)) \(change($0))" }
    .joined(separator: "; ") + "."
  let body = rows(of: fields, within: Allowance(rows: 80, bytes: 48_000)) { field in
    let valid: Markup =
      field.validAfter.map {
        #"<td class="n">\#($0)</td><td class="n">\#(percentage($0, of: field.filledAfter))</td>"#
      } ?? #"<td class="n">–</td><td class="n">–</td>"#
    return #"""
      <tr><th scope="row"><code>\#(bdi(field.field, atMost: 80))</code></th>\#
      <td class="n">\#(field.filledBefore)</td>\#
      <td class="n">\#(percentage(field.filledBefore, of: field.rowsBefore))</td>\#
      <td class="n">\#(field.filledAfter)</td>\#
      <td class="n">\#(percentage(field.filledAfter, of: field.contactsAfter))</td>\#(valid)</tr>

      """#
  }
  let figures = table(
    title,
    [
      "Field", .figure("Filled before"), .figure("% of rows"), .figure("Filled after"),
      .figure("% of contacts"), .figure("Valid after"), .figure("% of filled"),
    ], body)
  var legend =
    "Hollow point: share of the rows that were read. Full point: share of the contacts that came out."
  if drawn.count < fields.count {
    let rest = fields.count - drawn.count
    legend += " \(counted(rest, "further field stands", "further fields stand")) in the figures."
  }
  return chart(
    "completeness", title: title, reading: reading, height: drawn.count * Layout.rowHeight - 8,
    drawing: drawing, note: legend, figures: figures)
}

private func change(_ field: CleanReport.Completeness) -> String {
  percentage(field.filledBefore, of: field.rowsBefore) + " → "
    + percentage(field.filledAfter, of: field.contactsAfter)
}

private func share(_ part: Int, of whole: Int) -> Double {
  guard whole > 0 else { return 0 }
  return min(100, max(0, Double(part) / Double(whole) * 100))
}
