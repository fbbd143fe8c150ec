/// The words that stand in dates: months, weekdays, halves of the day, and what fills a phrase.
enum DateWords {
  static let morning: Int32 = 20
  static let afternoon: Int32 = 21
  static let utc: Int32 = 22
  static let republic: Int32 = 23
  static let filler: Int32 = 30

  /// Folded words: 1-12 a month, else one of the values above.
  static let table: FoldedTable = {
    var table = FoldedTable()
    for (index, line) in months.enumerated() {
      for word in line.split(separator: " ") {
        table.insert(fold(String(word)), value: Int32(index + 1), keepingFirst: true)
      }
    }
    let others: [(String, Int32)] = [
      ("am 上 早 凌 晨 утра ночи", morning), ("pm 下 晚 дня вечера", afternoon),
      ("utc gmt z", utc), ("民", republic), (fillers, filler),
    ]
    for (line, value) in others {
      for word in line.split(separator: " ") {
        table.insert(fold(String(word)), value: value, keepingFirst: true)
      }
    }
    return table
  }()

  private static let months = [
    "january jan января январь янв januar jänner enero ene janvier janv janeiro gennaio gen ocak",
    "february feb февраля февраль фев февр februar febrero février févr fevereiro fev febbraio şubat",
    "march mar марта март мар märz mrz marzo mars março mart",
    "april apr апреля апрель апр abril abr avril avr aprile nisan",
    "may мая май mai mayo maio maggio mag mayıs",
    "june jun июня июнь июн juni junio juin junho giugno giu haziran",
    "july jul июля июль июл juli julio juillet juil julho luglio lug temmuz",
    "august aug августа август авг agosto ago août aout ağustos",
    "september sep sept сентября сентябрь сен сент septiembre septembre setembro set settembre eylül",
    "october oct октября октябрь окт oktober okt octubre octobre outubro out ottobre ott ekim",
    "november nov ноября ноябрь ноя нояб noviembre novembre novembro kasım",
    "december dec декабря декабрь дек dezember dez diciembre dic décembre déc dezembro dicembre aralık",
  ]

  private static let fillers =
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat "
    + "sun понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс "
    + "montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi "
    + "vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo "
    + "st nd rd th er de del of the at um le г год года в t 國 国 午 星 期 週 周 一 二 三 四 五 六 日 天 中"
}
