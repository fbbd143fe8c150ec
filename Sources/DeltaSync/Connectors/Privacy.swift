/// Takes out of a text what belongs to a person, for logs and tickets.
enum Privacy {
  /// Digits that may be a number and what holds an `@` become `…`; the text is cut to a length.
  static func masked(_ text: String, most: Int = .max) -> String {
    let masked = withoutNumbers(withoutAddresses(text))
    return masked.count > most ? String(masked.prefix(most)) + "…" : masked
  }

  private static func withoutAddresses(_ text: String) -> String {
    var masked = ""
    var word = ""
    func end() {
      masked += word.contains("@") ? "…" : word
      word = ""
    }
    for character in text {
      if character.isWhitespace || "\"'<>,;:()[]{}".contains(character) {
        end()
        masked.append(character)
      } else {
        word.append(character)
      }
    }
    end()
    return masked
  }

  /// Seven digits and more, with blanks and marks between them, are a number.
  private static func withoutNumbers(_ text: String) -> String {
    var masked = ""
    var run = ""
    func end() {
      let digits = run.count { $0.isNumber }
      let tail = String(run.reversed().prefix { !$0.isNumber }.reversed())
      masked += digits >= 7 ? "…" + tail : run
      run = ""
    }
    for character in text {
      if character.isNumber || character == "+" || !run.isEmpty && " ().-".contains(character) {
        run.append(character)
      } else {
        end()
        masked.append(character)
      }
    }
    end()
    return masked
  }
}
