/// The doubtful pairs as `review.html`: one after the other, both records side by side, with what
/// speaks for and against. Decisions are kept in the browser's storage by pair and without any value,
/// and saved as CSV with the columns of `review.csv`, which the page reads back as well.
///
/// The page holds personal data in clear and says so. It reaches nothing outside itself.
///
/// - Parameters:
///   - pairs: the pairs in the order in which they are to be decided; the first 500 are shown.
///   - header: the header of `review.csv`, without its line end.
///   - total: how many stand in `review.csv`, where that is more than `pairs`.
package func renderReview(
  _ pairs: [ReviewPair], header: String = "pair_id,decision", total: Int? = nil
) -> [UInt8] {
  let shown = pairs.prefix(reviewPageLimit)
  let hidden = max(pairs.count, total ?? 0) - shown.count
  var cards = Markup.nothing
  for (index, pair) in shown.enumerated() {
    cards += pairCard(pair, index: index, of: shown.count)
  }
  let style = Markup(trusted: text(PackageResources.page_css) + text(PackageResources.review_css))
  let script = Markup(trusted: text(PackageResources.review_js))
  let page: Markup = #"""
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
    <title>Pairs to review · Rollcall</title>
    <style>
    \#(style)</style>
    </head>
    <body data-set="\#(fingerprint(of: shown))" data-header="\#(header)">
    <p class="warning" role="note"><strong>This page shows personal data in clear.</strong> Keep it \#
    to yourself, and delete it when the review is done.</p>
    <main>
    <header>
    <p class="kicker">Rollcall · review</p>
    <h1>\#(title(shown.count))</h1>
    <p class="lead">\#(instructions(shown.count))\#(remaining(hidden))</p>
    </header>
    \#(shown.isEmpty ? .nothing : controls(shown.count))
    \#(cards)
    \#(shown.isEmpty ? .nothing : ending)
    </main>
    <script>
    \#(script)</script>
    </body>
    </html>

    """#
  return [UInt8](page.html.utf8)
}

/// Pairs on the page: as many as one person decides in a sitting.
package let reviewPageLimit = 500

private func title(_ count: Int) -> String {
  switch count {
  case 0: "No pair is in doubt."
  case 1: "Are these two the same?"
  default: "\(grouped(count)) pairs: the same, or different?"
  }
}

private func instructions(_ count: Int) -> Markup {
  guard count > 0 else { return "Nothing is left to review." }
  return """
    The pairs were not merged. Those whose answer tells most come first, so that any number of \
    decisions is worth its time.
    """
}

private func remaining(_ hidden: Int) -> Markup {
  guard hidden > 0 else { return .nothing }
  return """
     \(counted(hidden, "further pair stands", "further pairs stand")) in <code>review.csv</code>.
    """
}

private func controls(_ count: Int) -> Markup {
  #"""
  <div class="progress" id="progress" hidden>
  <progress id="bar" max="\#(plain: count)" value="0" aria-label="Pairs decided"></progress>
  <span id="state" role="status"></span>
  <span class="buttons">
  <button type="button" id="back" title="The pair before">Back <kbd>←</kbd></button>
  <button type="button" id="undo" title="Take the last decision back">Undo <kbd>u</kbd></button>
  <button type="button" id="next" title="To the next pair without a decision">Next open <kbd>n</kbd></button>
  <button type="button" id="load" title="Read decisions from a CSV file">Load…</button>
  <button type="button" id="save" class="primary">Save decisions</button>
  <input type="file" id="file" accept=".csv,.tsv,.txt,text/csv" aria-label="A CSV file with decisions" hidden>
  </span>
  <p id="notice" class="note" role="status" hidden></p>
  </div>
  <noscript><p class="note">Without scripts this page can only be read: write <code>same</code> or \#
  <code>different</code> into the column <code>decision</code> of <code>review.csv</code>.</p></noscript>

  """#
}

private let ending: Markup = #"""
  <section class="ending" id="ending" tabindex="-1" hidden>
  <h2 id="outcome"></h2>
  <p class="lead">Save the decisions, then hand them over with \#
  <code>rollcall review decisions.csv</code>. Until they are saved they stand in this browser only.</p>
  </section>

  """#

/// FNV-1a over what is shown, so that the browser does not mix up the decisions of two reviews.
private func fingerprint(of pairs: ArraySlice<ReviewPair>) -> String {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  func add(_ text: String) {
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash = (hash ^ 0xFF) &* 0x100_0000_01B3
  }
  for pair in pairs {
    add(pair.pairID)
    for field in pair.left { add(field.value) }
    for field in pair.right { add(field.value) }
  }
  return String(hash, radix: 16)
}
