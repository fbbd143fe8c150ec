extension CleanReport {
  /// A quality gate of `gates.yaml`, and whether the run passed it.
  package struct Gate: Codable, Sendable, Equatable {
    /// As it stands in the file: `invalid_numbers < 5 %`.
    package var gate: String
    package var metric: String
    /// What the metric counts, such as `invalid numbers of the numbers found`.
    package var meaning: String
    /// Why the gate is there, in the words of the file.
    package var why: String
    /// The metric's count.
    package var count: Int
    /// What the count is a share of; `nil` where the gate is about the count itself.
    package var whole: Int?
    package var isPassed: Bool

    package init(
      gate: String, metric: String, meaning: String, why: String, count: Int, whole: Int?,
      isPassed: Bool
    ) {
      self.gate = gate
      self.metric = metric
      self.meaning = meaning
      self.why = why
      self.count = count
      self.whole = whole
      self.isPassed = isPassed
    }

    /// What the gate was held against: `7.3% (913 of 12 480)`, or a count.
    package var value: String {
      guard let whole else { return grouped(count) }
      let share = whole == 0 ? "0%" : percentage(count, of: whole)
      return "\(share) (\(grouped(count)) of \(grouped(whole)))"
    }
  }

  /// The gates that the run did not pass, in the order of the file.
  package var failedGates: [Gate] { gates.filter { !$0.isPassed } }
}
