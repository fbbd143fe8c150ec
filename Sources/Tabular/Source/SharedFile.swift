/// A regular file that several threads read, each where it wants.
final class SharedFile: Sendable {
  let file: FileDescriptor
  /// The size when it was opened.
  let byteCount: UInt64

  init(_ file: consuming FileDescriptor) {
    byteCount = file.byteCount ?? 0
    self.file = file
  }

  /// Fills `target` from `start` on; 0 only at the end of the file.
  func read(into target: inout [UInt8], at start: Int, from offset: UInt64) throws(ReadError) -> Int
  {
    let result: Result<Int, ReadError> = target.withUnsafeMutableBytes { bytes in
      do throws(ReadError) {
        return .success(
          try file.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[start...]), at: offset))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
