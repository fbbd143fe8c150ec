/// Why rows became nothing.
func rejectsSection(_ rejects: [CleanReport.Reject], rowsRead: Int) -> Markup {
  let rejected = sum(rejects.map(\.count))
  guard rejected > 0 else {
    return section("rejects", "Rejected rows", lead: "No row was rejected.")
  }
  let body = rows(of: rejects, within: Allowance(rows: 60, bytes: 80_000)) { reject in
    var places = Markup.nothing
    for place in reject.firstPlaces.prefix(5) {
      places += "<code>\(bdi(place, atMost: 100))</code> "
    }
    var samples = Markup.nothing
    for sample in reject.samples.prefix(3) {
      samples += "<code>\(bdi(sample, atMost: 100))</code> "
    }
    return #"""
      <tr><th scope="row">\#(bdi(humanised(reject.reason)))</th><td class="n">\#(reject.count)</td>\#
      <td class="n">\#(percentage(reject.count, of: rowsRead))</td>\#
      <td>\#(bdi(reject.explanation, atMost: 300))</td><td class="samples">\#(samples)</td>\#
      <td class="samples">\#(places)</td></tr>

      """#
  }
  return section(
    "rejects", "Rejected rows",
    lead: """
      \(counted(rejected, "row", "rows")) (\(percentage(rejected, of: rowsRead)) of rows read) \
      could not become a contact. <code>rejects.csv</code> holds \
      \(agreeing(rejected, "it", "them")) as \(agreeing(rejected, "it stands", "they stand")) in \
      the source.
      """,
    table(
      "Rejected rows by reason",
      [
        "Reason", .figure("Rows"), .figure("% of rows read"), "Meaning", "What they look like",
        "First places",
      ], body))
}

/// What contacts are marked with.
func flagsSection(_ flags: [CleanReport.Flag], contacts: Int) -> Markup {
  guard !flags.isEmpty else {
    return section("flags", "Flags", lead: "No contact carries a flag.")
  }
  let body = rows(of: flags, within: Allowance(rows: 80, bytes: 80_000)) { flag in
    #"""
    <tr><th scope="row"><code>\#(bdi(flag.flag, atMost: 80))</code></th>\#
    <td class="n">\#(flag.count)</td><td class="n">\#(percentage(flag.count, of: contacts))</td>\#
    <td>\#(bdi(flag.explanation, atMost: 300))</td></tr>

    """#
  }
  return section(
    "flags", "Flags",
    lead: """
      Marks in the column <code>flags</code> of <code>contacts.csv</code>, to filter by. \
      A contact may carry several.
      """,
    table(
      "Flags", ["Flag", .figure("Contacts"), .figure("% of contacts"), "Meaning"], body))
}

let glossarySection: Markup = section(
  "glossary", "Glossary", lead: "The words of this page.",
  #"""
  <dl class="glossary">
  <div><dt>Contact</dt><dd>One person or office after merging, with the best value that its rows \#
  give for each field.</dd></div>
  <div><dt>Merged row</dt><dd>A row recognised as the same person as another one. Its values went \#
  into that contact.</dd></div>
  <div><dt>E.164</dt><dd>The international way to write a number: a plus sign, the calling code, the \#
  number, no spaces. <code>+886</code> is Taiwan's calling code.</dd></div>
  <div><dt>Numbering plan</dt><dd>The list of number ranges that each country has handed out.</dd></div>
  <div><dt>Opt-out</dt><dd>A person has said: no messages. It outlives every merge and every new \#
  import.</dd></div>
  <div><dt>Consent tier</dt><dd>What a person has agreed to: <i>none</i>; <i>transactional</i>, notices \#
  about their own business; <i>marketing</i>, offers too, with proof.</dd></div>
  <div><dt>May be messaged</dt><dd>The contact has a usable number and a consent, and has not opted \#
  out.</dd></div>
  <div><dt>Suppression</dt><dd>A number or address that must never be messaged, whoever it belongs \#
  to.</dd></div>
  <div><dt>Shared line</dt><dd>A number that several different people use, such as an office or a \#
  family line.</dd></div>
  </dl>
  """#)
