/// What a cycle did, as `sync-report.json` says it.
package struct SyncReport: Sendable, Hashable, Codable {
  /// Items that the sides told of.
  package var read = 0
  /// Writes that were decided.
  package var planned = 0
  /// Writes that were tried.
  package var pushed = 0
  /// Writes that a side confirmed.
  package var acknowledged = 0
  /// Writes that failed for this cycle.
  package var failed = 0
  /// Records and writes that wait for a person.
  package var held = 0
  package var conflicts = 0
  /// Items that told nothing new: our own writes coming back, and what was read again.
  package var echoes = 0
  package var requests = 0
  package var retries = 0
  /// How often a side or a limit made the cycle wait.
  package var throttled = 0
  package var durationSeconds = 0.0
  /// Records of people who were erased on request, which were passed over.
  package var erased = 0
  /// Orders that were not carried out for want of consent or values.
  package var refused = 0
  /// Rows that could not be read; they are kept, and their tickets say why.
  package var unread = 0
  /// Tickets that were opened.
  package var tickets = 0
  /// Why the run stopped before it wrote anything; empty where it went through.
  package var alarms: [String] = []

  package init() {}

  /// Whether everything that was to be done was done.
  package var isComplete: Bool { failed == 0 && unread == 0 && alarms.isEmpty }
}
