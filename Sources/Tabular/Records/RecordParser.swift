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
}

extension RecordParser {
  var hasWaitingInput: Bool { false }
  mutating func takeWarnings() -> [ReadWarning] { [] }
}
