/// The columns of nested records: a tree of keys whose leaves are columns named `parent.child`.
///
/// Records of one input mostly have the same keys in the same order, so each node remembers which sibling
/// came after it last time: a lookup is then one comparison, without hashing and without a `String`.
/// Otherwise it is O(1) expected, by hash. At most `columnLimit` columns and `nodeLimit` nodes are kept.
struct ColumnTree {
  static let columnLimit = 4096
  static let nodeLimit = 65536
  static let root = 0

  private struct Node {
    var parent: Int32
    var keyStart: Int32
    var keyCount: Int32
    var column: Int32 = -1
    /// The child that came first, and the sibling that came next, when last seen.
    var first: Int32 = -1
    var next: Int32 = -1
    /// The visit of its parent in which the key was met last.
    var visit: UInt32 = 0
    /// What the caller knows the key by: the address of an interned name, or an index.
    var token: UInt = 0
    /// Whether the key stands in the input as it is: nothing in it is escaped or repaired.
    var isPlain = false
  }

  /// The state to go back to when a record that added columns turns out to be bad.
  struct Mark {
    fileprivate var nodes: Int
    fileprivate var keys: Int
    fileprivate var names: Int
  }

  private var nodes = [Node(parent: -1, keyStart: 0, keyCount: 0)]
  /// The bytes of all keys, with a word of padding, so that words can be compared.
  private var keys = [UInt8](repeating: 0, count: 8)
  /// Open addressing; 0 is free (the root is never looked up).
  private var table = [Int32](repeating: 0, count: 256)
  private var columnsByName: [String: Int] = [:]
  private(set) var names: [String] = []

  var mark: Mark { Mark(nodes: nodes.count, keys: keys.count, names: names.count) }

  /// The guess for the child of `parent` that comes after `previous` (-1: for the first child); -1 is none.
  @inline(__always)
  private func guess(parent: Int, previous: Int) -> Int {
    Int(previous < 0 ? nodes[parent].first : nodes[previous].next)
  }

  private mutating func learn(_ node: Int, parent: Int, previous: Int) {
    if previous < 0 {
      nodes[parent].first = Int32(node)
    } else {
      nodes[previous].next = Int32(node)
    }
  }

  // MARK: - Visits

  private var visit: UInt32 = 0

  /// Begins an object, whose keys should differ. After four billion a repetition may go untold.
  @inline(__always)
  mutating func beginVisit() -> UInt32 {
    visit &+= 1
    return visit
  }

  /// Notes the key of a node in an object; whether it was there before.
  @inline(__always)
  mutating func isRepeated(_ node: Int, in visit: UInt32) -> Bool {
    if nodes[node].visit == visit { return true }
    nodes[node].visit = visit
    return false
  }

  // MARK: - Lookup

  /// The number of bytes of a node's key.
  @inline(__always)
  func keyCount(_ node: Int) -> Int { Int(nodes[node].keyCount) }

  /// The guessed child, if its key stands at `start` in `bytes` and `ending` behind it; else -1.
  @inline(__always)
  func guessedChild(
    of parent: Int, after previous: Int, in bytes: Span<UInt8>, at start: Int,
    ending: UInt8 = 0x22
  ) -> Int {
    let node = guess(parent: parent, previous: previous)
    guard node > 0, nodes[node].isPlain else { return -1 }
    let count = Int(nodes[node].keyCount)
    guard start + count + 8 <= bytes.count, bytes[unchecked: start + count] == ending else {
      return -1
    }
    return matches(node, bytes, start, count) ? node : -1
  }

