internal import ArgumentParser
internal import Tabular

/// Sets what is otherwise inferred of an input.
struct DialectOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Format of the inputs.", valueName: "csv|json|ndjson|xml|xlsx|vcard"),
    transform: Self.format)
  var format: Format?

  @Option(help: ArgumentHelp("Encoding of the inputs, such as windows-1251.", valueName: "name"))
  var encoding: String?

  @Option(
    help: ArgumentHelp(
      "Delimiter of CSV, one or more characters; 'tab' or 'space' for those.", valueName: "text"))
  var delimiter: String?

  @Option(help: ArgumentHelp("Quote of CSV, one character, or 'none'.", valueName: "char"))
  var quote: String?

  @Option(
    help: ArgumentHelp(
      "Escape of CSV, one character, or 'none' where quotes are doubled.", valueName: "char"))
  var escape: String?

  @Option(
    help: ArgumentHelp(
      "What alone ends a record of CSV; other line ends are then text.", valueName: "lf|crlf|cr"),
    transform: Self.newline)
  var newline: String?

  @Option(
    name: .customLong("null"),
    help: ArgumentHelp(
      "Text of a cell of CSV that means no value, or 'none' (default: \\N where it stands).",
      valueName: "text"))
  var nullText: String?

  @Option(help: ArgumentHelp("Leave out lines of CSV that begin so, or 'none'.", valueName: "char"))
  var comment: String?

  @Option(help: ArgumentHelp("Lines of CSV before the header.", valueName: "count"))
  var skipLines: Int?

  @Flag(
    inversion: .prefixedNo,
    help: "Whether the first record of CSV, or the first full row of a sheet, names the columns.")
  var header: Bool?

  @Option(help: ArgumentHelp("Records of CSV that name the columns together.", valueName: "count"))
  var headerRows: Int?

  @Flag(
    inversion: .prefixedNo, help: "Whether records of CSV that do not fit are mended where proven.")
  var mend = true

  @Flag(
    inversion: .prefixedNo,
    help: "Whether of several tables in one CSV only the first is read, and headers only once.")
  var oneTable = true

  @Option(
    help: ArgumentHelp(
      "Path to the repeated element of JSON or XML, such as data.contacts.", valueName: "path"))
  var recordPath: String?

  @Option(
    help: ArgumentHelp(
      "Sheet of an Excel workbook, by name or number (default: the first visible one).",
      valueName: "name"))
  var sheet: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Whether text that was decoded wrongly before, such as JosÃ©, is repaired.")
  var repairText = true

  private static func format(_ name: String) throws -> Format {
    guard let format = Format(rawValue: name) else {
      throw ValidationError("'\(name)' is no format; write csv, json, ndjson, xml, xlsx or vcard.")
    }
    return format
  }

  private static func newline(_ name: String) throws -> String {
    switch name.lowercased() {
    case "lf": return "\n"
    case "crlf": return "\r\n"
    case "cr": return "\r"
    default: throw ValidationError("'\(name)' is no line end; write lf, crlf or cr.")
    }
  }

  func readOptions() throws -> ReadOptions {
    var options = ReadOptions()
    options.format = format
    options.encoding = encoding
    options.delimiter = try delimiter.map(delimiterText)
    options.quote = try character(quote, "--quote")
    options.escape = try character(escape, "--escape")
    options.newline = newline
    options.nullText = nullText.map { $0 == "none" ? "" : $0 }
    options.comment = try character(comment, "--comment")
    options.skippedLines = try count(skipLines, "--skip-lines", from: 0)
    options.headerRows = try count(headerRows, "--header-rows", from: 1)
    options.mendsRecords = mend
    options.separatesTables = oneTable
    options.hasHeader = header
    options.sheet = sheet
    options.repairsMisreadText = repairText
    options.recordPath = recordPath.map {
      $0.isEmpty ? [] : $0.split(separator: ".").map(String.init)
    }
    return options
  }

  private func delimiterText(_ text: String) throws -> String {
    switch text {
    case "tab", "\\t": return "\t"
    case "space": return " "
    default: break
    }
    guard !text.isEmpty, text.utf8.allSatisfy({ $0 != 0x0A && $0 != 0x0D }) else {
      throw ValidationError("--delimiter takes one or more characters, 'tab' or 'space'.")
    }
    return text
  }

  /// One ASCII character; empty for `none`.
  private func character(_ text: String?, _ option: String) throws -> String? {
    guard let text else { return nil }
    if text == "none" { return "" }
    guard text.utf8.count == 1 else {
      throw ValidationError("\(option) takes one ASCII character, or 'none'.")
    }
    return text
  }

  private func count(_ number: Int?, _ option: String, from least: Int) throws -> Int? {
    guard let number else { return nil }
    guard number >= least else {
      throw ValidationError("\(option) takes a number from \(least) on.")
    }
    return number
  }
}
