package import Contacts
package import Store
package import Tabular

/// Why a job ended without a result. The code is the program's exit code (sysexits).
package struct PipelineError: Error, Sendable, CustomStringConvertible {
  package enum Code: Int32, Sendable {
    case usage = 64
    case badInput = 65
    case missingInput = 66
    case unavailable = 69
    case internalFault = 70
    case cannotWrite = 73
    case locked = 75
    case badRules = 78
  }

  package var code: Code
  /// What is wrong, where, and how to mend it.
  package var description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }

  package init(_ error: ReadError) {
    code =
      switch error.code {
      case .missing, .unreadable: .missingInput
      case .unsupported, .malformed: .badInput
      case .invalidOption: .usage
      }
    description = error.description
  }

  package init(_ error: RuleError) {
    code = .badRules
    description = error.description
  }

  package init(_ error: StoreError) {
    code = .cannotWrite
    description = error.description
  }
}
