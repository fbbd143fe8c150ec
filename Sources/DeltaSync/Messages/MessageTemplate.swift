internal import Contacts

/// The variables of a message template and the contact fields that fill them.
package struct MessageTemplate: Sendable {
  package enum Purpose: String, Sendable, Codable, CaseIterable {
    case transactional, marketing
  }

  package var name: String
  package var purpose: Purpose
  package var variables: [String: SyncField]

  package init(name: String, purpose: Purpose, variables: [String: SyncField]) {
    self.name = name
    self.purpose = purpose
    self.variables = variables
  }

  /// - Parameter carried: the fields that the rules carry; a variable of another could never be filled.
  init(name: String, _ node: RuleNode, carried: Set<SyncField>) throws(RuleError) {
    let keys = try node.entries(allowed: ["purpose", "variables"])
    guard let purposeNode = keys["purpose"] else {
      throw node.keyError(
        "'\(name)' has no purpose", "write 'purpose: transactional' or 'purpose: marketing'")
    }
    self.init(name: name, purpose: try purposeNode.choice(Purpose.self), variables: [:])
    for (variable, value) in try keys["variables"]?.entries() ?? [] {
      let known = SyncField.allCases.filter { carried.contains($0) }.map(\.rawValue)
      guard let field = SyncField(rawValue: try value.string()), carried.contains(field) else {
        throw value.error(
          "'{{\(variable)}}' is filled from a field that is not carried",
          "write one of \(known.joined(separator: ", "))")
      }
      variables[variable] = field
    }
  }

  /// The values of the variables for a contact.
  ///
  /// - Throws: `TemplateGap` for the first variable, by name, that the contact has no value for: nothing may be sent with
  ///   a hole in it.
  package func filled(from values: FieldValues) throws(TemplateGap) -> [String: String] {
    var filled: [String: String] = [:]
    for (variable, field) in variables.sorted(by: { $0.key < $1.key }) {
      guard !values[field].isEmpty else {
        throw TemplateGap(template: name, variable: variable, field: field)
      }
      filled[variable] = values[field]
    }
    return filled
  }
}

/// A variable of a template that a contact cannot fill.
package struct TemplateGap: Error, Sendable, Hashable, CustomStringConvertible {
  package var template: String
  package var variable: String
  package var field: SyncField

  package var description: String {
    "template '\(template)': {{\(variable)}} is empty; fill '\(field.rawValue)' of the contact"
  }
}
