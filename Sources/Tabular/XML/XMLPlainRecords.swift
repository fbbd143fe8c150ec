import CLibXML2

/// Reads plain records without libxml2, which costs a fifth of the time.
///
/// Plain is a whole record of elements and attributes with ASCII names without prefix, text in UTF-8, and no other
/// references than the five that XML knows itself, in a document without a document type. Such a record is balanced:
/// whether libxml2 sees it or not, it stands in the same place afterwards. Anything else, also anything that is
/// not well-formed, is left to libxml2 from the beginning of that record on.
extension XMLRecordHandler {
  private static let nestingLimit = 48

  /// Whether libxml2 has taken all its input and stands where records begin.
  var standsBetweenRecords: Bool {
    guard mayBePlain, !isInRecord, failure == nil, depth == path.count - 1, depth > 0,
      isOnPathNow, let context, context.pointee.instate == XML_PARSER_CONTENT,
      context.pointee.inputNr == 1, let input = context.pointee.input
    else { return false }
    return input.pointee.cur == input.pointee.end
  }

  /// Whether the document has nothing that forbids plain reading.
  var mayBePlain: Bool {
    guard !hasDoctype, fieldKey == nil, let input = context?.pointee.input else { return false }
    return input.pointee.buf?.pointee.encoder == nil
  }

  /// Reads plain records and the space between them; the offset of the first byte that is neither.
  mutating func readPlain(_ bytes: Span<UInt8>, from begin: Int) -> Int {
    guard let input = context?.pointee.input else { return begin }
    let place = xmlPlace(context)
    plainLines = 0
    var at = begin
    while true {
      let linesBefore = plainLines
      var next = skipSpace(bytes, at)
      // Within a cell's text a carriage return would be a matter of its own; here it is space.
      while next < bytes.count, bytes[unchecked: next] == 0x0D { next = skipSpace(bytes, next + 1) }
      start = RecordBatch.Position(
        line: place.line + UInt64(plainLines), byteOffset: place.byteOffset + UInt64(next - begin))
      let end = plainRecord(bytes, next)
      guard end >= 0 else {
        plainLines = linesBefore
        break
      }
      at = end
    }
    // What is not shown to libxml2 counts for its places all the same.
    input.pointee.consumed += UInt(at - begin)
    input.pointee.line += Int32(truncatingIfNeeded: plainLines)
    return at
  }

  /// Reads one record; the offset after it, or -1 if it is not plain, and then nothing of it is kept.
  private mutating func plainRecord(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    guard let name = path.last, start + name.count + 2 < bytes.count,
      bytes[unchecked: start] == 0x3C
    else { return -1 }
    for index in name.indices where bytes[unchecked: start + 1 + index] != name[index] { return -1 }
    mark = tree.mark
    row.begin()
    let end = plainElement(bytes, start + 1, name.count, ColumnTree.root, 0)
    guard end >= 0, end - start <= recordByteLimit else {
      tree.rollBack(to: mark)
      return -1
    }
    row.write(source: bytes, at: self.start, byteCount: end - start, into: &batch)
    return end
  }

