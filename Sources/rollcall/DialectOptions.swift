internal import ArgumentParser
internal import Tabular

/// Sets what is otherwise inferred of an input.
struct DialectOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Format of the inputs.", valueName: "csv|json|ndjson|xml"),
    transform: Self.format)
  var format: Format?

  @Option(help: ArgumentHelp("Encoding of the inputs, such as windows-1251.", valueName: "name"))
  var encoding: String?

  @Option(help: ArgumentHelp("Delimiter of CSV, one character or 'tab'.", valueName: "char"))
  var delimiter: String?

  @Option(help: ArgumentHelp("Quote of CSV, one character.", valueName: "char"))
  var quote: String?

  @Flag(inversion: .prefixedNo, help: "Whether the first record of CSV names the columns.")
  var header: Bool?

  @Option(
    help: ArgumentHelp(
      "Path to the repeated element of JSON or XML, such as data.contacts.", valueName: "path"))
  var recordPath: String?

  private static func format(_ name: String) throws -> Format {
    guard let format = Format(rawValue: name) else {
      throw ValidationError("'\(name)' is no format; write csv, json, ndjson or xml.")
    }
    return format
  }

  func readOptions() throws -> ReadOptions {
    var options = ReadOptions()
    options.format = format
    options.encoding = encoding
    options.delimiter = try character(delimiter, "--delimiter")
    options.quote = try character(quote, "--quote")
    options.hasHeader = header
    options.recordPath = recordPath.map {
      $0.isEmpty ? [] : $0.split(separator: ".").map(String.init)
    }
    return options
  }

  private func character(_ text: String?, _ option: String) throws -> UInt8? {
    guard let text else { return nil }
    if text == "tab" || text == "\\t" { return 0x09 }
    guard text.utf8.count == 1, let byte = text.utf8.first else {
      throw ValidationError("\(option) takes one ASCII character, or 'tab'.")
    }
    return byte
  }
}
