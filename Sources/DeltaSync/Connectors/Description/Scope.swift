/// What the gaps of templates are filled with, by name.
struct Scope: Sendable {
  private(set) var values: [String: JSON] = [:]

  init(_ values: [String: JSON] = [:]) { self.values = values }

  init(variables: [String: String]) { values = variables.mapValues { .text($0) } }

  subscript(name: String) -> JSON? {
    get { values[name] }
    set { values[name] = newValue }
  }

  func with(_ more: [String: JSON]) -> Scope {
    var copy = self
    copy.values.merge(more) { $1 }
    return copy
  }
}
