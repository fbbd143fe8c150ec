internal import Foundation

/// The audit of a week as `audit-YYYY-Www.html`: one self-contained page, which takes one sheet of paper.
///
/// Needs no script, no font and no network. Linear in the report.
package func renderAudit(_ report: AuditReport) -> [UInt8] {
  let body = Markup(joining: [
    auditOutcome(report),
    columns(weeksChart(report), auditStrata(report)),
    columns(auditFields(report), auditCauses(report.causes)),
    auditDefects(report.defects, files: report.week),
    auditMethod(report),
  ])
  let style = Markup(
    trusted: text(PackageResources.page_css) + text(PackageResources.report_css)
      + text(PackageResources.audit_css))
  let page: Markup = #"""
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>Audit of \#(report.week) · Rollcall</title>
    <style>
    \#(style)</style>
    </head>
    <body class="audit">
    <main>
    \#(body)
    </main>
    <footer>
    <p>Written by Rollcall \#(clipped(report.version, to: 40)) on \#(report.madeAt). Values of people are
    masked on this page; <code>audit-\#(report.week).clear.csv</code> holds them in clear.</p>
    </footer>
    </body>
    </html>

    """#
  return [UInt8](page.html.utf8)
}

/// The audit as `audit-YYYY-Www.json`: UTF-8, keys in alphabetical order, a line feed at the end.
///
/// - Throws: what `JSONEncoder` throws.
package func encodeAudit(_ report: AuditReport) throws -> [UInt8] {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  encoder.keyEncodingStrategy = .convertToSnakeCase
  return try [UInt8](encoder.encode(report)) + [UInt8(ascii: "\n")]
}

/// A share in per cent, to a hundredth of one.
func sharePercent(_ share: Double) -> String { decimal(share * 100, places: 3) + "%" }
