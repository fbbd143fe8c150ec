/// One pair: its fields side by side, the evidence, and the decision.
func pairCard(_ pair: ReviewPair, index: Int, of count: Int) -> Markup {
  let name = "pair-\(index + 1)"
  return #"""
    <article class="pair" id="\#(name)" data-pair="\#(pair.pairID)" tabindex="-1" \#
    aria-labelledby="\#(name)-h">
    <header><h2 id="\#(name)-h">Pair \#(index + 1) <span>of \#(count)</span></h2>
    <p>\#(likelihood(pair.probability))\#(objection(pair.objection))</p></header>
    \#(comparison(pair))
    \#(evidenceChart(pair.evidence, id: name + "-e"))
    <fieldset><legend>Your decision</legend>
    \#(choice(name, "same", "Same", key: "s"))
    \#(choice(name, "different", "Different", key: "d"))
    \#(choice(name, "", "Leave open", key: "space"))
    </fieldset>
    </article>

    """#
}

private func choice(_ name: String, _ value: String, _ label: String, key: String) -> Markup {
  let checked: Markup = value.isEmpty ? " checked" : .nothing
  return #"""
    <label><input type="radio" name="\#(name)" value="\#(value)" autocomplete="off"\#(checked)> \#
    \#(label) <kbd>\#(key)</kbd></label>
    """#
}

private func likelihood(_ probability: Double) -> String {
  guard probability.isFinite else { return "How likely they are the same is not known." }
  let share = Int((min(1, max(0, probability)) * 100).rounded())
  let words =
    switch share {
    case ...0: "under 1%"
    case 100...: "over 99%"
    default: "\(share)%"
    }
  return "By the evidence \(words) likely to be the same."
}

private func objection(_ text: String?) -> Markup {
  guard let text else { return .nothing }
  return " Left apart all the same: \(bdi(text, atMost: 120))."
}

/// A table of the fields that either side has, in the order of the left, then of the right.
private func comparison(_ pair: ReviewPair) -> Markup {
  var names: [String] = []
  var seen: Set<String> = []
  for field in pair.left + pair.right where seen.insert(field.name).inserted {
    names.append(field.name)
  }
  let body = rows(of: names, within: Allowance(rows: 80, bytes: 60_000)) { name in
    let left = pair.left.first { $0.name == name }?.value ?? ""
    let right = pair.right.first { $0.name == name }?.value ?? ""
    guard !left.isEmpty || !right.isEmpty else { return .nothing }
    let (word, css) = relation(left, right)
    let (markedLeft, markedRight) = markDifference(left, right)
    return #"""
      <tr class="\#(css)"><th scope="row">\#(bdi(humanised(name), atMost: 60))</th>\#
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

private func relation(_ left: String, _ right: String) -> (Markup, String) {
  if left.isEmpty { return (#"<span title="only on the right">→</span>"#, "one") }
  if right.isEmpty { return (#"<span title="only on the left">←</span>"#, "one") }
  // Scalars and not characters: two spellings that look alike are a difference to be seen.
  if left.unicodeScalars.elementsEqual(right.unicodeScalars) {
    return (#"<span title="equal">=</span>"#, "equal")
  }
  return (#"<span title="different">≠</span>"#, "unequal")
}

/// Both values, with the part marked that lies between their common beginning and common end.
///
/// Works on characters, so that a mark never parts a letter from its accent. Linear.
func markDifference(_ left: String, _ right: String) -> (Markup, Markup) {
  let left = Array(clipped(left, to: 400))
  let right = Array(clipped(right, to: 400))
  guard !left.isEmpty, !right.isEmpty else {
    return (bdi(String(left), atMost: 401), bdi(String(right), atMost: 401))
  }
  func isSame(_ one: Character, _ other: Character) -> Bool {
    one.unicodeScalars.elementsEqual(other.unicodeScalars)
  }
  var start = 0
  while start < min(left.count, right.count), isSame(left[start], right[start]) { start += 1 }
  var end = 0
  while end < min(left.count, right.count) - start,
    isSame(left[left.count - 1 - end], right[right.count - 1 - end])
  {
    end += 1
  }
  func marked(_ value: [Character]) -> Markup {
    let middle = value[start..<(value.count - end)]
    let mark: Markup = middle.isEmpty ? .nothing : "<mark>\(String(middle))</mark>"
    return "<bdi>\(String(value[..<start]))\(mark)\(String(value[(value.count - end)...]))</bdi>"
  }
  return (marked(left), marked(right))
}