  /// Reads the element whose name is at `start`; the offset after its end, or -1.
  private mutating func plainElement(
    _ bytes: Span<UInt8>, _ start: Int, _ nameCount: Int, _ node: Int, _ nesting: Int
  ) -> Int {
    guard nesting < Self.nestingLimit else { return -1 }
    let count = bytes.count
    var at = start + nameCount
    var hasAttributes = false
    var previous = -1
    guard at < count else { return -1 }
    if bytes[unchecked: at] != 0x3E {
      at = plainAttributes(bytes, at, node, &previous, &hasAttributes)
      guard at >= 0, at < count else { return -1 }
      if bytes[unchecked: at] == 0x2F {
        guard at + 1 < count, bytes[unchecked: at + 1] == 0x3E else { return -1 }
        if nesting > 0, !hasAttributes {
          let column = tree.column(of: node)
          guard column >= 0 else { return -1 }
          row.touch(column: column)
        }
        return at + 2
      }
    }
    at += 1
    var hasChildren = false
    if nesting > 0, hasAttributes {
      let end = plainLeaf(bytes, at, start, nameCount, node)
      if end >= 0 { return end }
    }
    while true {
      var text = Text(start: at, count: 0, end: at, isBlank: true)
      if at >= count || bytes[unchecked: at] != 0x3C { text = plainText(bytes, at) }
      guard text.end >= 0, text.end + 1 < count else { return -1 }
      at = text.end + 1
      let closes = bytes[unchecked: at] == 0x2F
      if closes, !hasChildren, nesting > 0 {
        if text.count > 0 || !hasAttributes {
          let column = tree.column(of: node)
          guard column >= 0 else { return -1 }
          row.add(
            column: column, start: text.start, count: text.count, isInScratch: text.isInScratch)
        }
      } else if !text.isBlank, !addMixed(text, bytes, node) {
        return -1
      }
      if closes { return plainEnd(bytes, at + 1, start, nameCount) }
      hasChildren = true
      var child = tree.guessedChild(of: node, after: previous, in: bytes, at: at, ending: 0x3E)
      if child < 0 {
        child = tree.guessedChild(of: node, after: previous, in: bytes, at: at, ending: 0x2F)
      }
      let childCount: Int
      if child >= 0 {
        childCount = tree.keyCount(child)
      } else {
        childCount = Self.nameCount(bytes, at)
        guard childCount > 0 else { return -1 }
        child = tree.child(
          of: node, after: previous, key: bytes.extracting(at..<at + childCount), isPlain: true)
        guard child >= 0 else { return -1 }
      }
      previous = child
      let nameEnd = at + childCount
      if nesting + 1 < Self.nestingLimit, nameEnd + 1 < count {
        // Nearly all children are text alone, or empty.
        var end = -1
        if bytes[unchecked: nameEnd] == 0x3E {
          end = plainLeaf(bytes, nameEnd + 1, at, childCount, child)
        } else if bytes[unchecked: nameEnd] == 0x2F, bytes[unchecked: nameEnd + 1] == 0x3E {
          let column = tree.column(of: child)
          guard column >= 0 else { return -1 }
          row.touch(column: column)
          end = nameEnd + 2
        }
        if end >= 0 {
          at = end
          continue
        }
      }
      at = plainElement(bytes, at, childCount, child, nesting + 1)
      guard at >= 0 else { return -1 }
    }
  }

  /// Reads text that stands for itself, from `begin` on, and the end of its element; the offset after that, or -1 for
  /// whatever else is there, and then nothing of it is kept.
  @inline(__always)
  private mutating func plainLeaf(
    _ bytes: Span<UInt8>, _ begin: Int, _ name: Int, _ nameCount: Int, _ node: Int
  ) -> Int {
    let run = TextScan.markupRun(bytes, from: begin)
    guard run.end > begin, run.end + 1 < bytes.count, bytes[unchecked: run.end] == 0x3C,
      bytes[unchecked: run.end + 1] == 0x2F, !run.hasHigh || Self.isText(bytes, begin, run.end)
    else { return -1 }
    let end = plainEnd(bytes, run.end + 2, name, nameCount)
    guard end >= 0 else { return -1 }
    let column = tree.column(of: node)
    guard column >= 0 else { return -1 }
    row.add(column: column, start: begin, count: run.end - begin, isInScratch: false)
    return end
  }

  /// Reads the rest of an end tag, whose name must be the one at `name`.
  @inline(__always)
  private func plainEnd(
    _ bytes: Span<UInt8>, _ start: Int, _ name: Int, _ nameCount: Int
  ) -> Int {
    let end = start + nameCount
    guard end < bytes.count, bytes[unchecked: end] == 0x3E else { return -1 }
    return TextScan.isEqual(bytes, start, name, count: nameCount) ? end + 1 : -1
  }

