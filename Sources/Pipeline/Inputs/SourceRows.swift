internal import Store
internal import Tabular

/// The rows of an input as the store keeps them, batch by batch.
///
/// A file is read once: its rows go into the store, and whatever looks at them afterwards takes them from there, in this
/// run and in later ones.
struct SourceRows {
  let run: StoreRun
  let input: StoredInput

  /// Reads a file into the store, and shows each batch on its way.
  ///
  /// - Parameter observe: is shown the batches in their order, with the columns known so far.
  static func take(
    _ file: InputFile, country: String, mapping: InputMapping, into run: StoreRun,
    options: ReadOptions, threads: Int,
    progress: (_ fraction: Double?) -> Void,
    observe: (_ batch: RecordBatch, _ columns: [String]) -> Void
  ) throws -> (rows: SourceRows, form: InputForm) {
    var input = try run.addInput(name: file.name, country: country)
    var options = options
    options.threads = threads
    let form: InputForm
    do {
      var reader = try TableReader(path: file.path, options: options)
      var firstReject: Reject?
      var rejects = 0
      var ordinal = 0
      var isAtEnd = false
      while !isAtEnd {
        var batches: [RecordBatch] = []
        while batches.count < max(1, threads) {
          guard let batch = try reader.next() else {
            isAtEnd = true
            break
          }
          batches.append(batch)
        }
        let packed = parallelMap(batches, threads: threads) { PackedBlob.pack($0.packed()) }
        for (batch, bytes) in zip(batches, packed) {
          observe(batch, reader.columns)
          input.rows += batch.count + batch.rejects.count
          rejects += batch.rejects.count
          firstReject = firstReject ?? batch.rejects.first
          try run.add(bytes, ordinal: ordinal, to: input)
          ordinal += 1
        }
        progress(reader.byteCount.map { Double(reader.bytesRead) / Double(max(1, $0)) })
      }
      if let firstReject, rejects == input.rows {
        throw ReadError(
          .malformed, path: file.path, position: firstReject.position,
          problem: "nothing in it could be read as \(reader.dialect.format.rawValue) "
            + "(\(firstReject.message))",
          remedy: "check the file, or set its format with --format")
      }
      form = InputForm(reader, file: file.name, mapping: mapping)
    } catch let error as ReadError {
      throw PipelineError(error.naming(file.name))
    }
    input.form = try form.text()
    try run.finish(input)
    return (SourceRows(run: run, input: input), form)
  }

  /// Goes through the batches in their order.
  ///
  /// - Parameters:
  ///   - transform: is applied to several batches at a time, on up to `threads` threads.
  ///   - take: gets what came of each batch, in their order.
  func forEach<Result: Sendable>(
    threads: Int, _ transform: @Sendable (RecordBatch) -> Result,
    take: (Result) throws -> Void
  ) throws {
    var ordinal = 0
    while true {
      var blobs: [[UInt8]] = []
      while blobs.count < max(1, threads), let blob = try run.batch(ordinal, of: input) {
        blobs.append(blob)
        ordinal += 1
      }
      if blobs.isEmpty { return }
      let results = parallelMap(blobs, threads: threads) { blob -> Result? in
        (try? PackedBlob.unpack(blob)).flatMap { RecordBatch(packed: $0) }.map(transform)
      }
      for result in results {
        guard let result else { throw DamagedStore(what: "a batch of rows of \(input.name)") }
        try take(result)
      }
    }
  }
}
