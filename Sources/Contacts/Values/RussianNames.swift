/// Names of Russian pattern: family name, given name, patronymic, in either order.
enum RussianNames {
  /// The parts of two to four words, or nil where nothing tells more than the Western order.
  static func split(_ tokens: [Substring]) -> (last: String, first: String, middle: String)? {
    var tokens = tokens.map { String($0) }
    guard (2...4).contains(tokens.count) else { return nil }
    if tokens.count > 2 {
      joinTurkicPatronymic(&tokens)
    }
    if tokens.count == 3 {
      if isPatronymic(tokens[1][...]) { return (tokens[2], tokens[0], tokens[1]) }
      if isPatronymic(tokens[2][...]) { return (tokens[0], tokens[1], tokens[2]) }
      return nil
    }
    guard tokens.count == 2, tokens.allSatisfy({ Script.only(in: $0) == .cyrillic }) else {
      return nil
    }
    if isCertainPatronymic(tokens[1]) { return ("", tokens[0], tokens[1]) }
    let isFamily = tokens.map { isFamilyName($0) }
    return isFamily[0] && !isFamily[1] ? (tokens[0], tokens[1], "") : nil
  }

  /// Whether a word has the ending of a patronymic, in Cyrillic or Latin letters. Some family
  /// names have it too.
  static func isPatronymic(_ word: Substring) -> Bool {
    let key = fold(String(word))
    return endings.contains {
      NameAffixes.ends(key, with: $0) && key.utf8.count > $0.utf8.count + 3
    }
  }

  /// A patronymic that is no family name: the feminine, or the masculine of a given name.
  private static func isCertainPatronymic(_ word: String) -> Bool {
    let key = fold(word)
    if NameAffixes.ends(key, with: "вна") || NameAffixes.ends(key, with: "ична") {
      return key.utf8.count > 10
    }
    for ending in ["ович", "евич"] where NameAffixes.ends(key, with: ending) {
      return fathers.contains(String(key.unicodeScalars.dropLast(4)))
    }
    return key == "ильич" || key == "кузьмич" || key == "лукич" || key == "никитич"
  }

  private static func isFamilyName(_ word: String) -> Bool {
    let key = fold(word)
    if givenNames.contains(key) { return false }
    return familyEndings.contains {
      NameAffixes.ends(key, with: $0) && key.utf8.count > $0.utf8.count + 2
    }
  }

  /// `Гасан оглы` is one patronymic.
  private static func joinTurkicPatronymic(_ tokens: inout [String]) {
    guard let last = tokens.last, sonOrDaughter.contains(fold(last)) else { return }
    tokens.removeLast()
    tokens[tokens.count - 1] += " " + last
  }

  private static let sonOrDaughter = [
    "оглы", "оглу", "кызы", "гызы", "улы", "ogly", "oglu", "kyzy",
  ]
  private static let endings =
    [
      "ович", "евич", "ильич", "кузьмич", "лукич", "никитич", "фомич", "вна", "ична",
      "ovich", "evich", "ovna", "evna", "ichna",
    ] + sonOrDaughter.map { " " + $0 } + ["оглы", "кызы", "гызы"]

  private static let familyEndings = [
    "ов", "ова", "ев", "ева", "ин", "ина", "ын", "ына", "ский", "ская", "цкий", "цкая", "ской",
    "енко", "чук", "щук", "нюк", "ман", "швили", "дзе", "ян", "янц", "их", "ых", "ко", "ец", "ик",
  ]

  /// Given names with the ending of a family name.
  private static let givenNames = table(
    "марина ирина полина екатерина алина кристина галина нина арина карина регина ангелина "
      + "валентина антонина капитолина фаина зина дина лина инна рина сабина эвелина каролина "
      + "альбина евангелина василина валерина марьина злата ева константин валентин мартин августин "
      + "вениамин марин севастьян вартан ян иван степан роман герман тарас лев богдан руслан "
      + "султан рамазан арсен аветик рафик тофик марк рубик эдик владик виталик алик салман осман "
      + "усман айдын амин ясин рамин дарина "
      + "сарина ярина мартина паулина жозефина аделина мальвина акулина милина эмин шахин "
      + "демьян лукьян касьян емельян мелик малик")

  /// Stems of the given names that masculine patronymics are made of.
  private static let fathers = table(
    "иван петр александр серге алексе андре дмитри михайл михаил никола владимир виктор "
      + "василь васил юрь юри анатоль анатоли евгень евгени борис павл константин олег игор игоре "
      + "валентин валери валерь викенть геннадь геннади григорь григори леонид максим роман "
      + "семен степан федор эдуард яковл ярослав станислав вячеслав вадим виталь витали "
      + "герман денис егор захар игнать кирилл лев льв макар марат марк матве никит остап "
      + "прохор рашид ренат ринат руслан рустам рудольф савел святослав тимофе тимур филипп "
      + "эмиль ильдар равил рамил артем артур антон аркадь аркади афанась богдан тарас давид даниил "
      + "данил георги георгь гаврил ефим иль иосиф карл лаврент назар наум осип родион ростислав "
      + "савель самуил всеволод владислав лука мирон")

  private static func table(_ words: String) -> FoldedTable {
    var table = FoldedTable()
    for word in words.split(separator: " ") { table.insert(fold(String(word)), value: 1) }
    return table
  }
}
