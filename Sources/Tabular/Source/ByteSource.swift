/// The bytes of one input, inflated if it is gzip, in pieces: memory does not grow with the file.
struct ByteSource: ~Copyable {
  private let file: FileDescriptor
  private let inflater: Inflater?
  /// Bytes read from the file and not yet handed on or inflated: `stored[storedStart ..< storedEnd]`.
  private var stored: [UInt8]
  private var storedStart = 0
  private var storedEnd = 0
  private var reachedEnd = false
  private var isInsideMember = true
  /// Bytes inflated so far.
  private(set) var madeCount: UInt64 = 0

  /// Bytes read from the file as it is stored.
  private(set) var bytesRead: UInt64 = 0
  /// Where bytes that are no gzip follow the last member; they are left out.
  private(set) var trailingGarbageOffset: UInt64?

  private static let chunkBytes = 256 << 10

  var path: String { file.path }
  var byteCount: UInt64? { file.byteCount }
  let isGzipped: Bool

  /// Opens a file, or standard input for `-`, and looks at its first bytes.
  init(path: String) throws(ReadError) {
    let file = try FileDescriptor.reading(path)
    var stored = [UInt8](repeating: 0, count: Self.chunkBytes)
    var end = 0
    var isAtEnd = false
    while end < 2, !isAtEnd {
      let count = try Self.read(file, into: &stored, at: end, limit: stored.count)
      isAtEnd = count == 0
      end += count
    }
    self.file = file
    isGzipped = end >= 2 && stored[0] == 0x1F && stored[1] == 0x8B
    inflater = isGzipped ? Inflater(.gzip) : nil
    self.stored = stored
    storedEnd = end
    reachedEnd = isAtEnd
    bytesRead = UInt64(end)
  }

  /// The file with a life of its own, if it is a plain one that can be read anywhere.
  func duplicatedFile() throws(ReadError) -> FileDescriptor? {
    isGzipped || byteCount == nil ? nil : try file.duplicated()
  }

  /// Bytes of a plain file ahead of reading; `nil` where there are not as many.
  func peek(at offset: UInt64, count: Int) -> [UInt8]? {
    guard !isGzipped, byteCount != nil else { return nil }
    do throws(ReadError) {
      return try file.bytes(at: offset, count: count)
    } catch {
      return nil
    }
  }

  /// Fills `target` from `start` on, at most up to `limit`, as far as one step goes.
  ///
  /// - Returns: the number of bytes written; 0 only at the end of the input.
  /// - Throws: `.unreadable` when reading fails, `.malformed` where gzip is corrupt or breaks off.
  mutating func read(
    into target: inout [UInt8], at start: Int, limit: Int = .max
  ) throws(ReadError) -> Int {
    let limit = min(limit, target.count)
    guard start < limit else { return 0 }
    if isGzipped { return try inflate(into: &target, at: start, limit: limit) }
    if storedStart < storedEnd {
      let count = min(storedEnd - storedStart, limit - start)
      target.replaceSubrange(
        start..<(start + count), with: stored[storedStart..<(storedStart + count)])
      storedStart += count
      return count
    }
    if reachedEnd { return 0 }
    let count = try Self.read(file, into: &target, at: start, limit: limit)
    reachedEnd = count == 0
    bytesRead += UInt64(count)
    return count
  }

  private mutating func inflate(
    into target: inout [UInt8], at start: Int, limit: Int
  ) throws(ReadError) -> Int {
    while true {
      if storedStart == storedEnd, !reachedEnd { try refill() }
      if !isInsideMember, try !beginMember() { return 0 }
      if storedStart == storedEnd, reachedEnd {
        throw malformed(
          "the gzip stream breaks off at byte \(bytesRead)",
          remedy: "copy or download the file again: its end is missing")
      }
      let made = try inflateStep(into: &target, at: start, limit: limit)
      if made > 0 { return made }
    }
  }

  private mutating func inflateStep(
    into target: inout [UInt8], at start: Int, limit: Int
  ) throws(ReadError) -> Int {
    guard let step = inflateOnce(into: &target, at: start, limit: limit) else {
      throw ReadError(
        .unreadable, path: path, problem: "there is no memory to inflate it",
        remedy: "inflate it first with gunzip")
    }
    storedStart += step.taken
    madeCount += UInt64(step.made)
    switch step.outcome {
    case .progress: break
    case .memberEnd: isInsideMember = false
    case .corrupt(let reason):
      // What was inflated before the damage is handed on first; the next step meets it again.
      if step.made > 0 { break }
      let offset = bytesRead - UInt64(storedEnd - storedStart)
      throw malformed(
        "the gzip stream is corrupt at byte \(offset) (\(reason))",
        remedy: "copy or download the file again")
    }
    return step.made
  }

  private mutating func inflateOnce(
    into target: inout [UInt8], at start: Int, limit: Int
  ) -> (taken: Int, made: Int, outcome: Inflater.Outcome)? {
    switch inflater {
    case .some(let inflater):
      return stored.withUnsafeBytes { input in
        target.withUnsafeMutableBytes { output in
          inflater.inflate(
            UnsafeRawBufferPointer(rebasing: input[storedStart..<storedEnd]),
            into: UnsafeMutableRawBufferPointer(rebasing: output[start..<limit]))
        }
      }
    case .none: return nil
    }
  }

  /// Looks for another member behind one that ended; false at the end of the input.
  private mutating func beginMember() throws(ReadError) -> Bool {
    // Tapes and some tools pad with zeros.
    while true {
      while storedStart < storedEnd, stored[storedStart] == 0 { storedStart += 1 }
      if storedEnd - storedStart >= 2 { break }
      if reachedEnd { break }
      try refill()
    }
    if storedStart == storedEnd { return false }
    guard storedEnd - storedStart >= 2, stored[storedStart] == 0x1F,
      stored[storedStart + 1] == 0x8B
    else {
      trailingGarbageOffset = bytesRead - UInt64(storedEnd - storedStart)
      storedStart = storedEnd
      reachedEnd = true
      return false
    }
    switch inflater {
    case .some(let inflater): inflater.startMember()
    case .none: break
    }
    isInsideMember = true
    return true
  }

  private mutating func refill() throws(ReadError) {
    let kept = storedEnd - storedStart
    for index in 0..<kept { stored[index] = stored[storedStart + index] }
    storedStart = 0
    storedEnd = kept
    let count = try Self.read(file, into: &stored, at: kept, limit: stored.count)
    reachedEnd = count == 0
    storedEnd += count
    bytesRead += UInt64(count)
  }

  private func malformed(_ problem: String, remedy: String) -> ReadError {
    ReadError(
      .malformed, path: path, problem: "\(problem), after \(madeCount) bytes of text",
      remedy: remedy)
  }

  private static func read(
    _ file: borrowing FileDescriptor, into target: inout [UInt8], at start: Int, limit: Int
  ) throws(ReadError) -> Int {
    // A closure cannot borrow the descriptor, so the result is carried out of it by hand.
    let result: Result<Int, ReadError> = target.withUnsafeMutableBytes { bytes in
      do throws(ReadError) {
        return .success(
          try file.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[start..<limit])))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
