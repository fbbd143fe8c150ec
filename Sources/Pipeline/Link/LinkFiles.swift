internal import Foundation
internal import Linkage
internal import Tabular

/// The files of `rollcall link`. Ids stand in them as they came, so that they can be joined to the
/// table again.
struct LinkFiles {
  let result: LinkageResult
  let ids: RecordIDs

  private static let flushBytes = 128 << 10

  /// Writes all files, then moves them into place.
  func write(
    clusters: String, pairs: String?, questions: (path: String, file: QuestionFile)?
  ) throws {
    let names = [clusters, pairs, questions?.path].compactMap(\.self)
    defer { for name in names { unlink(Self.staged(name)) } }
    try writeClusters(Self.staged(clusters))
    if let pairs { try writePairs(Self.staged(pairs)) }
    if let questions { try questions.file.write(Self.staged(questions.path)) }
    for name in names {
      guard rename(Self.staged(name), name) == 0 else {
        throw PipelineError(
          .cannotWrite,
          "\(name): cannot be replaced (\(String(cString: strerror(errno)))); check its permissions"
        )
      }
    }
  }

  private static func staged(_ path: String) -> String { path + ".part" }

  /// Every row with its cluster, which has the id of its first row.
  private func writeClusters(_ path: String) throws(WriteError) {
    let sink = try FileSink(path: path)
    var writer = CSVWriter()
    writer.row(["rec_id", "cluster"])
    for row in 0..<ids.count {
      writer.cell(ids[row])
      writer.cell(ids[Int(result.clusters[row])])
      writer.endRow()
      if writer.bytes.count > Self.flushBytes {
        try sink.write(writer.bytes)
        writer.removeAll()
      }
    }
    try sink.write(writer.bytes)
    try sink.close()
  }

  /// The pairs that hold the clusters together, in the order of rows, then the doubtful ones.
  private func writePairs(_ path: String) throws(WriteError) {
    let sink = try FileSink(path: path)
    var writer = CSVWriter()
    writer.row(["l", "r", "probability", "evidence", "decision"])
    for pair in result.merges.lazy.map(\.pair) + result.reviewPairs {
      writer.cell(ids[pair.left])
      writer.cell(ids[pair.right])
      writer.cell(probabilityText(pair.probability))
      writer.cell(pair.evidenceText)
      writer.cell(pair.decision.rawValue)
      writer.endRow()
      if writer.bytes.count > Self.flushBytes {
        try sink.write(writer.bytes)
        writer.removeAll()
      }
    }
    try sink.write(writer.bytes)
    try sink.close()
  }
}
