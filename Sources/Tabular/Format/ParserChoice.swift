/// Makes the parser for a format that is not CSV, and says where in the input the records stand.
enum ParserChoice {
  /// - Parameter window: decoded text for JSON, the bytes as stored for XML, whose parser decodes by itself.
  static func structured(
    _ format: Format, window: Span<UInt8>, path: String, options: ReadOptions
  ) throws(ReadError) -> (parser: any RecordParser, recordPath: [String]) {
    if format == .xml {
      let parser = try XMLRecordParser(
        recordPath: options.recordPath, window: window, path: path, options: options)
      return (parser, parser.recordPath)
    }
    let parser = JSONRecordParser(
      recordPath: options.recordPath, window: window, options: options)
    return (parser, parser.recordPath)
  }
}
