/// A zip archive in a file that can be read anywhere: its members, and each as a stream of bytes.
///
/// Only the directory is held in memory.
final class ZipArchive {
  let path: String
  let entries: [ZipDirectory.Entry]
  /// The size of the archive as it is stored.
  let byteCount: UInt64
  private let file: FileDescriptor

  /// A directory of more bytes is refused; it would be that of some hundred thousand members.
  private static let directoryLimit: UInt64 = 32 << 20

  /// - Throws: `.malformed` where the directory is missing or damaged, `.unreadable` where reading fails.
  init(_ file: consuming FileDescriptor, path: String) throws(ReadError) {
    let fileBytes = file.byteCount ?? 0
    let tailBytes = Int(min(UInt64(ZipDirectory.tailBytes), fileBytes))
    let tail = try file.bytes(at: fileBytes - UInt64(tailBytes), count: tailBytes)
    let entries: [ZipDirectory.Entry]
    do throws(ZipDirectory.Damage) {
      let place = try ZipDirectory.find(in: tail.span, fileBytes: fileBytes)
      guard place.byteCount <= Self.directoryLimit else {
        throw ZipDirectory.Damage(
          problem: "the archive's directory has more than \(Self.directoryLimit >> 20) MiB")
      }
      let directory = Result { () throws(ReadError) in
        try file.bytes(at: place.start, count: Int(place.byteCount))
      }
      guard case .success(let bytes) = directory else {
        throw ZipDirectory.Damage(problem: "the archive's directory cannot be read")
      }
      entries = try ZipDirectory.entries(of: bytes.span, leadBytes: place.leadBytes)
    } catch {
      throw ReadError(
        .malformed, path: path, problem: error.problem,
        remedy: "copy or download the file again")
    }
    self.path = path
    self.entries = entries
    byteCount = fileBytes
    self.file = file
  }

  /// The member of a name, as packages spell it: with or without `/` in front, small or capital letters.
  func entry(named name: String) -> ZipDirectory.Entry? {
    let name = name.hasPrefix("/") ? String(name.dropFirst()) : name
    if let entry = entries.first(where: { $0.name == name }) { return entry }
    let folded = name.lowercased()
    return entries.first { $0.name.lowercased() == folded }
  }

  /// The bytes of the file behind a member's local header, from `offset` of the packed data on.
  func read(
    into target: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws(ReadError) -> Int {
    try file.read(into: target, at: offset)
  }

  /// Where a member's packed data begins.
  func dataStart(of entry: ZipDirectory.Entry) throws(ReadError) -> UInt64 {
    let (headerEnd, isTooFar) = entry.headerOffset.addingReportingOverflow(30)
    if !isTooFar, headerEnd <= byteCount {
      let header = try file.bytes(at: entry.headerOffset, count: 30)
      let start =
        headerEnd + UInt64(header.span.uint16(26)) + UInt64(header.span.uint16(28))
      if header.span.uint32(0) == 0x0403_4B50, start <= byteCount,
        entry.packedBytes <= byteCount - start
      {
        return start
      }
    }
    throw damage(entry, "does not stand where the archive's directory says")
  }

  func damage(_ entry: ZipDirectory.Entry, _ problem: String) -> ReadError {
    ReadError(
      .malformed, path: path, problem: "\(entry.name) in the archive \(problem)",
      remedy: "copy or download the file again")
  }
}
