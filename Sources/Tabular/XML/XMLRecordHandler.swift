import CLibXML2

/// What happens between the parser's callbacks: elements become columns, records become rows.
///
/// It is passed to libxml2 as a pointer, so that a callback costs no reference counting.
struct XMLRecordHandler {
  private struct Level {
    var node: Int
    /// The child or attribute that came last.
    var previous = -1
    var hasChildren = false
    var hasAttributes = false
  }

  /// Local names from the root to the record.
  let path: [[UInt8]]
  let recordByteLimit: Int
  /// The attribute that names the fields of a record, in place of their elements; `nil`: none.
  let fieldKey: String?
  var context: xmlParserCtxtPtr?
  var batch = RecordBatch()
  var tree = ColumnTree()
  var row = RowBuilder()
  var entities = XMLEntities()
  private(set) var failure: XMLFailure?
  private(set) var isTooDeep = false
  private var faultyNames: UInt64 = 0
  private var firstFaultyName: RecordBatch.Position?
  /// How many unread entities and restricted characters were told in warnings.
  private var toldUnread: UInt64 = 0
  private var toldRestricted: UInt64 = 0

  private(set) var depth = 0
  /// How many of the open elements, from the root, are on the path.
  private var matchedDepth = 0
  /// The interned names that were found to be those of the path.
  private var pathNames: [UInt]
  private(set) var isInRecord = false
  /// Where the open record, or the last one, begins.
  var start = RecordBatch.Position(line: 1, byteOffset: 0)
  var mark: ColumnTree.Mark
  private var levels: [Level] = []
  /// Where in `row.scratch` the text that is being gathered begins.
  private var textStart = 0
  private var problem: Reject.Reason?
  /// The piece of the input that is being parsed, its offset, and what came before it of the open record.
  var source = XMLSource()
  var restricted = XMLRestrictedCharacters()

  /// Whether the document has a document type, which may change what text and attributes mean.
  var hasDoctype = false
  /// Line feeds in the plain records at hand.
  var plainLines = 0
  /// Whether all open elements are on the path.
  var isOnPathNow: Bool { matchedDepth == depth }

  var columns: [String] { tree.names }

  init(path: [String], recordByteLimit: Int, fieldKey: String? = nil) {
    self.path = path.map { Array($0.utf8) }
    self.fieldKey = fieldKey
    self.recordByteLimit = recordByteLimit
    pathNames = [UInt](repeating: 0, count: path.count)
    mark = tree.mark
  }

  // MARK: - Elements

  mutating func startElement(
    _ name: UnsafePointer<xmlChar>,
    attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int
  ) {
    depth += 1
    if isInRecord {
      guard depth <= XMLRecordParser.depthLimit else { return stopAtDepth() }
      if let fieldKey, levels.count == 1, count > 0,
        let key = XMLAttributes(start: attributes, count: count).value(of: fieldKey)
      {
        return startField(keyed: key)
      }
      startField(name)
    } else {
      guard matchedDepth == depth - 1, depth <= path.count, isOnPath(name) else {
        if depth > XMLRecordParser.depthLimit { stopAtDepth() }
        return
      }
      matchedDepth = depth
      guard depth == path.count else { return }
      startRecord()
    }
    if count > 0, let attributes { addAttributes(attributes, count) }
    textStart = row.scratch.count
  }

  private mutating func stopAtDepth() {
    isTooDeep = true
    noteEncoder()
    failure =
      failure ?? XMLFailure("elements are nested too deep", context: context)
    xmlStopParser(context)
  }

  private mutating func isOnPath(_ name: UnsafePointer<xmlChar>) -> Bool {
    let token = UInt(bitPattern: name)
    if pathNames[depth - 1] == token { return true }
    guard xmlName(name).elementsEqual(path[depth - 1]) else { return false }
    pathNames[depth - 1] = token
    return true
  }

  private mutating func startRecord() {
    isInRecord = true
    problem = nil
    mark = tree.mark
    row.begin()
    levels.removeAll(keepingCapacity: true)
    levels.append(Level(node: ColumnTree.root))
    start = tagPosition()
  }

  /// Where the start tag that was just parsed begins. libxml2 stands at its end; a `<` cannot stand inside it.
  private func tagPosition() -> RecordBatch.Position {
    guard let input = context?.pointee.input, var at = input.pointee.cur,
      let base = input.pointee.base
    else { return start }
    var bytes = 0
    var nonASCII = 0
    var lines = 0
    while at > base, at.pointee != 0x3C || bytes == 0 {
      at -= 1
      bytes += 1
      if at.pointee == 0x0A { lines += 1 }
      if at.pointee & 0xC0 == 0x80 { nonASCII += 1 }
    }
    var width = bytes
    if let encoder = input.pointee.buf?.pointee.encoder {
      // In the input as stored a character has another width; tags are mostly ASCII.
      let isWide = encoder.pointee.name.map {
        xmlName(
          UnsafeRawPointer($0).assumingMemoryBound(to: xmlChar.self)
        ).starts(with: "UTF-16".utf8)
      }
      width = (bytes - nonASCII) * (isWide == true ? 2 : 1)
    }
    return RecordBatch.Position(
      line: UInt64(max(1, Int(input.pointee.line) - lines)),
      byteOffset: UInt64(max(0, xmlByteConsumed(context) - width)))
  }

