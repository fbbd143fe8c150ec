import CLibXML2

/// Infers which element of an XML input is the record, from its first bytes.
///
/// The record is the element that repeats most among the children of one parent and has child elements; if none
/// does, that repeats and has attributes. Of equal ones it is the shallowest, then the first. If nothing repeats, it is
/// the element at which the way down from the root, through elements with one structured child each, ends. A list of
/// nothing but plain elements below the root has one column.
struct XMLShape {
  private struct Kind {
    var parent: Int
    var name: UnsafePointer<xmlChar>
    var depth: Int
    var children: [Int] = []
    var hasAttributes = false
    /// The attribute that told every element so far apart from its siblings, such as `name`; `nil`: none.
    var key: String?
    var isSeen = false
    var mostKeys = 0
    /// The parent whose children are being counted, and how many there are yet.
    var countedParent = 0
    var count = 0
    var mostSiblings = 0
  }

  /// Of more kinds of elements under one parent, the further ones are not looked at: a bound on work.
  private static let kindLimit = 512

  private var kinds: [Kind] = []
  /// The open elements: kind and serial number; -1 for a kind that is not looked at.
  private var open: [(kind: Int, serial: Int)] = []
  private var serial = 0
  private(set) var failure: XMLFailure?
  fileprivate var context: xmlParserCtxtPtr?
  private var entities = XMLEntities()

  /// What is known of the records.
  struct Inferred {
    var recordPath: [String]
    /// The attribute by which the fields of a record are named where they are `<field name="phone">`, as databases
    /// write them.
    var fieldKey: String?
  }

  /// - Throws: `ReadError` `unsupported` if no element can be a record.
  static func infer(
    window: Span<UInt8>, path: String, encoding: String?
  ) throws(ReadError) -> Inferred {
    let shape = UnsafeMutablePointer<XMLShape>.allocate(capacity: 1)
    shape.initialize(to: XMLShape())
    defer {
      shape.pointee.entities.free()
      shape.deinitialize(count: 1)
      shape.deallocate()
    }
    guard let context = XMLContext.make(handler: handler, userData: shape, encoding: encoding)
    else {
      throw ReadError.unknownEncoding(encoding, path: path)
    }
    shape.pointee.context = context.pointer
    _ = window.withUnsafeBufferPointer { context.parse($0) }
    if let inferred = shape.pointee.inferred() { return inferred }
    let failure = shape.pointee.failure
    throw ReadError(
      .unsupported, path: path,
      position: failure.map { .init(line: $0.line, byteOffset: $0.byteOffset) },
      problem: "the input is no XML that can be read: \(failure?.message ?? "it has no element")",
      remedy: "check the file, or set its format and encoding")
  }

