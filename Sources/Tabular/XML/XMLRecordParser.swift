import CLibXML2

/// Reads records from XML: each element at the record path is one.
///
/// What becomes of a record:
/// - Names are local names; prefixes and namespaces are left out.
/// - A child element gives a column of its name, a nested one `parent.child`.
/// - An attribute of the record gives a column of its name, one of an element `element.attribute`. An attribute and
///   a child element of one name share the column. Attributes that only the document type declares are left out.
/// - Fields that an attribute names, as in `<field name="phone">`, give columns of that name, where all fields of the
///   records do so and the record path is inferred.
/// - Repeated elements are joined with `; `, empty ones left out.
/// - The text of an element without child elements is kept as it is, CDATA and character references resolved. Text
///   beside child elements is trimmed of white space and goes to the element's own column, `text` for the record.
///
/// What becomes of errors: XML that breaks its grammar cannot be trusted further on, so the records before are
/// kept, and the rest, from the open record on, is one `Reject` with libxml2's message.
///
/// Nothing outside the input is ever opened: a reference to an external entity is left out, with a warning; one to an
/// entity that only an unread document type may declare stands as written, `&name;`. Internal entities are expanded within bounds (`XMLEntities`); beyond them the rest is one `Reject`.
/// Names that break the rules of namespaces are a warning. Memory is bounded by `ReadOptions.recordByteLimit` and the columns; time is O(n).
///
/// libxml2 reads what is around the records and every record that is out of the ordinary; plain ones are read
/// without it (`readPlain`), to the same result.
///
/// Positions are exact in UTF-8. In other encodings the byte is that of the tag if the tag is ASCII.
final class XMLRecordParser: RecordParser {
  static let depthLimit = 256

  /// Local names from the root to the record.
  let recordPath: [String]
  var columns: [String] { handler.pointee.columns }

  private let handler: UnsafeMutablePointer<XMLRecordHandler>
  private let context: XMLContext
  /// The reject for what cannot be read; it is added at the end, when all its text is there.
  private var ending: Reject?
  private var endingEnd: UInt64 = 0
  /// The first bytes: libxml2 tells the encoding from four.
  private var head: [UInt8] = []
  private var isBegun = false
  /// After so many records in a row that are not plain, a whole piece goes to libxml2 at once.
  private static let patience = 8
  private var misses = 0
  /// `</contact>`, for records of that name.
  private let closingTag: [UInt8]

  /// - Parameters:
  ///   - recordPath: local names from the root to the record; `nil`: inferred from the window.
  ///   - window: the first bytes of the input, as stored; they are only looked at.
  ///   - path: the input's name, for errors.
  /// - Throws: `ReadError` `unsupported` if the window is no XML or has no element that can be a record,
  ///   `invalidOption` for an unknown encoding or an empty record path.
  init(
    recordPath: [String]?, window: Span<UInt8>, path: String, options: ReadOptions
  ) throws(ReadError) {
    let names: [String]
    var fieldKey: String?
    if let recordPath {
      names = recordPath
    } else {
      let shape = try XMLShape.infer(window: window, path: path, encoding: options.encoding)
      names = shape.recordPath
      fieldKey = shape.fieldKey
    }
    guard !names.isEmpty else {
      throw ReadError(
        .invalidOption, path: path, problem: "the record path of an XML input is empty",
        remedy: "set the names from the root to the record, for example 'export.contacts.contact'")
    }
    let handler = UnsafeMutablePointer<XMLRecordHandler>.allocate(capacity: 1)
    handler.initialize(
      to: XMLRecordHandler(
        path: names, recordByteLimit: options.recordByteLimit, fieldKey: fieldKey))
    guard
      let context = XMLContext.make(
        handler: Self.callbacks, userData: handler, encoding: options.encoding)
    else {
      handler.deinitialize(count: 1)
      handler.deallocate()
      throw ReadError.unknownEncoding(options.encoding, path: path)
    }
    handler.pointee.context = context.pointer
    self.context = context
    self.handler = handler
    self.recordPath = names
    closingTag = [0x3C, 0x2F] + Array((names.last ?? "").utf8) + [0x3E]
  }

