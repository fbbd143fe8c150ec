/// Turns the text of one input into records. A parser does no input or output: it is fed UTF-8 in pieces of any
/// size, cut anywhere, and appends what is complete to a batch.
protocol RecordParser {
  /// Names of the columns. Grows while JSON and XML are read; an index never changes its meaning.
  var columns: [String] { get }

  /// Reads a piece of the input.
  ///
  /// - Throws: `ReadError` only for what makes the rest of the input unreadable; a single bad record is a `Reject`.
  mutating func parse(_ chunk: Span<UInt8>, into batch: inout RecordBatch) throws(ReadError)

  /// Ends the input: what is still open becomes a record or a reject.
  mutating func finish(into batch: inout RecordBatch) throws(ReadError)

  /// Whether input waits because the batch is full; then an empty piece is to be parsed before more is read.
  var hasWaitingInput: Bool { get }

  /// What was bent to fit since the last call, with places as the parser counts them.
  mutating func takeWarnings() -> [ReadWarning]

  /// The bytes that part cells and quote them, if blocks of the text can be read each by itself.
  var blockSyntax: (delimiter: UInt8, quote: UInt8?)? { get }

  /// Reads a block into an empty batch, from a place where a record begins; says how far.
  mutating func parse(_ block: consuming TextBlock, from place: Int, into batch: inout RecordBatch)
    -> Int

  /// Where the next block is to begin in the text.
  var blockStart: RecordBatch.Position { get }

  /// Forgets what was read of a record that is not finished: it will come again.
  mutating func dropRest()
}

extension RecordParser {
  var hasWaitingInput: Bool { false }
  mutating func takeWarnings() -> [ReadWarning] { [] }

  var blockSyntax: (delimiter: UInt8, quote: UInt8?)? { nil }
  var blockStart: RecordBatch.Position { RecordBatch.Position(line: 1, byteOffset: 0) }
  mutating func dropRest() {}
  mutating func parse(_ block: consuming TextBlock, from place: Int, into batch: inout RecordBatch)
    -> Int
  { place }
}
