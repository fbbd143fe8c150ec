import Foundation
import Testing

@testable import Reports

/// `report.json` against its schema, by as much of JSON Schema as the schema uses.
struct SchemaTests {
  private let schema: Schema

  init() throws {
    let value = try JSONSerialization.jsonObject(with: Data(PackageResources.report_schema_json))
    schema = Schema(root: try #require(value as? [String: Any]))
  }

  private func faults(_ report: CleanReport) throws -> [String] {
    schema.faults(
      try JSONSerialization.jsonObject(with: Data(encodeReport(report))), schema.root, "report")
  }

  @Test func describesAFullReport() throws {
    #expect(try faults(sampleReport()) == [])
    #expect(try faults(CleanReport(version: "1", numberingPlanVersion: "9")) == [])
  }

  @Test func takesAShareThatIsNoNumber() throws {
    var odd = sampleReport()
    odd.inputs[0].phoneCountry[0].share = .nan
    #expect(try faults(odd) == [])
  }

  /// Every member that the schema names is one that a full report has, so that none is a slip.
  @Test func namesNoMemberThatIsNotThere() throws {
    let text = html(try encodeReport(sampleReport()))
    for name in schema.names(schema.root) { #expect(text.contains("\"\(name)\" : "), "\(name)") }
  }

  @Test(arguments: [
    ("count", "\"x\""), ("isPassed", "1"), ("severity", "\"later\""), ("inputs", "{}"),
    ("rowsRead", "-1"), ("gzipped", "\"yes\""), ("share", "1.5"), ("measure", "\"x\""),
  ])
  func refusesAnotherType(_ name: String, _ value: String) throws {
    let text = html(try encodeReport(sampleReport()))
    let pattern = try Regex("\"\(name)\" : ([0-9.]+|true|false|\"[a-zA-Z]*\"|\\[)")
    let place = try #require(text.firstMatch(of: pattern)).range
    let broken = text.replacingCharacters(
      in: place,
      with: "\"\(name)\" : \(value)" + (text[place].hasSuffix("[") ? ", \"more\" : [" : ""))
    let object = try JSONSerialization.jsonObject(with: Data(broken.utf8))
    #expect(!schema.faults(object, schema.root, "report").isEmpty)
  }
}

private struct Schema {
  let root: [String: Any]

  /// What of `value` is not as `rule` says, each with its place.
  func faults(_ value: Any, _ rule: [String: Any], _ place: String) -> [String] {
    var faults: [String] = []
    if let target = resolved(rule) { faults += self.faults(value, target, place) }
    if let choices = rule["anyOf"] as? [[String: Any]],
      choices.allSatisfy({ !self.faults(value, $0, place).isEmpty })
    {
      faults.append("\(place): none of the choices")
    }
    if let type = rule["type"] as? String, !isOf(type, value) {
      return faults + ["\(place): no \(type)"]
    }
    if let values = rule["enum"] as? [String], !values.contains(value as? String ?? "") {
      faults.append("\(place): \(value) is not one of \(values)")
    }
    if let number = value as? NSNumber {
      if let least = rule["minimum"] as? NSNumber, number.doubleValue < least.doubleValue {
        faults.append("\(place): too small")
      }
      if let most = rule["maximum"] as? NSNumber, number.doubleValue > most.doubleValue {
        faults.append("\(place): too large")
      }
    }
    if let items = value as? [Any] {
      if let most = rule["maxItems"] as? Int, items.count > most {
        faults.append("\(place): too many")
      }
      if let rule = rule["items"] as? [String: Any] {
        for (index, item) in items.enumerated() {
          faults += self.faults(item, rule, "\(place)[\(index)]")
        }
      }
    }
    if let members = value as? [String: Any] {
      let known = rule["properties"] as? [String: [String: Any]] ?? [:]
      for name in rule["required"] as? [String] ?? [] where members[name] == nil {
        faults.append("\(place).\(name): missing")
      }
      for (name, member) in members {
        if let rule = known[name] {
          faults += self.faults(member, rule, "\(place).\(name)")
        } else if rule["additionalProperties"] as? Bool == false {
          faults.append("\(place).\(name): not known")
        }
      }
    }
    return faults
  }

  /// The members that a rule and those below it name.
  func names(_ rule: [String: Any]) -> Set<String> {
    var names: Set<String> = []
    if let target = resolved(rule) { names.formUnion(self.names(target)) }
    if let rule = rule["items"] as? [String: Any] { names.formUnion(self.names(rule)) }
    for (name, rule) in rule["properties"] as? [String: [String: Any]] ?? [:] {
      names.insert(name)
      names.formUnion(self.names(rule))
    }
    return names
  }

  private func resolved(_ rule: [String: Any]) -> [String: Any]? {
    guard let reference = rule["$ref"] as? String, let name = reference.split(separator: "/").last
    else { return nil }
    return (root["$defs"] as? [String: [String: Any]])?[String(name)]
  }

  private func isOf(_ type: String, _ value: Any) -> Bool {
    let number = value as? NSNumber
    let isBool = number.map { String(cString: $0.objCType) == "c" } ?? false
    return switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "boolean": isBool
    case "integer": !isBool && number.map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
    case "number": number != nil && !isBool
    default: false
    }
  }
}
