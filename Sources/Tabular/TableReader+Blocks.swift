/// Reading a plain file of UTF-8 block by block, without a copy of its text between the file and the batch.
extension TableReader {
  /// Reads the next block; false if it must be read in pieces instead, or has no record.
  mutating func readBlock(into batch: inout RecordBatch) throws(ReadError) -> Bool {
    var extraBytes = 0
    while true {
      guard let block = try blocks?.block(at: fileOffset, extraBytes: extraBytes) else {
        return false
      }
      // The first letters beyond ASCII tell which encoding it is, and lines in another one are decoded apart.
      guard block.finding.isValid, isEncodingSettled || block.finding.isASCII else {
        decoder.goOn(
          at: fileOffset, text: fileOffset - UInt64(markBytes), line: parser.blockStart.line)
        readsBlocks = false
        // Where something is no UTF-8, the rest is read in pieces too.
        mayReadBlocks = block.finding.isValid
        rawCount = 0
        return false
      }
      let before = batch.extent
      let place = block.place(of: fileOffset)
      let (end, isFinal) = (block.end, block.isFinal)
      let done = parser.parse(block, from: place, into: &batch)
      fileOffset += UInt64(done - place)
      if isFinal, done == end { isFinished = true }
      settle(&batch, from: before)
      if done > place || isFinished { return !batch.isEmpty || isFinished }
      // Its first record goes on behind the block.
      extraBytes = max(extraBytes * 2, 1 << 16)
    }
  }

  /// Goes over to blocks again once pieces of the text are what stands in the file.
  mutating func resumeBlocks() {
    guard mayReadBlocks, !isAtEnd, isEncodingSettled, decoder.isPassingThrough else { return }
    readsBlocks = true
    // What was read beyond the last record comes again.
    parser.dropRest()
    fileOffset = parser.blockStart.byteOffset + UInt64(markBytes)
    rawCount = 0
  }
}
