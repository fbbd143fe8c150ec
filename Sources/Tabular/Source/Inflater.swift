import CZlib

/// Inflates gzip (RFC 1952), one member after another, or bare deflate (RFC 1951). Owns zlib's stream and ends it.
struct Inflater: ~Copyable {
  /// What stands around the deflated data.
  enum Framing {
    case gzip, raw
  }

  enum Outcome {
    /// More input is needed, or there is more output than fitted.
    case progress
    /// The member that was being read is complete.
    case memberEnd
    /// zlib's word for what is wrong.
    case corrupt(String)
  }

  /// zlib keeps a pointer back to its stream, so the stream must not move.
  private let stream: UnsafeMutablePointer<z_stream>

  /// Fails only when zlib gets no memory.
  init?(_ framing: Framing) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard rollcall_inflateInit2(stream, framing == .gzip ? 15 + 16 : -15) == Z_OK else {
      stream.deallocate()
      return nil
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Inflates what fits and says how many bytes were taken and made.
  func inflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (taken: Int, made: Int, outcome: Outcome) {
    let source = input.bindMemory(to: UInt8.self)
    stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
    stream.pointee.avail_in = UInt32(clamping: input.count)
    stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = UInt32(clamping: output.count)
    let offered = (Int(stream.pointee.avail_in), Int(stream.pointee.avail_out))
    let status = CZlib.inflate(stream, Z_NO_FLUSH)
    let taken = offered.0 - Int(stream.pointee.avail_in)
    let made = offered.1 - Int(stream.pointee.avail_out)
    switch status {
    case Z_OK, Z_BUF_ERROR: return (taken, made, .progress)
    case Z_STREAM_END: return (taken, made, .memberEnd)
    default:
      let text = stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(status)"
      return (taken, made, .corrupt(text))
    }
  }

  /// Makes ready for the next member.
  func startMember() {
    inflateReset(stream)
  }
}

/// The checksum that gzip and zip state of their data (CRC-32).
struct Checksum {
  private(set) var value: UInt32 = 0

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    let source = bytes.bindMemory(to: UInt8.self)
    value = UInt32(
      truncatingIfNeeded: crc32(UInt(value), source.baseAddress, UInt32(clamping: source.count)))
  }
}