  deinit {
    // The context is freed after this body; it does not call back any more.
    handler.pointee.entities.free()
    handler.deinitialize(count: 1)
    handler.deallocate()
  }

  func parse(_ chunk: Span<UInt8>, into batch: inout RecordBatch) throws(ReadError) {
    if isBegun {
      read(chunk, into: &batch)
      return
    }
    chunk.withUnsafeBufferPointer { head.append(contentsOf: $0) }
    if head.count >= 4 { begin(into: &batch) }
  }

  func finish(into batch: inout RecordBatch) throws(ReadError) {
    if !isBegun { begin(into: &batch) }
    if ending == nil {
      swap(&handler.pointee.batch, &batch)
      if !context.finish() { handler.pointee.failUndecodable(at: handler.pointee.source.end) }
      swap(&handler.pointee.batch, &batch)
      if handler.pointee.failure != nil { end(isTruncated: handler.pointee.depth > 0) }
    }
    if var ending {
      let end = handler.pointee.source.end
      ending.byteCount = end - min(end, ending.position.byteOffset)
      batch.reject(ending)
    }
    ending = nil
  }

  func takeWarnings() -> [ReadWarning] { handler.pointee.takeWarnings() }

  private func begin(into batch: inout RecordBatch) {
    isBegun = true
    let bytes = head
    head = []
    read(bytes.span, into: &batch)
  }

  private func read(_ bytes: Span<UInt8>, into batch: inout RecordBatch) {
    swap(&handler.pointee.batch, &batch)
    var at = 0
    while at < bytes.count {
      at = readPlain(bytes, from: at)
      // Offsets in decoded input cost as much as there is in hand, so there is little.
      var end = min(bytes.count, at + (context.isDecoding ? 1 << 12 : 1 << 16))
      if misses >= Self.patience {
        misses = 0
      } else if handler.pointee.mayBePlain, ending == nil {
        end = Self.recordEnd(bytes.extracting(0..<end), from: at, named: closingTag)
      }
      bytes.extracting(at..<end).withUnsafeBufferPointer { readPiece($0) }
      at = end
    }
    swap(&handler.pointee.batch, &batch)
  }

  /// Reads what can be read without libxml2; the offset after it.
  private func readPlain(_ bytes: Span<UInt8>, from at: Int) -> Int {
    guard ending == nil, handler.pointee.standsBetweenRecords else { return at }
    let end = handler.pointee.readPlain(bytes, from: at)
    misses = end > at ? 0 : misses + 1
    guard end > at else { return at }
    bytes.extracting(at..<end).withUnsafeBufferPointer {
      handler.pointee.source.begin($0)
      handler.pointee.watchCharacters($0)
      handler.pointee.source.endPiece(keepingFrom: nil)
    }
    return end
  }

  /// The offset after the next closing tag, where plain records may follow; the end of the bytes if there is none.
  private static func recordEnd(_ bytes: Span<UInt8>, from start: Int, named tag: [UInt8]) -> Int {
    var at = start
    while at + tag.count <= bytes.count {
      if bytes[unchecked: at] == 0x3C {
        var matched = 1
        while matched < tag.count, bytes[unchecked: at + matched] == tag[matched] { matched += 1 }
        if matched == tag.count { return at + matched }
      }
      at += 1
    }
    return bytes.count
  }

  private func readPiece(_ piece: UnsafeBufferPointer<UInt8>) {
    handler.pointee.source.begin(piece)
    if ending == nil {
      if !context.parse(piece) {
        handler.pointee.failUndecodable(at: handler.pointee.source.end - UInt64(piece.count))
      }
      handler.pointee.watchCharacters(piece)
      if handler.pointee.failure != nil || handler.pointee.isTooDeep { end(isTruncated: false) }
    } else {
      extendEnding()
    }
    let keeps = handler.pointee.isInRecord ? handler.pointee.start.byteOffset : nil
    handler.pointee.source.endPiece(keepingFrom: ending?.position.byteOffset ?? keeps)
  }

  // MARK: - The end of what can be read

