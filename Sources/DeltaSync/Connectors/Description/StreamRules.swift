internal import Contacts

/// One thing that is read by itself: contacts, the identifiers of contacts that changed without themselves, deletions, or
/// which contacts there are.
struct StreamRules: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case contact
    /// Items that say which contacts changed; these are fetched by `fetch`.
    case contactID = "contact_id"
    case deletion
    /// Items that say which contacts there are. What was known and is not among them was deleted; each is asked for once
    /// more by `fetch`, for a list in pages may have left it out.
    case present
  }

  /// How the next page is asked for.
  enum Paging: Sendable {
    /// All at once.
    case none
    /// `$page`, counted from this number.
    case page(first: Int)
    /// `$offset`, counted from 0.
    case offset
    /// `$after`: the identifier of the last item before; the items are sorted by it.
    case after
    /// `$cursor`, which stands in the answer; at the last page it does not.
    case cursor(JSONPath)
    /// The address of the next page stands in the answer, or in its header `Link`.
    case link(JSONPath?)
  }

  var name: String
  var request: RequestTemplate
  var kind = Kind.contact
  /// Where in the answer the list of items stands.
  var items: JSONPath
  var paging = Paging.none
  /// `$size`: items that a page may have. A page with fewer is the last one.
  var size: Int?
  /// Items that can be had in one reading of a stream that is sorted by time.
  var most: Int?
  /// The items come newest first and cannot be asked for by time: reading stops at the first that is older than `$since`.
  var isNewestFirst = false
  /// Where the item says when it was changed; by default as in a contact.
  var modified: [JSONPath]?
  /// The identifier of the contact in an item, and the mark behind which it begins there.
  var id: JSONPath?
  var idAfter: String?
  /// Where `$after` stands in an item; by default the identifier.
  var after: JSONPath?

  static let gaps: Set<String> = ["since", "page", "offset", "after", "cursor", "size"]

  init(_ name: String, _ node: RuleNode, variables: Set<String>) throws(RuleError) {
    self.name = name
    let keys = try node.entries(
      allowed: RequestTemplate.keys + [
        "is", "items", "paging", "size", "most", "newest_first", "modified", "id", "id_after",
      ])
    request = try RequestTemplate(node, keys, known: Self.gaps.union(variables))
    guard let itemsNode = keys["items"] else {
      throw node.keyError(
        "'items' is missing", "say where in the answer the list stands: 'items: data'")
    }
    items = JSONPath(try itemsNode.string())
    kind = try keys["is"]?.choice(Kind.self) ?? kind
    size = try keys["size"]?.integer(in: 1...10_000)
    most = try keys["most"]?.integer(in: 1...1_000_000)
    isNewestFirst = try keys["newest_first"]?.bool() ?? false
    modified = try keys["modified"]?.strings().map(JSONPath.init)
    id = try keys["id"].map { node throws(RuleError) in JSONPath(try node.string()) }
    idAfter = try keys["id_after"]?.string()
    if let node = keys["paging"] { paging = try Self.paging(node) }
    // Items that are about contacts have identifiers of their own.
    if kind == .contactID { after = JSONPath("id") }
  }

  private static func paging(_ node: RuleNode) throws(RuleError) -> Paging {
    let keys = try node.entries(allowed: ["page", "offset", "after", "cursor", "link"])
    guard keys.count == 1, let (kind, value) = keys.first else {
      throw node.error(
        "one kind of paging is expected",
        "write 'page: 1', 'offset: 0', 'after: 0', 'cursor: PATH', 'link: PATH' or 'link: header'")
    }
    switch kind {
    case "page": return .page(first: try value.integer(in: 0...1))
    case "offset", "after":
      _ = try value.integer(in: 0...0)
      return kind == "after" ? .after : .offset
    case "cursor": return .cursor(JSONPath(try value.string()))
    default:
      let path = try value.string()
      return .link(path == "header" ? nil : JSONPath(path))
    }
  }
}
