/// Family names as people from Hong Kong, Taiwan, Singapore and Malaysia write them: in Cantonese,
/// Hokkien or Teochew, or in a spelling of their own.
enum HanSurnames {
  static let spellings: StaticString = """
    陈陳 chan tan,黄黃 wong ng hwang,林 lam lim,李 lee,张張 cheung chong teo,梁 leung,王 wong ong,\
    吴吳 ng goh,刘劉 lau low,蔡 choi tsoi chua tsai,郑鄭 cheng tay,谢謝 tse chia,许許 hui koh,何 ho,\
    周 chow chau,徐 tsui hsu,郭 kwok quek,叶葉 yip ip yap,罗羅 law lo,邓鄧 tang teng,冯馮 fung,\
    曾 tsang chan,彭 pang,潘 poon pun,苏蘇 so soh,卢盧 lo loo,杨楊 yeung young yeoh,余 yu yee,\
    胡 wu woo oh,朱 chu choo,高 ko kao,孙孫 suen sun,马馬 ma mah,沈 shum sum sim,赵趙 chiu,\
    关關 kwan,袁 yuen,温溫 wan,石 shek,江 kong,钟鍾鐘 chung,姚 yiu,邱 yau khoo,莫 mok,麦麥 mak,\
    文 man,方 fong,伍 ng,区區 au,欧歐 au,阮 yuen,戴 tai,范 fan,韩韓 hon,唐 tong,谭譚 tam,廖 liu liew,\
    简簡 kan,洪 hung ang,庄莊 chong chng,游 yau,萧蕭 siu,甘 kam,黎 lai,蒋蔣 tseung,程 ching,傅 foo,\
    杜 to,施 sze,顾顧 koo,丘 yau,陆陸 luk,崔 chui,梅 mui,董 tung,吕呂 lui,严嚴 yim,霍 fok,龙龍 lung,\
    颜顏 ngan gan,
    """

  /// Calls `body` with the bytes of each spelling that the character, at most three bytes of UTF-8,
  /// has; stops when it returns true.
  static func contains(_ character: UInt32, where body: (UnsafeBufferPointer<UInt8>) -> Bool)
    -> Bool
  {
    let text = UnsafeBufferPointer(
      start: spellings.utf8Start, count: spellings.utf8CodeUnitCount)
    let wanted = (
      UInt8(0xE0 | character >> 12), UInt8(0x80 | character >> 6 & 0x3F),
      UInt8(0x80 | character & 0x3F)
    )
    var start = 0
    while start < text.count {
      var index = start
      var isFound = false
      while index + 2 < text.count, text[index] >= 0x80 {
        if text[index] == wanted.0, text[index + 1] == wanted.1, text[index + 2] == wanted.2 {
          isFound = true
        }
        index += 3
      }
      while index < text.count, text[index] != UInt8(ascii: ",") {
        let from = index + 1
        index = from
        while index < text.count, text[index] != 0x20, text[index] != UInt8(ascii: ",") {
          index += 1
        }
        if isFound, body(UnsafeBufferPointer(rebasing: text[from..<index])) { return true }
      }
      start = index + 1
    }
    return false
  }
}
