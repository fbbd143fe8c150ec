/// Who may be messaged, and why the others may not.
func consentSection(_ report: CleanReport) -> Markup {
  let consent = report.consent
  let contacts = report.totals.contacts
  guard contacts > 0 else {
    return section("consent", "Consent", lead: "There are no contacts, so nobody may be messaged.")
  }
  return section(
    "consent", "Consent",
    lead: """
      \(consent.messageable) of \(counted(contacts, "contact", "contacts")) \
      (\(percentage(consent.messageable, of: contacts))) may be messaged. \
      \(optOuts(consent)) Unknown consent never counts as consent.
      """,
    columns(funnel(consent, contacts: contacts), tiers(consent.tiers)), sources(consent))
}

private func optOuts(_ consent: CleanReport.Consent) -> Markup {
  guard consent.optedOut > 0 else { return "No contact has opted out." }
  var parts: Markup = """
    \(counted(consent.optedOut, "contact has", "contacts have")) opted out and \
    \(agreeing(consent.optedOut, "is", "are")) never messaged.
    """
  if consent.optOutsKeptThroughMerge > 0 {
    parts += """
       In \(counted(consent.optOutsKeptThroughMerge, "case", "cases")) the opt-out of one row held \
      against other rows of the same person.
      """
  }
  if consent.sharedWithOptedOut > 0 {
    parts += """
       \(counted(consent.sharedWithOptedOut, "contact shares", "contacts share")) a number or \
      address with somebody who opted out, and \(agreeing(consent.sharedWithOptedOut, "is", "are")) \
      flagged.
      """
  }
  if consent.suppressions > 0 {
    parts += """
       \(counted(consent.suppressions, "address stands", "addresses stand")) in \
      <code>suppressions.csv</code>.
      """
  }
  return parts
}

/// From all contacts to those who may be messaged. The losses hang from one another only where
/// they add up; otherwise a contact has several reasons, and the drawing must not pretend.
private func funnel(_ consent: CleanReport.Consent, contacts: Int) -> Markup {
  let reasons = consent.notMessageableBecause
  let lost = sum(reasons.map(\.count))
  let title = "From contacts to people who may be messaged"
  guard lost == contacts - consent.messageable else {
    let bars =
      [Bar(label: "May be messaged", count: consent.messageable, tone: .good)]
      + reasons.map { Bar(label: humanised($0.reason), count: $0.count, tone: .caution) }
    return barChart(
      "funnel", title: title, bars: bars, whole: contacts, wholeName: "contacts",
      countName: "Contacts", note: "A contact may have several reasons.")
  }
  let shown = reasons.prefix(reasons.count > 10 ? 9 : 10)
  var steps = [Step(label: "Contacts", count: contacts, kind: .level, tone: .plain)]
  steps += shown.map {
    Step(label: humanised($0.reason), count: $0.count, kind: .loss, tone: .caution)
  }
  if shown.count < reasons.count {
    let rest = reasons[shown.count...]
    steps.append(
      Step(
        label: "\(grouped(rest.count)) other reasons", count: sum(rest.map(\.count)), kind: .loss,
        tone: .caution))
  }
  steps.append(
    Step(label: "May be messaged", count: consent.messageable, kind: .level, tone: .good))
  return waterfall(
    "funnel", title: title, steps: steps, whole: contacts, wholeName: "contacts",
    countName: "Contacts", note: "A contact is counted under its first reason.")
}

private func tiers(_ tiers: [CleanReport.TierCount]) -> Markup {
  let whole = sum(tiers.map(\.count))
  guard whole > 0 else { return #"<p class="none">No contact has a consent tier.</p>"# }
  let bars = tiers.map { entry in
    let (tone, meaning): (Tone, String) =
      switch entry.tier {
      case "marketing": (.good, "Explicit consent with proof: notices and offers.")
      case "transactional": (.fair, "A first interaction: notices about the transaction only.")
      case "none": (.quiet, "No consent is known: no message.")
      default: (.quiet, "")
      }
    return Bar(
      label: humanised(entry.tier), count: entry.count, tone: tone, remark: meaning,
      code: entry.tier)
  }
  return barChart(
    "tiers", title: "Consent tiers", bars: bars, whole: whole, wholeName: "contacts",
    countName: "Contacts")
}

private func sources(_ consent: CleanReport.Consent) -> Markup {
  guard !consent.optedOutBySource.isEmpty else { return .nothing }
  let body = rows(of: consent.optedOutBySource) { entry in
    #"""
    <tr><th scope="row">\#(bdi(entry.source))</th><td class="n">\#(entry.count)</td>\#
    <td class="n">\#(percentage(entry.count, of: consent.optedOut))</td></tr>

    """#
  }
  return #"""
    <h3>Where opt-outs come from</h3>
    \#(table(
      "Where opt-outs come from",
      ["Source", .figure("Contacts"), .figure("% of opted-out contacts")], body))
    """#
}