  private static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.startElementNs = { data, name, _, _, _, _, count, _, attributes in
      guard let data, let name else { return }
      data.assumingMemoryBound(to: XMLShape.self).pointee.start(
        name, XMLAttributes(start: attributes, count: Int(count)))
    }
    handler.endElementNs = { data, _, _, _ in
      _ = data?.assumingMemoryBound(to: XMLShape.self).pointee.open.popLast()
    }
    handler.startDocument = { data in
      xmlSAX2StartDocument(data?.assumingMemoryBound(to: XMLShape.self).pointee.context)
    }
    handler.internalSubset = { data, name, publicID, systemID in
      xmlSAX2InternalSubset(
        data?.assumingMemoryBound(to: XMLShape.self).pointee.context, name, publicID, systemID)
    }
    handler.entityDecl = { data, name, type, publicID, systemID, content in
      xmlSAX2EntityDecl(
        data?.assumingMemoryBound(to: XMLShape.self).pointee.context, name, type, publicID,
        systemID, content)
    }
    handler.getEntity = { data, name in
      guard let shape = data?.assumingMemoryBound(to: XMLShape.self),
        let context = shape.pointee.context, let name
      else { return nil }
      return shape.pointee.entities.general(name, in: context, inputBytes: 0)
    }
    handler.getParameterEntity = { data, name in
      guard let shape = data?.assumingMemoryBound(to: XMLShape.self),
        let context = shape.pointee.context, let name
      else { return nil }
      return shape.pointee.entities.parameter(name, in: context, inputBytes: 0)
    }
    handler.serror = { _, error in
      guard let shape = xmlUserData(error)?.assumingMemoryBound(to: XMLShape.self),
        shape.pointee.failure == nil
      else { return }
      shape.pointee.failure = XMLFailure(error, context: shape.pointee.context)
    }
    return handler
  }

  private mutating func start(_ name: UnsafePointer<xmlChar>, _ attributes: XMLAttributes) {
    guard open.count < XMLRecordParser.depthLimit else {
      xmlStopParser(context)
      return
    }
    let parent = open.last ?? (-1, 0)
    var kind = -1
    if open.isEmpty || parent.kind >= 0 {
      kind = findKind(name, in: parent.kind)
    }
    if kind >= 0 {
      if kinds[kind].countedParent != parent.serial || kinds[kind].count == 0 {
        kinds[kind].countedParent = parent.serial
        kinds[kind].count = 0
      }
      kinds[kind].count += 1
      kinds[kind].mostSiblings = max(kinds[kind].mostSiblings, kinds[kind].count)
      if attributes.count > 0 { kinds[kind].hasAttributes = true }
      noteKey(kind, attributes)
    }
    serial += 1
    open.append((kind, serial))
  }

  /// The values that name the children of one parent, and the serial number of that.
  private var keys: Set<[UInt8]> = []
  private var keysParent = -1

  /// Looks whether elements go on being told apart by one attribute.
  private mutating func noteKey(_ kind: Int, _ attributes: XMLAttributes) {
    if !kinds[kind].isSeen {
      kinds[kind].isSeen = true
      kinds[kind].key = ["name", "key"].first { attributes.value(of: $0) != nil }
    }
    guard let key = kinds[kind].key else { return }
    if keysParent != kinds[kind].countedParent {
      keysParent = kinds[kind].countedParent
      keys = []
    }
    guard let value = attributes.value(of: key), !value.isEmpty, keys.insert(value).inserted else {
      kinds[kind].key = nil
      return
    }
    kinds[kind].mostKeys = max(kinds[kind].mostKeys, keys.count)
  }

  private mutating func findKind(_ name: UnsafePointer<xmlChar>, in parent: Int) -> Int {
    if parent < 0 {
      guard kinds.isEmpty else { return -1 }
      kinds.append(Kind(parent: -1, name: name, depth: 1))
      return 0
    }
    // Names are interned: equal ones are one pointer.
    if let kind = kinds[parent].children.first(where: { kinds[$0].name == name }) { return kind }
    guard kinds[parent].children.count < Self.kindLimit, kinds.count < 1 << 14 else { return -1 }
    kinds.append(Kind(parent: parent, name: name, depth: kinds[parent].depth + 1))
    kinds[parent].children.append(kinds.count - 1)
    return kinds.count - 1
  }

  private func inferred() -> Inferred? {
    guard !kinds.isEmpty else { return nil }
    let record = recordKind()
    return Inferred(recordPath: names(to: record), fieldKey: fieldKey(of: record))
  }

  /// The attribute that names every field of a record, if all are plain and there are several.
  private func fieldKey(of record: Int) -> String? {
    let fields = kinds[record].children.map { kinds[$0] }
    guard let key = fields.first?.key, (fields.map(\.mostKeys).max() ?? 0) > 1,
      fields.allSatisfy({ $0.key == key && $0.children.isEmpty })
    else { return nil }
    return key
  }

  private func recordKind() -> Int {
    for isNested in [true, false] {
      var best = -1
      for kind in kinds.indices.dropFirst() where kinds[kind].mostSiblings > 1 {
        let isCandidate = isNested ? !kinds[kind].children.isEmpty : kinds[kind].hasAttributes
        guard isCandidate else { continue }
        if best < 0
          || (kinds[kind].mostSiblings, -kinds[kind].depth)
            > (kinds[best].mostSiblings, -kinds[best].depth)
        {
          best = kind
        }
      }
      if best >= 0 { return best }
    }
    return singleKind()
  }

  /// The way to the one record of a document in which nothing repeats but leaves, or to the leaves below the root.
  private func singleKind() -> Int {
    var kind = 0
    while kinds[kind].children.count == 1 {
      let child = kinds[kind].children[0]
      let isLeaf = kinds[child].children.isEmpty && !kinds[child].hasAttributes
      if isLeaf {
        return kind == 0 && kinds[child].mostSiblings > 1 ? child : kind
      }
      kind = child
    }
    return kind
  }

  private func names(to kind: Int) -> [String] {
    var names: [String] = []
    var kind = kind
    while kind >= 0 {
      names.append(String(decoding: xmlName(kinds[kind].name), as: UTF8.self))
      kind = kinds[kind].parent
    }
    return names.reversed()
  }
}

extension ReadError {
  static func unknownEncoding(_ encoding: String?, path: String) -> ReadError {
    ReadError(
      .invalidOption, path: path,
      problem: "the encoding '\(encoding ?? "")' is not known for XML",
      remedy: "set one that iconv knows, such as 'windows-1251', or leave it out")
  }
}
