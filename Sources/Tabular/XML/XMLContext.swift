import CLibXML2

/// Owner of a push parser of libxml2 that reports to a handler and never opens a file or a socket.
///
/// No document type, entity or inclusion outside the input is loaded: the callbacks that could are not set, and
/// network access is off besides.
struct XMLContext: ~Copyable {
  let pointer: xmlParserCtxtPtr

  private init(pointer: xmlParserCtxtPtr) {
    self.pointer = pointer
  }

  /// - Parameters:
  ///   - userData: passed to the callbacks; must outlive the context.
  ///   - encoding: IANA name that overrides what the input declares.
  /// - Returns: `nil` where libxml2 has no memory or does not know the encoding.
  static func make(
    handler: xmlSAXHandler, userData: UnsafeMutableRawPointer, encoding: String?
  ) -> XMLContext? {
    xmlInitParser()
    keepQuiet()
    var handler = handler
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    guard let pointer = xmlCreatePushParserCtxt(&handler, userData, nil, 0, nil) else { return nil }
    let context = XMLContext(pointer: pointer)
    // NOENT has entities put into attribute values. It would open external ones too, but `getEntity` and
    // `getParameterEntity` never hand one out (`XMLEntities`).
    var options = XML_PARSE_NONET.rawValue | XML_PARSE_NOENT.rawValue
    if encoding != nil { options |= XML_PARSE_IGNORE_ENC.rawValue }
    xmlCtxtUseOptions(pointer, Int32(bitPattern: UInt32(options)))
    if let encoding, encoding != "utf-8" {
      guard let handler = xmlFindCharEncodingHandler(encoding),
        xmlSwitchToEncoding(pointer, handler) == 0
      else { return nil }
    }
    return context
  }

  /// What goes wrong while decoding is told outside of any context, and would be printed on standard error: without the
  /// place, and with bytes of the input. The context is told that decoding failed, and reports it.
  private static func keepQuiet() {
    xmlSetStructuredErrorFunc(nil) { _, _ in }
    xmlThrDefSetStructuredErrorFunc(nil) { _, _ in }
  }

  deinit {
    // Entity declarations leave a document behind even where nothing is built.
    if let document = pointer.pointee.myDoc { xmlFreeDoc(document) }
    xmlFreeParserCtxt(pointer)
  }

  /// Whether the input is decoded before it is parsed; then offsets are dear to compute.
  var isDecoding: Bool {
    guard let input = pointer.pointee.input, let buffer = input.pointee.buf else { return false }
    return buffer.pointee.encoder != nil
  }

  /// Whether it can go on: bytes that it cannot decode stop libxml2 without an error that is reported.
  func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return true }
    return base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
      Self.goesOn(xmlParseChunk(pointer, $0, Int32(bytes.count), 0))
    }
  }

  /// As `parse`.
  func finish() -> Bool {
    Self.goesOn(xmlParseChunk(pointer, nil, 0, 1))
  }

  private static func goesOn(_ code: Int32) -> Bool {
    code != Int32(XML_ERR_INVALID_ENCODING.rawValue) && code != Int32(XML_PARSER_EOF.rawValue)
  }
}

/// An error that libxml2 reported, with the place at which it stood.
struct XMLFailure {
  var line: UInt64
  var byteOffset: UInt64
  var message: String

  /// For bytes that are no text in the encoding, somewhere behind a place.
  init(undecodableFrom place: RecordBatch.Position) {
    (line, byteOffset) = (place.line, place.byteOffset)
    message = "a byte is no text in the encoding, which should be declared or set,"
  }

  init(_ message: String, context: xmlParserCtxtPtr?) {
    (line, byteOffset) = xmlPlace(context)
    self.message = message
  }

  /// `nil` for what is no fatal error.
  init?(_ error: xmlErrorPtr?, context: xmlParserCtxtPtr?) {
    guard let error, error.pointee.level == XML_ERR_FATAL else { return nil }
    (line, byteOffset) = xmlPlace(context)
    let code = error.pointee.code
    if code == Int32(XML_ERR_INVALID_ENCODING.rawValue)
      || code == Int32(XML_ERR_INTERNAL_ERROR.rawValue)
    {
      // Which of the two it is depends on how the input is cut.
      message = "a byte is no text in the encoding, which should be declared or set,"
      return
    }
    if code == Int32(XML_ERR_ENTITY_LOOP.rawValue) {
      message = "entities refer to themselves or expand to far more text than the input has"
      return
    }
    let text = error.pointee.message.map { String(cString: $0) } ?? "an error"
    // The message ends with a line feed; one inside would break a line of the reject's file.
    message = String(decoding: text.utf8.map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
    while message.last == " " { message.removeLast() }
  }
}

/// What the callbacks of the parser that reported an error are passed.
///
/// The pointer that comes with the error itself is another one where libxml2 complains of a document type.
func xmlUserData(_ error: xmlErrorPtr?) -> UnsafeMutableRawPointer? {
  guard let parser = error?.pointee.ctxt else { return nil }
  return parser.assumingMemoryBound(to: xmlParserCtxt.self).pointee.userData
}

/// Where the parser stands in the input, whatever entity it is in: line from 1 and byte from 0.
func xmlPlace(_ context: xmlParserCtxtPtr?) -> (line: UInt64, byteOffset: UInt64) {
  guard let context, context.pointee.inputNr > 0, let input = context.pointee.inputTab[0] else {
    return (1, 0)
  }
  let line = UInt64(max(1, input.pointee.line))
  if input == context.pointee.input || input.pointee.buf?.pointee.encoder != nil {
    return (line, UInt64(max(0, xmlByteConsumed(context))))
  }
  let ahead = input.pointee.cur - input.pointee.base
  return (line, UInt64(input.pointee.consumed) + UInt64(max(0, ahead)))
}

/// The text of a name that libxml2 passes.
func xmlName(_ name: UnsafePointer<xmlChar>) -> UnsafeBufferPointer<UInt8> {
  UnsafeBufferPointer(start: name, count: Int(xmlStrlen(name)))
}

/// The name of the encoding that the input is decoded from; `nil` for UTF-8.
func xmlEncoderName(_ context: xmlParserCtxtPtr?) -> String? {
  guard let input = context?.pointee.input, let buffer = input.pointee.buf,
    let encoder = buffer.pointee.encoder, let name = encoder.pointee.name
  else { return nil }
  return String(cString: name).uppercased()
}
