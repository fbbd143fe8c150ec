/// An input that cannot be read at all, or not any further.
public struct ReadError: Error, Sendable, CustomStringConvertible {
  public enum Code: Sendable {
    /// There is no such file.
    case missing
    /// There is one, but it cannot be opened or read.
    case unreadable
    /// It is read, but is no table that the reader knows.
    case unsupported
    /// Its text breaks off or breaks the format so that nothing after it can be trusted.
    case malformed
    /// An option that does not fit the input.
    case invalidOption
  }

  public var code: Code
  public var path: String
  public var position: RecordBatch.Position?
  /// What is wrong.
  public var problem: String
  /// How to mend it.
  public var remedy: String

  public init(
    _ code: Code, path: String, position: RecordBatch.Position? = nil, problem: String,
    remedy: String
  ) {
    self.code = code
    self.path = path
    self.position = position
    self.problem = problem
    self.remedy = remedy
  }

  public var description: String {
    var place = path
    if let position { place += ":\(position.line) (byte \(position.byteOffset))" }
    return "\(place): \(problem); \(remedy)"
  }
}
