/// What the figures carry, and no more.
package enum AuditVerdict: String, Sendable, Codable {
  /// The bound is within the standard.
  case met
  /// The sample neither shows that the standard is met nor that it is missed.
  case notShown = "not_shown"
  /// The lower bound shows that it is missed.
  case missed
  /// The week has no conversation.
  case empty

  /// - Parameter standard: the share that must be free of defects.
  package init(_ bound: SampleBound, standard: Double) {
    let allowed = 1 - standard
    if bound.population == 0 {
      self = .empty
    } else if bound.upper <= allowed + 1e-12 {
      self = .met
    } else if bound.lower > allowed + 1e-12 {
      self = .missed
    } else {
      self = .notShown
    }
  }
}

/// The verdict in sentences.
package struct VerdictWords: Sendable, Hashable, Codable {
  /// What holds.
  package var headline: String
  /// What the number drawn can show at all.
  package var reach: String

  package init(_ bound: SampleBound, standard: Double) {
    let confidence = percent(bound.confidence)
    let drawn = bound.drawn
    let found = "\(bound.defective) of \(drawn)"
    switch (AuditVerdict(bound, standard: standard), bound.method) {
    case (.empty, _):
      headline = "No conversation in this week: there is nothing to compare."
    case (let verdict, .complete):
      headline =
        verdict == .met
        ? "The standard of \(percent(standard)) is met: all \(drawn) conversations were compared, \(bound.defective) are defective."
        : "The standard of \(percent(standard)) is missed: all \(drawn) conversations were compared, \(bound.defective) are defective."
    case (.met, _):
      headline =
        "The standard of \(percent(standard)) is met: \(found) drawn are defective, so at least "
        + "\(percent(1 - bound.upper, roundedDown: true)) of all \(bound.population) are free of defects, with \(confidence) confidence."
    case (.missed, _):
      headline =
        "The standard of \(percent(standard)) is missed: \(found) drawn are defective, so at most "
        + "\(percent(1 - bound.lower)) of all \(bound.population) are free of defects, with \(confidence) confidence."
    case (.notShown, _):
      headline =
        "The standard of \(percent(standard)) is not shown: \(found) drawn are defective, and no more than "
        + "\(percent(1 - bound.upper, roundedDown: true)) free of defects is certain with \(confidence) confidence. It may be met or missed."
    }
    reach = Self.reach(bound, standard: standard)
  }

  private static func reach(_ bound: SampleBound, standard: Double) -> String {
    guard bound.drawn > 0 else { return "" }
    if bound.method == .complete { return "Nothing is estimated." }
    let confidence = bound.confidence
    let most = ClopperPearson.mostDefects(
      count: bound.drawn, rate: 1 - standard, confidence: confidence)
    let needed = ClopperPearson.cleanDraws(rate: 0.0002, confidence: confidence)
    let can =
      most.map {
        "\(bound.drawn) drawn can show \(percent(standard)) with at most \($0) defective \($0 == 1 ? "one" : "ones")"
      } ?? "\(bound.drawn) drawn are too few to show \(percent(standard)) even without a defect"
    return "\(can); 99.98 % would take \(needed) without any, or a census."
  }
}

/// A share in per cent with as many digits as it takes, at least one.
package func percent(_ share: Double, roundedDown: Bool = false) -> String {
  let scaled = share * 1_000_000
  // A share that is certain is never rounded up.
  let millionths = Int(
    (roundedDown ? (scaled + 1e-6).rounded(.down) : scaled.rounded(.toNearestOrAwayFromZero)))
  let digits = String(1_0000 + abs(millionths) % 10_000).dropFirst()
  var fraction = Substring(digits)
  while fraction.last == "0" { fraction.removeLast() }
  let whole = "\(millionths / 10_000)"
  return (fraction.isEmpty ? whole : "\(whole).\(fraction)") + " %"
}
