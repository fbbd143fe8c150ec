#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// As many of the bytes as the system takes at once; `StateWriter.write` hides the name.
private func writeSome(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}

/// Puts sections together and writes them beside the file they are to replace.
struct StateWriter {
  private var entries: [StateFile.Entry] = []
  private var sections: [(_ body: (UnsafeRawBufferPointer) throws -> Void) throws -> Void] = []

  mutating func add<Element>(_ tag: UInt64, _ elements: Stored<Element>) {
    var checksum = StateChecksum()
    _ = elements.withParts { checksum.add(UnsafeRawBufferPointer($0)) }
    let length = elements.count * MemoryLayout<Element>.stride
    entries.append(
      StateFile.Entry(tag: tag, offset: 0, length: UInt64(length), checksum: checksum.value))
    sections.append { body in _ = try elements.withParts { try body(UnsafeRawBufferPointer($0)) } }
  }

  mutating func add<Element: BitwiseCopyable & Sendable>(_ tag: UInt64, _ elements: [Element]) {
    add(tag, Stored(elements))
  }

  /// Replaces the file at `path` as a whole, or leaves it as it was.
  mutating func write(to path: String) throws(StateError) {
    let staged = path + ".part"
    do {
      try write(staged: staged)
      guard rename(staged, path) == 0 else { throw StateWriter.failure() }
    } catch {
      unlink(staged)
      throw StateError(.unwritable, path, "cannot be written (\(error))")
    }
  }

  private struct Failure: Error, CustomStringConvertible { var description: String }

  private static func failure() -> Failure {
    Failure(description: String(cString: strerror(errno)))
  }

  private mutating func write(staged: String) throws {
    let descriptor = open(staged, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.failure() }
    var isOpen = true
    defer { if isOpen { close(descriptor) } }
    var offset = MemoryLayout<StateFile.Head>.stride
    offset += entries.count * MemoryLayout<StateFile.Entry>.stride
    for index in entries.indices {
      offset = Self.aligned(offset)
      entries[index].offset = UInt64(offset)
      offset += Int(entries[index].length)
    }
    var checksum = StateChecksum()
    entries.withUnsafeBytes { checksum.add($0) }
    var head = StateFile.Head()
    head.sections = UInt32(entries.count)
    head.length = UInt64(offset)
    head.checksum = checksum.value
    var place = 0
    func put(_ bytes: UnsafeRawBufferPointer) throws {
      var start = 0
      while start < bytes.count {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
        let count = writeSome(descriptor, rest)
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { throw Self.failure() }
        start += count
      }
      place += bytes.count
    }
    try withUnsafeBytes(of: head) { try put($0) }
    try entries.withUnsafeBytes { try put($0) }
    let zeros = [UInt8](repeating: 0, count: StateFile.alignment)
    for index in entries.indices {
      let gap = Int(entries[index].offset) - place
      try zeros.withUnsafeBytes { try put(UnsafeRawBufferPointer(rebasing: $0[..<gap])) }
      try sections[index](put)
    }
    isOpen = false
    guard close(descriptor) == 0 else { throw Self.failure() }
  }

  private static func aligned(_ offset: Int) -> Int {
    (offset + StateFile.alignment - 1) / StateFile.alignment * StateFile.alignment
  }
}
