import Glibc

extension FileDescriptor {
  /// The most bytes of a pipe that are put aside; a larger archive is to be read from a file.
  static let spoolLimit: UInt64 = 2 << 30

  /// Puts a stream of bytes into a file that has no name, goes with its owner, and can be read anywhere.
  ///
  /// - Parameter next: fills the buffer and says how many bytes there are; 0 at the end.
  /// - Throws: `.unsupported` beyond `spoolLimit`, `.unreadable` where there is no room.
  static func spooling(
    path: String, _ next: (inout [UInt8]) throws(ReadError) -> Int
  ) throws(ReadError) -> FileDescriptor {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/rollcall-XXXXXX".utf8CString)
    let number = mkstemp(&template)
    guard number >= 0 else { throw spoolError(path) }
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    unlink(template)
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    var total: UInt64 = 0
    do throws(ReadError) {
      while true {
        let count = try next(&buffer)
        if count == 0 { break }
        total += UInt64(count)
        guard total <= spoolLimit else {
          throw ReadError(
            .unsupported, path: path,
            problem: "the archive or workbook has more than \(spoolLimit >> 30) GiB",
            remedy: "unpack it and read the file inside")
        }
        try write(buffer[..<count], to: number, path: path)
      }
    } catch {
      close(number)
      throw error
    }
    return FileDescriptor(number: number, path: path, isOwned: true, byteCount: total)
  }

  private static func write(
    _ bytes: ArraySlice<UInt8>, to number: Int32, path: String
  ) throws(ReadError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw spoolError(path) }
      rest = rest.dropFirst(count)
    }
  }

  private static func spoolError(_ path: String) -> ReadError {
    ReadError(
      .unreadable, path: path,
      problem: "no temporary file can be written for it (\(errorText(errno)))",
      remedy: "set TMPDIR to a folder with room, or read it from a file")
  }
}
