/// The bytes of the table in an input: the input itself, the one member of a zip archive, or the chosen sheet of a
/// workbook, whose other parts are read at once.
struct TableSource: ~Copyable {
  private var stream: ByteSource
  /// What was looked at and not yet handed on: `head[headStart...]`.
  private var head: [UInt8]
  private var headStart: Int
  private let member: ZipMember?
  private let archiveBytes: UInt64

  /// The sheet, if the input is a workbook.
  let sheet: Workbook.Sheet?
  /// The name of the member that is read of an archive.
  let archiveMember: String?
  let isGzipped: Bool

  /// Bytes read of the input as it is stored.
  var bytesRead: UInt64 {
    switch member {
    case .some(let member): archiveBytes - min(archiveBytes, member.unreadBytes)
    case .none: stream.bytesRead
    }
  }
  /// The size of an input that can be read ahead: a plain file.
  var seekableByteCount: UInt64? { member == nil && !isGzipped ? stream.byteCount : nil }

  /// Bytes of such an input, ahead of reading.
  func peek(at offset: UInt64, count: Int) -> [UInt8]? {
    member == nil ? stream.peek(at: offset, count: count) : nil
  }

  /// How many times larger the text is than what it was packed into, so far; `nil` where nothing is packed or it is short.
  var inflationRatio: UInt64? {
    let (packed, made) =
      switch member {
      case .some(let member): (member.entry.packedBytes - member.unreadBytes, member.madeCount)
      case .none: (stream.bytesRead, stream.madeCount)
      }
    return made > Self.ratioGraceBytes ? made / max(1, packed) : nil
  }
  private static let ratioGraceBytes: UInt64 = 16 << 20

  var byteCount: UInt64? { member == nil ? stream.byteCount : archiveBytes }
  var trailingGarbageOffset: UInt64? { stream.trailingGarbageOffset }

  /// Opens a file, or standard input for `-`, and looks into it if it is an archive.
  ///
  /// - Parameter sheet: the sheet to read of a workbook: its name, or its number from 1.
  init(path: String, sheet sheetName: String? = nil) throws(ReadError) {
    var stream = try ByteSource(path: path)
    var head = [UInt8](repeating: 0, count: 4)
    var count = 0
    while count < 4 {
      let step: Int
      do throws(ReadError) {
        step = try stream.read(into: &head, at: count)
      } catch {
        // The damage comes again when reading goes on; what stands before it is still worth reading.
        guard count > 0 else { throw error }
        break
      }
      if step == 0 { break }
      count += step
    }
    head.removeLast(4 - count)
    var content: Content?
    if Self.isArchive(head) {
      let archive = try ZipArchive(Self.randomAccess(&stream, head: head), path: path)
      content = try Self.content(of: archive, sheetName, isNested: false)
      content?.archiveBytes = archive.byteCount
    }
    isGzipped = stream.isGzipped
    archiveBytes = content?.archiveBytes ?? 0
    sheet = content?.sheet
    member = content?.member
    archiveMember = content?.name
    self.head = content?.head ?? head
    headStart = 0
    self.stream = stream
  }

  /// Fills `target` from `start` on, at most up to `limit`; see `ByteSource.read`.
  mutating func read(
    into target: inout [UInt8], at start: Int, limit: Int = .max
  ) throws(ReadError) -> Int {
    let limit = min(limit, target.count)
    if headStart < head.count, start < limit {
      let count = min(head.count - headStart, limit - start)
      target.replaceSubrange(start..<start + count, with: head[headStart..<headStart + count])
      headStart += count
      return count
    }
    if let member { return try member.read(into: &target, at: start, limit: limit) }
    return try stream.read(into: &target, at: start, limit: limit)
  }

  /// The input with a life of its own, if it is a file that is no archive and can be read anywhere.
  func plainFile() throws(ReadError) -> FileDescriptor? {
    member == nil ? try stream.duplicatedFile() : nil
  }

  /// A member comes first, or the end of an archive that has none.
  private static func isArchive(_ head: [UInt8]) -> Bool {
    head == [0x50, 0x4B, 0x03, 0x04] || head == [0x50, 0x4B, 0x05, 0x06]
  }

