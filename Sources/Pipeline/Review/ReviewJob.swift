package import Reports
internal import Store
internal import Tabular

/// `rollcall review`: reads back what a person decided of doubtful pairs, and makes the result anew.
///
/// Decisions stay in the store: they hold for later dumps too, and from 50 on they teach the linkage.
package enum ReviewJob {
  /// What a file of decisions held.
  package struct Summary: Sendable, Equatable {
    package var same = 0
    package var different = 0
    /// Earlier decisions that were taken back.
    package var reopened = 0
    /// Rows without a decision.
    package var open = 0
  }

  /// - Throws: `PipelineError` with file and line for what cannot be understood; nothing is changed then.
  package static func run(
    _ path: String, _ job: ResultJob
  ) throws(PipelineError) -> (summary: Summary, report: CleanReport?) {
    var summary = Summary()
    let report = try job.run(.review, path) { run in
      let file = try DecisionFile(path)
      summary.open = file.open
      for entry in file.entries {
        guard let pair = try run.pair(entry.pairID) else {
          throw PipelineError(
            .badInput,
            "\(entry.place): the store knows no pair '\(entry.pairID)'; take the row out, or name the "
              + "store that the page or review.csv came from with --store")
        }
        try run.add(
          StoredDecision(
            pairID: entry.pairID, leftKey: pair.left, rightKey: pair.right,
            isSame: entry.isSame))
        switch entry.isSame {
        case true?: summary.same += 1
        case false?: summary.different += 1
        case nil: summary.reopened += 1
        }
      }
    }
    return (summary, report)
  }
}

/// A CSV with the columns `pair_id` and `decision`, others beside them: `review.csv`, or what `review.html` saves.
struct DecisionFile {
  struct Entry {
    /// `file:line (byte N)`.
    var place: String
    var pairID: String
    /// Nil: an earlier decision is taken back.
    var isSame: Bool?
  }

  private(set) var entries: [Entry] = []
  /// Rows without a decision.
  private(set) var open = 0

  init(_ path: String) throws {
    var reader = try TableReader(path: path)
    var known: [String: Entry] = [:]
    while let batch = try reader.next() {
      if let reject = batch.rejects.first {
        throw PipelineError(
          .badInput,
          "\(Self.place(path, reject.position)): \(reject.message); correct the row or take it out")
      }
      let columns = try ["pair_id", "decision"].map { name throws(PipelineError) in
        if let column = reader.columns.firstIndex(of: name) { return column }
        throw PipelineError(
          .badInput,
          "\(path):1: there is no column '\(name)'; decisions have the columns pair_id and decision, as "
            + "review.csv and review.html have them")
      }
      for row in 0..<batch.count {
        let place = Self.place(path, batch.positions[row])
        let answer = Self.text(batch, row, columns[1]).lowercased()
        if answer.isEmpty {
          open += 1
          continue
        }
        let entry = Entry(
          place: place, pairID: Self.text(batch, row, columns[0]),
          isSame: try Self.isSame(answer, place))
        if let other = known[entry.pairID], other.isSame != entry.isSame {
          throw PipelineError(
            .badInput,
            "\(place): \(other.place) says the opposite of the same pair; take one of the two out")
        }
        if known.updateValue(entry, forKey: entry.pairID) == nil { entries.append(entry) }
      }
    }
  }

  private static func place(_ path: String, _ position: RecordBatch.Position) -> String {
    "\(path):\(position.line) (byte \(position.byteOffset))"
  }

  private static func text(_ batch: RecordBatch, _ row: Int, _ column: Int) -> String {
    String(decoding: batch.bytes[batch.trimmedCell(row: row, column: column)], as: UTF8.self)
  }

  private static func isSame(_ answer: String, _ place: String) throws(PipelineError) -> Bool? {
    switch answer {
    case "same", "1", "yes", "y": return true
    case "different", "0", "no", "n": return false
    case "open": return nil
    default:
      throw PipelineError(
        .badInput,
        "\(place): the decision is '\(answer)'; write same or different, open to take an earlier decision "
          + "back, or leave it empty")
    }
  }
}
