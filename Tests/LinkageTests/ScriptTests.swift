import Testing

@testable import Linkage

/// How two names compare by themselves, whichever comes first.
func nameLevels(_ left: String, _ right: String) -> (forward: NameLevel, backward: NameLevel) {
  let names = foldedTexts([left, right])
  let rules = LinkageRules()
  let index = NameIndex(names: names, rules: rules)
  index.count([UInt32](repeating: 1, count: names.count))
  func place(_ text: String) -> Int {
    var folded: [UInt8] = []
    foldText(Array(text.utf8).span, into: &folded)
    return names.find(folded.span)
  }
  let a = place(left)
  let b = place(right)
  var comparison = NameComparison(index: index, rules: rules)
  let forward = comparison.compare(a, b).level
  comparison = NameComparison(index: index, rules: rules)
  return (forward, comparison.compare(b, a).level)
}

@Suite struct ScriptTests {
  @Test(arguments: [
    // Chinese: pinyin, Wade-Giles, and family names of Hong Kong and Singapore.
    ("王小明", "Wang Xiaoming"), ("王小明", "Xiaoming Wang"), ("王小明", "Wang Xiao Ming"),
    ("王小明", "WANG, Xiao-ming"), ("王小明", "Wangxiaoming"), ("王小明", "Wang Hsiao-ming"),
    ("王小明", "WANG Xiǎomíng"), ("王 小明", "Xiaoming Wang"), ("单小芳", "Shan Xiaofang"),
    ("曾国强", "Zeng Guoqiang"), ("曾國強", "Tseng Kuo-chiang"), ("解晓东", "Xie Xiaodong"),
    ("仇英", "Qiu Ying"), ("查良镛", "Zha Liangyong"), ("区志明", "Ou Zhiming"),
    ("区志明", "Au Zhiming"), ("吕丽", "Lü Li"), ("吕丽", "Lv Li"), ("吕丽", "Lyu Li"),
    ("欧阳修文", "Ouyang Xiuwen"), ("欧阳修文", "Xiuwen Ou-Yang"), ("陈伟", "Tan Wei"),
    ("张国荣", "Chang Kuo-jung"), ("王乐", "Wang Yue"), ("王乐", "Le Wang"),
    // Korean.
    ("김민수", "Kim Min-su"), ("김민수", "Minsoo Kim"), ("이영희", "Lee Young-hee"),
    ("박지훈", "Park Ji Hoon"), ("최수진", "Choi Soojin"), ("정은지", "Jung Eunji"),
    // Japanese kana.
    ("やまだ たろう", "Yamada Taro"), ("ヤマダ タロウ", "Tarou Yamada"),
    ("きょうこ さとう", "Kyoko Sato"), ("スズキ イチロー", "Ichiro Suzuki"),
    ("はっとり しんいち", "Hattori Shinichi"),
    // Arabic and Hebrew.
    ("محمد علي", "Mohammed Ali"), ("محمد علي", "Muhammad Aly"), ("محمد علي", "Mohamed Ali"),
    ("علي محمد", "Mouhamed Ali"), ("خالد الحسن", "Khaled Al-Hassan"),
    ("خالد الحسن", "Khalid Hassan"), ("عبد الله سليم", "Abdullah Salim"),
    ("عبدالرحمن يوسف", "Abdul Rahman Yousef"), ("عبد الرحمن يوسف", "Abdurrahman Yusuf"),
    ("فاطمة الزهراء", "Fatima Zahra"), ("سعيد حداد", "Said Haddad"), ("عائشة نور", "Aisha Noor"),
    ("حسين كريم", "Hussein Karim"), ("رضا حسینی", "Reza Hosseini"),
    ("شريف منصور", "Cherif Mansour"),
    ("משה כהן", "Moshe Cohen"), ("שרה לוי", "Sarah Levi"), ("יצחק פרץ", "Yitzhak Peretz"),
    ("דוד מזרחי", "David Mizrahi"), ("אברהם שפירא", "Avraham Shapira"),
    // Greek.
    ("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos"),
    ("Ελευθερία Αγγελοπούλου", "Eleftheria Angelopoulou"),
    ("Χρήστος Μπακογιάννης", "Christos Bakogiannis"), ("Ευάγγελος", "Evangelos"),
  ]) func aNameAgreesWithItsTransliteration(_ original: String, _ latin: String) {
    let levels = nameLevels(original, latin)
    #expect(levels.forward == levels.backward)
    let expected: NameLevel =
      original.contains(" ") || latin.contains(where: { " -,".contains($0) })
        || original == "王小明" ? .transliterated : .exactSingle
    #expect(levels.forward == expected, "\(original) \(latin)")
  }

