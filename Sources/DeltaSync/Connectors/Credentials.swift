internal import Foundation

/// What the environment says to a connector. It is never printed.
package struct Credentials: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  let values: [String: String]

  package var description: String { "credentials of \(values.count) variables" }
  package var debugDescription: String { description }

  /// What is missing, and how to mend it, one line for each variable.
  package struct Missing: Error, Sendable, CustomStringConvertible {
    package var lines: [String]
    package var description: String { lines.joined(separator: "\n") }
  }

  /// Takes each variable from the environment, or from the file that `NAME_FILE` names, which nobody else may read.
  package init(_ connector: Connector, environment: [String: String]) throws(Missing) {
    var values: [String: String] = [:]
    var lines: [String] = []
    for variable in connector.variables {
      if let value = environment[variable.name], !value.isEmpty {
        values[variable.name] = value
      } else if let path = environment[variable.name + "_FILE"], !path.isEmpty {
        do {
          values[variable.name] = try Self.secret(path)
        } catch {
          lines.append("$\(variable.name)_FILE: \(error.description)")
        }
      } else if let standard = variable.standard {
        values[variable.name] = standard
      } else {
        lines.append(
          "$\(variable.name) is not set: \(variable.meaning); "
            + "or name a file that holds it in $\(variable.name)_FILE")
      }
    }
    guard lines.isEmpty else { throw Missing(lines: lines) }
    self.values = values
  }

  /// The first line of a file.
  private static func secret(_ path: String) throws(SideError) -> String {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue,
      let data = FileManager.default.contents(atPath: path),
      let text = String(bytes: data, encoding: .utf8)
    else {
      throw SideError(.configuration, "\(path) cannot be read; check its name and permissions")
    }
    guard mode & 0o077 == 0 else {
      throw SideError(.configuration, "others may read \(path); run: chmod 600 \(path)")
    }
    return String(text.prefix { $0 != "\n" && $0 != "\r\n" })
  }
}
