/// An Excel workbook (`.xlsx`, `.xlsm`; ECMA-376): which sheets it has, and what is needed to read one of them.
///
/// The parts besides the sheet are held in memory, above all the shared texts; the sheet itself is a stream.
struct Workbook {
  private let archive: ZipArchive
  private let contents = WorkbookContents()
  private let relationships: Relationships

  /// A part other than the shared texts is small.
  private static let partLimit: UInt64 = 64 << 20

  var sheetNames: [String] { contents.sheets.map(\.name) }

  /// Whether an archive is a package of Office at all.
  static func isPackage(_ archive: ZipArchive) -> Bool {
    archive.entry(named: "[Content_Types].xml") != nil
      || archive.entry(named: "xl/workbook.xml") != nil
  }

  /// - Throws: `.unsupported` for what is another kind of document, `.malformed` for a damaged one.
  init(_ archive: ZipArchive) throws(ReadError) {
    self.archive = archive
    let root = Relationships(folder: "")
    if let entry = archive.entry(named: "_rels/.rels") {
      try Self.read(entry, of: archive, into: root)
    }
    let path = root.path(kind: "officeDocument") ?? "xl/workbook.xml"
    guard let entry = archive.entry(named: path), path.lowercased().hasSuffix(".xml") else {
      throw Self.unsupported(archive)
    }
    var steps = path.split(separator: "/")
    let file = steps.popLast() ?? ""
    let folder = steps.map { $0 + "/" }.joined()
    relationships = Relationships(folder: folder)
    try Self.read(entry, of: archive, into: contents)
    if let entry = archive.entry(named: "\(folder)_rels/\(file).rels") {
      try Self.read(entry, of: archive, into: relationships)
    }
    if contents.sheets.isEmpty { throw Self.unsupported(archive) }
  }

  private static func unsupported(_ archive: ZipArchive) -> ReadError {
    let kinds = [
      ("word/", "a Word document", "copy its table into a spreadsheet and save that as CSV UTF-8"),
      ("ppt/", "a presentation", "name the file that holds the contacts"),
      (
        "xl/workbook.bin", "a binary Excel workbook (.xlsb)",
        "open it in a spreadsheet and save it as .xlsx or CSV UTF-8"
      ),
    ]
    for (sign, name, remedy) in kinds
    where archive.entries.contains(where: { $0.name.hasPrefix(sign) }) {
      return ReadError(
        .unsupported, path: archive.path, problem: "this is \(name), not a table", remedy: remedy)
    }
    return ReadError(
      .malformed, path: archive.path, problem: "the workbook has no list of sheets",
      remedy: "open it in a spreadsheet and save it again")
  }

  /// Chooses a sheet by its name or, if none has it, by its number from 1; without a name the first visible one.
  ///
  /// - Throws: `.invalidOption` where there is no such sheet.
  func sheet(named name: String?) throws(ReadError) -> Sheet {
    let tables = contents.sheets.filter { sheet in
      relationships.path(id: sheet.relationship, kind: "worksheet") != nil
    }
    var chosen = tables.first { !$0.isHidden } ?? tables.first
    if let name {
      let folded = name.lowercased()
      chosen =
        tables.first { $0.name == name } ?? tables.first { $0.name.lowercased() == folded }
      if chosen == nil, let number = Int(name), contents.sheets.indices.contains(number - 1) {
        chosen = contents.sheets[number - 1]
      }
    }
    guard let chosen else {
      let names = tables.prefix(20).map { "\"\($0.name.prefix(64))\"" }.joined(separator: ", ")
      throw name.map {
        ReadError(
          .invalidOption, path: archive.path, problem: "the workbook has no sheet \"\($0)\"",
          remedy: "name one of \(names)")
      }
        ?? ReadError(
          .unsupported, path: archive.path, problem: "the workbook has no sheet with cells",
          remedy: "check whether it is the right file")
    }
    guard let path = relationships.path(id: chosen.relationship, kind: "worksheet"),
      let entry = archive.entry(named: path)
    else {
      throw ReadError(
        .malformed, path: archive.path,
        problem: "the sheet \"\(chosen.name)\" is missing in the workbook",
        remedy: "name another one with --sheet, or save the workbook again in a spreadsheet")
    }
    return Sheet(
      name: chosen.name, cells: try ZipMember(entry, of: archive), context: try context())
  }

  struct Sheet {
    var name: String
    /// Its XML.
    var cells: ZipMember
    var context: SheetReader.Context
  }

  private func context() throws(ReadError) -> SheetReader.Context {
    var context = SheetReader.Context()
    context.countsFrom1904 = contents.countsFrom1904
    if let path = relationships.path(kind: "styles"), let entry = archive.entry(named: path) {
      let styles = WorkbookStyles()
      try Self.read(entry, of: archive, into: styles)
      context.formats = styles.formats
    }
    if let path = relationships.path(kind: "sharedStrings"), let entry = archive.entry(named: path)
    {
      try Self.read(entry, of: archive, into: context.strings, limit: .max) {
        context.strings.isOverLimit
      }
    }
    return context
  }

  private static func read(
    _ entry: ZipDirectory.Entry, of archive: ZipArchive, into handler: any XMLElementHandler,
    limit: UInt64 = partLimit, isOverLimit: () -> Bool = { false }
  ) throws(ReadError) {
    let member = try ZipMember(entry, of: archive)
    let stream = XMLElementStream(handler)
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = try member.read(into: &buffer, at: 0)
      if count == 0 { break }
      stream.parse(buffer.span.extracting(0..<count))
      guard member.madeCount <= limit, !isOverLimit() else {
        throw ReadError(
          .unsupported, path: archive.path,
          problem: "\(entry.name) in the workbook is larger than is read",
          remedy: "save the sheet as CSV UTF-8 and read that")
      }
      if stream.hasEnded { break }
    }
    stream.finish()
    if let failure = stream.failure {
      throw ReadError(
        .malformed, path: archive.path,
        problem:
          "\(entry.name) in the workbook is damaged at byte \(failure.byteOffset): \(failure.message)",
        remedy: "open it in a spreadsheet and save it again")
    }
  }
}
