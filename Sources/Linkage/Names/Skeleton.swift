/// The transliteration skeleton of `text`: words in their order, each in the spelling that the
/// common romanisations of one name share, so that `Наталья Иванова`, `Natalia Ivanova` and
/// `Natalya Ivanova` give one key, as do `Müller`, `Mueller` and `Muller`.
///
/// Arabic and Hebrew lose the signs that may go unwritten; every other script keeps its letters.
/// Different names can share a key: it is evidence, not identity. O(length).
public func transliterationKey(_ text: Span<UInt8>) -> String {
  var folded: [UInt8] = []
  foldText(text, into: &folded)
  var skeleton: [UInt8] = []
  var builder = SkeletonBuilder()
  var start = 0
  for index in 0...folded.count where index == folded.count || folded[index] == 0x20 {
    if index > start {
      let mark = skeleton.count
      if mark > 0 { skeleton.append(0x20) }
      let length = skeleton.count
      builder.append(folded.span.extracting(start..<index), to: &skeleton)
      if skeleton.count == length { skeleton.removeSubrange(mark...) }
    }
    start = index + 1
  }
  return String(decoding: skeleton, as: UTF8.self)
}

/// Builds skeletons of folded words; keeps its buffers from one word to the next.
struct SkeletonBuilder {
  private var romanised: [UInt8] = []
  private var unified: [UInt8] = []

  /// Appends the skeleton of one folded word.
  mutating func append(_ word: Span<UInt8>, to out: inout [UInt8]) {
    romanised.removeAll(keepingCapacity: true)
    unified.removeAll(keepingCapacity: true)
    romanise(word, into: &romanised)
    unifyConsonantsAndGlides()
    let start = out.count
    // German ae, oe, ue for a letter with two dots; then doubled letters once.
    var index = 0
    while index < unified.count {
      let byte = unified[index]
      if out.count == start || out[out.count - 1] != byte || byte >= 0x80 || byte < 0x61 {
        out.append(byte)
      }
      index += 1
      if index < unified.count, unified[index] == UInt8(ascii: "e"),
        byte == UInt8(ascii: "a") || byte == UInt8(ascii: "o") || byte == UInt8(ascii: "u")
      {
        index += 1
      }
    }
  }

  private mutating func unifyConsonantsAndGlides() {
    var index = 0
    let end = romanised.count
    while index < end {
      let byte = romanised[index]
      let next = index + 1 < end ? romanised[index + 1] : 0
      switch byte {
      case UInt8(ascii: "s"): index += sibilant(at: index)
      case UInt8(ascii: "t"): index += dental(at: index)
      case UInt8(ascii: "c"): index += velar(at: index, next)
      case UInt8(ascii: "k") where next == UInt8(ascii: "h"):
        emit("h")
        index += 2
      case UInt8(ascii: "z") where next == UInt8(ascii: "h"):
        emit("z")
        index += 2
      case UInt8(ascii: "g") where next == UInt8(ascii: "h"):
        emit("g")
        index += 2
      case UInt8(ascii: "p") where next == UInt8(ascii: "h"):
        emit("f")
        index += 2
      case UInt8(ascii: "q"):
        emit("k")
        index += next == UInt8(ascii: "u") ? 2 : 1
      case UInt8(ascii: "w"):
        emit("v")
        index += 1
      case UInt8(ascii: "x"):
        // Word-initial x before a back vowel stands for Cyrillic х, elsewhere for ks.
        let backVowel =
          next == UInt8(ascii: "a") || next == UInt8(ascii: "o") || next == UInt8(ascii: "u")
        emit(index == 0 && backVowel ? "h" : "ks")
        index += 1
      case UInt8(ascii: "y"), UInt8(ascii: "j"), UInt8(ascii: "i"):
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "o") {
          emit("e")
          index += 2
        } else {
          emit("i")
          index += 1
        }
      case UInt8(ascii: "o") where next == UInt8(ascii: "u"):
        emit("u")
        index += 2
      default:
        unified.append(byte)
        index += 1
      }
    }
  }

  /// sh, sch, shch and sz are one sound; returns the bytes taken.
  private mutating func sibilant(at index: Int) -> Int {
    emit("s")
    for spelling: StaticString in ["shch", "sch", "sh", "sz"] where matches(spelling, at: index) {
      return spelling.utf8CodeUnitCount
    }
    return 1
  }

  private mutating func dental(at index: Int) -> Int {
    for spelling: StaticString in ["tsch", "tch", "ts", "tz", "tc"]
    where matches(spelling, at: index) {
      emit("c")
      return spelling.utf8CodeUnitCount
    }
    emit("t")
    return matches("th", at: index) ? 2 : 1
  }

  private mutating func velar(at index: Int, _ next: UInt8) -> Int {
    switch next {
    case UInt8(ascii: "h"), UInt8(ascii: "z"):
      emit("c")
      return 2
    case UInt8(ascii: "k"):
      emit("k")
      return 2
    case UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "y"): emit("c")
    default: emit("k")
    }
    return 1
  }

  private func matches(_ spelling: StaticString, at index: Int) -> Bool {
    guard index + spelling.utf8CodeUnitCount <= romanised.count else { return false }
    for offset in 0..<spelling.utf8CodeUnitCount
    where romanised[index + offset] != spelling.utf8Start[offset] {
      return false
    }
    return true
  }

  private mutating func emit(_ letters: StaticString) {
    for index in 0..<letters.utf8CodeUnitCount { unified.append(letters.utf8Start[index]) }
  }
}
