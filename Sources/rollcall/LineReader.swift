internal import Foundation
internal import Pipeline

/// Reads a file or standard input in blocks of whole lines.
///
/// Memory does not grow with the input; a line that is longer than a block makes its block longer.
final class LineReader {
  private let descriptor: CInt
  private let path: String
  /// The start of a line of which the end was not read yet.
  private var rest: [UInt8] = []
  private var isAtEnd = false

  private static let blockBytes = 1 << 16

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

  /// Fills a block with the next lines and their ends, of which the input's last line may have none.
  ///
  /// False if there are no more lines. What a terminal or a pipe gives is not held back until a
  /// block is full.
  func read(into block: inout [UInt8]) throws(PipelineError) -> Bool {
    block.removeAll(keepingCapacity: true)
    swap(&block, &rest)
    while !isAtEnd {
      let scanned = block.count
      try appendBytes(to: &block)
      if let end = block[scanned...].lastIndex(of: 0x0A) {
        rest.append(contentsOf: block[(end + 1)...])
        block.removeLast(block.count - (end + 1))
        return true
      }
    }
    return !block.isEmpty
  }

  private func appendBytes(to block: inout [UInt8]) throws(PipelineError) {
    let kept = block.count
    block.append(contentsOf: repeatElement(0, count: Self.blockBytes))
    while true {
      let count = block.withUnsafeMutableBytes { buffer in
        Foundation.read(
          descriptor, buffer.baseAddress.map { $0 + kept }, buffer.count - kept)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw PipelineError(
          .missingInput, "\(path): cannot be read (\(String(cString: strerror(errno))))")
      }
      block.removeLast(Self.blockBytes - count)
      isAtEnd = count == 0
      return
    }
  }
}
