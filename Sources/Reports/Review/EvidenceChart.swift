/// What each comparison adds, in bits: to the right for the same person, to the left against.
///
/// Every bar begins where the one before ended, and the last line is the sum.
func evidenceChart(_ evidence: [ReviewPair.Evidence], id: String) -> Markup {
  guard !evidence.isEmpty else { return #"<p class="none">No evidence is recorded.</p>"# }
  let shown = evidence.prefix(24)
  var level = 0.0
  var low = 0.0
  var high = 0.0
  var spans: [(from: Double, to: Double)] = []
  for item in shown {
    let next = level + clamped(item.weightBits)
    spans.append((level, next))
    level = next
    low = min(low, level)
    high = max(high, level)
  }
  // What is left of the width is for the figure behind the longest bar.
  let scale = 78 / max(high - low, 1)
  func position(_ bits: Double) -> Double { (bits - low) * scale }

  var drawing = Markup.nothing
  for row in 0...shown.count {
    drawing += #"""
      <line class="zero" x1="\#(percentOfWidth: position(0))" x2="\#(percentOfWidth: position(0))" \#
      y1="\#(plain: row * rowHeight + 16)" y2="\#(plain: row * rowHeight + 29)"/>

      """#
  }
  for (row, (item, span)) in zip(shown, spans).enumerated() {
    let isFor = span.to >= span.from
    drawing += bar(
      row: row,
      label: fitted(
        "\(item.comparison): \(item.level)".replacing("_", with: " "), into: Layout.labelWidth),
      figure: signed(item.weightBits), from: position(min(span.from, span.to)),
      to: position(max(span.from, span.to)), tone: isFor ? .good : .caution)
  }
  drawing += bar(
    row: shown.count, label: "All together", figure: signed(level),
    from: position(min(0, level)), to: position(max(0, level)), tone: .plain)

  let reading =
    shown.map {
      "\(clipped($0.comparison, to: 60)), \(clipped($0.level, to: 60)): \(signed($0.weightBits)) bits"
    }
    .joined(separator: "; ") + "; all together \(signed(level)) bits."
  return #"""
    <figure class="evidence"><figcaption>What speaks for the same person (right) and against \#
    (left), in bits</figcaption>
    \#(plot(
      id, title: "Evidence", reading: reading, height: (shown.count + 1) * rowHeight,
      drawing: drawing))
    \#(more(evidence.count - shown.count))</figure>
    """#
}

private let rowHeight = 34

private func bar(
  row: Int, label: String, figure: String, from start: Double, to end: Double, tone: Tone
) -> Markup {
  let top = row * rowHeight
  let width = max(end - start, 0.4)
  return #"""
    <text class="label" x="0" y="\#(plain: top + 13)">\#(label)</text>
    <rect class="\#(tone.rawValue)" x="\#(percentOfWidth: start)" y="\#(plain: top + 18)" \#
    width="\#(percentOfWidth: width)" height="9" rx="1"/>
    <text class="figure" x="\#(percentOfWidth: start + width)" dx="6" y="\#(plain: top + 27)">\#
    \#(figure)</text>

    """#
}

private func clamped(_ bits: Double) -> Double {
  bits.isFinite ? min(1_000, max(-1_000, bits)) : 0
}

private func signed(_ bits: Double) -> String {
  let digits = decimal(abs(bits), places: 1)
  if digits == "–" || digits == "0" { return digits }
  return (bits < 0 ? "−" : "+") + digits
}
