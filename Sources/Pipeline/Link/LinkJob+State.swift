internal import Linkage

extension LinkJob {
  /// Links the rows of a table to those of a state, or makes one, and writes the results.
  func run(
    _ table: LinkTable, rules: LinkageRules, reading: LinkReading, keptIn path: String
  ) throws -> LinkSummary {
    let ids = (0..<table.ids.count).map { Array(table.ids[$0]) }
    var state: LinkageState
    let result: LinkageResult
    var text: String
    if let kept {
      let new = try newRows(table, ids: ids, of: kept)
      let records = new.count == ids.count ? table.records : table.records.selecting(new)
      let newIDs = new.map { ids[$0] }
      state = kept.state
      let known = ids.count - new.count
      text = "\(new.count) new rows to \(state.count)"
      if known > 0 { text += " (\(known) more were known and had not changed)" }
      let why = reasonForAnew(state, adding: new.count)
      var increment: LinkageIncrement?
      if why == nil { increment = state.add(records, ids: newIDs, rules: rules) }
      if let increment, !increment.isOutgrown {
        result = increment.result
        if !new.isEmpty {
          text += ", \(increment.joinedRows) of them to clusters of earlier rows"
        }
        if increment.joinedClusters > 0 {
          text += "; \(increment.joinedClusters) clusters became part of an older one"
        }
        if increment.partedClusters > 0 { text += "; \(increment.partedClusters) left one" }
      } else {
        text +=
          "; all were linked anew: "
          + (why ?? "many of the new rows share a value that was rare the last time")
        (state, result) = kept.state.refreshed(adding: records, ids: newIDs, rules: rules)
      }
    } else {
      (state, result) = LinkageState.link(
        table.records, ids: ids, rules: rules, threads: options.threads)
      state.attachment = reading.attachment
      text = "made from \(state.count) rows"
    }
    progress.advance(stage: "writing \(options.outputPath)", fraction: nil)
    try LinkFiles(result: result, ids: state)
      .write(clusters: options.outputPath, pairs: options.pairsPath) {
        try state.write(to: path, rules: rules)
      }
    var summary = LinkSummary(
      result, ids: table.ids, rejects: survey.rejectCount, firstReject: survey.rejects.first,
      warnings: survey.warnings)
    summary.state = "\(path): \(text)"
    return summary
  }

  private func reasonForAnew(_ state: LinkageState, adding count: Int) -> String? {
    if options.refreshesState { return "as --refresh says" }
    return state.isStale(adding: count)
      ? "more than a tenth of them came since the last time" : nil
  }

  /// The rows whose ids are new. A row with a known id must hold what it held.
  private func newRows(
    _ table: LinkTable, ids: [[UInt8]], of kept: KeptState
  ) throws(PipelineError) -> [Int] {
    var new: [Int] = []
    for (row, id) in ids.enumerated() {
      guard let known = kept.state.row(ofID: id.span) else {
        new.append(row)
        continue
      }
      if kept.state.isEqual(known, to: row, of: table.records) { continue }
      throw PipelineError(
        .badInput,
        "\(options.input):\(table.ids.line(row)): the id '\(String(decoding: id, as: UTF8.self))' "
          + "stands in \(kept.path) with other values; rows can be added to a state, but not changed: "
          + "give it a new id, or link the whole table with a new state")
    }
    return new
  }
}
