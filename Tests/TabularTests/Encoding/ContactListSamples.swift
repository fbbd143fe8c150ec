@testable import Tabular

/// Contact lists in many languages, as exports hold them: invented people, towns, short notes.
struct ContactListSample: Sendable {
  let language: String
  let names: [String]
  let cities: [String]
  let notes: [String]
  /// The encodings in which such lists are found.
  let encodings: [String]

  init(_ language: String, _ encodings: String, _ names: String, _ cities: String, _ notes: String)
  {
    self.language = language
    self.encodings = encodings.split(separator: " ").map(String.init)
    self.names = names.split(separator: ",").map(String.init)
    self.cities = cities.split(separator: ",").map(String.init)
    self.notes = notes.split(separator: "|").map(String.init)
  }

  static let all: [ContactListSample] = [
    ContactListSample(
      "ru", "windows-1251 koi8-r ibm866 mac-cyrillic iso-8859-5 ibm855 utf-8",
      "Анна Петрова,Иван Сидоров,Пётр Щукин,ОЛЬГА КУЗНЕЦОВА,Юлия Жданова,Фёдор Цветков,Эдуард Хан",
      "Москва,Тверь,Нижний Новгород,Санкт-Петербург,Уфа",
      "перезвонить завтра|просил не звонить|ООО «Ромашка», договор № 12|оплачено"),
    ContactListSample(
      "uk", "windows-1251 koi8-u",
      "Олена Шевченко,Андрій Їжак,Євген Ґонта,Наталія Гнатюк,Юрій Щербина",
      "Київ,Львів,Харків,Чернівці,Біла Церква",
      "передзвонити завтра|не турбувати|має інший номер"),
    ContactListSample(
      "bg", "windows-1251",
      "Георги Иванов,Мария Димитрова,Йордан Пенев,Цветелина Стоянова,Ангел Жеков",
      "София,Пловдив,Варна,Стара Загора,Търново", "да се обади утре|не желае съобщения|нов клиент"),
    ContactListSample(
      "sr", "windows-1251 iso-8859-5",
      "Јована Ђорђевић,Никола Љубичић,Милош Њежић,Жељка Ћосић,Драган Џомић",
      "Београд,Нови Сад,Ниш,Крагујевац,Чачак", "позвати сутра|не жели поруке|нови купац"),
    ContactListSample(
      "fr", "windows-1252 macintosh ibm850 iso-8859-15",
      "Hélène Lefèvre,François Dubois,Zoé Châtelain,Noël Gérard,Béatrice Garçon,Jérôme Maître",
      "Orléans,Besançon,Nîmes,Saint-Étienne,Alès",
      "rappeler après 18 h|déjà client, très intéressé|ne pas déranger|société fermée"),
    ContactListSample(
      "de", "windows-1252 macintosh ibm850 ibm437",
      "Jürgen Müller,Käthe Schröder,Günther Weiß,Björn Öttinger,Änne Größer",
      "Köln,München,Düsseldorf,Würzburg,Gießen",
      "bitte zurückrufen|wünscht keine Anrufe|Verträge geprüft|für März vorgemerkt"),
    ContactListSample(
      "es", "windows-1252 macintosh ibm850 ibm437",
      "José Núñez,María Ibáñez,Íñigo Peña,Verónica Gutiérrez,Raúl Ordóñez,Begoña Sáez",
      "Málaga,Cádiz,A Coruña,Bogotá,Córdoba",
      "llamar mañana por la tarde|no desea más mensajes|ya es cliente, compró en línea"),
    ContactListSample(
      "pt", "windows-1252 macintosh ibm850",
      "João Gonçalves,Conceição Simões,Estêvão Araújo,Inês Magalhães,Luís Falcão",
      "São Paulo,Brasília,Évora,Goiânia,Maceió",
      "não quer receber mensagens|ligar amanhã de manhã|já é cliente há três anos"),
    ContactListSample(
      "it", "windows-1252", "Niccolò Nardò,Zoè Forlì,Andrea Cantù,Giosuè Nicolò,Pietro Pagnì",
      "Forlì,Cantù,Nardò,Città di Castello,Mondovì",
      "richiamare lunedì|perché non risponde più|è già cliente, però vuole meno messaggi"),
    ContactListSample(
      "sv", "windows-1252 ibm850",
      "Åsa Sjöberg,Björn Ståhl,Märta Öhman,Göran Lindström,Jonas Ångman",
      "Göteborg,Malmö,Örebro,Linköping,Umeå", "ring på måndag|vill inte bli störd|går bra på fredag"
    ),
    ContactListSample(
      "da", "windows-1252 ibm850",
      "Søren Sørensen,Åse Kjær,Jørgen Grønbæk,Bjørn Ødegård,Kåre Næss",
      "København,Århus,Tromsø,Ålesund,Rødovre",
      "ring på tirsdag|ønsker ikke beskeder|får en ny aftale"),
    ContactListSample(
      "is", "windows-1252",
      "Guðrún Þórðardóttir,Ólafur Sigurðsson,Björk Ægisdóttir,Sæþór Einarsson",
      "Reykjavík,Ísafjörður,Akureyri,Höfn",
      "hringja á morgun|vill ekki fá skilaboð|góður viðskiptavinur"),
    ContactListSample(
      "pl", "windows-1250 iso-8859-2 ibm852",
      "Łukasz Wiśniewski,Małgorzata Dąbrowska,Józef Żółty,Święcicki Paweł,Elżbieta Król",
      "Łódź,Kraków,Gdańsk,Częstochowa,Poznań",
      "proszę zadzwonić później|nie życzy sobie wiadomości|dłużnik, wysłać fakturę"),
    ContactListSample(
      "cs", "windows-1250 iso-8859-2 ibm852",
      "Jiří Dvořák,Eliška Nováková,Ondřej Šťastný,Zdeňka Růžičková,Tomáš Žák",
      "Plzeň,Žďár nad Sázavou,Děčín,České Budějovice,Uherské Hradiště",
      "zavolat příští týden|nepřeje si být rušen|má už jiného dodavatele"),
    ContactListSample(
      "hu", "windows-1250 iso-8859-2 ibm852",
      "Kovács Győző,Szűcs Erzsébet,Tóth Árpád,Nagy Zsófia,Kőműves Jenő",
      "Győr,Székesfehérvár,Nyíregyháza,Érd,Hódmezővásárhely",
      "később visszahívni|nem kér több üzenetet|új ügyfél, szerződés aláírva"),
    ContactListSample(
      "hr", "windows-1250 iso-8859-2",
      "Željko Horvat,Đurđa Kovačić,Šime Perić,Ivica Čolić,Mladen Žižić",
      "Šibenik,Varaždin,Čakovec,Požega,Poreč",
      "nazvati sljedeći tjedan|ne želi poruke|već je kupac, račun plaćen"),
    ContactListSample(
      "ro", "windows-1250 iso-8859-2",
      "Ştefan Ţurcanu,Mădălina Ionescu,Gheorghiţă Căpăţână,Ioana Brâncuşi,Răzvan Bălan",
      "Bucureşti,Iaşi,Timişoara,Constanţa,Târgu Mureş",
      "a se suna mâine după prânz|nu doreşte mesaje|client fără restanţe"),
    ContactListSample(
      "lt", "windows-1257 iso-8859-13",
      "Šarūnas Jučas,Rūta Žukauskienė,Gintarė Ąžuolaitė,Eglė Kęstutytė,Vytautas Čiurlys",
      "Šiauliai,Panevėžys,Klaipėda,Alytus,Mažeikiai",
      "paskambinti rytoj|nenori gauti žinučių|jau klientas, sutartis pasirašyta"),
    ContactListSample(
      "lv", "windows-1257",
      "Jānis Bērziņš,Līga Kalniņa,Kārlis Šmits,Zanda Ķēniņa,Ģirts Žagars",
      "Rīga,Jūrmala,Daugavpils,Liepāja,Rēzekne",
      "lūdzu zvanīt vēlāk|nevēlas saņemt ziņas|jau ir klients, līgums noslēgts"),
    ContactListSample(
      "et", "windows-1257 windows-1252",
      "Jüri Õunapuu,Külli Mägi,Tõnu Pärn,Ülle Lõhmus,Märt Kõiv",
      "Võru,Pärnu,Põlva,Jõhvi,Rakvere",
      "helistada järgmisel nädalal|ei soovi sõnumeid|võlgnevus tasutud"),
    ContactListSample(
      "tr", "windows-1254 ibm857",
      "Gülşah Yıldız,Çağrı Öztürk,İbrahim Şahin,Uğur Kılıç,Ayşe Güneş",
      "İstanbul,Eskişehir,Muğla,Kırşehir,Şanlıurfa",
      "yarın öğleden sonra aranacak|mesaj almak istemiyor|müşteri oldu, ödeme yapıldı"),
    ContactListSample(
      "vi", "windows-1258 viscii",
      "Nguyễn Thị Hương,Trần Văn Đức,Lê Quốc Bảo,Phạm Thúy Hằng,Võ Minh Tuấn",
      "Hà Nội,Đà Nẵng,Cần Thơ,Hải Phòng,Huế",
      "gọi lại vào ngày mai|không muốn nhận tin nhắn|khách hàng mới, đã thanh toán"),
    ContactListSample(
      "el", "windows-1253 iso-8859-7",
      "Γιώργος Παπαδόπουλος,Ελένη Νικολάου,Κώστας Ξύδης,Μαρία Ψαρρά,Σπύρος Ζώης",
      "Αθήνα,Θεσσαλονίκη,Πάτρα,Ηράκλειο,Λάρισα",
      "να καλέσουμε αύριο|δεν θέλει μηνύματα|νέος πελάτης"),
    ContactListSample(
      "he", "windows-1255",
      "דוד כהן,רחל לוי,משה מזרחי,שרה פרץ,יעקב ביטון", "ירושלים,חיפה,תל אביב,באר שבע,נתניה",
      "להתקשר מחר|לא מעוניין בהודעות|לקוח חדש, שילם"),
    ContactListSample(
      "ar", "windows-1256 iso-8859-6",
      "محمد الأحمد,فاطمة حسن,خالد عبد الله,ليلى منصور,يوسف الخطيب",
      "القاهرة,دمشق,الرياض,بيروت,عمان", "الاتصال غدا|لا يرغب في الرسائل|عميل جديد"),
    ContactListSample(
      "fa", "windows-1256",
      "محمد رضايي,زهرا احمدي,پريسا چراغي,گلناز ژاله", "تهران,اصفهان,شيراز,تبريز,گرگان",
      "فردا تماس بگيريد|پيام نمي خواهد|مشتري جديد"),
    ContactListSample(
      "th", "windows-874",
      "สมชาย ใจดี,สุดา แสงทอง,วิชัย ศรีสุข,พิมพ์ใจ รักไทย", "กรุงเทพ,เชียงใหม่,ขอนแก่น,ภูเก็ต",
      "โทรกลับพรุ่งนี้|ไม่ต้องการรับข้อความ|ลูกค้าใหม่"),
    ContactListSample(
      "zh-Hans", "gb18030 hz-gb-2312 utf-8",
      "王伟,李娜,张建国,刘洋,陈静,欧阳倩,赵磊", "北京,上海,广州市天河区,成都,西安",
      "明天再联系|不要打电话|上海贸易有限公司|已付款,请寄发票"),
    ContactListSample(
      "zh-Hant", "big5 euc-tw gb18030",
      "陳大文,林志明,黃雅婷,張家豪,吳淑芬,郭美玲", "台北市信義區,高雄,新竹市,台中,嘉義",
      "明天再聯絡|請勿打電話|已付款|訂單完成"),
    ContactListSample(
      "ja", "shift_jis euc-jp iso-2022-jp",
      "田中太郎,鈴木花子,佐藤健,高橋美咲,渡辺さくら,タナカ タロウ", "東京都港区,大阪市,横浜,札幌,福岡県",
      "明日もう一度電話する|メール不要|新しいお客様です|株式会社サンプル"),
    ContactListSample(
      "ko", "euc-kr johab iso-2022-kr",
      "김민수,이영희,박지훈,최수진,정하늘", "서울,부산,대구광역시,인천,수원시",
      "내일 다시 전화|문자 거부|신규 고객입니다"),
  ]

  /// A list of so many rows; of each hundred, so many have a cell beyond ASCII.
  func table(rows: Int, localPercent: Int, seed: UInt64) -> String {
    var random = SplitMix64(seed: seed)
    var text = "id,name,phone,email,city,note\r\n"
    for row in 1...rows {
      let isLocal = row == rows || Int.random(in: 0..<100, using: &random) < localPercent
      let name = pick(names, "John Smith", isLocal, &random)
      let city = pick(cities, "London", isLocal && Bool.random(using: &random), &random)
      let note = pick(notes, "call back", isLocal && Bool.random(using: &random), &random)
      text += "\(row),\(name),+44 20 7946 0\(100 + row % 900),user\(row)@example.com,\(city),"
      text += note.contains(",") ? "\"\(note)\"\r\n" : "\(note)\r\n"
    }
    return text
  }

  private func pick(
    _ choices: [String], _ plain: String, _ isLocal: Bool, _ random: inout SplitMix64
  ) -> String {
    isLocal ? choices[Int.random(in: 0..<choices.count, using: &random)] : plain
  }
}
