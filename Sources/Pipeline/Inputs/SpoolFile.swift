internal import Foundation

/// Standard input as a file, since every input is read twice. The file goes with its owner.
final class SpoolFile {
  private var path: String?

  deinit {
    if let path { unlink(path) }
  }

  /// Reads standard input to its end.
  func fill() throws(PipelineError) -> String {
    var template = Array("\(NSTemporaryDirectory())/rollcall-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      throw PipelineError(
        .cannotWrite,
        "standard input: no temporary file can be made (\(String(cString: strerror(errno)))); "
          + "set TMPDIR to a folder with room for it")
    }
    defer { close(descriptor) }
    let name = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    path = name
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = Foundation.read(STDIN_FILENO, &buffer, buffer.count)
      if count == 0 { return name }
      if count < 0 {
        if errno == EINTR { continue }
        throw PipelineError(
          .missingInput, "standard input: cannot be read (\(String(cString: strerror(errno))))")
      }
      var written = 0
      while written < count {
        let step = buffer[written..<count].withUnsafeBytes {
          Foundation.write(descriptor, $0.baseAddress, $0.count)
        }
        guard step > 0 else {
          throw PipelineError(
            .cannotWrite,
            "standard input: the temporary file cannot be written (\(String(cString: strerror(errno))))"
          )
        }
        written += step
      }
    }
  }
}