  private func end(isTruncated: Bool) {
    let failure = handler.pointee.failure
    let source = handler.pointee.source
    var position = handler.pointee.start
    handler.pointee.dropOpenRecord()
    if !handler.pointee.isInRecord {
      position = RecordBatch.Position(
        line: failure?.line ?? 1, byteOffset: min(failure?.byteOffset ?? 0, source.end))
      if isTruncated { position.byteOffset = source.end }
    }
    let place = failure.map { "line \($0.line), byte \($0.byteOffset)" } ?? ""
    let (reason, message): (Reject.Reason, String)
    if handler.pointee.isTooDeep {
      reason = .tooDeep
      message =
        "elements are nested deeper than \(Self.depthLimit) levels; the rest could not be read"
    } else if isTruncated {
      reason = .truncated
      message =
        "the input ends before its elements do (\(failure?.message ?? "")); export or copy it again"
    } else {
      reason = .invalidXML
      message =
        "\(failure?.message ?? "") at \(place); the rest could not be read, correct it there"
    }
    ending = Reject(position: position, reason: reason, message: message, raw: "")
    extendEnding()
  }

  private func extendEnding() {
    guard let position = ending?.position else { return }
    let source = handler.pointee.source
    ending?.raw = source.raw(from: position.byteOffset, to: source.end)
  }

  // MARK: - Callbacks

  private static var callbacks: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.startElementNs = { data, name, _, _, _, _, count, defaulted, attributes in
      guard let data, let name else { return }
      data.assumingMemoryBound(to: XMLRecordHandler.self).pointee.startElement(
        name, attributes: attributes, count: Int(count - defaulted))
    }
    handler.endElementNs = { data, _, _, _ in
      data?.assumingMemoryBound(to: XMLRecordHandler.self).pointee.endElement()
    }
    let text: charactersSAXFunc = { data, text, count in
      data?.assumingMemoryBound(to: XMLRecordHandler.self).pointee.text(
        UnsafeBufferPointer(start: text, count: Int(count)))
    }
    handler.characters = text
    handler.ignorableWhitespace = text
    handler.cdataBlock = text
    handler.reference = { data, name in
      // An entity that is declared elsewhere, if at all: its reference is kept as it stands.
      guard let data, let name else { return }
      var bytes: [UInt8] = [0x26]
      bytes.append(contentsOf: xmlName(name))
      bytes.append(0x3B)
      bytes.withUnsafeBufferPointer {
        data.assumingMemoryBound(to: XMLRecordHandler.self).pointee.text($0)
      }
    }
    handler.startDocument = { data in
      xmlSAX2StartDocument(data?.assumingMemoryBound(to: XMLRecordHandler.self).pointee.context)
    }
    handler.internalSubset = { data, name, publicID, systemID in
      data?.assumingMemoryBound(to: XMLRecordHandler.self).pointee.hasDoctype = true
      xmlSAX2InternalSubset(
        data?.assumingMemoryBound(to: XMLRecordHandler.self).pointee.context, name, publicID,
        systemID)
    }
    handler.entityDecl = { data, name, type, publicID, systemID, content in
      xmlSAX2EntityDecl(
        data?.assumingMemoryBound(to: XMLRecordHandler.self).pointee.context, name, type, publicID,
        systemID, content)
    }
    handler.notationDecl = { data, name, publicID, systemID in
      xmlSAX2NotationDecl(
        data?.assumingMemoryBound(to: XMLRecordHandler.self).pointee.context, name, publicID,
        systemID)
    }
    handler.unparsedEntityDecl = { data, name, publicID, systemID, notation in
      xmlSAX2UnparsedEntityDecl(
        data?.assumingMemoryBound(to: XMLRecordHandler.self).pointee.context, name, publicID,
        systemID, notation)
    }
    handler.getEntity = { data, name in
      guard let handler = data?.assumingMemoryBound(to: XMLRecordHandler.self), let name else {
        return nil
      }
      return handler.pointee.generalEntity(name)
    }
    handler.getParameterEntity = { data, name in
      guard let handler = data?.assumingMemoryBound(to: XMLRecordHandler.self), let name else {
        return nil
      }
      return handler.pointee.parameterEntity(name)
    }
    handler.serror = { _, error in
      xmlUserData(error)?.assumingMemoryBound(to: XMLRecordHandler.self).pointee.fail(error)
    }
    return handler
  }
}
