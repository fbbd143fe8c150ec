/// The relationships of a part of a package: which other parts it has to do with (ECMA-376 part 2 §6.5).
final class Relationships: XMLElementHandler {
  struct Target {
    var id: String
    /// The last word of the type, such as `worksheet`.
    var kind: String
    var path: String
  }

  private(set) var targets: [Target] = []
  /// The folder of the part, `/` at its end.
  private let folder: String

  private static let countLimit = 4096

  init(folder: String) {
    self.folder = folder
  }

  func path(id: String, kind: String) -> String? {
    targets.first { $0.id == id && $0.kind == kind }?.path
  }

  func path(kind: String) -> String? { targets.first { $0.kind == kind }?.path }

  func start(_ element: XMLElement) {
    guard element.name.isEqual(to: "Relationship"), targets.count < Self.countLimit,
      let id = element.string("Id"), let type = element.string("Type"),
      let target = element.string("Target"), element.string("TargetMode") != "External"
    else { return }
    targets.append(
      Target(
        id: id, kind: type.split(separator: "/").last.map(String.init) ?? "",
        path: Self.resolve(target, in: folder)))
  }

  func end(_ name: UnsafeBufferPointer<UInt8>) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

  /// A target is seen from the folder of its part, or from the root if it begins with `/`.
  static func resolve(_ target: String, in folder: String) -> String {
    let target = String(target.map { $0 == "\\" ? "/" : $0 })
    var steps: [Substring] = []
    for step in (target.hasPrefix("/") ? target : folder + target).split(separator: "/") {
      switch step {
      case ".": break
      case "..": _ = steps.popLast()
      default: steps.append(step)
      }
    }
    return steps.joined(separator: "/")
  }
}

/// The list of sheets (ECMA-376 §18.2).
final class WorkbookContents: XMLElementHandler {
  struct Sheet {
    var name: String
    var relationship: String
    var isHidden: Bool
  }

  private(set) var sheets: [Sheet] = []
  private(set) var countsFrom1904 = false

  private static let countLimit = 4096

  func start(_ element: XMLElement) {
    if element.name.isEqual(to: "sheet"), sheets.count < Self.countLimit,
      let name = element.string("name"), let id = element.string("id")
    {
      let state = element.string("state") ?? "visible"
      sheets.append(Sheet(name: name, relationship: id, isHidden: state != "visible"))
    } else if element.name.isEqual(to: "workbookPr") {
      countsFrom1904 = ["1", "true", "on"].contains(element.string("date1904") ?? "")
    }
  }

  func end(_ name: UnsafeBufferPointer<UInt8>) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// The formats of numbers, by the style of a cell (ECMA-376 §18.8).
final class WorkbookStyles: XMLElementHandler {
  private(set) var formats: [NumberFormat] = []
  private var codes: [Int: NumberFormat] = [:]
  private var isInFormats = false
  private var isInStyles = false

  /// Excel has 64,000 styles of cells.
  private static let countLimit = 1 << 17

  func start(_ element: XMLElement) {
    if element.name.isEqual(to: "xf") {
      guard isInStyles, formats.count < Self.countLimit else { return }
      let id = element.attribute("numFmtId").flatMap { CellReference.number($0) } ?? 0
      formats.append(codes[id] ?? NumberFormat(builtIn: id))
    } else if element.name.isEqual(to: "numFmt") {
      guard isInFormats, codes.count < Self.countLimit,
        let id = element.attribute("numFmtId").flatMap({ CellReference.number($0) }),
        let code = element.string("formatCode")
      else { return }
      codes[id] = NumberFormat(code: code)
    } else if element.name.isEqual(to: "cellXfs") {
      isInStyles = true
    } else if element.name.isEqual(to: "numFmts") {
      isInFormats = true
    }
  }

  func end(_ name: UnsafeBufferPointer<UInt8>) {
    if name.isEqual(to: "cellXfs") { isInStyles = false }
    if name.isEqual(to: "numFmts") { isInFormats = false }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
