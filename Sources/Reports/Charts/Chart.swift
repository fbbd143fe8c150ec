/// What a colour means. It never stands alone: the label beside it says the same.
enum Tone: String, Sendable {
  case good, fair, caution, bad, quiet, plain
}

/// A drawing with its title, its reading in words, and its figures as a table.
///
/// Lengths along the width are in per cent and everything else in pixels, so that a drawing fills
/// a phone and a sheet of paper alike while its writing keeps its size.
///
/// - Parameters:
///   - id: unique in the page.
///   - reading: what the drawing shows, in a sentence, for those who hear it.
///   - figures: the table behind it.
func chart(
  _ id: String, title: String, reading: String, height: Int, drawing: Markup,
  note: String = "", figures: Markup
) -> Markup {
  let remark: Markup = note.isEmpty ? .nothing : #"<p class="note">\#(note)</p>"#
  return #"""
    <figure class="chart">
    <figcaption>\#(title)</figcaption>
    \#(remark)
    \#(plot(id, title: title, reading: reading, height: height, drawing: drawing))
    <details class="figures"><summary>The figures</summary>
    \#(figures)
    </details>
    </figure>

    """#
}

/// The drawing alone.
func plot(
  _ id: String, title: String, reading: String, height: Int, drawing: Markup
) -> Markup {
  #"""
  <svg xmlns="http://www.w3.org/2000/svg" class="plot" role="img" aria-labelledby="\#(id)-t \#(id)-d" \#
  width="100%" height="\#(plain: height)">
  <title id="\#(id)-t">\#(title)</title>
  <desc id="\#(id)-d">\#(reading)</desc>
  \#(drawing)</svg>
  """#
}

/// Measures that the drawings share.
enum Layout {
  /// Pixels from one labelled bar to the next.
  static let rowHeight = 44
  static let barHeight = 12
  /// The part of the width that bars may take, in per cent; their figures stand behind them.
  static let barSpan = 62.0
  /// Letters of a label that fit on a phone.
  static let labelWidth = 40
}

/// One bar with its label above and its figure behind it, at a place given in per cent of the width.
func labelledBar(
  row: Int, label: String, figure: String, from start: Double, to end: Double, tone: Tone
) -> Markup {
  let top = row * Layout.rowHeight
  // A count that is not zero stays visible.
  let width = end > start ? max(end - start, 0.4) : 0
  return #"""
    <text class="label" x="0" y="\#(plain: top + 14)">\#(fitted(label, into: Layout.labelWidth))</text>
    <rect class="\#(tone.rawValue)" x="\#(percentOfWidth: start)" y="\#(plain: top + 21)" \#
    width="\#(percentOfWidth: width)" height="\#(plain: Layout.barHeight)" rx="2"/>
    <text class="figure" x="\#(percentOfWidth: start + width)" dx="7" y="\#(plain: top + 31)">\#
    \#(figure)</text>

    """#
}
