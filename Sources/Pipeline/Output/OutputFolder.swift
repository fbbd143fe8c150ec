internal import Foundation

/// A folder whose files are replaced all together or not at all, with the store that they are made of.
///
/// Files are written into a staging folder inside it. `check` says inside the store's transaction whether they can be
/// moved into place; once the transaction is there, `publish` notes that and moves them. A run that was killed before
/// leaves the earlier files; one that was killed in between is finished by whoever opens the folder next. One run at a
/// time holds it.
final class OutputFolder {
  let path: String
  private let staging: String
  private let lock: CInt
  private var staged: [String] = []
  private var removed: [String] = []

  /// In the staging folder, once the store holds what the files say: the files to remove, one a line.
  private static let committed = ".committed"

  /// Makes the folder if it is missing and takes its lock.
  init(_ path: String) throws(PipelineError) {
    let staging = path + "/.staging"
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue {
      throw PipelineError(
        .cannotWrite, "\(path): is a file, not a folder; name another folder with --output")
    }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw PipelineError(
        .cannotWrite, "\(path): the folder cannot be made; check the permissions above it")
    }
    let lock = open(path + "/.lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard lock >= 0 else {
      throw PipelineError(
        .cannotWrite,
        "\(path): cannot be written (\(String(cString: strerror(errno)))); check its permissions")
    }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      close(lock)
      throw PipelineError(
        .locked, "\(path): another run is writing here; wait until it has ended and try again")
    }
    do {
      try Self.finish(staging, in: path)
    } catch {
      close(lock)
      throw error
    }
    try? FileManager.default.removeItem(atPath: staging)
    do {
      try FileManager.default.createDirectory(atPath: staging, withIntermediateDirectories: false)
    } catch {
      close(lock)
      throw PipelineError(
        .cannotWrite, "\(path): cannot be written (\(error.localizedDescription))")
    }
    // Last of all: whoever could not take the lock owns nothing, and must clear nothing away.
    self.path = path
    self.staging = staging
    self.lock = lock
  }

  deinit {
    if !FileManager.default.fileExists(atPath: staging + "/" + Self.committed) {
      try? FileManager.default.removeItem(atPath: staging)
    }
    close(lock)
  }

  /// Where to write a file that `publish` will move into place.
  func stage(_ name: String) -> String {
    if !staged.contains(name) { staged.append(name) }
    return staging + "/" + name
  }

  /// Has `publish` remove files of an earlier result, as far as they are there.
  func remove(_ names: [String]) { removed += names }

  /// - Throws: if one of the files cannot be replaced or removed. Nothing was moved.
  func check() throws(PipelineError) {
    for name in staged + removed {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder),
        isFolder.boolValue
      {
        throw PipelineError(
          .cannotWrite, "\(path)/\(name): is a folder; move it away, or name another --output")
      }
    }
    guard access(path, W_OK | X_OK) == 0 else {
      throw PipelineError(
        .cannotWrite,
        "\(path): cannot be written (\(String(cString: strerror(errno)))); check its permissions")
    }
  }

  /// Moves every staged file into place, once the store holds what they say.
  func publish() throws(PipelineError) {
    let marker = staging + "/" + Self.committed
    let names = removed.map { $0 + "\n" }.joined()
    guard FileManager.default.createFile(atPath: marker, contents: Data(names.utf8)) else {
      throw PipelineError(
        .cannotWrite, "\(marker): cannot be written; check permissions and disk, and run again")
    }
    try Self.finish(staging, in: path)
  }

  /// Moves what a committed run has staged; does nothing where there is none.
  private static func finish(_ staging: String, in path: String) throws(PipelineError) {
    let marker = staging + "/" + committed
    guard let removed = try? String(contentsOfFile: marker, encoding: .utf8) else { return }
    for name in removed.split(separator: "\n")
    where unlink("\(path)/\(name)") != 0 && errno != ENOENT {
      throw failure(path, String(name), "removed")
    }
    let staged = (try? FileManager.default.contentsOfDirectory(atPath: staging)) ?? []
    for name in staged.sorted() where name != committed {
      guard rename(staging + "/" + name, path + "/" + name) == 0 else {
        throw failure(path, name, "replaced")
      }
    }
    // Last: until then somebody must finish it.
    unlink(marker)
  }

  private static func failure(_ path: String, _ name: String, _ verb: String) -> PipelineError {
    PipelineError(
      .cannotWrite,
      "\(path)/\(name): cannot be \(verb) (\(String(cString: strerror(errno)))); mend that, and the next run "
        + "in this folder finishes it")
  }
}
