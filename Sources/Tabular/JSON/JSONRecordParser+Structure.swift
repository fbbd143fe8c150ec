/// JSON that is no NDJSON: the way to the records, and what stands between them.
extension JSONRecordParser {
  /// What is expected next.
  enum Place {
    /// A value at the top level.
    case top
    /// A record or the end of the array; a record after a comma.
    case firstElement, element
    case afterElement
    /// After a top-level array: nothing.
    case afterArray
    /// In an object on the way to the records.
    case firstKey, key, inKey, colon, memberValue, afterMember
    /// Inside a record, or inside a value beside the way, which is skipped.
    case inRecord, inSkipped
    /// Inside a bad record whose end is unknown: a line that begins a record is looked for.
    case resync
    /// The rest cannot be read.
    case unreadable
  }

  mutating func readStructure(_ bytes: Span<UInt8>, into batch: inout RecordBatch) {
    var at = 0
    while at < bytes.count {
      switch place {
      case .inRecord, .inSkipped: at = advanceFrame(bytes, from: at, into: &batch)
      case .inKey: at = advanceKey(bytes, from: at)
      case .resync: at = advanceResync(bytes, from: at, into: &batch)
      case .unreadable:
        keepRaw(bytes, from: at)
        at = bytes.count
      case .afterElement where !isInOtherTable && readLaidOutRecords(bytes, &at, into: &batch):
        continue
      case .top where path.isEmpty && readLaidOutRecords(bytes, &at, into: &batch): continue
      default:
        let byte = bytes[unchecked: at]
        if Self.isSpace(byte) {
          if byte == 0x0A {
            line += 1
            indent = 0
          } else if indent >= 0 {
            indent += 1
          }
          at += 1
        } else {
          at = advance(bytes, from: at, byte, into: &batch)
          indent = -1
        }
      }
      if replay != nil { return }
    }
    offset += UInt64(bytes.count)
  }

  /// Reads records that are laid out like one before, from behind a record on; whether there was one.
  private mutating func readLaidOutRecords(
    _ bytes: Span<UInt8>, _ at: inout Int, into batch: inout RecordBatch
  ) -> Bool {
    var hasRecord = false
    while true {
      var next = at
      if place == .afterElement {
        guard next < bytes.count, bytes[unchecked: next] == 0x2C else { return hasRecord }
        next += 1
      }
      var lineFeeds: UInt64 = 0
      while next < bytes.count, Self.isSpace(bytes[unchecked: next]) {
        if bytes[unchecked: next] == 0x0A { lineFeeds += 1 }
        next += 1
      }
      let end = reader.readLaidOut(bytes, at: next)
      guard end >= 0, end - next <= recordByteLimit else { return hasRecord }
      line += lineFeeds
      reader.write(bytes, at: position(next), byteCount: end - next, into: &batch)
      line += UInt64(reader.lineFeeds)
      indent = -1
      at = end
      hasRecord = true
    }
  }

  private func position(_ at: Int) -> RecordBatch.Position {
    RecordBatch.Position(line: line, byteOffset: offset + UInt64(at))
  }

