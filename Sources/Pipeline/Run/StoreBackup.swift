internal import Foundation
package import Store

/// `rollcall backup`: a copy of the store that has been checked, or a check of the store itself.
package enum StoreBackup {
  /// Copies the store, checks the copy, and only then puts it in the place of `target`.
  ///
  /// - Returns: what the check of the copy found; where that is a problem, `target` is as it was and the copy is gone.
  /// - Throws: `PipelineError` if the store is missing or cannot be read, or the copy cannot be written.
  package static func write(
    of storePath: String, to target: String
  ) throws(PipelineError) -> StoreCheck {
    guard !isSameFile(storePath, target) else {
      throw PipelineError(.usage, "\(target): this is the store itself; name another file")
    }
    let store = try openStore(storePath)
    let copy = target + ".unchecked"
    try? FileManager.default.removeItem(atPath: copy)
    defer { try? FileManager.default.removeItem(atPath: copy) }
    try asking { () throws(StoreError) in try store.backUp(to: copy) }
    let check = try check(copy)
    if check.problems.isEmpty, rename(copy, target) != 0 {
      throw PipelineError(
        .cannotWrite, "\(target): the copy cannot be put there; check the folder's permissions")
    }
    return check
  }

  /// - Throws: `PipelineError` if the store is missing or cannot be read at all.
  package static func check(_ storePath: String) throws(PipelineError) -> StoreCheck {
    let store = try openStore(storePath, isReadOnly: true)
    return try asking { () throws(StoreError) in try store.check() }
  }

  private static func isSameFile(_ a: String, _ b: String) -> Bool {
    URL(fileURLWithPath: a).resolvingSymlinksInPath()
      == URL(fileURLWithPath: b).resolvingSymlinksInPath()
  }
}
