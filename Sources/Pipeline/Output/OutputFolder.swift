internal import Foundation

/// A folder whose files are replaced all together or not at all.
///
/// Files are written into a staging folder inside it and moved into place by `commit`. One run at a time holds it.
final class OutputFolder {
  let path: String
  private let staging: String
  private let lock: CInt
  private var staged: [String] = []

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
    try? FileManager.default.removeItem(atPath: staging)
    close(lock)
  }

  /// Where to write a file that `commit` will move into place.
  func stage(_ name: String) -> String {
    if !staged.contains(name) { staged.append(name) }
    return staging + "/" + name
  }

  /// Moves every staged file into place.
  ///
  /// - Throws: before any file is moved, if one of them cannot be.
  func commit() throws(PipelineError) {
    for name in staged {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder),
        isFolder.boolValue
      {
        throw PipelineError(
          .cannotWrite, "\(path)/\(name): is a folder; move it away, or name another --output")
      }
    }
    for name in staged {
      guard rename(staging + "/" + name, path + "/" + name) == 0 else {
        throw PipelineError(
          .cannotWrite,
          "\(path)/\(name): cannot be replaced (\(String(cString: strerror(errno)))); check its permissions"
        )
      }
    }
  }

  /// Removes files of an earlier result, as far as they are there.
  func remove(_ names: [String]) throws(PipelineError) {
    for name in names where unlink(path + "/" + name) != 0 && errno != ENOENT {
      throw PipelineError(
        .cannotWrite,
        "\(path)/\(name): cannot be removed (\(String(cString: strerror(errno)))); check its permissions"
      )
    }
  }
}