  /// Reads a byte that is no white space, and perhaps what it begins; the offset after it.
  private mutating func advance(
    _ bytes: Span<UInt8>, from at: Int, _ byte: UInt8, into batch: inout RecordBatch
  ) -> Int {
    switch (place, byte) {
    case (.top, 0x5B) where path.isEmpty:
      place = .firstElement
    case (.top, 0x5B) where !isInOuterArray:
      isInOuterArray = true
    case (.top, 0x5D) where isInOuterArray:
      isInOuterArray = false
      place = .afterArray
    case (.top, 0x2C) where isInOuterArray: break
    case (.top, 0x7B) where !path.isEmpty:
      openWrappers = 1
      place = .firstKey
    case (.top, 0x2C): forgive(at: position(at))
    case (.top, 0x7D), (.top, 0x5D), (.top, 0x3A):
      return giveUp(bytes, from: at, "a bracket or colon has no beginning")
    case (.top, _):
      return begin(path.isEmpty ? .inRecord : .inSkipped, bytes, from: at, into: &batch)

    case (.firstElement, 0x5D), (.element, 0x5D), (.afterElement, 0x5D):
      if place == .element { forgive(at: position(at)) }
      place = path.isEmpty ? .afterArray : .afterMember
    case (.firstElement, 0x2C), (.element, 0x2C):
      reject(
        bytes.extracting(at..<at + 1), at: position(at), .invalidJSON,
        "a comma has no record before it; remove it", into: &batch)
    case (.firstElement, 0x7D), (.element, 0x7D), (.firstElement, 0x3A), (.element, 0x3A),
      (.afterElement, 0x7D), (.afterElement, 0x3A):
      start = position(at)
      returnPlace = .afterElement
      startResync("a bracket or colon has no beginning", .invalidJSON)
      return at
    case (.afterElement, 0x2C):
      place = .element
    case (.firstElement, _), (.element, _), (.afterElement, _):
      if place == .afterElement { forgive(at: position(at)) }
      return begin(.inRecord, bytes, from: at, into: &batch)

    case (.firstKey, 0x7D), (.afterMember, 0x7D):
      openWrappers -= 1
      place = openWrappers == 0 ? .top : .afterMember
    case (.firstKey, 0x22), (.key, 0x22):
      carry.removeAll(keepingCapacity: true)
      place = .inKey
    case (.colon, 0x3A):
      place = .memberValue
    case (.afterMember, 0x2C):
      place = .key
    case (.memberValue, 0x7B) where isKeyOnPath && openWrappers < path.count:
      openWrappers += 1
      place = .firstKey
    case (.memberValue, 0x5B) where isKeyOnPath && openWrappers == path.count:
      beginRecords()
    case (.memberValue, 0x2C), (.memberValue, 0x7D), (.memberValue, 0x5D), (.memberValue, 0x3A):
      return giveUp(bytes, from: at, "a value is missing")
    case (.memberValue, _):
      let isRecord = isKeyOnPath && openWrappers == path.count && byte != 0x6E
      hasMetPath = hasMetPath || isKeyOnPath && openWrappers == path.count
      return begin(isRecord ? .inRecord : .inSkipped, bytes, from: at, into: &batch)

    case (.afterArray, _):
      return giveUp(bytes, from: at, "text stands after the end of the array")
    default:
      return giveUp(bytes, from: at, "a key, ':', ',' or '}' is missing around the records")
    }
    return at + 1
  }

  private mutating func advanceKey(_ bytes: Span<UInt8>, from start: Int) -> Int {
    // Of a key too long to be on the path only the beginning is needed, to tell that it is not.
    let longest = 6 * (path.map(\.count).max() ?? 0) + 1
    var at = start
    while at < bytes.count {
      let byte = bytes[unchecked: at]
      at += 1
      if byte == 0x22, !isKeyEscaped {
        carry.append(byte)
        var key: [UInt8] = []
        var failedAt = 0
        var loneSurrogates: UInt64 = 0
        let outcome = JSONString.decode(
          carry.span, from: 0, into: &key, failedAt: &failedAt, loneSurrogates: &loneSurrogates)
        isKeyOnPath = false
        if case .end = outcome { isKeyOnPath = path[openWrappers - 1] == key }
        carry.removeAll(keepingCapacity: true)
        place = .colon
        break
      }
      isKeyEscaped = byte == 0x5C && !isKeyEscaped
      if carry.count < longest { carry.append(byte) }
      if byte == 0x0A { line += 1 }
    }
    return at
  }

  // MARK: - Values

  /// Begins a record or a value to skip.
  private mutating func begin(
    _ place: Place, _ bytes: Span<UInt8>, from at: Int, into batch: inout RecordBatch
  ) -> Int {
    start = position(at)
    startIndent = indent
    returnPlace =
      switch self.place {
      case .top: .top
      case .memberValue: .afterMember
      default: .afterElement
      }
    if place == .inRecord, bytes[unchecked: at] == 0x7B, !isInOtherTable {
      // Most records stand whole in the piece and are well-formed: they need no framing.
      // No further than the limit, so that a record beyond it leaves no columns behind.
      let limit = recordByteLimit < bytes.count - at ? at + recordByteLimit : bytes.count
      if case .record(let end) = reader.read(bytes.extracting(0..<limit), at: at) {
        reader.write(bytes, at: start, byteCount: end - at, into: &batch)
        line += UInt64(reader.lineFeeds)
        self.place = returnPlace
        return end
      }
    }
    self.place = place
    frame = JSONFrame(first: bytes[unchecked: at])
    carry.removeAll(keepingCapacity: true)
    isOverlong = false
    return advanceFrame(bytes, from: at, into: &batch)
  }

