import Testing

@testable import Reports

struct ComparisonTests {
  @Test func tellsEveryMeasureOfBothRuns() throws {
    var later = sampleReport()
    later.totals.rowsRead += 20
    later.consent.messageable -= 7
    let comparison = try #require(
      ReportFigures(later).compared(with: ReportFigures(sampleReport())))
    #expect(comparison.inputs == ["contacts-2019.csv"])
    #expect(comparison.changes.map(\.measure) == CleanReport.Measure.allCases)
    let rows = try #require(comparison.changes.first { $0.measure == .rowsRead })
    #expect([rows.before, rows.after] == [12_480, 12_500])
    let messageable = try #require(comparison.changes.first { $0.measure == .messageable })
    #expect([messageable.before, messageable.after] == [2_617, 2_610])
    #expect([messageable.wholeBefore, messageable.wholeAfter] == [9_731, 9_731])
  }

  /// A run that is repeated keeps what it was compared with.
  @Test func aRepeatedRunKeepsTheComparison() {
    let figures = ReportFigures(sampleReport())
    #expect(figures.compared(with: figures) == sampleReport().comparison)
    var other = sampleReport()
    other.inputs[0].file = "another.csv"
    #expect(ReportFigures(other).compared(with: figures)?.inputs == ["contacts-2019.csv"])
  }

  @Test func readsWhatWasWritten() throws {
    #expect(try ReportFigures(json: encodeReport(sampleReport())) == ReportFigures(sampleReport()))
  }

  @Test(arguments: ["", "{}", "[]", "{\"totals\":", "null", "{\"totals\":{\"rowsRead\":1}}"])
  func takesNothingFromWhatIsNoReport(_ text: String) {
    #expect(ReportFigures(json: Array(text.utf8)) == nil)
  }

  @Test func colourTellsBetterFromWorse() {
    let page = html(renderReport(sampleReport()))
    #expect(page.contains(#"<td class="n good">+114</td>"#))
    #expect(page.contains(#"<td class="n bad">+24</td>"#))
    #expect(page.contains(#"<td class="n plain">+79</td>"#))
    #expect(page.contains(#"<td class="n quiet">no change</td>"#))
  }
}
