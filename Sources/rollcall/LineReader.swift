internal import Foundation
internal import Pipeline

/// The lines of a file or of standard input, without their ends. Memory does not grow with the input.
final class LineReader {
  private let descriptor: CInt
  private let path: String
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  private static let chunkBytes = 1 << 18

  init(path: String) throws(PipelineError) {
    self.path = path
    descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw PipelineError(
        .missingInput,
        "\(path): cannot be opened (\(String(cString: strerror(errno)))); check the path")
    }
  }

  deinit {
    if path != "-" { close(descriptor) }
  }

  func next() throws(PipelineError) -> [UInt8]? {
    var scanned = start
    while true {
      if let end = buffer[scanned...].firstIndex(of: 0x0A) {
        defer { start = end + 1 }
        let isCRLF = end > start && buffer[end - 1] == 0x0D
        return Array(buffer[start..<(isCRLF ? end - 1 : end)])
      }
      if isAtEnd {
        defer { start = buffer.count }
        return start < buffer.count ? Array(buffer[start...]) : nil
      }
      scanned = buffer.count - start
      try fill()
    }
  }

  private func fill() throws(PipelineError) {
    buffer.removeFirst(start)
    start = 0
    let kept = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: Self.chunkBytes))
    while true {
      let count = buffer[kept...].withUnsafeMutableBytes {
        read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw PipelineError(
          .missingInput, "\(path): cannot be read (\(String(cString: strerror(errno))))")
      }
      buffer.removeLast(Self.chunkBytes - count)
      isAtEnd = count == 0
      return
    }
  }
}
