internal import Contacts
internal import Foundation
internal import PhoneNumbers
internal import Reports
internal import Store
internal import Tabular

/// A command that changes the result of earlier runs without reading inputs: `review`, `undo`.
///
/// It changes what the store knows and makes the result anew, in one transaction.
package struct ResultJob {
  let outputFolder: String
  /// The store; `nil`: `rollcall.sqlite` in the output folder.
  let storePath: String?
  let rules: CleanRules
  let threads: Int
  /// When the run starts, ISO 8601 with offset.
  let startedAt: String
  let version: String
  let progress: any ProgressObserver

  package init(
    outputFolder: String, storePath: String?, rules: CleanRules, threads: Int, startedAt: String,
    version: String, progress: any ProgressObserver
  ) {
    self.outputFolder = outputFolder
    self.storePath = storePath
    self.rules = rules
    self.threads = threads
    self.startedAt = startedAt
    self.version = version
    self.progress = progress
  }

  /// - Parameters:
  ///   - subject: what the user named: a file, a run, a contact.
  ///   - change: changes the store; the result is made from what it leaves there.
  /// - Returns: the report of the new result; nil where no inputs are left, and the result files were removed.
  func run(
    _ kind: RunStart.Kind, _ subject: String, change: (StoreRun) throws -> Void
  ) throws(PipelineError) -> CleanReport? {
    do {
      let store = try StoreFile.existing(storePath ?? outputFolder + "/rollcall.sqlite")
      let folder = try OutputFolder(outputFolder)
      let report = try store.run(
        RunStart(
          kind: kind, startedAt: startedAt, version: version,
          numberingPlan: NumberingPlan.version, inputs: subject)
      ) { run in
        try change(run)
        guard try !run.inputs().isEmpty else {
          try run.writeResult { _ in }
          folder.remove(ResultFiles.names)
          try folder.check()
          return CleanReport?.none
        }
        return try ResultAssembly(
          run: run, rules: rules, threads: threads, version: version, progress: progress
        ).make(into: folder)
      }
      try folder.publish()
      return report
    } catch {
      throw PipelineError(any: error)
    }
  }
}

extension PipelineError {
  /// The error of a job, whatever room it comes from.
  init(any error: any Error) {
    self =
      switch error {
      case let error as PipelineError: error
      case let error as StoreError: PipelineError(error)
      case let error as RuleError: PipelineError(error)
      case let error as ReadError: PipelineError(error)
      case let error as WriteError: PipelineError(.cannotWrite, error.description)
      default: PipelineError(.internalFault, "\(error)")
      }
  }
}
