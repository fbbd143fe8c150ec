internal import Reports

/// What a run did, as it stands on the terminal.
func summary(of report: CleanReport, outputFolder: String?) -> String {
  var lines: [String] = []
  for input in report.inputs {
    lines.append("\(input.file): \(input.format), \(input.encoding), \(input.dialect)")
    lines.append(
      "  \(input.rowsRead) rows = \(input.kept) kept + \(input.merged) merged + \(input.rejected) rejected"
    )
    if let profile = input.profile { lines.append("  columns of: \(profile)") }
    let mapped = input.columns.compactMap { column in
      column.field.map { "\(column.header) → \($0)" }
    }
    if !mapped.isEmpty { lines.append("  mapped: " + mapped.joined(separator: ", ")) }
    let doubted = input.columns.filter(\.isUndecided)
    if !doubted.isEmpty {
      lines.append(
        "  taken for opt-outs until you decide: " + doubted.map(\.header).joined(separator: ", "))
    }
    let found = input.columns.filter { $0.how == .content }
    if !found.isEmpty {
      lines.append(
        "  by their cells: " + found.map { "\($0.header) (\($0.note))" }.joined(separator: ", "))
    }
    let carried = input.columns.filter { $0.field == nil }.map(carriedColumn)
    if !carried.isEmpty { lines.append("  carried along: " + carried.joined(separator: ", ")) }
    for country in input.phoneCountry where country.region != nil {
      lines.append(
        "  numbers of \(country.column) without a country code: \(country.region ?? "") (\(country.basis))"
      )
    }
    for warning in input.warnings {
      lines.append("  note: \(warning.message) (\(warning.count) times)")
    }
  }
  let totals = report.totals
  lines.append("")
  lines.append(
    "\(totals.rowsRead) rows = \(totals.kept) kept + \(totals.merged) merged + \(totals.rejected) rejected"
  )
  lines.append(
    "\(totals.contacts) contacts, \(report.consent.messageable) messageable, \(report.consent.optedOut) opted out"
  )
  if let changes = report.changes { lines.append(summary(of: changes)) }
  for decision in report.decisions where decision.severity != .fyi {
    lines.append("! \(decision.count): \(decision.title) \(decision.remedy)")
  }
  if let outputFolder {
    lines.append("")
    lines.append("Report: \(outputFolder)/report.html")
    lines.append("Contacts: \(outputFolder)/contacts.csv")
  } else {
    lines.append("")
    lines.append("Dry run: nothing was written.")
  }
  return lines.joined(separator: "\n")
}

/// What became of the result of earlier runs; `report` is nil where nothing is left of it.
func changeSummary(of report: CleanReport?, outputFolder: String) -> String {
  guard let report else {
    return "No input is left: the result files in \(outputFolder) were removed."
  }
  var lines = ["\(report.totals.contacts) contacts, \(report.consent.messageable) messageable"]
  if let changes = report.changes { lines.append(summary(of: changes)) }
  lines.append("Report: \(outputFolder)/report.html")
  return lines.joined(separator: "\n")
}

private func summary(of changes: CleanReport.Changes) -> String {
  "Since the run before: \(changes.new) new, \(changes.changed) changed, \(changes.gone) gone "
    + "(\(changes.joined) of them joined to others); see changes.csv"
}

/// A column that is carried along, with the field that came nearest: `Ref (id? 0.4)`.
private func carriedColumn(_ column: CleanReport.Column) -> String {
  guard let candidate = column.candidate, let score = column.score, column.how != .repeated else {
    return column.header
  }
  return "\(column.header) (\(candidate)? \(score))"
}
