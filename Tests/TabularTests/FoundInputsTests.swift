import Foundation
import Testing

/// Inputs in `Found` that once broke a law or stopped the program, as the fuzzer came upon them. What one parser stumbled
/// over may trip another: all of them read all of them, and their own in every way.
struct FoundInputsTests {
  private static func inputs() throws -> [(name: String, bytes: [UInt8])] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Found")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
      (name, Array(try Data(contentsOf: folder.appendingPathComponent(name))))
    }
  }

  @Test(arguments: InputLaws.allCases)
  func `what was found breaks no law any more`(laws: InputLaws) throws {
    let inputs = try Self.inputs()
    #expect(!inputs.isEmpty)
    for (name, bytes) in inputs {
      let isOwn = name.hasPrefix(laws.rawValue + "-")
      let other = InputLaws.hash(bytes) % InputLaws.variantCount
      for variant in 0..<InputLaws.variantCount where isOwn || variant == other {
        let law = laws.broken(bytes, variant: variant)
        #expect(law == nil, "\(name), variant \(variant)")
      }
    }
  }
}
