internal import ArgumentParser
internal import Contacts
internal import Pipeline

/// Sets what is otherwise inferred of columns.
struct MappingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The system that wrote the inputs, whatever their headers look like, or 'none' (default: the one whose headers are \
      recognised; 'rollcall rules' lists them).
      """,
      valueName: "name|none"))
  var profile: String?

  @Option(
    help: ArgumentHelp(
      "What the columns are, as 'rollcall rules init' writes it and you corrected it.",
      valueName: "file"))
  var mapping: String?

  var choice: MappingChoice {
    let stated: ProfileChoice? = profile.map { $0 == "none" ? .none : .named($0) }
    return MappingChoice(profile: stated ?? .recognised, file: mapping)
  }
}