  /// The input as a file that can be read anywhere: itself, or a copy of what comes from a pipe or out of gzip.
  private static func randomAccess(
    _ stream: inout ByteSource, head: [UInt8]
  ) throws(ReadError) -> FileDescriptor {
    if let file = try stream.duplicatedFile() { return file }
    var isFirst = true
    return try FileDescriptor.spooling(path: stream.path) { (buffer) throws(ReadError) in
      if isFirst {
        isFirst = false
        buffer.replaceSubrange(0..<head.count, with: head)
        return head.count
      }
      return try stream.read(into: &buffer, at: 0)
    }
  }

  private struct Content {
    var sheet: Workbook.Sheet?
    var member: ZipMember
    var name: String?
    var head: [UInt8] = []
    var archiveBytes: UInt64 = 0
  }

  /// What is read of an archive.
  private static func content(
    of archive: ZipArchive, _ sheetName: String?, isNested: Bool
  ) throws(ReadError) -> Content {
    if Workbook.isPackage(archive) {
      let sheet = try Workbook(archive).sheet(named: sheetName)
      return Content(sheet: sheet, member: sheet.cells, name: nil)
    }
    let entry = try onlyMember(of: archive)
    let member = try ZipMember(entry, of: archive)
    var head = [UInt8](repeating: 0, count: 4)
    var count = 0
    while count < 4 {
      let step = try member.read(into: &head, at: count)
      if step == 0 { break }
      count += step
    }
    head.removeLast(4 - count)
    guard isArchive(head) else {
      return Content(sheet: nil, member: member, name: entry.name, head: head)
    }
    guard !isNested else {
      throw ReadError(
        .unsupported, path: archive.path, problem: "it is an archive in an archive in an archive",
        remedy: "unpack it and read the file inside")
    }
    var isFirst = true
    let file = try FileDescriptor.spooling(path: archive.path) { (buffer) throws(ReadError) in
      if isFirst {
        isFirst = false
        buffer.replaceSubrange(0..<head.count, with: head)
        return head.count
      }
      return try member.read(into: &buffer, at: 0)
    }
    var content = try content(
      of: ZipArchive(file, path: archive.path), sheetName, isNested: true)
    content.name = content.name.map { "\(entry.name)/\($0)" } ?? entry.name
    return content
  }

  /// The one file of an archive; what systems put beside it does not count.
  private static func onlyMember(of archive: ZipArchive) throws(ReadError) -> ZipDirectory.Entry {
    if archive.entry(named: "mimetype") != nil, archive.entry(named: "content.xml") != nil {
      throw ReadError(
        .unsupported, path: archive.path,
        problem: "this is an OpenDocument file (.ods or alike), which is not read",
        remedy: "open it in a spreadsheet and save it as .xlsx or CSV UTF-8")
    }
    let files = archive.entries.filter { entry in
      let file = entry.name.split(separator: "/").last ?? ""
      return !entry.isFolder && !entry.name.hasPrefix("__MACOSX/") && !file.hasPrefix("._")
        && file != ".DS_Store" && file.lowercased() != "thumbs.db"
    }
    if files.count == 1 { return files[0] }
    guard !files.isEmpty else {
      throw ReadError(
        .unsupported, path: archive.path, problem: "the ZIP archive holds no file",
        remedy: "check whether the export was complete")
    }
    if let stray = files.first(where: { Self.leavesFolder($0.name) }) {
      throw ReadError(
        .unsupported, path: archive.path,
        problem: "the ZIP archive holds \(stray.name.suffix(100)), a path that leads out of the "
          + "folder it would be unpacked to, beside \(files.count - 1) others",
        remedy: "do not trust the archive; ask for a new one")
    }
    var names = files.prefix(10).map { String($0.name.suffix(100)) }.joined(separator: ", ")
    if files.count > 10 { names += " and \(files.count - 10) more" }
    throw ReadError(
      .unsupported, path: archive.path,
      problem: "the ZIP archive holds \(files.count) files: \(names)",
      remedy: "unpack it with unzip and name the files to read")
  }

  private static func leavesFolder(_ name: String) -> Bool {
    name.hasPrefix("/") || name.split(separator: "/").contains("..")
  }
}
