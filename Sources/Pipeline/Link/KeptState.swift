internal import Contacts
internal import Foundation
internal import Linkage

/// A stored state that a run goes on with, held against other runs while it does.
final class KeptState {
  let path: String
  let state: LinkageState
  let reading: LinkReading
  private let lock: CInt

  /// The state in a file, nil where there is none yet.
  static func find(_ path: String, _ rules: RuleFiles) throws -> KeptState? {
    FileManager.default.fileExists(atPath: path) ? try KeptState(path, rules) : nil
  }

  private init(_ path: String, _ rules: RuleFiles) throws {
    self.path = path
    lock = open(path, O_RDONLY | O_CLOEXEC)
    do {
      if lock >= 0, flock(lock, LOCK_EX | LOCK_NB) != 0 || !Self.isFile(lock, at: path) {
        throw PipelineError(
          .locked, "\(path): another run goes on with it; wait until it has ended and try again")
      }
      var reading: LinkReading?
      state = try LinkageState(contentsOf: path) { attachment throws -> LinkageRules in
        guard let own = LinkReading(attachment) else {
          throw PipelineError(
            .badInput, "\(path): a state, but not one that 'rollcall link' made; name another file")
        }
        reading = own
        return try LinkJob.linkageRules(rules, precision: own.precision)
      }
      guard let reading else { throw PipelineError(.internalFault, "\(path): has no reading") }
      self.reading = reading
    } catch {
      if lock >= 0 { close(lock) }
      if let error = error as? StateError { throw PipelineError(error) }
      throw error
    }
  }

  /// Whether the file was not replaced since it was opened, by a run that has just ended.
  private static func isFile(_ descriptor: CInt, at path: String) -> Bool {
    var own = stat()
    var other = stat()
    return fstat(descriptor, &own) == 0 && stat(path, &other) == 0 && own.st_ino == other.st_ino
  }

  deinit { if lock >= 0 { close(lock) } }

  /// What the state takes the columns of a table for.
  ///
  /// - Throws: `PipelineError` where the table lacks one of them.
  func spec(for headers: [String], name: String) throws(PipelineError) -> LinkSpec {
    guard let spec = reading.spec else {
      throw PipelineError(.internalFault, "\(path): has no spec")
    }
    for header in spec.columns.flatMap(\.headers) where !headers.contains(header) {
      throw PipelineError(
        .badInput,
        "\(name): there is no column '\(header)', which \(path) links on; "
          + "rows are added with the columns of the first table")
    }
    return spec
  }
}

extension PipelineError {
  init(_ error: StateError) {
    let remedy =
      switch error.code {
      case .unreadable: "check the path of --state"
      case .unwritable: "check its permissions and the space on the disk"
      case .notAState: "name another file with --state"
      case .damaged, .otherFormat, .otherSetting:
        "move it away and link the whole table again, which makes a new one"
      }
    let code: Code =
      switch error.code {
      case .unreadable: .missingInput
      case .unwritable: .cannotWrite
      case .notAState, .damaged, .otherFormat, .otherSetting: .badInput
      }
    self.init(code, "\(error.description); \(remedy)")
  }
}
