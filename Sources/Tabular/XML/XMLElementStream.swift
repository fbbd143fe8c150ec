import CLibXML2

/// Hears of a document what its elements are, in their order, without knowing libxml2. Pointers hold during the call.
protocol XMLElementHandler: AnyObject {
  func start(_ element: XMLElement)
  func end(_ name: UnsafeBufferPointer<UInt8>)
  func text(_ bytes: UnsafeBufferPointer<UInt8>)
}

/// A start tag.
struct XMLElement {
  /// Without prefix.
  let name: UnsafeBufferPointer<UInt8>
  fileprivate let attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  fileprivate let attributeCount: Int
  fileprivate let context: xmlParserCtxtPtr?

  /// The value of the first attribute of a local name, whatever its prefix.
  func attribute(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
    guard let attributes else { return nil }
    for index in 0..<attributeCount {
      // Local name, prefix, namespace, and the bounds of the value.
      guard let local = attributes[index * 5], let from = attributes[index * 5 + 3],
        let to = attributes[index * 5 + 4], xmlName(local).isEqual(to: name)
      else { continue }
      return UnsafeBufferPointer(start: from, count: to - from)
    }
    return nil
  }

  func string(_ name: StaticString) -> String? {
    attribute(name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Where the tag begins. libxml2 stands at its end; a `<` cannot stand inside it.
  func position() -> RecordBatch.Position {
    guard let input = context?.pointee.input, var at = input.pointee.cur,
      let base = input.pointee.base
    else { return RecordBatch.Position(line: 1, byteOffset: 0) }
    var bytes = 0
    while at > base, at.pointee != 0x3C || bytes == 0 {
      at -= 1
      bytes += 1
    }
    return RecordBatch.Position(
      line: UInt64(max(1, Int(input.pointee.line))),
      byteOffset: UInt64(max(0, xmlByteConsumed(context) - bytes)))
  }
}

extension UnsafeBufferPointer<UInt8> {
  func isEqual(to text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    for index in 0..<count where self[index] != text.utf8Start[index] { return false }
    return true
  }
}

/// Reads a document in pieces cut anywhere and tells a handler of its elements.
///
/// As with every XML here, nothing outside the input is opened and no entity of the document is expanded. Memory is
/// that of libxml2, which bounds names, attributes and single texts.
final class XMLElementStream {
  private let handler: any XMLElementHandler
  private var context: XMLContext?
  private var depth = 0
  private(set) var failure: XMLFailure?
  private(set) var isTooDeep = false
  /// libxml2 tells the encoding from the first four bytes.
  private var head: [UInt8] = []
  private var isBegun = false

  /// Whether nothing more is read: the document is damaged, or nested too deeply.
  var hasEnded: Bool { failure != nil || isTooDeep }

  init(_ handler: any XMLElementHandler) {
    self.handler = handler
    context = XMLContext.make(
      handler: Self.callbacks, userData: Unmanaged.passUnretained(self).toOpaque(), encoding: nil)
  }

  func parse(_ chunk: Span<UInt8>) {
    guard !hasEnded else { return }
    if !isBegun {
      chunk.withUnsafeBufferPointer { head.append(contentsOf: $0) }
      if head.count >= 4 { begin() }
      return
    }
    if chunk.withUnsafeBufferPointer({ context?.parse($0) }) == false { noteStop() }
  }

  func finish() {
    if !isBegun { begin() }
    if !hasEnded, context?.finish() == false { noteStop() }
  }

  private func noteStop() {
    guard !hasEnded else { return }
    failure = XMLFailure(undecodableFrom: RecordBatch.Position(line: 1, byteOffset: 0))
  }

  private func begin() {
    isBegun = true
    let bytes = head
    head = []
    if bytes.withUnsafeBufferPointer({ context?.parse($0) }) == false { noteStop() }
  }

  private func start(
    _ name: UnsafePointer<xmlChar>,
    _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, _ count: Int
  ) {
    depth += 1
    guard depth <= XMLRecordParser.depthLimit else {
      isTooDeep = true
      xmlStopParser(context?.pointer)
      return
    }
    handler.start(
      XMLElement(
        name: xmlName(name), attributes: attributes, attributeCount: count,
        context: context?.pointer))
  }

  private func end(_ name: UnsafePointer<xmlChar>) {
    depth -= 1
    handler.end(xmlName(name))
  }

  private static func stream(_ data: UnsafeMutableRawPointer?) -> XMLElementStream? {
    data.map { Unmanaged<XMLElementStream>.fromOpaque($0).takeUnretainedValue() }
  }

  private static var callbacks: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.startElementNs = { data, name, _, _, _, _, count, defaulted, attributes in
      guard let name else { return }
      XMLElementStream.stream(data)?.start(name, attributes, Int(count - defaulted))
    }
    handler.endElementNs = { data, name, _, _ in
      guard let name else { return }
      XMLElementStream.stream(data)?.end(name)
    }
    let text: charactersSAXFunc = { data, text, count in
      XMLElementStream.stream(data)?.handler.text(
        UnsafeBufferPointer(start: text, count: Int(count)))
    }
    handler.characters = text
    handler.ignorableWhitespace = text
    handler.cdataBlock = text
    handler.serror = { _, error in
      guard let stream = XMLElementStream.stream(xmlUserData(error)), stream.failure == nil else {
        return
      }
      stream.failure = XMLFailure(error, context: stream.context?.pointer)
    }
    return handler
  }
}
