package import Contacts

/// How the user wants columns to be mapped.
package struct MappingChoice: Sendable {
  package var profile: ProfileChoice
  /// Path of a mapping file; `nil`: none.
  package var file: String?

  package init(profile: ProfileChoice = .recognised, file: String? = nil) {
    self.profile = profile
    self.file = file
  }

  /// What was chosen for each input.
  func mappings(for files: [InputFile], _ rules: RuleBook) throws -> [InputMapping] {
    let names = rules.profiles.names
    if case .named(let name) = profile, !names.contains(name) {
      let guess = nearest(to: name, in: names).map { "did you mean '\($0)'? " } ?? ""
      throw PipelineError(
        .usage,
        "--profile: unknown profile '\(name)'; \(guess)known are none, \(names.joined(separator: ", "))"
      )
    }
    guard let file else {
      return files.map { _ in InputMapping(profile: profile, input: nil) }
    }
    let mapping = try MappingFile(RuleFiles.read(file), profiles: names)
    return try mapping.assign(to: files.map(\.name)).map { input in
      let stated = profile == .recognised ? input?.profile ?? profile : profile
      return InputMapping(profile: stated, input: input)
    }
  }
}

/// What the user set for one input.
struct InputMapping: Codable, Sendable {
  var profile: ProfileChoice
  var input: MappingFile.Input?

  func field(of header: String) -> Field? {
    input.flatMap { MappingFile.field(of: header, in: $0) }
  }

  func choices(_ columns: [String]) throws(RuleError) -> [Int: MappingFile.Choice] {
    guard let input else { return [:] }
    return try MappingFile.choices(input, columns: columns)
  }
}
