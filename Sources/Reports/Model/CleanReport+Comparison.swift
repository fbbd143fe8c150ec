extension CleanReport {
  /// What changed since the run whose report stood in the output folder.
  package struct Comparison: Codable, Sendable, Equatable {
    /// The files that the earlier run read.
    package var inputs: [String]
    package var changes: [Change]

    package init(inputs: [String], changes: [Change]) {
      self.inputs = inputs
      self.changes = changes
    }
  }

  /// A figure of two runs. `whole` is what it is a share of, where it is one.
  package struct Change: Codable, Sendable, Equatable {
    package var measure: Measure
    package var before: Int
    package var after: Int
    package var wholeBefore: Int?
    package var wholeAfter: Int?

    package init(
      measure: Measure, before: Int, after: Int, wholeBefore: Int? = nil, wholeAfter: Int? = nil
    ) {
      self.measure = measure
      self.before = before
      self.after = after
      self.wholeBefore = wholeBefore
      self.wholeAfter = wholeAfter
    }
  }

  /// The figures that are compared from run to run.
  package enum Measure: String, Codable, Sendable, CaseIterable {
    case rowsRead, contacts, messageable, optedOut, merged, rejected, usableNumbers, invalidNumbers
    case reviewPairs
  }
}
