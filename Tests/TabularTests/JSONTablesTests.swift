import Testing

@testable import Tabular

/// Records in objects that stand in an array: pages of an interface, tables of a database.
@Suite struct JSONTablesTests {
  private static let database = """
    [
    {"type":"header","version":"5.2.1","comment":"Export to JSON plugin for phpMyAdmin"},
    {"type":"database","name":"crm"},
    {"type":"table","name":"contacts","database":"crm","data":
    [
    {"id":"1","name":"Ann"},
    {"id":"2","name":"Bo"}
    ]
    }
    ,{"type":"table","name":"orders","database":"crm","data":
    [
    {"order":"7"},
    {"order":"8"}
    ]
    }
    ]

    """

  @Test func theFirstTableOfADatabaseIsRead() throws {
    let (table, dialect) = try ReadTable.read(Array(Self.database.utf8))
    #expect(dialect.recordPath == ["data"])
    #expect(table.columns == ["id", "name"])
    #expect(table.rows == [["1", "Ann"], ["2", "Bo"]])
    #expect(table.rejects.map(\.reason) == [.otherTable, .otherTable])
    #expect(table.rejects.map(\.raw) == [#"{"order":"7"}"#, #"{"order":"8"}"#])
    #expect(table.rejects.map(\.position.line) == [12, 13])
    #expect(table.warnings == [])
  }

  @Test func cutsChangeNothing() throws {
    let bytes = Array(Self.database.utf8)
    let whole = try readJSON(bytes, pieces: [1 << 20])
    for pieces in [[1], [7, 30], [64]] {
      #expect(try readJSON(bytes, pieces: pieces) == whole)
    }
  }

  @Test func pagesAreReadOneAfterTheOther() throws {
    let pages = #"[{"page":1,"items":[{"a":1},{"a":2}]},{"page":2,"items":[{"a":3}]},{"page":3}]"#
    var options = ReadOptions()
    options.recordPath = ["items"]
    let (table, _) = try ReadTable.read(Array(pages.utf8), options: options)
    #expect(table.rows == [["1"], ["2"], ["3"]])
    #expect(table.rejects == [])
    #expect(table.warnings == [])
    options.recordPath = ["people"]
    let error = #expect(throws: ReadError.self) {
      try ReadTable.read(Array(pages.utf8), options: options)
    }
    #expect(error?.code == .invalidOption)
  }

  @Test func anArrayThatDoesNotEndIsTold() throws {
    var options = ReadOptions()
    options.recordPath = ["items"]
    let (table, _) = try ReadTable.read(Array(#"[{"items":[{"a":1}]},"#.utf8), options: options)
    #expect(table.rows == [["1"]])
    #expect(table.rejects.map(\.reason) == [.truncated])
  }
}
