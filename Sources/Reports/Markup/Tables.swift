/// How much of a list goes on a page, in rows and in bytes of markup: what keeps the page small.
struct Allowance {
  var rows: Int
  var bytes: Int

  /// A list that belongs to one chart or question.
  static let list = Allowance(rows: 40, bytes: 48_000)
}

/// The rows of `items` that the allowance admits, and how many it leaves out.
func rows<Item>(
  of items: some Collection<Item>, within allowance: Allowance = .list, row: (Item) -> Markup
) -> (shown: Markup, hidden: Int) {
  var shown = Markup.nothing
  var count = 0
  for item in items {
    guard count < allowance.rows else { break }
    let markup = row(item)
    guard shown.byteCount + markup.byteCount <= allowance.bytes else { break }
    shown += markup
    count += 1
  }
  return (shown, items.count - count)
}

/// The heading of a column; figures stand to the right.
struct Heading: ExpressibleByStringLiteral {
  var text: String
  var isFigure: Bool

  init(stringLiteral text: String) {
    self.text = text
    isFigure = false
  }

  private init(figure text: String) {
    self.text = text
    isFigure = true
  }

  static func figure(_ text: String) -> Heading { Heading(figure: text) }
}

/// A table that scrolls within itself on a narrow screen, and says what it leaves out.
///
/// - Parameter name: what the table shows, for those who hear it instead of seeing it.
func table(
  _ name: String, _ headings: [Heading], _ body: (shown: Markup, hidden: Int)
) -> Markup {
  var head = Markup.nothing
  for heading in headings {
    head +=
      heading.isFigure
      ? #"<th scope="col" class="n">\#(heading.text)</th>"#
      : #"<th scope="col">\#(heading.text)</th>"#
  }
  return #"""
    <div class="scroll" role="region" aria-label="\#(clipped(name, to: 160))" tabindex="0"><table>
    <thead><tr>\#(head)</tr></thead>
    <tbody>
    \#(body.shown)</tbody></table></div>
    \#(more(body.hidden))
    """#
}

/// `and N more`, or nothing.
func more(_ hidden: Int) -> Markup {
  hidden > 0 ? #"<p class="more">and \#(hidden) more</p>"# : .nothing
}
