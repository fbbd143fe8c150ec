/// The report as `report.html`: one self-contained page, UTF-8, under 2 MB whatever the input.
///
/// Needs no script, no font and no network. Linear in the report.
package func renderReport(_ report: CleanReport) -> [UInt8] {
  let body = Markup(joining: [
    outcomeSection(report),
    decisionsSection(report.ordered),
    contentsList,
    flowSection(report),
    comparisonSection(report.comparison, inputs: report.inputs),
    gatesSection(report.gates),
    fieldsSection(report.completeness),
    numbersSection(report.numbers),
    duplicatesSection(report.duplicates),
    consentSection(report),
    filesSection(report.inputs),
    rejectsSection(report.rejects, rowsRead: report.totals.rowsRead),
    flagsSection(report.flags, contacts: report.totals.contacts),
    glossarySection,
  ])
  let style = Markup(
    trusted: text(PackageResources.page_css) + text(PackageResources.report_css))
  let page: Markup = #"""
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>Data-quality report · Rollcall</title>
    <style>
    \#(style)</style>
    </head>
    <body>
    <main>
    \#(body)
    </main>
    <footer>
    <p>Written by Rollcall \#(clipped(report.version, to: 40)) with numbering plan \#
    \#(clipped(report.numberingPlanVersion, to: 40)). Phone numbers and e-mail addresses on this page
    are masked. The same figures stand in <code>report.json</code>.</p>
    </footer>
    </body>
    </html>

    """#
  return [UInt8](page.html.utf8)
}

/// A file of this room as text.
func text(_ resource: [UInt8]) -> String {
  String(decoding: resource, as: UTF8.self)
}

/// A section of the page; `lead` says in a sentence what follows.
func section(_ id: String, _ title: String, lead: Markup, _ content: Markup...) -> Markup {
  #"""
  <section id="\#(id)">
  <h2>\#(title)</h2>
  <p class="lead">\#(lead)</p>
  \#(Markup(joining: content))
  </section>

  """#
}

/// Drawings side by side where there is room.
func columns(_ drawings: Markup...) -> Markup {
  #"<div class="columns">\#(Markup(joining: drawings))</div>"#
}

private let contentsList: Markup = #"""
  <nav aria-label="Contents"><ul>
  <li><a href="#flow">From rows to contacts</a></li>
  <li><a href="#before">Since the run before</a></li>
  <li><a href="#gates">Quality gates</a></li>
  <li><a href="#fields">Fields</a></li>
  <li><a href="#numbers">Phone numbers</a></li>
  <li><a href="#duplicates">Duplicates</a></li>
  <li><a href="#consent">Consent</a></li>
  <li><a href="#files">Files</a></li>
  <li><a href="#rejects">Rejected rows</a></li>
  <li><a href="#flags">Flags</a></li>
  <li><a href="#glossary">Glossary</a></li>
  </ul></nav>

  """#