  private mutating func startField(_ name: UnsafePointer<xmlChar>) {
    endMixedText()
    let parent = levels.count - 1
    levels[parent].hasChildren = true
    let node = child(of: levels[parent].node, after: levels[parent].previous, name)
    if node >= 0 { levels[parent].previous = node }
    levels.append(Level(node: max(node, 0)))
  }

  /// A field whose column has the name that an attribute gives; its other attributes tell of the value, not of the
  /// contact.
  private mutating func startField(keyed key: [UInt8]) {
    endMixedText()
    levels[0].hasChildren = true
    let node = tree.child(of: levels[0].node, after: levels[0].previous, key: key.span)
    if node < 0 { problem = problem ?? .tooManyCells }
    if node >= 0 { levels[0].previous = node }
    levels.append(Level(node: max(node, 0)))
    textStart = row.scratch.count
  }

  @inline(__always)
  private mutating func child(
    of parent: Int, after previous: Int, _ name: UnsafePointer<xmlChar>
  ) -> Int {
    let token = UInt(bitPattern: name)
    let node = tree.guessedChild(of: parent, after: previous, token: token)
    if node >= 0 { return node }
    let found = tree.child(
      of: parent, after: previous, key: xmlName(name).span, token: token, isPlain: true)
    if found < 0 { problem = problem ?? .tooManyCells }
    return found
  }

  private mutating func addAttributes(
    _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>, _ count: Int
  ) {
    let level = levels.count - 1
    levels[level].hasAttributes = true
    for attribute in 0..<count {
      // Local name, prefix, namespace, and the bounds of the value.
      guard let name = attributes[attribute * 5], let from = attributes[attribute * 5 + 3],
        let to = attributes[attribute * 5 + 4]
      else { continue }
      // What names the record would be taken for a field of that name.
      let node: Int
      if level == 0, let fieldKey, xmlName(name).elementsEqual(fieldKey.utf8), let own = path.last {
        node = tree.child(of: levels[0].node, after: levels[0].previous, key: own.span)
      } else {
        node = child(of: levels[level].node, after: levels[level].previous, name)
      }
      guard node >= 0 else { return }
      levels[level].previous = node
      let begin = row.scratch.count
      append(UnsafeBufferPointer(start: from, count: to - from))
      add(from: begin, to: node)
    }
  }

  mutating func endElement() {
    if isInRecord { endField() }
    if matchedDepth == depth { matchedDepth -= 1 }
    depth -= 1
  }

  private mutating func endField() {
    guard let level = levels.popLast() else { return }
    if level.hasChildren || levels.isEmpty {
      levels.append(level)
      endMixedText()
      levels.removeLast()
    } else if row.scratch.count > textStart || !level.hasAttributes {
      add(from: textStart, to: level.node)
    }
    textStart = row.scratch.count
    if levels.isEmpty { endRecord() }
  }

