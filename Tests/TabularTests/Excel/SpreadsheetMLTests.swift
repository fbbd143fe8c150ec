import Testing

@testable import Tabular

/// XML spreadsheets of Excel 2003.
@Suite struct SpreadsheetMLTests {
  private static func workbook(_ sheets: String) -> [UInt8] {
    Array(
      """
      <?xml version="1.0"?>
      <?mso-application progid="Excel.Sheet"?>
      <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
       xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">
      <Styles><Style ss:ID="s1"><Font ss:Bold="1"/></Style></Styles>
      \(sheets)
      </Workbook>
      """.utf8)
  }

  private static func sheet(_ name: String, _ rows: String) -> String {
    "<Worksheet ss:Name=\"\(name)\"><Table>\(rows)</Table></Worksheet>"
  }

  private static func row(_ cells: (type: String, text: String)..., attributes: String = "")
    -> String
  {
    let texts = cells.map {
      "<Cell><Data ss:Type=\"\($0.type)\">\($0.text)</Data></Cell>"
    }
    return "<Row\(attributes)>\n\(texts.joined(separator: "\n"))</Row>"
  }

  private static let header = row(("String", "id"), ("String", "name"), ("String", "born"))

  @Test func rowsAreRecords() throws {
    let text = Self.workbook(
      Self.sheet(
        "Contacts",
        Self.header
          + Self.row(
            ("Number", "1"), ("String", "Ann &amp; Bo"), ("DateTime", "1980-05-01T00:00:00.000"))
          + Self.row(
            ("Number", "4.42079460958E11"), ("String", "<B>Ir</B>ina_x000D_"),
            ("DateTime", "2024-05-01T10:30:00.000"), attributes: " ss:Index=\"5\"")
          + Self.row(("Boolean", "1"), ("Error", "#N/A"), ("DateTime", "1899-12-31T07:15:00.000"))))
    let (table, dialect) = try ReadTable.read(text)
    #expect(table.columns == ["id", "name", "born"])
    #expect(
      table.rows == [
        ["1", "Ann & Bo", "1980-05-01"],
        ["442079460958", "Irina_x000D_", "2024-05-01T10:30:00"],
        ["TRUE", "#N/A", "07:15:00"],
      ])
    #expect(table.positions.map(\.line) == [2, 5, 6])
    #expect(dialect.format == .xlsx)
    #expect(dialect.sheet == "Contacts")
    #expect(table.warnings.map(\.kind) == [.errorCells])
  }

  @Test func cellsStandWhereTheyBelong() throws {
    let text = Self.workbook(
      Self.sheet(
        "A",
        Self.header
          + "<Row><Cell ss:Index=\"2\"><Data ss:Type=\"String\">Ann</Data><Comment><ss:Data>ask her</ss:Data></Comment></Cell></Row>"
          + "<Row><Cell ss:MergeAcross=\"1\"><Data ss:Type=\"String\">1</Data></Cell><Cell><Data ss:Type=\"String\">x</Data></Cell></Row>"
      ))
    let (table, _) = try ReadTable.read(text)
    #expect(table.rows == [["", "Ann"], ["1", "", "x"]])
    #expect(table.warnings.map(\.kind) == [.mergedCells])
  }

  @Test func aSheetIsChosen() throws {
    let text = Self.workbook(
      Self.sheet("One", Self.header + Self.row(("Number", "1"), ("String", "a"), ("String", "b")))
        + Self.sheet(
          "Two", Self.header + Self.row(("Number", "2"), ("String", "c"), ("String", "d"))))
    #expect(try ReadTable.read(text).0.rows == [["1", "a", "b"]])
    for sheet in ["Two", "2"] {
      var options = ReadOptions()
      options.sheet = sheet
      let (table, dialect) = try ReadTable.read(text, options: options)
      #expect(table.rows == [["2", "c", "d"]])
      #expect(dialect.sheet == "Two")
    }
    var options = ReadOptions()
    options.sheet = "Three"
    let error = #expect(throws: ReadError.self) { try ReadTable.read(text, options: options) }
    #expect(error?.code == .invalidOption)
    // It is XML all the same, if one wants it so.
    options = ReadOptions()
    options.format = .xml
    #expect(try ReadTable.read(text, options: options).1.format == .xml)
  }
}
