internal import Dispatch
internal import Synchronization

/// A block that another thread makes.
final class PendingBlock: Sendable {
  private let block = Mutex<TextBlock?>(nil)
  private let isDone = DispatchSemaphore(value: 0)

  private static let queue = DispatchQueue(label: "read ahead", attributes: .concurrent)

  init(_ make: @escaping @Sendable () -> TextBlock?) {
    Self.queue.async {
      let made = make()
      self.block.withLock { $0 = made }
      self.isDone.signal()
    }
  }

  /// The block, once; `nil` where it could not be made.
  func wait() -> TextBlock? {
    isDone.wait()
    return block.withLock { block in
      defer { block = nil }
      return block
    }
  }
}

extension SharedFile {
  /// The text from one offset to another, and some more if there is more.
  func block(
    from start: UInt64, to end: UInt64, aheadBytes: Int
  ) throws(ReadError) -> TextBlock {
    let wanted = Int(end - start) + aheadBytes
    var filled = 0
    var failure: ReadError?
    // What has to be written anew comes behind the text, and should find room.
    let capacity = 1 + wanted + CSVParser.paddingBytes + wanted / 4
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      buffer[0] = 0x0A
      do throws(ReadError) {
        while filled < wanted {
          let part = UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(buffer)[1 + filled..<1 + wanted])
          let step = try file.read(into: part, at: start + UInt64(filled))
          if step == 0 { break }
          filled += step
        }
      } catch {
        failure = error
      }
      for index in 0..<CSVParser.paddingBytes { buffer[1 + filled + index] = 0 }
      count = 1 + filled + CSVParser.paddingBytes
    }
    // What was read before the damage is still worth reading.
    if let failure, filled == 0 { throw failure }
    return TextBlock(
      bytes: bytes, end: 1 + filled, fileOffset: start,
      limit: min(1 + Int(end - start), 1 + filled), isFinal: filled < wanted && failure == nil,
      checkedFrom: 0, finding: UTF8Blocks.Finding(isValid: false, isASCII: false))
  }
}
