/// Numbers that a state gives to one person, known by their check digits. Those of companies, which
/// colleagues share, have other forms.
enum PersonalNumber {
  /// Whether the text is such a number, blanks and signs left out.
  static func isOne(_ text: String) -> Bool {
    var digits: [Int] = []
    var letters: [Int: Character] = [:]
    for character in text.uppercased() where !" -./".contains(character) {
      if let digit = character.wholeNumberValue, character.isASCII {
        digits.append(digit)
      } else if character.isASCII, character.isLetter {
        letters[digits.count + letters.count] = character
      } else {
        return false
      }
    }
    if Set(digits).count < 2 { return false }
    return letters.isEmpty
      ? forms.contains { $0.count == digits.count && $0.isValid(digits) }
      : isSpanish(digits, letters) || isChinese(digits, letters)
  }

  /// A form of digits only: how many, and whether their check digits hold.
  private struct Form: Sendable {
    let count: Int
    let isValid: @Sendable ([Int]) -> Bool
  }

  private static let forms = [
    // Russia: ИНН of a person (a company's has ten digits) and СНИЛС.
    Form(count: 12) { digits in
      sum(digits, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == digits[10]
        && sum(digits, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == digits[11]
    },
    Form(count: 11) { digits in
      sum(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101 % 100 == digits[9] * 10 + digits[10]
    },
    // Brazil: CPF.
    Form(count: 11) { digits in
      sum(digits, Array((2...10).reversed())) * 10 % 11 % 10 == digits[9]
        && sum(digits, Array((2...11).reversed())) * 10 % 11 % 10 == digits[10]
    },
    // Poland: PESEL.
    Form(count: 11) { digits in
      sum(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 == 0
    },
    // Turkey: T.C. kimlik numarası.
    Form(count: 11) { digits in
      let odd = sum(digits, [1, 0, 1, 0, 1, 0, 1, 0, 1])
      let even = sum(digits, [0, 1, 0, 1, 0, 1, 0, 1])
      return digits[0] != 0 && (7 * odd + 9 * even) % 10 == digits[9]
        && digits[..<10].reduce(0, +) % 10 == digits[10]
    },
    // Germany: Steuer-Identifikationsnummer (ISO 7064, MOD 11,10).
    Form(count: 11) { digits in
      var product = 10
      for digit in digits[..<10] {
        let sum = (digit + product) % 10
        product = (sum == 0 ? 10 : sum) * 2 % 11
      }
      return digits[0] != 0 && (11 - product) % 10 == digits[10]
    },
    // China: the identity number whose last sign is no X.
    Form(count: 18) { digits in isChinese(digits, last: digits[17]) },
    // France: numéro de sécurité sociale.
    Form(count: 15) { digits in
      let number = digits[..<13].reduce(0) { $0 * 10 + $1 }
      return (1...2).contains(digits[0]) && 97 - number % 97 == digits[13] * 10 + digits[14]
    },
  ]

  /// Digits times weights, added up.
  private static func sum(_ digits: [Int], _ weights: [Int]) -> Int {
    zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// DNI and NIE: seven or eight digits and a letter by their remainder, X, Y or Z before a
  /// foreigner's.
  private static func isSpanish(_ digits: [Int], _ letters: [Int: Character]) -> Bool {
    guard let check = letters[8] else { return false }
    var number = digits.reduce(0) { $0 * 10 + $1 }
    if digits.count == 7, letters.count == 2, let first = letters[0] {
      guard let lead = ["X", "Y", "Z"].firstIndex(of: first) else { return false }
      number += lead * 10_000_000
    } else if digits.count != 8 || letters.count != 1 {
      return false
    }
    return Array("TRWAGMYFPDXBNJZSQVHLCKE")[number % 23] == check
  }

  private static func isChinese(_ digits: [Int], _ letters: [Int: Character]) -> Bool {
    digits.count == 17 && letters == [17: "X"] && isChinese(digits, last: 10)
  }

  /// ISO 7064, MOD 11-2, around a date of birth.
  private static func isChinese(_ digits: [Int], last: Int) -> Bool {
    let year = digits[6..<10].reduce(0) { $0 * 10 + $1 }
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return (1880...2100).contains(year) && (12 - sum(digits, weights) % 11) % 11 == last
  }
}
