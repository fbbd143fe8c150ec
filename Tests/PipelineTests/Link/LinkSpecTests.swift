import Pipeline
import Testing

private let people = csv(
  "id,given,last,mail,city,memo",
  [
    ["1", "Anna", "Berg", "anna@example.com", "Ulm", "x"],
    ["2", "Bert", "Tal", "bert@example.com", "Jena", "y"],
    ["3", "Anna", "Berg", "anna@example.com", "Ulm", "z"],
  ])

@Suite struct LinkSpecTests {
  @Test func aSpecIsTheWholeTruth() throws {
    let linking = try Linking(
      people, spec: "name: [given, last]\ncolumns:\n  mail: email\nleave_out: [memo]\n")
    #expect(
      try linking.lines() == [
        "name: given + last", "email: mail",
        "left out: city (not in the spec), memo (as the spec says)",
      ])
  }

  @Test func withoutColumnsTheOthersAreInferred() throws {
    let linking = try Linking(people, spec: "precision: 0.99\nleave_out: [city]\n")
    let lines = try linking.lines()
    #expect(lines.prefix(2) == ["name: given + last", "email: mail"])
    #expect(lines.last?.contains("city (as the spec says)") == true)
  }

  /// What is printed reads back as the same.
  @Test(arguments: [
    people,
    csv("id,Имя,Фамилия,E-Mail,no", [["1", "A", "B", "a@example.com", "u v"]]),
    csv(
      "id,first name,last: name,#x,\"a \"\"b\"\"\",- y", [["1", "Ann", "Tal", "m n", "o p", "q r"]]),
  ])
  func whatIsPrintedReadsBack(table: String) throws {
    let printed = try Linking(table).yaml()
    let again = try Linking(table, spec: printed)
    let kinds = try Linking(table).lines().filter { !$0.hasPrefix("left out") }
    #expect(try again.lines().filter { !$0.hasPrefix("left out") } == kinds)
    #expect(!kinds.isEmpty)
  }

  @Test(arguments: [
    ("columns: {mai: email}", ":1:11: the table has no column 'mai'; did you mean 'mail'?"),
    ("columns:\n  mail: emal", ":2:9: 'emal' is not known here; did you mean 'email'?"),
    ("colums: {mail: email}", ":1:1: unknown key 'colums'; did you mean 'columns'?"),
    ("name: [given, given]", ":1:7: 'given' stands twice; keep one of the two"),
    ("name: []", ":1:7: no column is named; write [given_name, surname], in that order"),
    (
      "columns: {id: text}",
      ":1:11: 'id' is the column of ids (--id); take it out: ids say nothing about whom"
    ),
    (
      "precision: 1.5",
      ":1:12: '1.5' is no number from 0.5 to 0.9999; write a number in that range"
    ),
    ("leave_out: [nothing]", ":1:12: the table has no column 'nothing'"),
    ("- a", ":1:1: a map is expected here"),
  ])
  func whatIsWrongWithASpec(text: String, message: String) throws {
    let linking = try Linking(people, spec: text)
    let error = try #require(linking.failure())
    #expect(error.code == .badRules)
    #expect(error.description.hasPrefix((linking.options.specPath ?? "") + message))
  }

  @Test func aMissingSpec() throws {
    var linking = try Linking(people)
    linking.options.specPath = linking.folder.path + "/none.yaml"
    #expect(linking.failure()?.code == .missingInput)
  }
}
