internal import Foundation

/// The figures of a report that the next run is compared with.
package struct ReportFigures: Sendable, Equatable {
  package struct Figure: Sendable, Equatable {
    var count: Int
    var whole: Int?
  }

  var inputs: [String]
  var figures: [CleanReport.Measure: Figure]
  /// What the report itself was compared with.
  var comparison: CleanReport.Comparison?

  package init(_ report: CleanReport) {
    self.init(
      totals: report.totals, messageable: report.consent.messageable,
      optedOut: report.consent.optedOut, statuses: report.numbers.byStatus,
      reviewPairs: report.duplicates.reviewPairs, inputs: report.inputs.map(\.file),
      comparison: report.comparison)
  }

  /// From the bytes of a `report.json`; `nil` where they are not one that can be compared.
  package init?(json: [UInt8]) {
    guard let earlier = try? JSONDecoder().decode(Earlier.self, from: Data(json)) else {
      return nil
    }
    self.init(
      totals: earlier.totals, messageable: earlier.consent.messageable,
      optedOut: earlier.consent.optedOut, statuses: earlier.numbers.byStatus,
      reviewPairs: earlier.duplicates.reviewPairs, inputs: earlier.inputs.map(\.file),
      comparison: earlier.comparison)
  }

  private init(
    totals: CleanReport.Totals, messageable: Int, optedOut: Int,
    statuses: [CleanReport.StatusCount], reviewPairs: Int, inputs: [String],
    comparison: CleanReport.Comparison?
  ) {
    let found = sum(statuses.map(\.count))
    func numbers(_ shown: Set<String>) -> Figure {
      Figure(count: sum(statuses.filter { shown.contains($0.status) }.map(\.count)), whole: found)
    }
    self.inputs = inputs
    self.comparison = comparison
    figures = [
      .rowsRead: Figure(count: totals.rowsRead), .contacts: Figure(count: totals.contacts),
      .messageable: Figure(count: messageable, whole: totals.contacts),
      .optedOut: Figure(count: optedOut, whole: totals.contacts),
      .merged: Figure(count: totals.merged, whole: totals.rowsRead),
      .rejected: Figure(count: totals.rejected, whole: totals.rowsRead),
      .usableNumbers: numbers(["valid", "repaired"]), .invalidNumbers: numbers(["invalid"]),
      .reviewPairs: Figure(count: reviewPairs),
    ]
  }

  /// Only what is compared: reports of other versions have other members.
  private struct Earlier: Decodable {
    struct Input: Decodable { var file: String }
    struct Numbers: Decodable { var byStatus: [CleanReport.StatusCount] }
    struct Consent: Decodable { var messageable, optedOut: Int }
    struct Duplicates: Decodable { var reviewPairs: Int }

    var totals: CleanReport.Totals
    var inputs: [Input]
    var numbers: Numbers
    var consent: Consent
    var duplicates: Duplicates
    var comparison: CleanReport.Comparison?
  }

  /// What changed since `earlier`. A run that changes nothing is no other run: it keeps the comparison
  /// of the one that it repeats, so that its report is the same.
  package func compared(with earlier: ReportFigures) -> CleanReport.Comparison? {
    if inputs == earlier.inputs, figures == earlier.figures { return earlier.comparison }
    return CleanReport.Comparison(
      inputs: earlier.inputs,
      changes: CleanReport.Measure.allCases.compactMap { measure in
        guard let before = earlier.figures[measure], let after = figures[measure] else {
          return nil
        }
        return CleanReport.Change(
          measure: measure, before: before.count, after: after.count, wholeBefore: before.whole,
          wholeAfter: after.whole)
      })
  }
}
