internal import Glibc

@testable internal import TabularLaws

/// `tabular-fuzz PARSER [libFuzzer's options and folders]`
///
/// Holds a parser of Tabular to its laws on inputs that libFuzzer makes, which brings the `main` of this program. Every
/// input is read with what is inferred, and in one more way, which depends on the input alone. A law that is broken stops
/// the program as a crash does, and the input is kept. `fuzz.py` builds it and runs it in turn for all parsers.
enum Fuzz {
  /// Set for the processes that libFuzzer starts again to merge or minimise.
  static let variable = "ROLLCALL_FUZZED_PARSER"

  nonisolated(unsafe) static var laws = InputLaws.csv
}

/// Takes the name of the parser from the arguments; the rest is for libFuzzer.
@_cdecl("LLVMFuzzerInitialize")
func initialize(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>
) -> Int32 {
  let words = arguments.pointee
  if count.pointee > 1, let word = words[1], InputLaws(rawValue: String(cString: word)) != nil {
    setenv(Fuzz.variable, word, 1)
    for index in 1..<Int(count.pointee) { words[index] = words[index + 1] }
    count.pointee -= 1
  }
  guard let name = getenv(Fuzz.variable), let laws = InputLaws(rawValue: String(cString: name))
  else {
    let names = InputLaws.allCases.map(\.rawValue).joined(separator: "|")
    print("usage: tabular-fuzz \(names) [libFuzzer's options and folders; -help=1 lists them]")
    exit(64)
  }
  Fuzz.laws = laws
  return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
func test(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  let other = InputLaws.hash(bytes) % InputLaws.variantCount
  let descriptor = nextDescriptor()
  for variant in other == 0 ? [0] : [0, other] {
    var law = Fuzz.laws.broken(bytes, variant: variant)
    if descriptor != nextDescriptor() { law = "no file stays open" }
    guard let law else { continue }
    print("law broken (\(Fuzz.laws.rawValue), variant \(variant)): \(law)")
    fflush(nil)
    abort()
  }
  return 0
}

private func nextDescriptor() -> Int32 {
  let number = dup(0)
  close(number)
  return number
}
