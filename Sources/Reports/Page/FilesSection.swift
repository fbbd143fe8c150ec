/// How each file was understood: its format, what every column was taken for, and what was odd.
func filesSection(_ inputs: [CleanReport.Input]) -> Markup {
  guard !inputs.isEmpty else {
    return section("files", "Files", lead: "No file was read.")
  }
  // One allowance for all files together: few get room for every column, many share it.
  var columnBytes = 300_000
  let files = rows(of: inputs, within: Allowance(rows: 60, bytes: 700_000)) { input in
    file(input, isOpen: inputs.count <= 3, columnBytes: &columnBytes)
  }
  return section(
    "files", "Files",
    lead: """
      What each column was taken for. A column that feeds no field is carried along to the \
      contacts as <code>extra.NAME</code>. To correct a mapping, write it with \
      <code>rollcall rules init</code> and run again.
      """,
    files.shown, more(files.hidden))
}

private func file(
  _ input: CleanReport.Input, isOpen: Bool, columnBytes: inout Int
) -> Markup {
  let mapped = input.columns.count { $0.field != nil }
  let carried = input.columns.count - mapped
  let packed = input.gzipped ? ", gzip" : ""
  let columns = columnTable(input, bytes: columnBytes)
  columnBytes -= min(columnBytes, columns.byteCount)
  return #"""
    <details class="block file"\#(Markup(trusted: isOpen ? " open" : ""))>
    <summary><b>\#(bdi(input.file, atMost: 120))</b> <span>\#
    \#(counted(input.rowsRead, "row", "rows")) · \#
    \#(counted(mapped, "column", "columns")) mapped, \#(carried) carried along</span></summary>
    <dl class="facts">
    <div><dt>Format</dt><dd>\#(bdi(input.format + packed))</dd></div>
    <div><dt>Encoding</dt><dd>\#(bdi(input.encoding))</dd></div>
    <div><dt>Dialect</dt><dd>\#(bdi(input.dialect))</dd></div>
    <div><dt>Rows</dt><dd>\#(input.rowsRead) read: \#(input.kept) kept, \#(input.merged) merged, \#
    \#(input.rejected) rejected</dd></div>
    </dl>
    \#(inferences(input))
    \#(warningTable(input))
    \#(columns)
    </details>

    """#
}

private func columnTable(_ input: CleanReport.Input, bytes: Int) -> Markup {
  guard !input.columns.isEmpty else { return #"<p class="none">The file has no columns.</p>"# }
  let body = rows(of: input.columns, within: Allowance(rows: 400, bytes: bytes)) { column in
    let field: Markup =
      column.field.map { "<code>\(bdi($0, atMost: 80))</code>" }
      ?? #"<span class="carried">carried along</span>"#
    return #"""
      <tr><th scope="row">\#(bdi(column.header, atMost: 100))</th><td>\#(field)</td>\#
      <td>\#(words(for: column.how))</td><td class="n">\#(column.filled)</td>\#
      <td class="n">\#(percentage(column.filled, of: input.rowsRead))</td>\#
      <td class="n">\#(column.valid.map { "\(percentage($0, of: column.filled))" } ?? Markup("–"))</td>\#
      <td class="n">\#(distinct(column.profile))</td>\#
      <td class="forms">\#(forms(column.profile, atMost: 2))</td>\#
      <td>\#(bdi(column.note, atMost: 200))</td></tr>

      """#
  }
  return table(
    "Columns of \(input.file)",
    [
      "Column", "Field", "Recognised by", .figure("Filled"), .figure("% of rows"),
      .figure("Valid"), .figure("Distinct"), "Commonest forms", "Remark",
    ], body)
}

private func words(for how: CleanReport.MappingBasis?) -> String {
  switch how {
  case .name: "its name"
  case .pattern: "the pattern of its name"
  case .content: "its values"
  case .repeated: "repeating a field"
  case .profile: "the system that wrote the file"
  case .suspected: "its name or values, which may mean an opt-out"
  case .set: "the mapping file"
  case nil: "–"
  }
}

/// The countries and date orders that were inferred, each with what it rests on.
private func inferences(_ input: CleanReport.Input) -> Markup {
  let countries = rows(of: input.phoneCountry, within: Allowance(rows: 12, bytes: 10_000)) {
    entry in
    let region: Markup =
      entry.region.map { "\(bdi(countryName(clipped($0, to: 20))))" }
      ?? "no country clear enough"
    let share: Markup =
      entry.region == nil ? .nothing : ", \(decimal(entry.share * 100, places: 1))% of the evidence"
    return #"""
      <li>Numbers in <b>\#(bdi(entry.column, atMost: 100))</b> without a country code: \#
      \#(region)\#(share) (\#(bdi(entry.basis, atMost: 200))).</li>

      """#
  }
  let dates = rows(of: input.dateOrders, within: Allowance(rows: 12, bytes: 10_000)) { entry in
    #"""
    <li>Dates in <b>\#(bdi(entry.column, atMost: 100))</b> read as \#(bdi(entry.order)) \#
    (\#(bdi(entry.evidence, atMost: 200))).</li>

    """#
  }
  guard !countries.shown.isEmpty || !dates.shown.isEmpty else { return .nothing }
  return #"""
    <ul class="inferred">\#(countries.shown)\#(dates.shown)</ul>\#
    \#(more(countries.hidden + dates.hidden))
    """#
}

private func warningTable(_ input: CleanReport.Input) -> Markup {
  guard !input.warnings.isEmpty else { return .nothing }
  let body = rows(of: input.warnings, within: Allowance(rows: 20, bytes: 16_000)) { warning in
    #"""
    <tr><th scope="row">\#(bdi(humanised(warning.kind)))</th><td class="n">\#(warning.count)</td>\#
    <td>\#(bdi(warning.message, atMost: 300))</td></tr>

    """#
  }
  return table(
    "Warnings about \(input.file)", ["Odd in the file", .figure("Times"), "What was done"], body)
}
