/// What became of the phone numbers.
func numbersSection(_ numbers: CleanReport.Numbers) -> Markup {
  let found = sum(numbers.byStatus.map(\.count))
  guard found > 0 else {
    return section("numbers", "Phone numbers", lead: "No phone numbers were found in the rows.")
  }
  let usable = sum(
    numbers.byStatus.filter { $0.status == "valid" || $0.status == "repaired" }.map(\.count))
  let statuses = numbers.byStatus.map { entry in
    Bar(
      label: humanised(entry.status), count: entry.count, tone: tone(ofStatus: entry.status),
      remark: meaning(ofStatus: entry.status), code: entry.status)
  }
  return section(
    "numbers", "Phone numbers",
    lead: """
      \(usable) of \(counted(found, "number", "numbers")) found \
      (\(percentage(usable, of: found))) \(agreeing(usable, "is", "are")) valid, as written or \
      after a repair. A number that was refused stays beside its contact, with the reason.
      """,
    columns(
      barChart(
        "status", title: "Status", bars: statuses, whole: found, wholeName: "numbers found",
        countName: "Numbers"),
      countryFrom(numbers.countryFrom)),
    columns(
      reasons(
        "reasons", "Why numbers were refused", numbers.reasons, tone: .bad,
        wholeName: "refusals", none: "No number was refused."),
      reasons(
        "repairs", "What was repaired", numbers.repairs, tone: .fair, wholeName: "repairs",
        none: "No number needed a repair.")),
    samples("What refused cells look like, masked", numbers.reasons),
    samples("What repaired cells looked like, masked", numbers.repairs),
    columns(countries(numbers.countries), kinds(numbers.kinds)))
}

private func countryFrom(_ origins: [CleanReport.OriginCount]) -> Markup {
  let whole = sum(origins.map(\.count))
  guard whole > 0 else { return #"<p class="none">No number has a country.</p>"# }
  let bars = origins.map { entry in
    let label =
      switch entry.origin {
      case .number: "The number itself"
      case .row: "The country of its row"
      case .column: "The country inferred for its column"
      case .option: "The --country option"
      }
    return Bar(label: label, count: entry.count, tone: .plain, code: entry.origin.rawValue)
  }
  return barChart(
    "origin", title: "Where the country code came from", bars: bars, whole: whole,
    wholeName: "numbers with a country", countName: "Numbers")
}

private func reasons(
  _ id: String, _ title: String, _ rules: [CleanReport.NumberRule], tone: Tone, wholeName: String,
  none: Markup
) -> Markup {
  let whole = sum(rules.map(\.count))
  guard whole > 0 else { return #"<p class="none">\#(none)</p>"# }
  let bars = rules.map { rule in
    Bar(
      label: humanised(rule.reason), count: rule.count, tone: tone, remark: rule.explanation,
      code: rule.reason)
  }
  return barChart(
    id, title: title, bars: bars, whole: whole, wholeName: wholeName, countName: "Numbers",
    limit: 10)
}

/// Masked cells by reason, so that a reader recognises them in the spreadsheet.
private func samples(_ title: String, _ rules: [CleanReport.NumberRule]) -> Markup {
  let shown = rules.filter { !$0.samples.isEmpty }
  guard !shown.isEmpty else { return .nothing }
  let body = rows(of: shown) { rule in
    var cells = Markup.nothing
    for sample in rule.samples.prefix(5) {
      cells += "<code>\(bdi(sample, atMost: 48))</code> "
    }
    return #"""
      <tr><th scope="row">\#(bdi(humanised(rule.reason)))</th><td class="samples">\#(cells)</td>\#
      <td>\#(bdi(rule.explanation, atMost: 300))</td></tr>

      """#
  }
  return #"""
    <details class="block"><summary>\#(title)</summary>
    \#(table(title, ["Reason", "Cells", "Meaning"], body))
    </details>

    """#
}

private func countries(_ countries: [CleanReport.CountryCount]) -> Markup {
  let whole = sum(countries.map(\.count))
  guard whole > 0 else { return #"<p class="none">No number belongs to a known country.</p>"# }
  let bars = countries.map { entry in
    Bar(label: countryName(entry.code), count: entry.count, tone: .plain)
  }
  return barChart(
    "countries", title: "Countries", bars: bars, whole: whole,
    wholeName: "numbers with a country", countName: "Numbers")
}

private func kinds(_ kinds: [CleanReport.KindCount]) -> Markup {
  let whole = sum(kinds.map(\.count))
  guard whole > 0 else { return #"<p class="none">No number is of a known kind.</p>"# }
  let bars = kinds.map { entry in
    Bar(label: humanised(entry.kind), count: entry.count, tone: .plain, code: entry.kind)
  }
  return barChart(
    "kinds", title: "Kinds of line", bars: bars, whole: whole,
    wholeName: "numbers of a known kind", countName: "Numbers")
}

private func tone(ofStatus status: String) -> Tone {
  switch status {
  case "valid": .good
  case "repaired": .fair
  case "possible", "ambiguous": .caution
  case "invalid": .bad
  default: .quiet
  }
}

private func meaning(ofStatus status: String) -> String {
  switch status {
  case "valid": "In the numbering plan, as written."
  case "repaired": "In the numbering plan, after a repair that is listed below."
  case "possible": "Of the right length, but the numbering plan does not know its range."
  case "ambiguous": "Could belong to several countries; set the country to settle it."
  case "invalid": "Not a number that can be reached; kept beside the contact with the reason."
  default: ""
  }
}
