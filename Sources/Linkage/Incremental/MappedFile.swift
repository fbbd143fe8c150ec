#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file as memory that is read only and does not change: the file may be replaced by another
/// meanwhile, but not be written to.
final class MappedFile: Sendable {
  private nonisolated(unsafe) let start: UnsafeMutableRawPointer?
  private let size: Int

  /// - Throws: `StateError` for a file that cannot be read.
  init(path: String) throws(StateError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw StateError(.unreadable, path, String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw StateError(.unreadable, path, "not a plain file")
    }
    size = Int(status.st_size)
    if size == 0 {
      start = nil
      return
    }
    guard let memory = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0),
      memory != MAP_FAILED
    else { throw StateError(.unreadable, path, String(cString: strerror(errno))) }
    start = memory
  }

  deinit {
    if let start { munmap(start, size) }
  }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: size) }
}

/// Why a stored state cannot be taken up.
public struct StateError: Error, Sendable, CustomStringConvertible {
  public enum Code: Sendable {
    case unreadable, unwritable, notAState, damaged, otherFormat, otherSetting
  }
  public let code: Code
  public let path: String
  /// What is the matter, in words that go on from the path.
  public let problem: String

  init(_ code: Code, _ path: String, _ problem: String) {
    self.code = code
    self.path = path
    self.problem = problem
  }

  public var description: String { "\(path): \(problem)" }
}
