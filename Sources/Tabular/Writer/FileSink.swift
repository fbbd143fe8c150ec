import Glibc

/// A file that cannot be written.
public struct WriteError: Error, Sendable, CustomStringConvertible {
  public var path: String
  /// What was being done, such as `write`.
  public var operation: String
  /// The error number of the C library.
  public var code: Int32

  public var description: String {
    let remedy =
      switch code {
      case ENOSPC, EDQUOT: "free some space, then run again"
      case EACCES, EPERM, EROFS: "choose a folder that you may write to"
      case ENOENT, ENOTDIR: "create the folder first"
      default: "check the disk, then run again"
      }
    return "\(path): cannot \(operation): \(errorText(code)); \(remedy)"
  }
}

/// Owns a file that is written from its beginning, through a buffer.
///
/// `close()` brings everything to the disk and tells when that fails; without it, what is in the buffer is lost and the
/// file closed.
public final class FileSink {
  public let path: String
  /// Bytes handed over so far.
  public private(set) var byteCount: UInt64 = 0

  private var descriptor: Int32
  private var buffer: [UInt8] = []

  private static let bufferBytes = 256 << 10

  /// Creates the file, or empties it.
  public init(path: String) throws(WriteError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw WriteError(path: path, operation: "create the file", code: errno)
    }
    buffer.reserveCapacity(Self.bufferBytes)
  }

  deinit {
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
  }

  public func write(_ bytes: [UInt8]) throws(WriteError) {
    byteCount += UInt64(bytes.count)
    if buffer.count + bytes.count > Self.bufferBytes { try flush() }
    if bytes.count >= Self.bufferBytes {
      try writeAll(bytes)
    } else {
      buffer.append(contentsOf: bytes)
    }
  }

  /// Hands the buffer to the system.
  public func flush() throws(WriteError) {
    try writeAll(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes what is in the buffer, waits until it is on the disk and closes the file; a second call does nothing.
  public func close() throws(WriteError) {
    guard descriptor >= 0 else { return }
    defer {
      if descriptor >= 0 { _ = Glibc.close(descriptor) }
      descriptor = -1
    }
    try flush()
    // A pipe or a terminal cannot be synchronised, and need not be.
    if fsync(descriptor) != 0, errno != EINVAL, errno != EROFS, errno != ENOTSUP {
      throw WriteError(path: path, operation: "bring the file to the disk", code: errno)
    }
    let result = Glibc.close(descriptor)
    descriptor = -1
    if result != 0 { throw WriteError(path: path, operation: "close the file", code: errno) }
  }

  private func writeAll(_ bytes: [UInt8]) throws(WriteError) {
    guard descriptor >= 0 else {
      throw WriteError(path: path, operation: "write to the closed file", code: EBADF)
    }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { source in
        Glibc.write(descriptor, source.baseAddress.map { $0 + written }, bytes.count - written)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw WriteError(path: path, operation: "write", code: errno)
      }
      written += count
    }
  }
}
