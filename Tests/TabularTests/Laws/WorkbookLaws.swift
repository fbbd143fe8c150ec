@testable import Tabular

/// Laws of workbooks: the cut of a sheet changes nothing. An input is the XML of a sheet, its shared texts, its styles
/// and its list of sheets, a NUL between them.
enum WorkbookLaws {
  static func broken(_ bytes: [UInt8], _ variant: Int) -> String? {
    let parts = bytes.split(separator: 0, omittingEmptySubsequences: false).map(Array.init)
    let pieces = InputLaws.pieces(bytes)
    let context = context(parts, [1 << 20])
    if let law = brokenContext(context, Self.context(parts, pieces)) { return law }
    var options = ReadOptions()
    switch variant {
    case 1: options.recordByteLimit = 60
    case 2: options.hasHeader = true
    case 3: options.hasHeader = false
    case 4: options.batchBytes = 10
    default: break
    }
    let sheet = parts.first ?? []
    let whole = read(sheet, context, options, [1 << 20])
    if let law = whole.broken(byteCount: sheet.count, lineCount: nil) { return law }
    let cut = read(sheet, context, options, pieces)
    return cut.withoutMessages.difference(from: whole.withoutMessages).map {
      "the cut changes nothing: \($0)"
    }
  }

  private static func read(
    _ sheet: [UInt8], _ context: SheetReader.Context, _ options: ReadOptions, _ pieces: [Int]
  ) -> Reading {
    let parser = SheetParser(context, window: sheet.span, options: options)
    return Reading(sheet, parser, pieces: pieces)
  }

  private static func context(_ parts: [[UInt8]], _ pieces: [Int]) -> SheetReader.Context {
    var context = SheetReader.Context()
    let styles = WorkbookStyles()
    let contents = WorkbookContents()
    let relationships = Relationships(folder: "xl/")
    for (part, handler) in zip(
      parts.dropFirst(),
      [context.strings, styles, contents, relationships] as [any XMLElementHandler])
    {
      let stream = XMLElementStream(handler)
      var at = 0
      var turn = 0
      while at < part.count {
        let end = min(part.count, at + pieces[turn % pieces.count])
        stream.parse(part.span.extracting(at..<end))
        at = end
        turn += 1
      }
      stream.finish()
    }
    context.formats = styles.formats
    context.countsFrom1904 = contents.countsFrom1904
    return context
  }

  private static func brokenContext(
    _ whole: SheetReader.Context, _ cut: SheetReader.Context
  ) -> String? {
    guard whole.formats == cut.formats else { return "the cut changes no format" }
    guard whole.strings.count == cut.strings.count else { return "the cut changes no shared text" }
    for index in 0..<whole.strings.count
    where whole.strings.range(index) != cut.strings.range(index) {
      return "the cut changes no shared text (\(index))"
    }
    return nil
  }
}
