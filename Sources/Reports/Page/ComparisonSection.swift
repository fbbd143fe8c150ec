/// What changed since the run before.
func comparisonSection(_ comparison: CleanReport.Comparison?, inputs: [CleanReport.Input]) -> Markup
{
  guard let comparison else {
    return section(
      "before", "Since the run before",
      lead: "There is no earlier run with other figures in this folder to compare with.")
  }
  let isSame = comparison.inputs == inputs.map(\.file)
  let names = comparison.inputs.prefix(4).map { clipped($0, to: 80) }.joined(separator: ", ")
  let rest = comparison.inputs.count - 4
  let others: Markup = rest > 0 ? " and \(rest) more" : .nothing
  let body = rows(of: comparison.changes) { change in
    #"""
    <tr><th scope="row">\#(change.measure.label)</th>\#
    <td class="n">\#(figure(change.before, of: change.wholeBefore))</td>\#
    <td class="n">\#(figure(change.after, of: change.wholeAfter))</td>\#
    <td class="n \#(change.tone.rawValue)">\#(difference(change))</td></tr>

    """#
  }
  return section(
    "before", "Since the run before",
    lead: isSame
      ? "The run before read the same \(agreeing(inputs.count, "file", "files"))."
      : "The run before read other files: <bdi>\(names)</bdi>\(others).",
    #"<div class="block card">"#,
    table(
      "This run and the one before",
      ["What", .figure("Before"), .figure("Now"), .figure("Change")], body),
    "</div>")
}

private func figure(_ count: Int, of whole: Int?) -> Markup {
  guard let whole else { return "\(count)" }
  return #"\#(count) <span class="share">\#(percentage(count, of: whole))</span>"#
}

private func difference(_ change: CleanReport.Change) -> String {
  let (difference, overflow) = change.after.subtractingReportingOverflow(change.before)
  if overflow { return "–" }
  return difference == 0 ? "no change" : (difference > 0 ? "+" : "") + grouped(difference)
}

extension CleanReport.Measure {
  fileprivate var label: String {
    switch self {
    case .rowsRead: "Rows read"
    case .contacts: "Contacts"
    case .messageable: "May be messaged"
    case .optedOut: "Opted out"
    case .merged: "Rows merged"
    case .rejected: "Rows rejected"
    case .usableNumbers: "Valid numbers, repaired ones too"
    case .invalidNumbers: "Invalid numbers"
    case .reviewPairs: "Pairs left for review"
    }
  }
}

extension CleanReport.Change {
  /// Whether the change is for the better; where that cannot be said, it is plain.
  fileprivate var tone: Tone {
    if before == after { return .quiet }
    switch measure {
    case .messageable, .usableNumbers: return after > before ? .good : .bad
    case .rejected, .invalidNumbers: return after < before ? .good : .bad
    case .rowsRead, .contacts, .optedOut, .merged, .reviewPairs: return .plain
    }
  }
}
