internal import Contacts
package import Reports
internal import Store
internal import Tabular

/// `rollcall undo`: takes the last run back, or splits a contact into the records it was merged from.
package enum UndoJob {
  /// What was done.
  package enum Outcome: Sendable, Equatable {
    /// The run is undone; what it was.
    case run(Int64, description: String)
    /// The contact was split into so many records.
    case contact(String, records: Int)
  }

  /// - Parameter target: the number of a run, `last`, or a contact_id.
  /// - Throws: `PipelineError`; nothing is changed then.
  package static func run(
    _ target: String, _ job: ResultJob
  ) throws(PipelineError) -> (outcome: Outcome, report: CleanReport?) {
    if target == "last" || Int64(target) != nil { return try undoRun(target, job) }
    return try split(target, job)
  }

  private static func undoRun(
    _ target: String, _ job: ResultJob
  ) throws(PipelineError) -> (Outcome, CleanReport?) {
    var outcome = Outcome.run(0, description: "")
    let report = try job.run(.undo, target) { run in
      guard let last = try run.lastRun() else {
        throw PipelineError(
          .usage, "there is no run to undo: the store has none that was not undone already")
      }
      guard target == "last" || Int64(target) == last.runID else {
        throw PipelineError(
          .usage,
          "run \(target) is not the last one: what came after it was made from it. The last is \(last.runID) "
            + "(\(describe(last))); undo that first")
      }
      try run.undo(last)
      outcome = .run(last.runID, description: describe(last))
    }
    return (outcome, report)
  }

  private static func describe(_ run: StoredRun) -> String {
    "\(run.kind.rawValue) of \(run.inputs.split(separator: "\n").joined(separator: ", ")), \(run.startedAt)"
  }

  /// Decides every two records of a contact to be two people.
  private static func split(
    _ contactID: String, _ job: ResultJob
  ) throws(PipelineError) -> (Outcome, CleanReport?) {
    var count = 0
    let report = try job.run(.split, contactID) { run in
      let keys = try run.recordKeys(ofContact: contactID)
      guard let keys else {
        throw PipelineError(
          .missingInput,
          "\(contactID): the store has no such contact; name a contact_id of contacts.csv, the number of a run, or last"
        )
      }
      guard keys.count > 1 else {
        throw PipelineError(
          .usage, "\(contactID): is made of one record, there is nothing to split")
      }
      count = keys.count
      for (place, left) in keys.enumerated() {
        for right in keys[(place + 1)...] {
          try run.add(
            StoredDecision(
              pairID: pairID(left, right), leftKey: left, rightKey: right, isSame: false))
        }
      }
    }
    return (.contact(contactID, records: count), report)
  }
}

/// The id of a pair of records: the same whatever their order, and in every run.
func pairID(_ left: UInt64, _ right: UInt64) -> String {
  var hash = StableHash()
  hash.combine(min(left, right))
  hash.combine(max(left, right))
  return "p" + String(hash.value, radix: 36)
}