  /// Whether a node's key equals `count` bytes at `start`; eight more bytes must be readable there.
  @inline(__always)
  private func matches(_ node: Int, _ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> Bool {
    let source = bytes.bytes
    let known = keys.span.bytes
    var offset = 0
    let keyStart = Int(nodes[node].keyStart)
    while offset < count {
      let a = source.unsafeLoadUnaligned(
        fromUncheckedByteOffset: start + offset, as: UInt64.self)
      let b = known.unsafeLoadUnaligned(
        fromUncheckedByteOffset: keyStart + offset, as: UInt64.self)
      let left = count - offset
      let difference = (a ^ b).littleEndian
      if left >= 8 {
        if difference != 0 { return false }
      } else if difference & ((1 << UInt64(left * 8)) - 1) != 0 {
        return false
      }
      offset += 8
    }
    return true
  }

  /// The guessed child if the caller knows it by `token`; else -1.
  @inline(__always)
  func guessedChild(of parent: Int, after previous: Int, token: UInt) -> Int {
    let node = guess(parent: parent, previous: previous)
    return node > 0 && nodes[node].token == token ? node : -1
  }

  /// The child with this key, made if there is none; -1 where the tree is full.
  mutating func child(
    of parent: Int, after previous: Int, key: Span<UInt8>, token: UInt = 0, isPlain: Bool = false
  ) -> Int {
    var slot = Self.hash(parent: parent, key) & (table.count - 1)
    while table[slot] != 0 {
      let node = Int(table[slot])
      if Int(nodes[node].parent) == parent, isKey(node, key) {
        if token != 0 { nodes[node].token = token }
        learn(node, parent: parent, previous: previous)
        return node
      }
      slot = (slot + 1) & (table.count - 1)
    }
    guard nodes.count < Self.nodeLimit else { return -1 }
    let node = nodes.count
    let keyStart = keys.count - 8
    keys.removeLast(8)
    for index in key.indices { keys.append(key[unchecked: index]) }
    keys.append(contentsOf: repeatElement(0, count: 8))
    nodes.append(
      Node(
        parent: Int32(parent), keyStart: Int32(keyStart), keyCount: Int32(key.count), token: token,
        isPlain: isPlain))
    table[slot] = Int32(node)
    learn(node, parent: parent, previous: previous)
    if nodes.count * 2 > table.count { rehash(count: table.count * 2) }
    return node
  }

  private func isKey(_ node: Int, _ key: Span<UInt8>) -> Bool {
    guard Int(nodes[node].keyCount) == key.count else { return false }
    let start = Int(nodes[node].keyStart)
    for index in key.indices where keys[start + index] != key[unchecked: index] { return false }
    return true
  }

  private static func hash(parent: Int, _ key: Span<UInt8>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(parent)
    for index in key.indices { hash = (hash ^ UInt64(key[unchecked: index])) &* 0x100_0000_01b3 }
    hash ^= hash >> 29
    return Int(truncatingIfNeeded: (hash &* 0x9e37_79b9_7f4a_7c15) >> 33)
  }

  private mutating func rehash(count: Int) {
    var table = [Int32](repeating: 0, count: count)
    for node in nodes.indices.dropFirst() {
      let start = Int(nodes[node].keyStart)
      let key = keys.span.extracting(start..<start + Int(nodes[node].keyCount))
      var slot = Self.hash(parent: Int(nodes[node].parent), key) & (count - 1)
      while table[slot] != 0 { slot = (slot + 1) & (count - 1) }
      table[slot] = Int32(node)
    }
    self.table = table
  }

  // MARK: - Columns

  /// The column of a node, made if it has none; -1 where there are too many columns.
  @inline(__always)
  mutating func column(of node: Int) -> Int {
    let column = Int(nodes[node].column)
    return column >= 0 ? column : makeColumn(of: node)
  }

  /// Two nodes with one name (`{"a.b": 1, "a": {"b": 2}}`) share a column.
  private mutating func makeColumn(of node: Int) -> Int {
    let name = name(of: node)
    if let column = columnsByName[name] {
      nodes[node].column = Int32(column)
      return column
    }
    guard names.count < Self.columnLimit else { return -1 }
    let column = names.count
    names.append(name)
    columnsByName[name] = column
    nodes[node].column = Int32(column)
    return column
  }

  /// The keys from the root, with dots between; a record's own text is `text`, an empty key `column_N`.
  private func name(of node: Int) -> String {
    guard node != Self.root else { return "text" }
    var parts: [String] = []
    var node = node
    while node > 0 {
      let start = Int(nodes[node].keyStart)
      parts.append(
        String(decoding: keys[start..<start + Int(nodes[node].keyCount)], as: UTF8.self))
      node = Int(nodes[node].parent)
    }
    let name = parts.reversed().joined(separator: ".")
    return name.isEmpty ? "column_\(names.count + 1)" : name
  }

  /// Forgets the nodes and columns made since `mark`.
  mutating func rollBack(to mark: Mark) {
    guard nodes.count > mark.nodes || names.count > mark.names else { return }
    nodes.removeLast(nodes.count - mark.nodes)
    keys.removeLast(keys.count - mark.keys)
    keys.replaceSubrange((keys.count - 8)..., with: repeatElement(0, count: 8))
    for name in names[mark.names...] { columnsByName[name] = nil }
    names.removeLast(names.count - mark.names)
    for node in nodes.indices {
      if nodes[node].column >= mark.names { nodes[node].column = -1 }
      if nodes[node].first >= mark.nodes { nodes[node].first = -1 }
      if nodes[node].next >= mark.nodes { nodes[node].next = -1 }
    }
    rehash(count: table.count)
  }
}
