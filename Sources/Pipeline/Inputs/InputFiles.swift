internal import Foundation

/// One input of a run.
package struct InputFile: Sendable, Hashable {
  /// As the user named it; `-` for standard input.
  package var name: String
  /// Where its bytes are.
  package var path: String
}

/// Resolves what the user names to files: files, globs, folders, `-`.
enum InputFiles {
  private static let endings = [
    ".csv", ".tsv", ".txt", ".json", ".ndjson", ".jsonl", ".xml", ".xlsx", ".xlsm", ".vcf",
  ]

  /// - Returns: the files in the order in which they were named, each once; those of a folder or glob by name.
  static func resolve(_ arguments: [String]) throws(PipelineError) -> [InputFile] {
    var files: [InputFile] = []
    var seen: Set<String> = []
    func add(_ path: String) {
      let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      if seen.insert(file).inserted { files.append(InputFile(name: path, path: path)) }
    }
    for argument in arguments {
      if argument == "-" {
        if seen.insert("-").inserted { files.append(InputFile(name: "-", path: "-")) }
        continue
      }
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder) {
        guard isFolder.boolValue else {
          add(argument)
          continue
        }
        let contents = try tables(in: argument)
        for path in contents { add(path) }
      } else if argument.contains(where: { "*?[".contains($0) }) {
        let matches = expand(argument)
        if matches.isEmpty {
          throw PipelineError(
            .missingInput, "\(argument): no file fits the pattern; check its spelling")
        }
        for path in matches { add(path) }
      } else {
        throw PipelineError(
          .missingInput, "\(argument): there is no such file; check the path and its spelling")
      }
    }
    return files
  }

  private static func tables(in folder: String) throws(PipelineError) -> [String] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw PipelineError(
        .missingInput, "\(folder): the folder cannot be read; check its permissions")
    }
    let tables = names.filter { name in
      var stem = name.lowercased()
      for packing in [".gz", ".zip"] where stem.hasSuffix(packing) {
        stem.removeLast(packing.count)
      }
      // Excel keeps `~$name.xlsx` beside a workbook that is open.
      return !name.hasPrefix(".") && !name.hasPrefix("~$")
        && endings.contains { stem.hasSuffix($0) }
    }
    guard !tables.isEmpty else {
      throw PipelineError(
        .missingInput,
        "\(folder): the folder holds no table; Rollcall reads \(endings.joined(separator: ", ")) and each with .gz or .zip"
      )
    }
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    return tables.sorted().map { prefix + $0 }
  }

  private static func expand(_ pattern: String) -> [String] {
    var matches = glob_t()
    defer { globfree(&matches) }
    guard glob(pattern, 0, nil, &matches) == 0 else { return [] }
    return (0..<Int(matches.gl_pathc)).compactMap { index in
      matches.gl_pathv[index].map { String(cString: $0) }
    }
  }
}
