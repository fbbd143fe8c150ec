/// How much bytes beyond ASCII read like Chinese or Japanese in an encoding of one and two bytes; each adds from -2 to 1.
///
/// What is common is told in three steps: characters that names, addresses and the headings of contact lists are made
/// of; the level of frequent characters that the standard itself sets apart; the rest.
enum DoubleByteEvidence {
  private static let hanzi =
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市至六七八九百千零区县省路街号楼室栋单元村镇乡州京津沪广深圳杭南武汉成都重庆苏福建厦台湾香港姓性别客户电话手机邮箱地址备注公司职位部门联系人编号状态来源标签有限责任科技贸易股份集团王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文伟芳娜秀英敏静丽强磊洋勇艳杰娟涛超兰霞刚桂辉玲华建志红梅军燕玉春花萍鹏慧琴宇浩欣怡佳婷雪晨嘉俊峰波斌凯旭"
  private static let hanziTraditional =
    "這來國個說們為時會著過對後麼沒還發當開從動兩長樣現將與進實點種聲話問機給幾業間電門東氣關並內軍產萬區縣號樓單鄉廣漢慶蘇廈臺灣戶郵備註職聯繫編狀態來標籤責貿團張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂盧蔣賈葉閻鍾錢湯賴龔偉靜麗強艷傑濤蘭剛輝華紅鳳國寶龍雲蓮惠雅淑珍玲婷宗翰承恩冠宇家豪怡君志明俊傑美玲先生小姐太太姓名電話手機地址公司客戶備註訂單台北市新竹中高雄桃園南投屏基隆嘉義彰化花蓮宜蘭香港九龍"
  private static let kanji =
    "日本人大一国中年会事者社市東京都県区町村丁目番号氏名電話住所会社株式田山川中村小林加藤伊佐木高橋渡辺鈴斎松井上清水森池阿部石橋本原野岡藤子美郎太一男雄和正明表示名前携帯"

  /// One bit for each pair of bytes that is a common character.
  private struct Common {
    private var bits = [UInt64](repeating: 0, count: 1024)

    init(_ text: String, in encoding: TextEncoding) {
      guard let encoder = IconvHandle(from: "UTF-8", to: encoding.iconvName) else { return }
      for character in text.unicodeScalars {
        guard let bytes = encoder.convertWhole(Array(String(character).utf8)), bytes.count == 2
        else { continue }
        let pair = Int(bytes[0]) << 8 | Int(bytes[1])
        bits[pair >> 6] |= 1 << UInt64(pair & 63)
      }
    }

    func contains(_ lead: UInt8, _ trail: UInt8) -> Bool {
      let pair = Int(lead) << 8 | Int(trail)
      return bits[pair >> 6] >> UInt64(pair & 63) & 1 == 1
    }
  }

  static func score(_ window: Span<UInt8>, as encoding: TextEncoding, isWhole: Bool) -> Double {
    let isJapanese = encoding == .shiftJIS
    let common = Common(isJapanese ? kanji : hanzi + hanziTraditional, in: encoding)
    var sum = 0.0
    var characters = 0
    var invalid = 0
    var highBytes = 0.0
    var index = 0
    while index < window.count {
      let lead = window[index]
      guard lead >= 0x80 else {
        index += 1
        continue
      }
      if isJapanese, (0xA1...0xDF).contains(lead) {
        // Half-width kana: rare in what is written today.
        sum -= 0.2
        index += 1
        continue
      }
      guard index + 1 < window.count else {
        if isWhole { sum -= 2 }
        break
      }
      let trail = window[index + 1]
      if encoding == .gb18030, (0x81...0xFE).contains(lead), (0x30...0x39).contains(trail),
        index + 3 < window.count, (0x81...0xFE).contains(window[index + 2]),
        (0x30...0x39).contains(window[index + 3])
      {
        // Four such bytes in a row are hardly ever anything else.
        sum += 1
        characters += 1
        highBytes += 2
        index += 4
        continue
      }
      guard let worth = worth(lead, trail, in: encoding) else {
        sum -= 2
        invalid += 1
        index += 1
        continue
      }
      let bytes = trail >= 0x80 ? 2.0 : 1.0
      sum += bytes * (common.contains(lead, trail) ? 1 : worth)
      characters += 1
      highBytes += bytes
      index += 2
    }
    // Other texts break the rule of pairs soon: that many of them keep it is evidence of its own.
    guard invalid == 0, !isJapanese else { return sum }
    return sum + highBytes * min(0.4, Double(characters) * 0.01)
  }

  /// What a pair is worth by the part of the table in which it stands; `nil` if it stands in none.
  private static func worth(_ lead: UInt8, _ trail: UInt8, in encoding: TextEncoding) -> Double? {
    switch encoding {
    case .gb18030:
      guard (0x81...0xFE).contains(lead), trail >= 0x40, trail != 0x7F, trail != 0xFF else {
        return nil
      }
      guard trail >= 0xA1 else { return -0.7 }
      switch lead {
      case 0xB0...0xD7: return 0.3
      case 0xA1, 0xA3: return 0.5
      // Cyrillic, and accented Latin.
      case 0xA7, 0xA8: return 0.4
      case 0xD8...0xF7: return 0
      default: return -0.7
      }
    case .big5:
      guard (0x87...0xFE).contains(lead), trail >= 0x40, trail < 0x7F || trail > 0xA0, trail != 0xFF
      else { return nil }
      switch lead {
      case 0xA4...0xC6: return 0.3
      case 0xA1...0xA2: return 0.5
      case 0xC9...0xF9: return 0
      default: return -0.7
      }
    default:
      guard trail >= 0x40, trail != 0x7F, trail <= 0xFC else { return nil }
      switch lead {
      // Hiragana and katakana.
      case 0x82 where trail >= 0x9F, 0x83 where trail <= 0x96: return 1
      case 0x81, 0x82: return 0.4
      case 0x88...0x97: return 0.3
      case 0x98...0x9F, 0xE0...0xEA: return 0
      case 0xED...0xFC: return -0.5
      default: return nil
      }
    }
  }
}
