internal import Foundation

/// Where rules come from: folders in the order in which they are searched, file by file.
package struct RuleFiles: Sendable {
  package let folders: [String]

  /// `--rules`, then `$ROLLCALL_RULES`, then `./Rules`, then the share folder beside the program.
  ///
  /// - Throws: `RuleError` when a folder that the user names is none.
  package init(option: String?, environment: [String: String], executable: String)
    throws(RuleError)
  {
    var folders: [String] = []
    if let option {
      folders.append(try Self.existing(option, namedBy: "--rules"))
    }
    if let variable = environment["ROLLCALL_RULES"], !variable.isEmpty {
      folders.append(try Self.existing(variable, namedBy: "$ROLLCALL_RULES"))
    }
    let program = URL(fileURLWithPath: executable).resolvingSymlinksInPath()
    let share = program.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("share/rollcall/Rules").path
    for folder in ["Rules", share] where Self.isFolder(folder) { folders.append(folder) }
    self.folders = folders
  }

  package init(folder: String) {
    folders = [folder]
  }

  /// The file that counts: the first of that name.
  package func path(of name: String) throws(RuleError) -> String {
    for folder in folders {
      let path = folder + "/" + name
      if FileManager.default.fileExists(atPath: path) { return path }
    }
    let searched =
      folders.isEmpty
      ? "no folder with rules was found"
      : "no such rules file in \(folders.joined(separator: ", "))"
    throw RuleError(
      path: name, problem: searched,
      remedy: "name the folder that holds it with --rules, or run from the project's folder")
  }

  package static let ending = ".yaml"

  /// The rules files of a subfolder, of all folders together, by name.
  package func names(in subfolder: String) -> [String] {
    let names = folders.flatMap { folder in
      (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(subfolder)")) ?? []
    }
    return Set(names.filter { $0.hasSuffix(Self.ending) && !$0.hasPrefix(".") }).sorted()
  }

  /// Reads the file that counts.
  package func open(_ name: String) throws(RuleError) -> RuleNode {
    try Self.read(path(of: name))
  }

  /// Reads a file of rules wherever it is.
  package static func read(_ path: String) throws(RuleError) -> RuleNode {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw RuleError(
        path: path, problem: "the file cannot be read", remedy: "check its permissions")
    }
    guard let text = String(bytes: data, encoding: .utf8) else {
      throw RuleError(path: path, problem: "not UTF-8", remedy: "save the file as UTF-8")
    }
    return try RuleNode(yaml: text, path: path)
  }

  private static func existing(_ folder: String, namedBy source: String) throws(RuleError)
    -> String
  {
    guard isFolder(folder) else {
      throw RuleError(
        path: folder, problem: "\(source) names no folder",
        remedy: "give the folder that holds fields.yaml")
    }
    return folder
  }

  private static func isFolder(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      && isDirectory.boolValue
  }
}
