internal import ArgumentParser
internal import Foundation
internal import Pipeline
internal import Tabular

struct Read: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reads one file and writes its records cleanly.",
    discussion: """
      Examples:
        rollcall read export.csv
        rollcall read dump.xml --to jsonl
        rollcall read export.csv --dialect
        rollcall read contacts.xlsx --sheet "Kontakte 2024"
        rollcall read export.csv --columns "Full Name,Phone"
        rollcall read export.csv --rejects rejects.csv
        rollcall read export.csv --repairs repairs.csv
        rollcall read dump.json --strict
        rollcall read export.csv --account
      """)

  enum Target: String, ExpressibleByArgument, CaseIterable {
    case csv, jsonl
  }

  @Argument(help: "The file, or - for standard input.")
  var file: String

  @Option(help: ArgumentHelp("What to write.", valueName: "csv|jsonl"))
  var to = Target.csv

  @Option(
    name: .customLong("columns"),
    help: ArgumentHelp(
      "Write these columns only, in this order: names with commas between them.",
      valueName: "name,…"))
  var chosenColumns: String?

  @Flag(name: .customLong("dialect"), help: "Print what was inferred about the file, as JSON.")
  var printsDialect = false

  @Option(help: ArgumentHelp("File for what could not be read.", valueName: "file"))
  var rejects: String?

  @Option(
    help: ArgumentHelp(
      "File for the cells whose text was decoded wrongly before and was repaired: place, column, as they stood and as they were read.",
      valueName: "file"))
  var repairs: String?

  @Flag(help: "Write a header to CSV also where the file has none: column_1, column_2, ….")
  var names = false

  @Flag(
    name: .customLong("disarm-formulas"),
    help:
      "Write cells of CSV that a spreadsheet would run as a formula with an apostrophe before them, as clean does."
  )
  var disarmsFormulas = false

  @Flag(
    help:
      "Stop with exit code 65 at JSON or XML that is not well-formed, rather than go on after it.")
  var strict = false

  @Flag(
    name: .customLong("account"),
    help:
      "Print what became of every byte of the file, as JSON, rather than its records.")
  var printsAccount = false

  @Option(help: "Threads that read a file of CSV; the result does not depend on it.")
  var threads = 1

  @OptionGroup(title: "How the file is written") var dialect: DialectOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard (1...256).contains(threads) else {
      throw ValidationError("--threads takes a whole number from 1 to 256.")
    }
  }

  func run() throws {
    try common.reporting {
      var options = try dialect.readOptions()
      options.isStrict = strict
      options.acceptsWebPages = printsDialect
      options.threads = threads
      var reader = try TableReader(path: file, options: options)
      if printsDialect {
        // The first letters beyond ASCII may stand anywhere.
        while !reader.isEncodingSettled, try reader.next() != nil {}
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(reader.dialect), as: UTF8.self))
        return
      }
      if printsAccount {
        var account = ByteAccount()
        while let batch = try reader.next() { account.add(batch) }
        print(try AccountSummary(account, reader).json)
        return
      }
      let sink = try rejects.map { path throws(WriteError) in try FileSink(path: path) }
      try sink?.write(Self.rejectHeader)
      let repairSink = try repairs.map { path throws(WriteError) in try FileSink(path: path) }
      try repairSink?.write(
        Self.table([CellRepair.fileHeader] + reader.nameRepairRows(file: file)))
      var choice = chosenColumns.map { ColumnChoice($0) }
      if reader.dialect.format == .csv { try refuseUnknown(&choice, reader.columns) }
      // All but CSV name columns as they go: CSV with a header needs them all first.
      let needsNames = to == .csv && reader.dialect.format != .csv && choice == nil
      let columns = needsNames ? try allColumns() : choice?.names
      // A table without a header stays one: names that were made up are no part of it.
      let isNamed = reader.dialect.format != .csv || reader.dialect.hasHeader ?? true || names
      if to == .csv, isNamed { write(header: columns ?? reader.columns) }
      var rejected = 0
      while let batch = try reader.next() {
        let records = choice?.apply(to: batch, columns: reader.columns) ?? batch
        switch to {
        case .csv: writeCSV(records, width: columns?.count ?? reader.columns.count)
        case .jsonl: writeJSON(records, columns: choice?.names ?? reader.columns)
        }
        rejected += batch.rejects.count
        try sink?.write(Self.rows(batch.rejects, file: file))
        if let repairSink, !batch.repairs.isEmpty {
          try repairSink.write(Self.table(batch.repairRows(file: file, columns: reader.columns)))
        }
      }
      try sink?.close()
      try repairSink?.close()
      try refuseUnknown(&choice, reader.columns)
      for warning in reader.warnings { common.log("note", "\(file): \(warning.summary)") }
      if repairs == nil, reader.warnings.contains(where: { $0.kind == .misreadText }) {
        common.log("note", "\(file): name a file with --repairs to see every repaired cell")
      }
      if rejected > 0 {
        common.log(
          "note",
          "\(file): \(rejected) records could not be read; \(rejects.map { "they stand in \($0)" } ?? "name a file with --rejects to see them")"
        )
      }
    }
  }

  private func refuseUnknown(_ choice: inout ColumnChoice?, _ columns: [String]) throws {
    guard let unknown = choice?.unknown(in: columns).first else { return }
    throw ValidationError(
      "--columns: the input has no column '\(unknown)'; it has \(columns.joined(separator: ", ")).")
  }

  private func allColumns() throws -> [String] {
    guard file != "-" else {
      throw ValidationError(
        "Only CSV names its columns first: for other formats from - use --to jsonl.")
    }
    var options = try dialect.readOptions()
    options.isStrict = strict
    var reader = try TableReader(path: file, options: options)
    while try reader.next() != nil {}
    return reader.columns
  }

  private func write(header: [String]) {
    var writer = CSVWriter(disarmsFormulas: disarmsFormulas)
    if !header.isEmpty { writer.row(header) }
    emit(writer.bytes)
  }

  private func writeCSV(_ batch: RecordBatch, width: Int) {
    var writer = CSVWriter(disarmsFormulas: disarmsFormulas)
    writer.rows(of: batch, columnCount: width)
    emit(writer.bytes)
  }

  private func writeJSON(_ batch: RecordBatch, columns: [String]) {
    var writer = JSONLineWriter()
    writer.objects(of: batch, columns: columns)
    emit(writer.bytes)
  }

  private static let rejectHeader = table([
    ["source_file", "source_line", "source_byte", "reason", "message", "raw"]
  ])

  private static func rows(_ rejects: [Reject], file: String) -> [UInt8] {
    table(
      rejects.map { reject in
        [
          file, "\(reject.position.line)", "\(reject.position.byteOffset)",
          reject.reason.rawValue, reject.message, reject.raw,
        ]
      })
  }

  private static func table(_ rows: [[String]]) -> [UInt8] {
    var writer = CSVWriter()
    for row in rows { writer.row(row) }
    return writer.bytes
  }
}

/// Writes bytes to standard output.
func emit(_ bytes: [UInt8]) {
  var written = 0
  while written < bytes.count {
    let count = bytes[written...].withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    if count < 0 {
      if errno == EINTR { continue }
      Foundation.exit(EX_IOERR)
    }
    written += count
  }
}
