import Glibc

/// Owns an open file and closes it at the end of its life.
struct FileDescriptor: ~Copyable {
  let number: Int32
  let path: String
  /// Standard input belongs to the process and is left open.
  let isOwned: Bool
  /// The size in bytes, where the file is a regular one.
  let byteCount: UInt64?

  /// Opens a file for reading; `-` is standard input.
  static func reading(_ path: String) throws(ReadError) -> FileDescriptor {
    let isOwned = path != "-"
    let number = isOwned ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO
    guard number >= 0 else { throw openError(path: path, code: errno) }
    var status = stat()
    guard fstat(number, &status) == 0 else {
      let code = errno
      if isOwned { close(number) }
      throw openError(path: path, code: code)
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      if isOwned { close(number) }
      throw ReadError(
        .unreadable, path: path, problem: "it is a directory, not a file",
        remedy: "name a file inside it")
    }
    let isRegular = status.st_mode & S_IFMT == S_IFREG
    return FileDescriptor(
      number: number, path: path, isOwned: isOwned,
      byteCount: isRegular ? UInt64(max(0, status.st_size)) : nil)
  }

  deinit {
    if isOwned { close(number) }
  }

  /// Reads at most `target.count` bytes; 0 at the end of the file.
  func read(into target: UnsafeMutableRawBufferPointer) throws(ReadError) -> Int {
    while true {
      let count = Glibc.read(number, target.baseAddress, target.count)
      if count >= 0 { return count }
      if errno == EINTR { continue }
      throw ReadError(
        .unreadable, path: path, problem: "reading failed: \(errorText(errno))",
        remedy: "check the disk or the connection, then run again")
    }
  }

  /// Reads at most `target.count` bytes from a place in a regular file; 0 at its end.
  func read(
    into target: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws(ReadError) -> Int {
    while true {
      let count = pread(number, target.baseAddress, target.count, off_t(clamping: offset))
      if count >= 0 { return count }
      if errno == EINTR { continue }
      throw ReadError(
        .unreadable, path: path, problem: "reading failed: \(errorText(errno))",
        remedy: "check the disk or the connection, then run again")
    }
  }

  /// The bytes at a place in a regular file; `.malformed` where it has not as many.
  func bytes(at offset: UInt64, count: Int) throws(ReadError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let result: Result<Int, ReadError> = bytes.withUnsafeMutableBytes { target in
        do throws(ReadError) {
          return .success(
            try read(
              into: UnsafeMutableRawBufferPointer(rebasing: target[filled...]),
              at: offset + UInt64(filled)))
        } catch {
          return .failure(error)
        }
      }
      let step = try result.get()
      if step == 0 {
        throw ReadError(
          .malformed, path: path, problem: "the file breaks off at byte \(offset + UInt64(filled))",
          remedy: "copy or download it again")
      }
      filled += step
    }
    return bytes
  }

  /// The same file once more, with a life of its own.
  func duplicated() throws(ReadError) -> FileDescriptor {
    let copy = fcntl(number, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else { throw Self.openError(path: path, code: errno) }
    return FileDescriptor(number: copy, path: path, isOwned: true, byteCount: byteCount)
  }

  private static func openError(path: String, code: Int32) -> ReadError {
    switch code {
    case ENOENT, ENOTDIR:
      return ReadError(
        .missing, path: path, problem: "there is no such file",
        remedy: "check the spelling of the path")
    case EACCES, EPERM:
      return ReadError(
        .unreadable, path: path, problem: "permission to read it is denied",
        remedy: "grant read permission, for example with chmod u+r")
    default:
      return ReadError(
        .unreadable, path: path, problem: "it cannot be opened: \(errorText(code))",
        remedy: "check the file, then run again")
    }
  }
}

/// The text that the C library has for an error number, such as `No space left on device`.
func errorText(_ code: Int32) -> String {
  guard let text = strerror(code) else { return "error \(code)" }
  return String(cString: text)
}