  /// Reads attributes up to `>` or `/`; the offset of that, or -1.
  private mutating func plainAttributes(
    _ bytes: Span<UInt8>, _ begin: Int, _ node: Int, _ previous: inout Int,
    _ hasAttributes: inout Bool
  ) -> Int {
    let visit = tree.beginVisit()
    var at = begin
    while true {
      let space = at
      at = skipSpace(bytes, at)
      guard at < bytes.count else { return -1 }
      if bytes[unchecked: at] == 0x3E || bytes[unchecked: at] == 0x2F { return at }
      let nameCount = Self.nameCount(bytes, at)
      let quoteAt = at + nameCount + 1
      guard at > space, nameCount > 0, quoteAt < bytes.count, bytes[unchecked: quoteAt - 1] == 0x3D,
        !Self.isNamespace(bytes, at, nameCount)
      else { return -1 }
      let quote = bytes[unchecked: quoteAt]
      guard quote == 0x22 || quote == 0x27 else { return -1 }
      let valueEnd = Self.attributeEnd(bytes, quoteAt + 1, quote)
      guard valueEnd >= 0 else { return -1 }
      let child = tree.child(
        of: node, after: previous, key: bytes.extracting(at..<at + nameCount), isPlain: true)
      guard child >= 0, !tree.isRepeated(child, in: visit) else { return -1 }
      let column = tree.column(of: child)
      guard column >= 0 else { return -1 }
      row.add(
        column: column, start: quoteAt + 1, count: valueEnd - quoteAt - 1, isInScratch: false)
      previous = child
      hasAttributes = true
      at = valueEnd + 1
    }
  }

  /// The offset of the closing quote of a value that stands for itself, or -1.
  private static func attributeEnd(_ bytes: Span<UInt8>, _ start: Int, _ quote: UInt8) -> Int {
    var high: UInt8 = 0
    var at = start
    while at < bytes.count {
      let byte = bytes[unchecked: at]
      if byte == quote { return high < 0x80 || isText(bytes, start, at) ? at : -1 }
      if byte < 0x20 || byte == 0x26 || byte == 0x3C { return -1 }
      high |= byte
      at += 1
    }
    return -1
  }

