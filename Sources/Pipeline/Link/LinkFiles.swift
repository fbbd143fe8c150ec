internal import Foundation
internal import Linkage
internal import Tabular

/// The ids of rows, however they are kept.
protocol RowIDs {
  /// Calls `body` with the id of a row.
  func withID(_ row: Int, _ body: (Span<UInt8>) -> Void)
}

extension RecordIDs: RowIDs {
  func withID(_ row: Int, _ body: (Span<UInt8>) -> Void) { body(self[row].span) }
}

extension LinkageState: RowIDs {}

/// The files of `rollcall link`. Ids stand in them as they came, so that they can be joined to the
/// table again.
struct LinkFiles<IDs: RowIDs> {
  let result: LinkageResult
  let ids: IDs

  private static var flushBytes: Int { 128 << 10 }

  /// Writes all files, then moves them into place.
  ///
  /// - Parameter keep: what shall last along with them, done before they are moved.
  func write(
    clusters: String, pairs: String?, questions: (path: String, file: QuestionFile)? = nil,
    keys: String? = nil, keep: () throws -> Void = {}
  ) throws {
    let names = [clusters, pairs, questions?.path, keys].compactMap(\.self)
    defer { for name in names { unlink(Self.staged(name)) } }
    try writeClusters(Self.staged(clusters))
    if let pairs { try writePairs(Self.staged(pairs)) }
    if let questions { try questions.file.write(Self.staged(questions.path)) }
    if let keys { try KeyFile(statistics: result.statistics).write(Self.staged(keys)) }
    try keep()
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
    for row in result.clusters.indices {
      ids.withID(row) { writer.cell($0) }
      ids.withID(Int(result.clusters[row])) { writer.cell($0) }
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
      ids.withID(pair.left) { writer.cell($0) }
      ids.withID(pair.right) { writer.cell($0) }
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
