/// Rows in, contacts out.
func flowSection(_ report: CleanReport) -> Markup {
  let totals = report.totals
  guard totals.rowsRead > 0 else {
    return section("flow", "From rows to contacts", lead: "No rows were read.")
  }
  let drawing = waterfall(
    "rows", title: "Rows in, contacts out",
    steps: [
      Step(label: "Rows read", count: totals.rowsRead, kind: .level, tone: .plain),
      Step(label: "Rejected, with a reason", count: totals.rejected, kind: .loss, tone: .bad),
      Step(
        label: "Merged into another row's contact", count: totals.merged, kind: .loss, tone: .fair),
      Step(label: "Contacts", count: totals.contacts, kind: .level, tone: .good),
    ],
    whole: totals.rowsRead, wholeName: "rows read", countName: "Rows")
  let files: Markup = report.inputs.count > 1 ? fileTotals(report.inputs) : .nothing
  return section(
    "flow", "From rows to contacts",
    lead: """
      Each row of the dump became a contact, was merged into one, or was rejected. \
      <code>lineage.csv</code> says which, row by row.
      """,
    drawing, files)
}

private func fileTotals(_ inputs: [CleanReport.Input]) -> Markup {
  let body = rows(of: inputs, within: Allowance(rows: 100, bytes: 60_000)) { input in
    #"""
    <tr><th scope="row">\#(bdi(input.file, atMost: 120))</th><td class="n">\#(input.rowsRead)</td>\#
    <td class="n">\#(input.kept)</td><td class="n">\#(input.merged)</td>\#
    <td class="n">\#(input.rejected)</td></tr>

    """#
  }
  return table(
    "Rows by file",
    ["File", .figure("Rows read"), .figure("Kept"), .figure("Merged"), .figure("Rejected")], body)
}
