internal import Foundation
internal import Tabular

/// Change files for another system, each complete before it can be seen, and each handed over once.
///
/// A file is written as `.sent/NAME`, gets a second name `.sent/NAME.record`, and is renamed to `out/NAME`, which is when
/// it is handed over. After a crash at any moment these names say whether it was: with a record and without `.sent/NAME`
/// it was, even if the other system has taken it away since.
final class OutgoingFiles {
  private let out: String
  private let sent: String
  private let columns: RecordColumns
  private let format: ChangeFileFormat
  private let clock: any SyncClock
  private var count = 0

  private static let record = ".record"
  private static let temporary = ".tmp"

  init(
    _ folder: String, _ format: ChangeFileFormat, columns: RecordColumns, clock: any SyncClock,
    isReadOnly: Bool
  ) throws(SideError) {
    out = folder + "/out"
    sent = folder + "/.sent"
    self.columns = columns
    self.format = format
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
        Data(format.bytes(batch.map { ChangeLine($0, columns) })), to: "\(sent)/\(name)")
    } catch {
      return batch.map { _ in .fatal("\(sent)/\(name): \(error)") }
    }
    let file = "\(sent)/\(name)"
    guard link(file, file + Self.record) == 0, Self.sync(folder: sent),
      rename(file, "\(out)/\(name)") == 0, Self.sync(folder: out)
    else { return batch.map { _ in .unknown } }
    return batch.map { _ in .done(id: nil) }
  }

  func resolve(_ request: WriteRequest) throws(SideError) -> WriteResolution {
    let names = Set(try names())
    for record in names.sorted() where record.hasSuffix(Self.record) {
      let isWaiting = names.contains(String(record.dropLast(Self.record.count)))
      if !isWaiting, try contains(record, key: request.key) { return .applied(id: nil) }
    }
    return .notApplied
  }

  /// Forgets files of earlier runs: what became of their writes was looked for before the first one of this run.
  private func forgetDone() throws(SideError) {
    let names = try names()
    // A record without its file says that the file was handed over, so the records go first.
    for name in names where name.hasSuffix(Self.record) { unlink("\(sent)/\(name)") }
    for name in names where !name.hasSuffix(Self.record) { unlink("\(sent)/\(name)") }
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
    // A file of before the format was set otherwise is still looked through.
    return ChangeFileFormat.allCases.contains { $0.contains(key: key, data) }
  }

  private func nextName() -> String {
    let time = clock.now().iso.filter { $0.isLetter || $0.isNumber }
    while true {
      count += 1
      let name = "\(time)-\(String(10_000 + count).dropFirst()).\(format.rawValue)"
      let isTaken = ["\(out)/\(name)", "\(sent)/\(name)", "\(sent)/\(name)\(Self.record)"]
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
