/// What a contact allows.
package enum ConsentLevel: String, Sendable, Hashable, CaseIterable {
  case none
  case transactional
  case marketing
  case optedOut = "opted_out"
}

/// The consent of a contact over time.
package struct ConsentTimeline: Sendable, Hashable {
  package struct Change: Sendable, Hashable {
    package var level: ConsentLevel
    /// Nil where the export does not say since when it holds.
    package var at: Moment?
  }

  /// By time; one without a time comes first.
  package private(set) var changes: [Change] = []

  package init() {}

  /// - Parameters:
  ///   - history: `marketing 2026-01-01T10:00:00Z; opted_out 2026-11-05T08:30:00Z`, may be empty.
  ///   - state: the present consent; with a history it is the last one of it, and not looked at.
  ///   - at: since when the present one holds; may be empty.
  init(history: String, state: String, at: String) throws(RowProblem) {
    let entries = listMembers(history)
    guard entries.isEmpty else {
      for entry in entries {
        let parts = entry.split(separator: " ", maxSplits: 1)
        let moment = parts.count == 2 ? Moment(iso: trimmed(parts[1])) : nil
        guard let first = parts.first, let level = ConsentLevel(rawValue: String(first)),
          let moment
        else {
          throw RowProblem(
            AuditColumn.consentHistory.rawValue, "'\(entry)' is no consent and its time")
        }
        changes.append(Change(level: level, at: moment))
      }
      changes.sort { ($0.at ?? Moment.distantPast) < ($1.at ?? Moment.distantPast) }
      return
    }
    guard let level = state.isEmpty ? ConsentLevel.none : ConsentLevel(rawValue: state) else {
      throw RowProblem(AuditColumn.consent.rawValue, "'\(state)' is no consent")
    }
    let moment = trimmed(at).isEmpty ? nil : try requiredMoment(at, .consentAt)
    if level != .none || moment != nil { changes = [Change(level: level, at: moment)] }
  }

  /// What held at a moment; `none` before the first change.
  package func level(at moment: Moment) -> ConsentLevel {
    changes.last { ($0.at ?? .distantPast) <= moment }?.level ?? .none
  }

  /// The change that holds at the end of a period, as text: `opted_out 2026-11-05T08:30:00Z`.
  func text(before end: Moment, unit: Int64) -> String {
    guard let last = changes.last(where: { ($0.at ?? .distantPast) < end }) else { return "none" }
    return last.level.rawValue + (last.at.map { " " + $0.floored(toSeconds: unit).iso } ?? "")
  }
}

extension Moment {
  static let distantPast = Moment(milliseconds: .min)
}
