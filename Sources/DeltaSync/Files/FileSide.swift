internal import Foundation

/// A system that exchanges files only: what it changed comes as files in `in`, what is to be changed there goes as files
/// into `out`. The messaging side may have a spool of webhook events beside them.
package final class FileSide: SyncSide {
  package let side: Side
  /// A file is read on from where the last run ended.
  package let overlap: Int64 = 0
  private let folder: String?
  private let columns: RecordColumns
  private let spool: WebhookSpool?
  private let outgoing: OutgoingFiles?
  private let clock: any SyncClock

  /// - Parameters:
  ///   - isReadOnly: nothing is made or changed in the folder.
  ///   - secret: of the signatures in the spool; it is never printed.
  /// - Throws: `SideError` where the rules name no folder, or one that is not there.
  package init(
    _ side: Side, rules: SyncRules, secret: String?, clock: any SyncClock, isReadOnly: Bool
  ) throws(SideError) {
    self.side = side
    self.clock = clock
    columns = RecordColumns(side: side, rules: rules.fields)
    let connection = rules.connections[side]
    folder = connection.folder
    spool = try WebhookSpool.open(connection, secret: secret)
    guard let folder else {
      outgoing = nil
      if spool == nil {
        throw SideError(
          .configuration,
          "sync.yaml does not say where \(side.rawValue) is; add 'connections: \(side.rawValue): folder: PATH'"
        )
      }
      return
    }
    guard FileManager.default.fileExists(atPath: folder) else {
      throw SideError(
        .unavailable, "\(folder): no such folder; make it, or correct 'folder' in sync.yaml")
    }
    outgoing = try OutgoingFiles(
      folder, connection.format, columns: columns, clock: clock, isReadOnly: isReadOnly)
  }
}

// MARK: - In

extension FileSide {
  package func streams() throws(SideError) -> [String] {
    var streams: [String] = []
    if let folder {
      let path = folder + "/in"
      // A side that was read before and is gone now is no side without changes.
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
        throw SideError(.unavailable, "\(path): cannot be read; make the folder, or mount it")
      }
      streams = names.filter { name in
        !name.hasPrefix(".") && [".csv", ".ndjson", ".jsonl"].contains { name.hasSuffix($0) }
      }.sorted()
    }
    if let spool, FileManager.default.fileExists(atPath: spool.path) {
      streams.append(WebhookSpool.stream)
    }
    return streams
  }

  package func changes(
    _ stream: String, from watermark: Watermark
  ) throws(SideError) -> ChangePage {
    if stream == WebhookSpool.stream, let spool {
      return try spool.page(from: watermark, at: clock.now())
    }
    let path = path(of: stream)
    let end = try FileLines.completeEnd(of: path, at: clock.now())
    let start = UInt64(max(0, watermark.position))
    guard end >= start else {
      throw SideError(
        .malformed,
        "\(path): shorter than what was read of it (\(end) bytes after \(start)); put changes into a new file"
      )
    }
    var page = ChangePage(watermark: Watermark(position: Int64(end)), isLast: true)
    if end > start { page.items = try file(stream).items(from: start, to: end) }
    return page
  }

  package func reread(_ row: UnreadRow) throws(SideError) -> [FeedItem] {
    let data = Data(row.raw.utf8)
    if row.stream == WebhookSpool.stream, let spool { return spool.items(data, place: row.place) }
    return [file(row.stream).item(json: data, place: row.place)]
  }

  private func file(_ stream: String) -> ChangeFile {
    ChangeFile(path: path(of: stream), stream: stream, columns: columns)
  }

  private func path(of stream: String) -> String { "\(folder ?? "")/in/\(stream)" }
}

// MARK: - Out

extension FileSide {
  package func write(_ batches: [[WriteRequest]]) -> [[WriteOutcome]] {
    batches.map { batch in
      guard let outgoing else {
        return batch.map { _ in .rejected("\(side.rawValue) has a spool only, and takes nothing") }
      }
      return outgoing.write(batch)
    }
  }

  package func resolve(_ request: WriteRequest) throws(SideError) -> WriteResolution {
    try outgoing?.resolve(request) ?? .notApplied
  }
}
