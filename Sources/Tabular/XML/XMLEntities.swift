import CLibXML2

/// The entities of a document: internal ones are expanded within bounds, external ones are never opened.
///
/// All expansions together may have `graceBytes`, or `factor` times the input read so far: what makes a small
/// document large (billion laughs, quadratic blow-up) ends there. A reference to an external entity is
/// empty and counted.
struct XMLEntities {
  static let graceBytes: UInt64 = 1 << 20
  static let factor: UInt64 = 5
  /// Of so many entities the text is passed on without parsing it again; further ones are parsed each time.
  private static let plainLimit = 256

  /// References to external entities, which were left out, and the place of the first.
  private(set) var unread: UInt64 = 0
  private(set) var firstUnread: RecordBatch.Position?
  private(set) var isExhausted = false
  private var expandedBytes: UInt64 = 0
  /// Entities whose text is passed on as it is, beside those of the document that they stand for.
  private var plain: [(original: xmlEntityPtr, standIn: UnsafeMutablePointer<xmlEntity>)] = []
  private var emptyParameter: UnsafeMutablePointer<xmlEntity>?

  /// What a general entity is to the parser; `nil` for one that is not declared, or when too much was expanded.
  mutating func general(
    _ name: UnsafePointer<xmlChar>, in context: xmlParserCtxtPtr, inputBytes: UInt64
  ) -> xmlEntityPtr? {
    guard let entity = xmlSAX2GetEntity(context, name) else { return nil }
    switch entity.pointee.etype {
    case XML_EXTERNAL_GENERAL_UNPARSED_ENTITY: return entity
    case XML_EXTERNAL_GENERAL_PARSED_ENTITY:
      // In an attribute the parser refuses it without opening it.
      if context.pointee.instate == XML_PARSER_ATTRIBUTE_VALUE { return entity }
      noteUnread(in: context)
      return standIn(for: entity, text: [])
    default: break
    }
    guard spend(entity, inputBytes) else { return nil }
    // In an attribute an entity of the predefined kind counts for one byte only.
    if context.pointee.instate == XML_PARSER_ATTRIBUTE_VALUE { return entity }
    if let known = plain.first(where: { $0.original == entity }) { return known.standIn }
    guard plain.count < Self.plainLimit, let content = entity.pointee.content else { return entity }
    let text = xmlName(content)
    let isPlain = !text.contains { $0 == 0x26 || $0 == 0x3C || $0 == 0x5D }
    return isPlain ? standIn(for: entity, text: Array(text)) : entity
  }

  /// What a parameter entity is to the parser: an external one is empty.
  mutating func parameter(
    _ name: UnsafePointer<xmlChar>, in context: xmlParserCtxtPtr, inputBytes: UInt64
  ) -> xmlEntityPtr? {
    guard let entity = xmlSAX2GetParameterEntity(context, name) else { return nil }
    if entity.pointee.etype == XML_EXTERNAL_PARAMETER_ENTITY {
      noteUnread(in: context)
      if let emptyParameter { return emptyParameter }
      emptyParameter = Self.make(XML_INTERNAL_PARAMETER_ENTITY, name: name, text: [])
      return emptyParameter
    }
    return spend(entity, inputBytes) ? entity : nil
  }

  private mutating func noteUnread(in context: xmlParserCtxtPtr) {
    unread += 1
    guard firstUnread == nil else { return }
    let place = xmlPlace(context)
    firstUnread = RecordBatch.Position(line: place.line, byteOffset: place.byteOffset)
  }

  private mutating func spend(_ entity: xmlEntityPtr, _ inputBytes: UInt64) -> Bool {
    guard !isExhausted else { return false }
    // A reference costs time even where its text is short.
    expandedBytes += UInt64(max(0, entity.pointee.length)) + 16
    isExhausted = expandedBytes > Self.graceBytes && expandedBytes > Self.factor * inputBytes
    return !isExhausted
  }

  private mutating func standIn(for entity: xmlEntityPtr, text: [UInt8]) -> xmlEntityPtr {
    if let known = plain.first(where: { $0.original == entity }) { return known.standIn }
    let made = Self.make(XML_INTERNAL_PREDEFINED_ENTITY, name: entity.pointee.name, text: text)
    plain.append((entity, made))
    return made
  }

  private static func make(
    _ type: xmlEntityType, name: UnsafePointer<xmlChar>, text: [UInt8]
  ) -> UnsafeMutablePointer<xmlEntity> {
    let entity = UnsafeMutablePointer<xmlEntity>.allocate(capacity: 1)
    entity.initialize(to: xmlEntity())
    entity.pointee.type = XML_ENTITY_DECL
    entity.pointee.etype = type
    entity.pointee.name = UnsafePointer(xmlStrdup(name))
    entity.pointee.content = text.withUnsafeBufferPointer {
      xmlStrndup($0.baseAddress, Int32($0.count))
    }
    if entity.pointee.content == nil { entity.pointee.content = xmlStrdup("") }
    entity.pointee.length = Int32(text.count)
    return entity
  }

  func free() {
    for entity in plain.map(\.standIn) + (emptyParameter.map { [$0] } ?? []) {
      rollcall_xml_free(UnsafeMutableRawPointer(mutating: entity.pointee.name))
      rollcall_xml_free(entity.pointee.content)
      // The parser keeps the declared text with what it was handed, and leaves it to the owner.
      rollcall_xml_free(entity.pointee.orig)
      entity.deallocate()
    }
  }
}
