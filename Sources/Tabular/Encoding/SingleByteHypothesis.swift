/// How well a sample reads in an encoding of one byte a character.
///
/// The worth of a reading is the number of bits that its letters take by the pairs of letters of a language; a word of
/// another language may stand between, at a price.
enum SingleByteHypothesis {
  /// Two bytes of a word that has letters beyond ASCII.
  private struct Pair {
    var before: UInt8
    var byte: UInt8
    var word: Int32
  }

  /// Quarter bits for a word that is not of the language of the rest.
  private static let strangerCost = 22

  /// - Returns: quarter bits for the bytes beyond ASCII and those behind them; lower is better.
  static func cost(of sample: EncodingSample, as table: SingleByteTable) -> Int {
    var (cost, pairs, wordCount) = split(sample.bytes, table)
    guard wordCount > 0 else { return cost }
    var best = [Int32](repeating: .max, count: wordCount)
    var main = [Int32]()
    var mainTotal = Int.max
    var words = [Int32](repeating: 0, count: wordCount)
    for (index, classes) in table.languages {
      let model = LanguageModel.all[index]
      for word in words.indices { words[word] = 0 }
      add(pairs, classes: classes, model: model, to: &words)
      var total = 0
      for word in words.indices {
        total += Int(words[word])
        if words[word] < best[word] { best[word] = words[word] }
      }
      if total < mainTotal {
        mainTotal = total
        main = words
      }
    }
    // Letters that no language of the table has a place for.
    if main.isEmpty { return cost + pairs.count * LanguageModel.foreignCost }
    for word in main.indices { cost += min(Int(main[word]), Int(best[word]) + strangerCost) }
    return cost
  }

  private static func add(
    _ pairs: [Pair], classes: [UInt8], model: LanguageModel, to words: inout [Int32]
  ) {
    let count = model.classCount
    pairs.withUnsafeBufferPointer { pairs in
      classes.withUnsafeBufferPointer { classes in
        model.costs.withUnsafeBufferPointer { costs in
          words.withUnsafeMutableBufferPointer { words in
            var tonedWord: Int32 = -1
            for pair in pairs {
              var before = classes[Int(pair.before)]
              let letter = classes[Int(pair.byte)]
              var cost: Int
              switch letter {
              case LanguageModel.foreign:
                cost = pair.byte < 0x80 && pair.before < 0x80 ? 0 : LanguageModel.foreignCost
              case LanguageModel.toned: cost = LanguageModel.tonedCost
              case LanguageModel.mark:
                cost = LanguageModel.markCost + (model.vowels[Int(before)] ? 0 : 50)
              default:
                // A word that changes its script.
                let isMixed =
                  before == LanguageModel.foreign && pair.before < 0x80 && pair.byte >= 0x80
                if before == LanguageModel.toned || before == LanguageModel.mark {
                  words[Int(pair.word)] += Int32(LanguageModel.costAfterTone(letter))
                }
                if before == LanguageModel.foreign, letter != LanguageModel.outside {
                  words[Int(pair.word)] += Int32(LanguageModel.afterForeignCost)
                }
                if before >= LanguageModel.toned { before = LanguageModel.outside }
                cost = Int(costs[Int(before) * count + Int(letter)]) + (isMixed ? 30 : 0)
              }
              if letter == LanguageModel.toned || letter == LanguageModel.mark {
                if pair.word == tonedWord { cost += LanguageModel.secondToneCost }
                tonedWord = pair.word
              }
              words[Int(pair.word)] += Int32(cost)
            }
          }
        }
      }
    }
  }

  /// The pairs of letters, and the cost of all that does not depend on the language.
  private static func split(
    _ bytes: [UInt8], _ table: SingleByteTable
  ) -> (cost: Int, pairs: [Pair], wordCount: Int) {
    var cost = 0
    var pairs: [Pair] = []
    var word: Int32 = -1
    var isInWord = false
    var followsHighLetter = false
    var before: UInt8 = 0x20
    var kindBefore = SingleByteTable.Kind.outside
    for index in bytes.indices {
      let byte = bytes[index]
      let kind = table.kinds[Int(byte)]
      let isHigh = byte >= 0x80
      let isLetter = kind == .lower || kind == .upper || kind == .uncased
      let isHighLetter = isHigh && isLetter
      if isHighLetter, !isInWord {
        word += 1
        isInWord = true
        // The plain letters at its beginning belong to the word too.
        var start = index
        while start > 0, Self.isPlainLetter(bytes[start - 1]) { start -= 1 }
        for place in start..<index {
          pairs.append(
            Pair(before: place > start ? bytes[place - 1] : 0x20, byte: bytes[place], word: word))
        }
      }
      if isInWord { pairs.append(Pair(before: before, byte: byte, word: word)) }
      if isHigh || before >= 0x80 {
        if isLetter { cost += caseCost(kindBefore, kind) }
        if isHigh, !isLetter {
          let next = index + 1 < bytes.count ? bytes[index + 1] : 0x20
          cost += symbolCost(
            kind, before: kindBefore, after: table.kinds[Int(next)],
            repeats: before == byte)
        } else if !isHigh, !followsHighLetter {
          // Plain text behind a symbol.
          cost += isLetter && kindBefore != .apostrophe ? 12 : 6
        } else if Self.isDigit(isHigh ? before : byte) {
          // Digits touch signs rather than letters.
          cost += 20
        }
      }
      if !isLetter { isInWord = false }
      followsHighLetter = isHighLetter
      before = byte
      kindBefore = kind
    }
    return (cost, pairs, Int(word + 1))
  }

  private static func isPlainLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isWordKind(_ kind: SingleByteTable.Kind) -> Bool {
    kind == .lower || kind == .upper || kind == .uncased
  }

  /// Words begin with a capital, or go on as they began.
  private static func caseCost(_ before: SingleByteTable.Kind, _ kind: SingleByteTable.Kind) -> Int
  {
    switch (before, kind) {
    case (.lower, .upper): 28
    case (.upper, .upper): 6
    case (.upper, .lower): 2
    case (.lower, .lower): 0
    case (_, .upper): 5
    case (_, .lower): 2
    default: 0
    }
  }

  private static func symbolCost(
    _ kind: SingleByteTable.Kind, before: SingleByteTable.Kind, after: SingleByteTable.Kind,
    repeats: Bool
  ) -> Int {
    let followsWord = isWordKind(before)
    let leadsWord = isWordKind(after)
    if repeats, kind != .control, kind != .undefined { return kind == .drawing ? 8 : 20 }
    switch kind {
    case .opening: return followsWord ? 56 : 34
    case .closing: return leadsWord ? (followsWord ? 58 : 46) : 34
    case .between: return followsWord != leadsWord || !followsWord ? 34 : 40
    case .apostrophe: return followsWord ? 30 : 48
    case .symbol: return followsWord || leadsWord ? 58 : 46
    case .rare: return followsWord || leadsWord ? 64 : 56
    case .drawing: return followsWord || leadsWord ? 64 : before == .drawing ? 30 : 48
    case .control: return 80
    default: return 110
    }
  }
}
