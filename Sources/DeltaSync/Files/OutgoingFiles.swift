internal import Foundation
internal import Tabular

/// Change files for another system, each complete before it can be seen, and each handed over once.
///
/// A file is written as `.sent/NAME`, then appears as `out/NAME` by a hard link, then becomes `.sent/NAME.done`. After a
/// crash at any moment these names say whether it was handed over, even if the other system has taken it away since.
final class OutgoingFiles {
  private let out: String
  private let sent: String
  private let columns: RecordColumns
  private let clock: any SyncClock
  private var count = 0

  private static let done = ".done"
  private static let temporary = ".tmp"

  init(
    _ folder: String, columns: RecordColumns, clock: any SyncClock, isReadOnly: Bool
  ) throws(SideError) {
    out = folder + "/out"
    sent = folder + "/.sent"
    self.columns = columns
    self.clock = clock
    if isReadOnly { return }
    do {
      for path in [out, sent] {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      }
    } catch {
      throw SideError(.unavailable, "\(folder): cannot be written (\(error.localizedDescription))")
    }
  }

  func write(_ batch: [WriteRequest]) -> [WriteOutcome] {
    let name = nextName()
    do {
      if count == 1 { try forgetDone() }
      try Self.writeDurably(
        Data(batch.flatMap { ChangeLine.bytes($0, columns) }), to: "\(sent)/\(name)")
    } catch {
      return batch.map { _ in .fatal("\(sent)/\(name): \(error)") }
    }
    guard link("\(sent)/\(name)", "\(out)/\(name)") == 0, Self.sync(folder: out) else {
      return batch.map { _ in .unknown }
    }
    rename("\(sent)/\(name)", "\(sent)/\(name)\(Self.done)")
    return batch.map { _ in .done(id: nil) }
  }

  func resolve(_ request: WriteRequest) throws(SideError) -> WriteResolution {
    for name in try names() where !name.hasSuffix(Self.temporary) {
      guard try contains(name, key: request.key) else { continue }
      if name.hasSuffix(Self.done) { return .applied(id: nil) }
      var status = stat()
      guard stat("\(sent)/\(name)", &status) == 0 else { return .undecided }
      // Two names: it is there to be taken. One: it was not handed over, or it was and has been taken since.
      return status.st_nlink > 1 ? .applied(id: nil) : .undecided
    }
    return .notApplied
  }

  /// Forgets files of earlier runs: what became of their writes was looked for before the first one of this run.
  private func forgetDone() throws(SideError) {
    for name in try names() where name.hasSuffix(Self.done) || name.hasSuffix(Self.temporary) {
      unlink("\(sent)/\(name)")
    }
  }

  private func names() throws(SideError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: sent).sorted()
    } catch {
      throw SideError(.unavailable, "\(sent): cannot be read (\(error.localizedDescription))")
    }
  }

  private func contains(_ name: String, key: String) throws(SideError) -> Bool {
    guard let data = FileManager.default.contents(atPath: "\(sent)/\(name)") else {
      throw SideError(.unavailable, "\(sent)/\(name): cannot be read; check its permissions")
    }
    return data.range(of: Data(ChangeLine.beginning(key: key))) != nil
  }

  private func nextName() -> String {
    let time = clock.now().iso.filter { $0.isLetter || $0.isNumber }
    while true {
      count += 1
      let name = "\(time)-\(String(10_000 + count).dropFirst()).ndjson"
      let isTaken = ["\(out)/\(name)", "\(sent)/\(name)", "\(sent)/\(name)\(Self.done)"]
        .contains { FileManager.default.fileExists(atPath: $0) }
      if !isTaken { return name }
    }
  }

  /// Writes a file that is there whole or not at all, also after the power has failed.
  private static func writeDurably(_ data: Data, to path: String) throws {
    let temporaryPath = path + temporary
    let descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemFault(code: errno) }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try file.write(contentsOf: data)
    guard fsync(descriptor) == 0 else { throw SystemFault(code: errno) }
    try file.close()
    guard rename(temporaryPath, path) == 0 else { throw SystemFault(code: errno) }
  }

  private static func sync(folder: String) -> Bool {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }
}

/// An error of the operating system.
private struct SystemFault: Error, CustomStringConvertible {
  var code: Int32
  var description: String { String(cString: strerror(code)) }
}
