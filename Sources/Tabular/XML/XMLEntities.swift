import CLibXML2

/// The internal entities of a document that are expanded: short ones of plain text.
///
/// Entities that refer to others or are long make a small document large (billion laughs, quadratic blow-up);
/// external ones would open files. Those are not known, so that a reference to one is an error.
struct XMLEntities {
  static let lengthLimit = 64
  static let countLimit = 256

  private var entities: [UnsafeMutablePointer<xmlEntity>] = []

  mutating func declare(
    _ name: UnsafePointer<xmlChar>?, type: Int32, content: UnsafePointer<xmlChar>?
  ) {
    guard type == Int32(bitPattern: XML_INTERNAL_GENERAL_ENTITY.rawValue), let name, let content,
      entities.count < Self.countLimit, find(name) == nil
    else { return }
    let text = xmlName(content)
    guard text.count <= Self.lengthLimit, !text.contains(0x26), !text.contains(0x3C) else { return }
    let entity = UnsafeMutablePointer<xmlEntity>.allocate(capacity: 1)
    entity.initialize(to: xmlEntity())
    entity.pointee.type = XML_ENTITY_DECL
    entity.pointee.name = UnsafePointer(xmlStrdup(name))
    entity.pointee.content = xmlStrdup(content)
    entity.pointee.length = Int32(text.count)
    entities.append(entity)
  }

  /// The entity as the parser takes it without parsing its text: in content one of the kind of the five
  /// predefined ones, whose text is passed on at once; in an attribute, where of those only one byte counts,
  /// an internal one.
  func resolve(_ name: UnsafePointer<xmlChar>?, in context: xmlParserCtxtPtr?) -> xmlEntityPtr? {
    guard let name, let entity = find(name) else { return nil }
    let isInAttribute = context?.pointee.instate == XML_PARSER_ATTRIBUTE_VALUE
    entity.pointee.etype =
      isInAttribute ? XML_INTERNAL_GENERAL_ENTITY : XML_INTERNAL_PREDEFINED_ENTITY
    return entity
  }

  private func find(_ name: UnsafePointer<xmlChar>) -> UnsafeMutablePointer<xmlEntity>? {
    entities.first { xmlStrEqual($0.pointee.name, name) != 0 }
  }

  func free() {
    for entity in entities {
      rollcall_xml_free(UnsafeMutableRawPointer(mutating: entity.pointee.name))
      rollcall_xml_free(entity.pointee.content)
      entity.deallocate()
    }
  }
}
