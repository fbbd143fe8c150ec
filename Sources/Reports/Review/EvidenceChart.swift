/// What makes it likelier, to the right, or less likely, to the left, that both are the same.
///
/// Every bar begins where the one before ended, and the last line is what all come to. Lengths are
/// in bits; the figures say how many times likelier.
func evidenceChart(_ pair: ReviewPair, id: String) -> Markup {
  guard !pair.evidence.isEmpty else { return #"<p class="none">No evidence is recorded.</p>"# }
  // What is expected of any pair comes first, then the strongest.
  let shown = pair.evidence.enumerated()
    .sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
    .prefix(24).map(\.element)
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
  let scale = 100 / max(high - low, 1)
  func position(_ bits: Double) -> Double { (bits - low) * scale }

  var drawing = Markup.nothing
  for row in 0...shown.count {
    drawing += #"""
      <line class="zero" x1="\#(percentOfWidth: position(0))" x2="\#(percentOfWidth: position(0))" \#
      y1="\#(plain: row * rowHeight + 19)" y2="\#(plain: row * rowHeight + 32)"/>

      """#
  }
  for (row, (item, span)) in zip(shown, spans).enumerated() {
    drawing += bar(
      row: row, label: evidenceWords(item), figure: figure(item),
      from: position(min(span.from, span.to)), to: position(max(span.from, span.to)),
      tone: span.to >= span.from ? .good : .caution)
  }
  drawing += bar(
    row: shown.count, label: "Together", figure: likelihoodFigure(pair.probability),
    from: position(min(0, level)), to: position(max(0, level)), tone: .plain)

  let reading =
    shown.map { "\(clipped(evidenceWords($0), to: 80)): \(figure($0))" }.joined(separator: "; ")
    + "; together \(likelihoodFigure(pair.probability))."
  return #"""
    <figure class="evidence"><figcaption>What makes it likelier (×, to the right) or less likely \#
    (÷, to the left) that both are the same</figcaption>
    \#(plot(
      id, title: "Evidence", reading: reading, height: (shown.count + 1) * rowHeight,
      drawing: drawing))
    \#(more(pair.evidence.count - shown.count))</figure>
    """#
}

/// The probability as a whole per cent that never claims certainty.
func likelihoodFigure(_ probability: Double) -> String {
  guard probability.isFinite else { return "not known" }
  let share = Int((min(1, max(0, probability)) * 100).rounded())
  return switch share {
  case ...0: "under 1%"
  case 100...: "over 99%"
  default: "\(share)%"
  }
}

private let rowHeight = 38

private func rank(_ evidence: ReviewPair.Evidence) -> Double {
  evidence.comparison == "prior" ? -.infinity : -abs(clamped(evidence.weightBits))
}

private func figure(_ evidence: ReviewPair.Evidence) -> String {
  evidence.comparison == "prior" ? chance(evidence.weightBits) : factor(evidence.weightBits)
}

private func bar(
  row: Int, label: String, figure: String, from start: Double, to end: Double, tone: Tone
) -> Markup {
  let top = row * rowHeight
  let width = max(end - start, 0.4)
  return #"""
    <text class="label" x="0" y="\#(plain: top + 14)">\#(fitted(label, into: 46))</text>
    <text class="figure end" x="100%" y="\#(plain: top + 14)">\#(figure)</text>
    <rect class="\#(tone.rawValue)" x="\#(percentOfWidth: min(start, 99.6))" y="\#(plain: top + 21)" \#
    width="\#(percentOfWidth: width)" height="9" rx="1"/>

    """#
}

private func clamped(_ bits: Double) -> Double {
  bits.isFinite ? min(1_000, max(-1_000, bits)) : 0
}
