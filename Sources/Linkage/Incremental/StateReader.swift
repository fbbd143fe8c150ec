/// The sections of a stored state, checked.
struct StateReader {
  private let path: String
  private let file: MappedFile
  private var entryOfTag: [UInt64: StateFile.Entry] = [:]

  init(path: String) throws(StateError) {
    self.path = path
    file = try MappedFile(path: path)
    let bytes = file.bytes
    let headSize = MemoryLayout<StateFile.Head>.stride
    guard bytes.count >= headSize,
      bytes.loadUnaligned(as: StateFile.Head.self).magic == StateFile.magic
    else { throw StateError(.notAState, path, "not a state that rollcall wrote") }
    let head = bytes.loadUnaligned(as: StateFile.Head.self)
    guard head.formatVersion == StateFile.formatVersion else {
      throw StateError(
        .otherFormat, path,
        "in format \(head.formatVersion), while this version reads \(StateFile.formatVersion)")
    }
    guard head.length == UInt64(bytes.count) else {
      throw StateError(
        .damaged, path, "damaged: \(bytes.count) bytes long, but \(head.length) were written")
    }
    let entrySize = MemoryLayout<StateFile.Entry>.stride
    let directoryEnd = headSize + Int(head.sections) * entrySize
    guard directoryEnd <= bytes.count else {
      throw StateError(.damaged, path, "damaged: its directory is cut off")
    }
    var checksum = StateChecksum()
    checksum.add(UnsafeRawBufferPointer(rebasing: bytes[headSize..<directoryEnd]))
    guard checksum.value == head.checksum else {
      throw StateError(.damaged, path, "damaged: its directory does not match its checksum")
    }
    for index in 0..<Int(head.sections) {
      let entry = bytes.loadUnaligned(
        fromByteOffset: headSize + index * entrySize, as: StateFile.Entry.self)
      guard entry.offset <= head.length, entry.length <= head.length - entry.offset else {
        throw StateError(.damaged, path, "damaged: section \(entry.tag) is cut off")
      }
      let range = Int(entry.offset)..<Int(entry.offset + entry.length)
      var checksum = StateChecksum()
      checksum.add(UnsafeRawBufferPointer(rebasing: bytes[range]))
      guard checksum.value == entry.checksum else {
        throw StateError(
          .damaged, path, "damaged: section \(entry.tag) does not match its checksum")
      }
      entryOfTag[entry.tag] = entry
    }
  }

  /// The array of a section, in the file.
  func array<Element: BitwiseCopyable & Sendable>(_ tag: UInt64) throws(StateError)
    -> Stored<Element>
  {
    guard let entry = entryOfTag[tag],
      let array = Stored<Element>(
        UnsafeRawBufferPointer(
          rebasing: file.bytes[Int(entry.offset)..<Int(entry.offset + entry.length)]), of: file)
    else { throw inconsistent }
    return array
  }

  var inconsistent: StateError {
    StateError(.damaged, path, "damaged: its parts do not fit together")
  }
}
