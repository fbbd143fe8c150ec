/// How full the fields are, and what their values look like before and after.
func fieldsSection(_ fields: [CleanReport.Completeness]) -> Markup {
  guard !fields.isEmpty else {
    return section("fields", "Fields", lead: "No field was filled, before or after.")
  }
  let better = fields.count { field in
    Double(field.filledAfter) * Double(field.rowsBefore)
      > Double(field.filledBefore) * Double(field.contactsAfter)
  }
  return section(
    "fields", "Fields",
    lead: """
      \(better) of \(counted(fields.count, "field", "fields")) \(agreeing(better, "is", "are")) \
      fuller in the contacts that came out than in the rows that were read.
      """,
    completenessChart(fields), profiles(fields))
}

private func profiles(_ fields: [CleanReport.Completeness]) -> Markup {
  let shown = fields.filter { $0.before != nil || $0.after != nil }
  guard !shown.isEmpty else { return .nothing }
  let body = rows(of: shown, within: Allowance(rows: 60, bytes: 120_000)) { field in
    let whole = (rows: field.rowsBefore, contacts: field.contactsAfter)
    return #"""
      <tr class="of-two"><th scope="rowgroup" rowspan="2"><code>\#(bdi(field.field, atMost: 80))</code></th>\#
      <th scope="row">before</th>\#
      \#(cells(field.filledBefore, of: whole.rows, valid: field.validBefore, field.before))</tr>
      <tr><th scope="row">after</th>\#
      \#(cells(field.filledAfter, of: whole.contacts, valid: field.validAfter, field.after))</tr>

      """#
  }
  let title = "What the values look like, before and after"
  return #"""
    <div class="block card">
    <h3>\#(title)</h3>
    <p class="note">\#(legend)</p>
    \#(table(
      title,
      [
        "Field", "", .figure("Filled"), .figure("Valid"), .figure("Distinct"), "Commonest forms",
      ], body))
    </div>
    """#
}

private let legend: Markup = """
  Before: the cells of all columns that feed the field. Valid is of the filled ones; of numbers \
  before, those that take no repair. Forms show no value: <code>9</code> is a digit, \
  <code>Aaaa</code> a word, <code>AAAA</code> one in capitals, <code>字</code> one in ideographs, \
  <code>xxxx</code> one in a script without capitals.
  """

private func cells(
  _ filled: Int, of whole: Int, valid: Int?, _ profile: CleanReport.Profile?
) -> Markup {
  let validity: Markup = valid.map { "\(percentage($0, of: filled))" } ?? "–"
  return #"""
    <td class="n">\#(percentage(filled, of: whole))</td><td class="n">\#(validity)</td>\#
    <td class="n">\#(distinct(profile))</td><td class="forms">\#(forms(profile, atMost: 3))</td>
    """#
}

/// How many values differ, and which part of all that is.
func distinct(_ profile: CleanReport.Profile?) -> Markup {
  guard let profile else { return "–" }
  let about: Markup = profile.isEstimate ? "≈ " : .nothing
  return #"""
    \#(about)\#(profile.distinct) <span class="share">\#(percentage(profile.distinct, of: profile.filled))</span>
    """#
}

/// The commonest forms, each with its part of the cells.
func forms(_ profile: CleanReport.Profile?, atMost limit: Int) -> Markup {
  guard let profile else { return "–" }
  var forms = Markup.nothing
  for entry in profile.patterns.prefix(limit) {
    forms += #"""
      <span class="form"><code>\#(clipped(entry.pattern, to: 100))</code> \#
      \#(percentage(entry.count, of: profile.filled))</span>
      """#
  }
  return forms
}
