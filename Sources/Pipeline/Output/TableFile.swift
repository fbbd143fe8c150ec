internal import Tabular

/// A CSV file of the result: RFC 4180, UTF-8, formulas disarmed.
struct TableFile: ~Copyable {
  private let sink: FileSink
  private var writer = CSVWriter(disarmsFormulas: true)

  private static let flushBytes = 128 << 10

  init(path: String, header: [String]) throws(WriteError) {
    sink = try FileSink(path: path)
    writer.row(header)
  }

  mutating func row(_ cells: [String]) throws(WriteError) {
    writer.row(cells)
    if writer.bytes.count > Self.flushBytes { try flush() }
  }

  /// Adds rows that a `CSVWriter` has written.
  mutating func rows(_ bytes: [UInt8]) throws(WriteError) {
    try flush()
    try sink.write(bytes)
  }

  /// Brings everything to the disk.
  mutating func close() throws(WriteError) {
    try flush()
    try sink.close()
  }

  private mutating func flush() throws(WriteError) {
    try sink.write(writer.bytes)
    writer.removeAll()
  }
}
