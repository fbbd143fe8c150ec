import Foundation

@testable import Contacts

/// A folder of rule files that goes with its owner.
final class TemporaryRules {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "rollcall-rules-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
    for (name, text) in files { try write(Data(text.utf8), to: name) }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func write(_ data: Data, to name: String) throws {
    try data.write(to: URL(filePath: path).appending(path: name))
  }

  /// The folder of the rules that are delivered.
  static let delivered: String = {
    var root = URL(filePath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return root.appending(path: "Rules").path
  }()

  /// The delivered rules, some of its files replaced.
  static func book(replacing files: [String: String] = [:]) throws -> RuleBook {
    let own = try TemporaryRules(files)
    let rules = try RuleFiles(
      option: own.path, environment: ["ROLLCALL_RULES": delivered], executable: "/nowhere/bin/x")
    return try RuleBook(rules)
  }
}
