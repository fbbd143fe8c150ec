/// A rules file that cannot be used: which one, where in it, what is wrong and how to mend it.
package struct RuleError: Error, Sendable, Codable, CustomStringConvertible {
  package var path: String
  package var line: Int?
  package var column: Int?
  package var problem: String
  package var remedy: String

  package init(
    path: String, line: Int? = nil, column: Int? = nil, problem: String, remedy: String
  ) {
    self.path = path
    self.line = line
    self.column = column
    self.problem = problem
    self.remedy = remedy
  }

  package var description: String {
    var place = path
    if let line { place += ":\(line)" }
    if let column { place += ":\(column)" }
    return "\(place): \(problem); \(remedy)"
  }
}
