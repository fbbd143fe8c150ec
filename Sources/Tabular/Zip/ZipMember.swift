/// The bytes of one member of an archive, in pieces, checked against the size and checksum that the archive states.
///
/// Memory does not grow with the member, and no more is made than the archive states.
final class ZipMember {
  let entry: ZipDirectory.Entry
  private let archive: ZipArchive
  private let inflater: Inflater?
  /// Packed bytes read and not yet used: `packed[packedStart ..< packedEnd]`.
  private var packed: [UInt8]
  private var packedStart = 0
  private var packedEnd = 0
  private var nextOffset: UInt64
  private var packedLeft: UInt64
  private var checksum = Checksum()
  private(set) var madeCount: UInt64 = 0
  private var isAtEnd = false

  private static let chunkBytes = 64 << 10

  /// Packed bytes that were not read yet.
  var unreadBytes: UInt64 { packedLeft }

  /// - Throws: `.unsupported` for a member that is encrypted or packed in another way than by deflate,
  ///   `.malformed` where it does not stand where the directory says.
  init(_ entry: ZipDirectory.Entry, of archive: ZipArchive) throws(ReadError) {
    guard !entry.isEncrypted else {
      throw ReadError(
        .unsupported, path: archive.path,
        problem: "\(entry.name) in the archive is encrypted with a password",
        remedy: "unpack it, for example with 7z x, and read the file inside")
    }
    guard entry.method == 0 || entry.method == 8 else {
      throw ReadError(
        .unsupported, path: archive.path,
        problem:
          "\(entry.name) in the archive is packed with \(Self.name(ofMethod: entry.method)), "
          + "which is not read",
        remedy: "unpack it, for example with 7z x, and read the file inside")
    }
    nextOffset = try archive.dataStart(of: entry)
    // Where zlib gets no memory, the first step says so.
    inflater = entry.method == 8 ? Inflater(.raw) : nil
    self.entry = entry
    self.archive = archive
    packedLeft = entry.packedBytes
    packed = [UInt8](repeating: 0, count: Int(min(UInt64(Self.chunkBytes), entry.packedBytes)))
  }

  /// Fills `target` from `start` on, at most up to `limit`, as far as one step goes.
  ///
  /// - Returns: the number of bytes written; 0 only at the end of the member.
  /// - Throws: `.malformed` where the member is corrupt, `.unreadable` where reading fails.
  func read(into target: inout [UInt8], at start: Int, limit: Int = .max) throws(ReadError) -> Int {
    let limit = min(limit, target.count)
    guard start < limit else { return 0 }
    while !isAtEnd {
      if packedStart == packedEnd, packedLeft > 0 { try refill() }
      let made = try step(into: &target, at: start, limit: limit)
      madeCount += UInt64(made)
      guard madeCount <= entry.byteCount else {
        throw archive.damage(entry, "has more than the \(entry.byteCount) bytes that it states")
      }
      if made > 0 {
        target.withUnsafeBytes {
          checksum.add(UnsafeRawBufferPointer(rebasing: $0[start..<start + made]))
        }
        return made
      }
    }
    return 0
  }

  private func step(
    into target: inout [UInt8], at start: Int, limit: Int
  ) throws(ReadError) -> Int {
    switch inflater {
    case .some(let inflater):
      let step = packed.withUnsafeBytes { input in
        target.withUnsafeMutableBytes { output in
          inflater.inflate(
            UnsafeRawBufferPointer(rebasing: input[packedStart..<packedEnd]),
            into: UnsafeMutableRawBufferPointer(rebasing: output[start..<limit]))
        }
      }
      packedStart += step.taken
      switch step.outcome {
      case .progress:
        if step.made == 0, step.taken == 0, packedLeft == 0 {
          throw archive.damage(entry, "breaks off after \(madeCount) bytes of text")
        }
      case .memberEnd:
        if step.made == 0 { try finish() }
      case .corrupt(let reason):
        // What was inflated before the damage is handed on first; the next step meets it again.
        if step.made == 0 {
          throw archive.damage(entry, "is corrupt after \(madeCount) bytes of text (\(reason))")
        }
      }
      return step.made
    case .none:
      guard entry.method == 0 else {
        throw ReadError(
          .unreadable, path: archive.path, problem: "there is no memory to inflate it",
          remedy: "unpack it first")
      }
      let count = min(packedEnd - packedStart, limit - start)
      if count == 0 { try finish() }
      target.replaceSubrange(
        start..<start + count, with: packed[packedStart..<packedStart + count])
      packedStart += count
      return count
    }
  }

  private func finish() throws(ReadError) {
    isAtEnd = true
    guard madeCount == entry.byteCount else {
      throw archive.damage(
        entry, "has \(madeCount) bytes where the archive states \(entry.byteCount)")
    }
    guard checksum.value == entry.crc else {
      throw archive.damage(entry, "does not have the checksum that the archive states")
    }
  }

  private func refill() throws(ReadError) {
    let count = Int(min(UInt64(packed.count), packedLeft))
    let offset = nextOffset
    let archive = archive
    let result: Result<Int, ReadError> = packed.withUnsafeMutableBytes { bytes in
      do throws(ReadError) {
        return .success(
          try archive.read(
            into: UnsafeMutableRawBufferPointer(rebasing: bytes[..<count]), at: offset))
      } catch {
        return .failure(error)
      }
    }
    let read = try result.get()
    guard read > 0 else { throw archive.damage(entry, "breaks off: the file was cut meanwhile") }
    packedStart = 0
    packedEnd = read
    packedLeft -= UInt64(read)
    nextOffset += UInt64(read)
  }

  private static func name(ofMethod method: UInt16) -> String {
    switch method {
    case 1...6: "an early method of PKZIP (\(method))"
    case 9: "Deflate64"
    case 12: "bzip2"
    case 14: "LZMA"
    case 20, 93: "Zstandard"
    case 95: "xz"
    case 98: "PPMd"
    case 99: "AES encryption"
    default: "method \(method)"
    }
  }
}