  // MARK: - Text

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if isInRecord { append(bytes) }
  }

  @inline(__always)
  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard row.scratch.count + bytes.count <= recordByteLimit else {
      problem = problem ?? .recordTooLong
      return
    }
    row.scratch.append(contentsOf: bytes)
  }

  @inline(__always)
  private mutating func add(from begin: Int, to node: Int) {
    guard problem == nil else { return }
    let column = tree.column(of: node)
    guard column >= 0 else {
      problem = .tooManyCells
      return
    }
    row.add(column: column, start: begin, count: row.scratch.count - begin, isInScratch: true)
  }

  /// Ends a run of text beside child elements: it is trimmed, and indentation alone is nothing.
  private mutating func endMixedText() {
    var from = textStart
    var to = row.scratch.count
    while from < to, Self.isSpace(row.scratch[from]) { from += 1 }
    while to > from, Self.isSpace(row.scratch[to - 1]) { to -= 1 }
    guard from < to, let level = levels.last, problem == nil else { return }
    let column = tree.column(of: level.node)
    guard column >= 0 else {
      problem = .tooManyCells
      return
    }
    row.add(column: column, start: from, count: to - from, isInScratch: true)
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
  }

  // MARK: - Records

  private mutating func endRecord() {
    isInRecord = false
    let end = xmlPlace(context).byteOffset
    let byteCount = end - min(end, start.byteOffset)
    guard let problem else {
      row.write(source: Span(), at: start, byteCount: Int(byteCount), into: &batch)
      return
    }
    tree.rollBack(to: mark)
    noteEncoder()
    let message =
      problem == .recordTooLong
      ? "the record's text is longer than \(recordByteLimit) bytes; split it or raise the limit"
      : "the record's elements would make more than \(ColumnTree.columnLimit) columns"
    batch.reject(
      Reject(
        position: start, reason: problem, message: message,
        raw: source.raw(from: start.byteOffset, to: end), byteCount: byteCount))
  }

  /// Notes that the parser stopped without an error, at a piece that begins at `byteOffset`.
  mutating func failUndecodable(at byteOffset: UInt64) {
    guard failure == nil, !isTooDeep else { return }
    failure = XMLFailure(
      undecodableFrom: RecordBatch.Position(line: start.line, byteOffset: byteOffset))
  }

  /// Forgets the columns that only a record that does not end would have added.
  mutating func dropOpenRecord() {
    if isInRecord { tree.rollBack(to: mark) }
  }

  mutating func fail(_ error: xmlErrorPtr?) {
    guard failure == nil else { return }
    noteEncoder()
    failure = XMLFailure(error, context: context)
    guard failure == nil, let error, error.pointee.domain == Int32(XML_FROM_NAMESPACE.rawValue),
      error.pointee.level == XML_ERR_ERROR, !isHarmless(error.pointee.code)
    else { return }
    faultyNames += 1
    if firstFaultyName == nil {
      let place = xmlPlace(context)
      firstFaultyName = RecordBatch.Position(line: place.line, byteOffset: place.byteOffset)
    }
  }

  /// Keeps how the input is decoded for the text of rejects: a parser that has stopped has forgotten it.
  private mutating func noteEncoder() {
    if let name = xmlEncoderName(context) { source.encoderName = name }
  }

  /// Names are sound where only what they stand for is no URI, or is taken back as XML 1.1 allows.
  private func isHarmless(_ code: Int32) -> Bool {
    switch code {
    case Int32(XML_WAR_NS_URI.rawValue), Int32(XML_WAR_NS_URI_RELATIVE.rawValue): true
    case Int32(XML_NS_ERR_EMPTY.rawValue): isVersion11 == true
    default: false
    }
  }

  // MARK: - The version

  /// Whether the document says that it is XML 1.1; `nil` until its beginning is read.
  var isVersion11: Bool? {
    guard let version = context?.pointee.version else { return nil }
    return xmlName(version).elementsEqual("1.1".utf8)
  }

  /// Looks at a piece that was read for what only XML 1.1 forbids.
  mutating func watchCharacters(_ piece: UnsafeBufferPointer<UInt8>) {
    restricted.add(piece, isVersion11 == true ? characterForm : nil)
  }

  private var characterForm: XMLRestrictedCharacters.Form? {
    guard let name = xmlEncoderName(context) else { return .utf8 }
    return name.hasPrefix("ISO-8859-") ? .singleByte : nil
  }

  // MARK: - Entities

  mutating func generalEntity(_ name: UnsafePointer<xmlChar>) -> xmlEntityPtr? {
    guard let context else { return nil }
    let entity = entities.general(name, in: context, inputBytes: source.end)
    if entities.isExhausted { stopAtEntities() }
    return entity
  }

  mutating func parameterEntity(_ name: UnsafePointer<xmlChar>) -> xmlEntityPtr? {
    guard let context else { return nil }
    let entity = entities.parameter(name, in: context, inputBytes: source.end)
    if entities.isExhausted { stopAtEntities() }
    return entity
  }

  private mutating func stopAtEntities() {
    guard failure == nil else { return }
    noteEncoder()
    failure = XMLFailure(
      "entities expand to far more text than the input has", context: context)
    // A stopped parser must not be asked for places any more, and one inside an entity ends by itself.
    context?.pointee.disableSAX = 1
  }

  /// What was bent to fit since the last call.
  mutating func takeWarnings() -> [ReadWarning] {
    var warnings: [ReadWarning] = []
    if faultyNames > 0 {
      warnings.append(
        ReadWarning(
          kind: .lenientSyntax, count: faultyNames, first: firstFaultyName,
          message: "names break the rules of XML namespaces; prefixes are left out all the same"))
      faultyNames = 0
    }
    let unread = entities.unread - toldUnread
    if unread > 0 {
      warnings.append(
        ReadWarning(
          kind: .unreadEntities, count: unread, first: entities.firstUnread,
          message: "references to files outside the input were not followed and left out"))
      toldUnread = entities.unread
    }
    let controls = restricted.count - toldRestricted
    if controls > 0 {
      warnings.append(
        ReadWarning(
          kind: .lenientSyntax, count: controls, first: restricted.first,
          message: "control characters stand as they are, which XML 1.1 forbids; they were kept"))
      toldRestricted = restricted.count
    }
    return warnings
  }
}
