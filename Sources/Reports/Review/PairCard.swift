/// One pair: its fields side by side, the evidence, and the decision.
func pairCard(_ pair: ReviewPair, index: Int, of count: Int) -> Markup {
  let name = "pair-\(index + 1)"
  return #"""
    <article class="pair" id="\#(name)" data-pair="\#(pair.pairID)" data-before="\#(pair.record.before)" \#
    data-after="\#(pair.record.after)" tabindex="-1" aria-labelledby="\#(name)-h">
    <header><h2 id="\#(name)-h">Pair \#(index + 1) <span>of \#(count)</span></h2>
    <p>\#(likelihood(pair.probability))\#(objection(pair.objection))</p></header>
    \#(comparison(pair))
    \#(evidenceChart(pair, id: name + "-e"))
    <p class="choices" role="group" aria-label="Your decision">
    <button type="button" data-choice="same" aria-pressed="false">Same <kbd>s</kbd></button>
    <button type="button" data-choice="different" aria-pressed="false">Different <kbd>d</kbd></button>
    <button type="button" data-choice="skip">Skip <kbd>space</kbd></button>
    </p>
    </article>

    """#
}

private func likelihood(_ probability: Double) -> String {
  guard probability.isFinite else { return "How likely they are the same is not known." }
  return "By the evidence \(likelihoodFigure(probability)) likely to be the same."
}

private func objection(_ text: String?) -> Markup {
  guard let text else { return .nothing }
  return " Left apart all the same: \(bdi(text, atMost: 120))."
}

/// A table of the fields that either side has, in the order of the left, then of the right; ids and
/// times last.
private func comparison(_ pair: ReviewPair) -> Markup {
  var names: [String] = []
  var seen: Set<String> = []
  for field in pair.left + pair.right where seen.insert(field.name).inserted {
    names.append(field.name)
  }
  let ordered =
    names.filter { FieldKind($0) != .incidental } + names.filter { FieldKind($0) == .incidental }
  let body = rows(of: ordered, within: Allowance(rows: 80, bytes: 60_000)) { name in
    let left = pair.left.first { $0.name == name }?.value ?? ""
    let right = pair.right.first { $0.name == name }?.value ?? ""
    guard !left.isEmpty || !right.isEmpty else { return .nothing }
    let kind = FieldKind(name)
    let (word, css) =
      kind == .incidental
      ? (.nothing, "incidental") : sign(FieldRelation(left, right, kind: kind))
    let (markedLeft, markedRight) = markDifferences(left, right, kind: kind)
    return #"""
      <tr class="\#(css)"><th scope="row">\#(bdi(label(name), atMost: 60))</th>\#
      <td dir="auto">\#(markedLeft)</td><td class="sign">\#(word)</td><td dir="auto">\#(markedRight)</td></tr>

      """#
  }
  return #"""
    <div class="scroll" role="region" aria-label="Both records" tabindex="0"><table>
    <thead><tr><th scope="col">Field</th><th scope="col">One record</th><th scope="col"></th>\#
    <th scope="col">The other</th></tr></thead>
    <tbody>
    \#(body.shown)</tbody></table></div>\#(more(body.hidden))
    """#
}

private func label(_ name: String) -> String {
  switch name {
  case "phone_e164": "Phone"
  case "source_records": "Place in the source"
  case "created_at": "Created"
  case "updated_at": "Last changed"
  default: humanised(name)
  }
}

private func sign(_ relation: FieldRelation) -> (Markup, css: Markup) {
  switch relation {
  case .onlyRight: (#"<span title="only on the right">→</span>"#, "one")
  case .onlyLeft: (#"<span title="only on the left">←</span>"#, "one")
  case .equal: (#"<span title="equal">=</span>"#, "equal")
  case .alike: (#"<span title="the same in part, or in another order">≈</span>"#, "alike")
  case .unequal: (#"<span title="different">≠</span>"#, "unequal")
  }
}
