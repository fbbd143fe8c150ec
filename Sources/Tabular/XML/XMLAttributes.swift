import CLibXML2

/// The attributes of a start tag as libxml2's SAX2 hands them over: five pointers each.
struct XMLAttributes {
  let start: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  let count: Int

  /// The value of the first attribute with a local name.
  func value(of name: String) -> [UInt8]? {
    guard let start else { return nil }
    for attribute in 0..<count {
      guard let local = start[attribute * 5], let from = start[attribute * 5 + 3],
        let to = start[attribute * 5 + 4], xmlName(local).elementsEqual(name.utf8)
      else { continue }
      return Array(UnsafeBufferPointer(start: from, count: to - from))
    }
    return nil
  }
}
