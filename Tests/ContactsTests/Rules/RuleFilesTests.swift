import Foundation
import Testing

@testable import Contacts

@Suite struct RuleFilesTests {
  @Test func theDeliveredRulesAreSound() throws {
    _ = try RuleBook(RuleFiles(folder: TemporaryRules.delivered))
    for name in RuleBook.fileNames {
      #expect(try RuleFiles(folder: TemporaryRules.delivered).path(of: name).hasSuffix(name))
    }
  }

  @Test func theOptionComesBeforeTheVariableAndEachFileIsTakenAlone() throws {
    let option = try TemporaryRules(["consent.yaml": "proof: date\n"])
    let variable = try TemporaryRules([
      "consent.yaml": "proof: source\n", "survivorship.yaml": "sources: [erp]\n",
    ])
    let files = try RuleFiles(
      option: option.path, environment: ["ROLLCALL_RULES": variable.path],
      executable: "/nowhere/bin/rollcall")
    #expect(Array(files.folders.prefix(2)) == [option.path, variable.path])
    #expect(try ConsentRules(files.open("consent.yaml")).proof == .date)
    #expect(try files.path(of: "survivorship.yaml") == variable.path + "/survivorship.yaml")
  }

  @Test func theShareFolderBesideTheProgramComesLast() throws {
    let root = try TemporaryRules()
    let share = root.path + "/share/rollcall/Rules"
    for folder in [share, root.path + "/bin"] {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    }
    let files = try RuleFiles(
      option: nil, environment: ["ROLLCALL_RULES": ""], executable: root.path + "/bin/rollcall")
    let last = try #require(files.folders.last)
    #expect(
      URL(filePath: last).resolvingSymlinksInPath().path
        == URL(filePath: share).resolvingSymlinksInPath().path)
  }

  @Test(arguments: ["--rules", "$ROLLCALL_RULES"])
  func refusesAFolderThatIsNone(source: String) {
    #expect {
      try RuleFiles(
        option: source == "--rules" ? "/nowhere/rules" : nil,
        environment: source == "--rules" ? [:] : ["ROLLCALL_RULES": "/nowhere/rules"],
        executable: "/nowhere/bin/rollcall")
    } throws: { error in
      "\(error)".hasPrefix("/nowhere/rules: \(source) names no folder")
    }
  }

  @Test func tellsWhichFileIsMissingAndWhereItWasSought() throws {
    let rules = try TemporaryRules()
    #expect {
      try RuleFiles(folder: rules.path).open("fields.yaml")
    } throws: { error in
      "\(error)".contains("fields.yaml: no such rules file in \(rules.path)")
    }
  }

  @Test func refusesTextThatIsNotUTF8() throws {
    let rules = try TemporaryRules()
    try rules.write(Data([0x61, 0x3A, 0x20, 0xFF, 0x0A]), to: "fields.yaml")
    #expect { try RuleFiles(folder: rules.path).open("fields.yaml") } throws: { error in
      "\(error)".contains("not UTF-8; save the file as UTF-8")
    }
  }

  /// A mistake in each file, and what the message must say.
  @Test(arguments: [
    ("fields.yaml", "prefixes: []\n", "the key 'fields' is missing"),
    ("fields.yaml", "fields:\n  fulname: [name]\n", "did you mean 'full_name'?"),
    (
      "fields.yaml", "fields:\n  city: [Ort]\n  region: [ort]\n",
      "'ort' stands under 'city' and 'region'"
    ),
    ("words.yaml", "\"yes\": ja\n", "a list is expected"),
    ("words.yaml", "yess: [ja]\n", "did you mean 'yes'?"),
    ("countries.yaml", "DE: [Land]\nAT: [Land]\n", "stands under two codes"),
    ("consent.yaml", "proof: signature\n", "'signature' is not known here"),
    ("survivorship.yaml", "fields:\n  city: majority\n", "unknown key 'city'"),
    ("survivorship.yaml", "fields:\n  name: all\n", "'all' does not fit 'name'"),
  ])
  func refusesAMistake(file: String, yaml: String, words: String) {
    #expect {
      try TemporaryRules.book(replacing: [file: yaml])
    } throws: { error in
      let error = error as? RuleError
      return error?.line != nil && error?.description.contains(words) == true
        && error?.path.hasSuffix("/" + file) == true
    }
  }

  @Test func anUnknownFieldIsNamedWhereItStands() {
    let yaml = "fields:\n  name_full:\n    [name]\n"
    #expect {
      try TemporaryRules.book(replacing: ["fields.yaml": yaml])
    } throws: { error in
      (error as? RuleError)?.line == 2
    }
  }
}
