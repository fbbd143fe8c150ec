/// Hands out the blocks of a plain file, read ahead on other threads where there are any: what those guess is checked by
/// the one who reads, and makes no difference to what is read.
final class TextBlocks {
  private let file: SharedFile
  /// Records that begin in the same so many bytes of the file are one batch.
  private let blockBytes: Int
  private let threads: Int
  private let delimiter: UInt8
  private let quote: UInt8?
  /// Blocks on their way, by their number, ascending.
  private var pending: [(number: UInt64, block: PendingBlock)] = []

  init(
    _ file: consuming FileDescriptor, blockBytes: Int, threads: Int, delimiter: UInt8, quote: UInt8?
  ) {
    self.file = SharedFile(file)
    self.blockBytes = min(max(64, blockBytes), 64 << 20)
    self.threads = max(1, threads)
    self.delimiter = delimiter
    self.quote = quote
    // The C library gives memory back to the system, and takes it anew, by what was the largest piece so far: after
    // this one, which is never touched, the memory of a batch serves the next one too.
    UnsafeMutableRawPointer.allocate(byteCount: 24 << 20, alignment: 16).deallocate()
  }

  /// What stands behind a block to finish its last record, at first.
  private var aheadBytes: Int { max(64, blockBytes / 32) }

  /// The block in which an offset lies, from there on or from earlier.
  ///
  /// - Parameter extraBytes: how much more than usual is needed for the first record.
  func block(at offset: UInt64, extraBytes: Int) throws(ReadError) -> TextBlock {
    let number = offset / UInt64(blockBytes)
    if threads > 1, extraBytes == 0 {
      readAhead(from: number + 1)
      while let first = pending.first, first.number <= number {
        pending.removeFirst()
        guard first.number == number, var block = first.block.wait() else { continue }
        let place = block.place(of: offset)
        guard place <= block.end else { break }
        block.check(from: place)
        return block
      }
    }
    var block = try file.block(
      from: offset, to: (number + 1) * UInt64(blockBytes), aheadBytes: aheadBytes + extraBytes)
    block.check(from: 1)
    return block
  }

  /// Bytes of the file from an offset on.
  func read(into target: inout [UInt8], at start: Int, from offset: UInt64) throws(ReadError) -> Int
  {
    try file.read(into: &target, at: start, from: offset)
  }

  /// Has the next blocks read, as many as there are threads.
  private func readAhead(from number: UInt64) {
    var next = max(number, (pending.last?.number ?? 0) + 1)
    while pending.count <= threads, next < number + UInt64(threads),
      next * UInt64(blockBytes) < file.byteCount
    {
      let start = next * UInt64(blockBytes)
      let (delimiter, quote) = (delimiter, quote)
      let (blockBytes, aheadBytes) = (UInt64(blockBytes), aheadBytes)
      pending.append(
        (
          next,
          PendingBlock { [file] in
            // The byte before the block tells whether a record begins with it.
            var block = try? file.block(
              from: start - 1, to: start + blockBytes, aheadBytes: aheadBytes)
            block?.guessRecords(delimiter: delimiter, quote: quote)
            return block
          }
        ))
      next += 1
    }
  }
}
