/// Makes the parser for a format that is not CSV, and says where in the input the records stand.
enum ParserChoice {
  /// The format that is set, if it fits, or inferred.
  static func format(
    of window: Span<UInt8>, isWorkbook: Bool, path: String, options: ReadOptions
  ) throws(ReadError) -> Format {
    let format = options.format ?? (isWorkbook ? .xlsx : FormatInference.guess(window))
    guard (format == .xlsx) == isWorkbook else {
      throw ReadError(
        .invalidOption, path: path,
        problem: isWorkbook
          ? "it is an Excel workbook, not \(format.rawValue)" : "it is no Excel workbook (.xlsx)",
        remedy: "leave the format to be inferred")
    }
    return format
  }

  /// - Parameter window: decoded text for JSON, the bytes as stored for XML, whose parser decodes by itself.
  static func structured(
    _ format: Format, window: Span<UInt8>, path: String, options: ReadOptions
  ) throws(ReadError) -> (parser: any RecordParser, recordPath: [String]) {
    if format == .xml {
      let parser = try XMLRecordParser(
        recordPath: options.recordPath, window: window, path: path, options: options)
      return (parser, parser.recordPath)
    }
    if format == .vcard {
      return (VCardParser(recordByteLimit: options.recordByteLimit), [])
    }
    let parser = JSONRecordParser(
      recordPath: options.recordPath, window: window, options: options)
    return (parser, parser.recordPath)
  }
}
