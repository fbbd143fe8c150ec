/// Writes small workbooks for tests.
struct WorkbookBytes {
  var sheets: [(name: String, state: String, xml: String)] = []
  var strings: String? = nil
  var styles: String? = nil
  var properties = ""
  /// What stands before the names of elements.
  var prefix = ""

  /// One sheet with the rows given as XML.
  init(rows: String, strings: [String]? = nil, formats: [String] = [], properties: String = "") {
    sheets = [("Contacts", "visible", Self.sheet(rows))]
    self.strings = strings.map { "<sst>" + $0.map { "<si>\($0)</si>" }.joined() + "</sst>" }
    if !formats.isEmpty { styles = Self.styles(formats) }
    self.properties = properties
  }

  static func sheet(_ rows: String, after: String = "") -> String {
    "<?xml version=\"1.0\"?>\n<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
      + "<sheetData>\(rows)</sheetData>\(after)</worksheet>"
  }

  /// Style `k` has the format `k`; a number is that of a built-in one.
  static func styles(_ formats: [String]) -> String {
    var codes = ""
    var styles = ""
    for (index, format) in formats.enumerated() {
      let id = Int(format) ?? 164 + index
      if Int(format) == nil {
        let code = format.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
          .replacing("<", with: "&lt;")
        codes += "<numFmt numFmtId=\"\(id)\" formatCode=\"\(code)\"/>"
      }
      styles += "<xf numFmtId=\"\(id)\"/>"
    }
    return
      "<styleSheet><numFmts>\(codes)</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
      + "<cellXfs>\(styles)</cellXfs><dxfs><dxf><numFmt numFmtId=\"164\" formatCode=\"yyyy\"/></dxf></dxfs></styleSheet>"
  }

  /// Parts and relationships stand in an order that no program writes.
  func members() -> [ZipBytes.Member] {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    var members: [ZipBytes.Member] = []
    var list = ""
    var relations = ""
    for (index, sheet) in sheets.enumerated() {
      let name = sheet.name.replacing("&", with: "&amp;")
      list +=
        "<sheet name=\"\(name)\" sheetId=\"\(index + 7)\" state=\"\(sheet.state)\" r:id=\"rId\(9 - index)\"/>"
      relations =
        "<Relationship Id=\"rId\(9 - index)\" Type=\"\(office)/worksheet\" Target=\"worksheets/s\(index).xml\"/>"
        + relations
      members.append(.init("xl/worksheets/s\(index).xml", sheet.xml))
    }
    if let strings {
      relations +=
        "<Relationship Id=\"a\" Type=\"\(office)/sharedStrings\" Target=\"/xl/shared/Strings.xml\"/>"
      members.append(.init("xl/shared/strings.xml", strings))
    }
    if let styles {
      relations += "<Relationship Id=\"b\" Type=\"\(office)/styles\" Target=\"../xl/styles.xml\"/>"
      members.append(.init("xl/styles.xml", styles))
    }
    members.append(
      .init("xl/_rels/workbook.xml.rels", "<Relationships>\(relations)</Relationships>"))
    members.append(
      .init(
        "xl/workbook.xml",
        "<workbook xmlns:r=\"\(office)\"><workbookPr \(properties)/><sheets>\(list)</sheets></workbook>"
      ))
    members.append(
      .init(
        "_rels/.rels",
        "<Relationships><Relationship Id=\"r\" Type=\"\(office)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
      ))
    members.append(.init("[Content_Types].xml", "<Types/>"))
    return members
  }

  var bytes: [UInt8] { ZipBytes.archive(members()) }
}