  @Test(arguments: [
    ("王小明", "Wang Xiaohong", NameLevel.sharedWord), ("王小明", "Li Daming", .different),
    ("王小明", "Wang", .single), ("王小明", "Xiaoming", .single), ("王小明", "X. Wang", .initial),
    ("王小明", "Jason Wang Xiaoming", .missingToken), ("王小明", "Jason Wang", .otherScript),
    ("陈大文", "Chan Tai Man", .otherScript), ("須田直美", "Suda Naomi", .otherScript),
    ("王小明", "John Smith", .otherScript), ("김민수", "John Smith", .otherScript),
    ("محمد علي", "Ahmed Ali", .sharedWord), ("محمد علي", "Ali", .single),
    ("محمد علي", "M. Ali", .initial), ("محمد علي", "Mohamed Ali Hassan", .missingToken),
    ("محمد سليم", "Khaled Haddad", .different), ("محمود حسن", "Mohamed Hassan", .sharedWord),
    ("جمال نور", "Jama Noor", .sharedWord), ("王小明", "Ван Сяомин", .otherScript),
  ]) func readingTellsHowFarNamesAgree(_ left: String, _ right: String, _ level: NameLevel) {
    let levels = nameLevels(left, right)
    #expect(levels.forward == level, "\(left) \(right)")
    #expect(levels.backward == level, "\(left) \(right)")
  }

  @Test(arguments: [
    ("أحمد فؤاد", "احمد فؤاد"), ("فاطمة", "فاطمه"), ("علی", "علي"), ("مُحَمَّد", "محمد"),
  ]) func spellingsOfOneScriptShareAKey(_ left: String, _ right: String) {
    #expect(
      transliterationKey(Array(left.utf8).span) == transliterationKey(Array(right.utf8).span))
  }

  @Test func everySyllableIsReadAsItself() {
    var text: [UInt8] = []
    for syllable in 0..<HanReadings.syllableCount {
      let row = HanReadings.row(syllable)
      let end = row.firstIndex { $0 == 0x20 || $0 == UInt8(ascii: ".") } ?? row.count
      text.removeAll()
      text.append(contentsOf: row[..<end])
      #expect(
        HanReadings.syllableCounts(text.span) & 2 != 0, "\(String(decoding: text, as: UTF8.self))")
    }
    #expect(HanReadings.syllableCounts(Array("smith".utf8).span) == 0)
  }

  @Test func everyCharacterHasWholeReadings() {
    for character in UInt32(0x4E00)...0x9FFF {
      _ = HanReadings.contains(character) { syllable in
        #expect((0..<HanReadings.syllableCount).contains(syllable))
        return false
      }
    }
  }

  /// Names made of any Chinese characters agree with their own pinyin in any order of words.
  @Test func anyChineseNameAgreesWithItsPinyin() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<300 {
      var name = ""
      var syllables: [String] = []
      while syllables.count < 3 {
        let character = UInt32.random(in: 0x4E00...0x9FA5, using: &random)
        guard let scalar = Unicode.Scalar(character) else { continue }
        var spelling = ""
        _ = HanReadings.contains(character) { syllable in
          LetterSpellings.contains(HanReadings.row(syllable)) {
            spelling = String(decoding: $0, as: UTF8.self)
            return true
          }
        }
        if spelling.isEmpty { continue }
        name.unicodeScalars.append(scalar)
        syllables.append(spelling)
      }
      let latin =
        Bool.random(using: &random)
        ? "\(syllables[0]) \(syllables[1])\(syllables[2])"
        : "\(syllables[1])-\(syllables[2]), \(syllables[0])"
      let levels = nameLevels(name, latin)
      #expect(levels.forward == .transliterated, "\(name) \(latin)")
      #expect(levels.backward == .transliterated)
    }
  }
}
