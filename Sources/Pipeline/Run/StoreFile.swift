internal import Foundation
internal import Store

/// The store that a job works on.
struct StoreFile {
  private let path: String
  private let isNew: Bool

  init(_ path: String) throws(PipelineError) {
    self.path = path
    isNew = !FileManager.default.fileExists(atPath: path)
  }

  /// Opens the store, which must be there.
  static func existing(_ path: String) throws(PipelineError) -> StoreFile {
    let file = try StoreFile(path)
    guard !file.isNew else {
      throw PipelineError(
        .missingInput,
        "\(path): no such store; name the rollcall.sqlite that rollcall clean wrote with --store")
    }
    return file
  }

  /// Does a run in one transaction. Where it fails or is not to be kept, the store is as it was, and none is left where
  /// none was.
  func run<Result>(
    _ start: RunStart, isKept: Bool = true, _ body: (StoreRun) throws -> Result
  ) throws -> Result {
    // Without a name SQLite keeps the database in a temporary file of its own.
    let store = try ContactStore(path: isNew && !isKept ? "" : path)
    var isDone = false
    defer {
      if isNew, isKept, !isDone { try? FileManager.default.removeItem(atPath: path) }
    }
    var result: Result?
    try store.record(start, isKept: isKept) { run in
      // The statements of a run end with it, before the transaction does.
      result = try body(run)
    }
    guard let result else { throw PipelineError(.internalFault, "the run has no result") }
    isDone = true
    return result
  }
}