  private static func isNamespace(_ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> Bool {
    guard count == 5 else { return false }
    return [0x78, 0x6D, 0x6C, 0x6E, 0x73].indices.allSatisfy {
      bytes[start + $0] == [0x78, 0x6D, 0x6C, 0x6E, 0x73][$0]
    }
  }

  /// The length of the ASCII name at `start`, which ends before a byte that no name has; 0 for none.
  private static func nameCount(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    var at = start
    while at < bytes.count {
      switch bytes[unchecked: at] {
      case 0x61...0x7A, 0x41...0x5A, 0x5F: break
      case 0x30...0x39, 0x2D, 0x2E:
        if at == start { return 0 }
      case 0x3E, 0x2F, 0x3D, 0x20, 0x09, 0x0A: return at - start
      default: return 0
      }
      at += 1
    }
    return 0
  }

  // MARK: - Text

  private struct Text {
    var start: Int
    var count: Int
    /// The offset of the `<` behind it; -1 if it is not plain.
    var end: Int
    var isInScratch = false
    var isBlank: Bool

    static let none = Text(start: 0, count: 0, end: -1, isBlank: true)
  }

  /// Reads text up to the next `<`.
  @inline(__always)
  private mutating func plainText(_ bytes: Span<UInt8>, _ start: Int) -> Text {
    let count = bytes.count
    var at = start
    var run = start
    var scratchStart = -1
    var hasHigh = false
    var isBlank = true
    while true {
      let step = TextScan.markupRun(bytes, from: at)
      hasHigh = hasHigh || step.hasHigh
      isBlank = isBlank && Self.isBlank(bytes, at, step.end)
      at = step.end
      guard at < count else { return .none }
      switch bytes[unchecked: at] {
      case 0x3C:
        if hasHigh, !Self.isText(bytes, start, at) { return .none }
        guard scratchStart >= 0 else {
          return Text(start: start, count: at - start, end: at, isBlank: isBlank)
        }
        append(bytes, run, at)
        return Text(
          start: scratchStart, count: row.scratch.count - scratchStart, end: at, isInScratch: true,
          isBlank: isBlank)
      case 0x0A:
        plainLines += 1
        at += 1
      case 0x09: at += 1
      case 0x3E:
        // `]]>` may not stand in text.
        if at - start >= 2, bytes[unchecked: at - 1] == 0x5D, bytes[unchecked: at - 2] == 0x5D {
          return .none
        }
        isBlank = false
        at += 1
      case 0x26:
        let (byte, length) = Self.reference(bytes, at)
        guard length > 0 else { return .none }
        if scratchStart < 0 { scratchStart = row.scratch.count }
        append(bytes, run, at)
        row.scratch.append(byte)
        isBlank = false
        at += length
        run = at
      default: return .none
      }
    }
  }

  private mutating func append(_ bytes: Span<UInt8>, _ from: Int, _ to: Int) {
    bytes.extracting(from..<to).withUnsafeBufferPointer { row.scratch.append(contentsOf: $0) }
  }

  /// One of the five references that XML itself knows: its byte and length; length 0 for another.
  private static func reference(_ bytes: Span<UInt8>, _ at: Int) -> (UInt8, Int) {
    guard at + 6 < bytes.count else { return (0, 0) }
    let name = bytes.extracting(at + 1..<at + 6)
    func isName(_ text: StaticString) -> Bool {
      for index in 0..<text.utf8CodeUnitCount where name[index] != text.utf8Start[index] {
        return false
      }
      return true
    }
    if isName("amp;") { return (0x26, 5) }
    if isName("lt;") { return (0x3C, 4) }
    if isName("gt;") { return (0x3E, 4) }
    if isName("quot;") { return (0x22, 6) }
    if isName("apos;") { return (0x27, 6) }
    return (0, 0)
  }

  @inline(__always)
  private static func isBlank(_ bytes: Span<UInt8>, _ from: Int, _ to: Int) -> Bool {
    var at = from
    while at < to, bytes[unchecked: at] == 0x20 { at += 1 }
    return at == to
  }

  /// Whether bytes are UTF-8 without the two characters that XML forbids (U+FFFE and U+FFFF).
  private static func isText(_ bytes: Span<UInt8>, _ from: Int, _ to: Int) -> Bool {
    guard TextScan.isUTF8(bytes, from: from, to: to) else { return false }
    var at = from
    while at + 2 < to {
      if bytes[unchecked: at] == 0xEF, bytes[unchecked: at + 1] == 0xBF,
        bytes[unchecked: at + 2] >= 0xBE
      {
        return false
      }
      at += 1
    }
    return true
  }

  /// Adds text beside child elements, trimmed, to the element's own column.
  private mutating func addMixed(_ text: Text, _ bytes: Span<UInt8>, _ node: Int) -> Bool {
    // Text with references was put together elsewhere; it is rare here.
    guard !text.isInScratch else { return false }
    var (from, to) = (text.start, text.start + text.count)
    while from < to, Self.isSpace(bytes[unchecked: from]) { from += 1 }
    while to > from, Self.isSpace(bytes[unchecked: to - 1]) { to -= 1 }
    let column = tree.column(of: node)
    guard column >= 0 else { return false }
    row.add(column: column, start: from, count: to - from, isInScratch: false)
    return true
  }

  /// The offset of the first byte that is no space, tab or line feed.
  @inline(__always)
  private mutating func skipSpace(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    var at = start
    while at < bytes.count {
      let byte = bytes[unchecked: at]
      guard byte <= 0x20 else { break }
      if byte == 0x0A { plainLines += 1 } else if byte != 0x20, byte != 0x09 { break }
      at += 1
    }
    return at
  }
}
