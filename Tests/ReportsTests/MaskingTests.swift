import Testing

@testable import Reports

struct MaskingTests {
  @Test(arguments: [
    ("+886912345678", "+8869•••••678"), ("0912-345-678", "091•-•••-•78"),
    ("(02) 2345-67", "(02) ••••-67"), ("12345", "•••••"), ("", ""), ("Anna", "…"),
    ("0912345678 Anna", "091•••••78 …"), ("8.86912E+11", "8.8••••E+11"),
    ("８８６９１２３４５６７８", "８８６９•••••６７８"), ("٠٩١٢٣٤٥٦٧٨", "٠٩١•••••٧٨"),
    ("офис", "…"), ("+7 (999) 000-11-22 доб. 5", "+7 (999) •••-••-22 …. 5"),
  ])
  func masksPhones(_ cell: String, _ expected: String) {
    #expect(maskPhone(cell) == expected)
  }

  @Test(arguments: [
    ("anna.smith@example.com", "a•••@example.com"), ("an@example.com", "•••@example.com"),
    ("912345678@example.com", "•••@example.com"),
    ("x@79990001122.example", "•••@•••••••••••.example"),
    ("no address", "•••"), ("a@b@c", "•••"), ("anna@", "•••"), ("@example.com", "•••@example.com"),
    ("", "•••"),
  ])
  func masksEmails(_ cell: String, _ expected: String) {
    #expect(maskEmail(cell) == expected)
  }

  /// Whatever stands between the digits, at least four of them are gone and none but the first
  /// four and the last three are left.
  @Test func neverShowsTheMiddle() {
    var random = SplitMix(state: 7)
    for _ in 0..<2_000 {
      let digits = (0..<Int.random(in: 1...22, using: &random)).map { _ in
        Int.random(in: 0...9, using: &random)
      }
      var cell = ""
      for digit in digits {
        if Int.random(in: 0..<4, using: &random) == 0 {
          cell += [" ", "-", "(", ") ", "/", "+", "x", "手機"].randomElement(using: &random) ?? ""
        }
        cell += Bool.random(using: &random) || digit > 0 ? String(digit) : "０"
      }
      let masked = maskPhone(cell)
      let shown = masked.unicodeScalars.count { $0.properties.numericType != nil }
      #expect(shown <= 7 && (digits.count < 8 || digits.count - shown >= 4), "\(cell): \(masked)")
      if digits.count < 8 { #expect(shown == 0) }
      let places = masked.unicodeScalars.filter { $0 == "•" || $0.properties.numericType != nil }
      for (place, scalar) in places.enumerated() where place >= 4 && place < digits.count - 3 {
        #expect(scalar == "•", "\(cell): \(masked)")
      }
      #expect(!masked.contains("手"))
    }
  }
}

/// SplitMix64, so that a failure comes back.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