  private mutating func advanceFrame(
    _ bytes: Span<UInt8>, from at: Int, into batch: inout RecordBatch
  ) -> Int {
    let isRecord = place == .inRecord
    switch frame.advance(bytes, from: at) {
    case .incomplete:
      if isRecord {
        if keepWhole(bytes, at..<bytes.count) { return recoverOverlong(bytes, from: bytes.count) }
      } else {
        line += UInt64(TextScan.lineFeeds(bytes.extracting(at..<bytes.count)))
      }
      return bytes.count
    case .end(let end):
      if isRecord {
        return endRecord(bytes, from: at, to: end, into: &batch)
      }
      line += UInt64(TextScan.lineFeeds(bytes.extracting(at..<end)))
      place = returnPlace
      return end
    case .broken(let end):
      guard isRecord else {
        // What was passed over of the value is passed over, however the input is cut.
        line += UInt64(TextScan.lineFeeds(bytes.extracting(at..<end)))
        return giveUp(bytes, from: end, "brackets do not match in a value beside the records")
      }
      return recover(bytes, from: at, brokenAt: end)
    }
  }

  /// Keeps a part of the open record: all of it, even what puts it over the limit, so that it can be searched.
  /// Whether this part put it over.
  private mutating func keepWhole(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    if isOverlong {
      line += UInt64(TextScan.lineFeeds(bytes.extracting(range)))
      return false
    }
    bytes.extracting(range).withUnsafeBufferPointer { carry.append(contentsOf: $0) }
    isOverlong = carry.count > recordByteLimit
    return isOverlong
  }

  private mutating func endRecord(
    _ bytes: Span<UInt8>, from at: Int, to end: Int, into batch: inout RecordBatch
  ) -> Int {
    if carry.isEmpty, end - at <= recordByteLimit {
      place = returnPlace
      emit(bytes.extracting(at..<end), into: &batch)
      return end
    }
    if keepWhole(bytes, at..<end) {
      let next = recoverOverlong(bytes, from: end)
      if place == .resync { return next }
    }
    place = returnPlace
    if isOverlong {
      rejectOverlong(carry.span, upTo: offset + UInt64(end), into: &batch)
    } else {
      let record = carry
      emit(record.span, into: &batch)
    }
    carry.removeAll(keepingCapacity: true)
    isOverlong = false
    return end
  }

  private mutating func emit(_ record: Span<UInt8>, into batch: inout RecordBatch) {
    if isInOtherTable {
      reject(
        record, at: start, .otherTable,
        "the record is of another table in the same file; export the tables one by one",
        into: &batch)
    } else {
      _ = readRecord(record, at: 0, position: start, into: &batch)
    }
    line += UInt64(TextScan.lineFeeds(record))
  }

  mutating func finishStructure(into batch: inout RecordBatch) {
    repeat {
      while let bytes = takeReplay() {
        readStructure(bytes.span, into: &batch)
      }
      endInput(into: &batch)
    } while replay != nil
  }

  private mutating func endInput(into batch: inout RecordBatch) {
    let rest = offset - min(offset, start.byteOffset)
    switch place {
    case .top where !isInOuterArray, .afterArray: return
    case .inRecord where frame.endsWithInput:
      var record: [UInt8] = []
      swap(&record, &carry)
      if isOverlong {
        rejectOverlong(record.span, upTo: offset, into: &batch)
        isOverlong = false
      } else {
        emit(record.span, into: &batch)
      }
      place = returnPlace
      endInput(into: &batch)
    case .inRecord:
      if recoverAtEnd() { return }
      let record = carry
      reject(
        record.span, at: start, byteCount: rest, .truncated,
        "the input ends inside this record; export or copy it again", into: &batch)
    case .resync:
      // Nothing more could be told apart, so the rest is one.
      reject(
        carry.span, at: start, byteCount: rest, .truncated,
        "\(problem), and no later line begins a record; the rest could not be read", into: &batch)
    case .unreadable:
      reject(
        carry.span, at: start, byteCount: rest, problemReason,
        "\(problem) at byte \(start.byteOffset); the rest could not be read, correct it there",
        into: &batch)
    case .inSkipped where frame.endsWithInput && returnPlace == .top: return
    default:
      reject(
        [UInt8]().span, at: position(0), .truncated,
        "the input ends before its brackets are closed; export or copy it again", into: &batch)
    }
    place = .top
  }
}
