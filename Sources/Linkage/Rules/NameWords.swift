extension LinkageRules {
  /// Words that are not names, and words that stand for one name.
  public struct NameWords: Sendable {
    /// Whole names that mean there is none.
    public var placeholders = [
      "anonymous", "contact", "customer", "guest", "n a", "na", "name", "new contact", "no name",
      "noname", "nobody", "none", "null", "test", "test test", "undefined", "unknown", "user",
      "xxx", "без имени", "гость", "имя", "клиент", "неизвестно", "нет", "тест", "未知", "无", "無",
      "测试", "測試", "客户", "客戶",
    ]

    /// Left out before comparing.
    public var titles = [
      "dipl", "dr", "frau", "herr", "ing", "mr", "mrs", "ms", "miss", "mme", "monsieur", "prof",
      "señor", "señora", "sir", "sra", "госпожа", "господин", "先生", "女士", "小姐",
    ]

    /// Words for the elder and the younger of one name, a group for each generation.
    public var generations: [[String]] = [
      ["sr", "senior", "ст", "старший", "père"],
      ["jr", "jnr", "junior", "мл", "младший", "fils"],
      ["ii"], ["iii"], ["iv"],
    ]

    /// Spellings of one name that rules of transliteration do not bring together, a name in a line.
    public var spellings = ["mohammed muhammad mohamed محمد"]

    /// Forms of one given name, a group in a line; a word may stand in several groups.
    public var nicknames = [
      "albert al bert", "alexander alex sandy sasha sascha alec lex sanya", "alfred al fred",
      "alexandra alex sandra sasha sascha lexi", "andrew andy drew", "anthony tony",
      "andrei andrey andrew andriy", "anastasia nastya nastja stacy", "anna anya ann anne annie",
      "barbara barb basia", "benjamin ben benny", "boris borya", "catherine cathy kate katie cat",
      "charles charlie chuck", "christina tina chris kristina", "christopher chris kit",
      "christine chris tina", "daniel dan danny", "darya dasha daria", "david dave davy",
      "deborah debbie deb", "dmitry dima dimitri mitya", "donald don donnie", "dorothy dot dottie",
      "edward ed eddie ted ned", "ekaterina katya katja kate catherine", "elena lena alyona helen",
      "elizabeth liz beth betty lizzie eliza lisa", "emily em emmy", "evgeny zhenya eugene",
      "evgenia zhenya eugenia", "francis frank", "francisco paco pancho", "frederick fred freddie",
      "galina galya", "george georgie", "georgy gosha zhora", "gerald gerry jerry",
      "gregory greg grisha", "grigory grisha gregory", "guadalupe lupe", "heinrich heinz",
      "henry harry hank", "ignacio nacho", "igor gosha", "irina ira irene", "isabella bella izzy",
      "ivan vanya", "jacob jake", "jacqueline jackie", "james jim jimmy jamie", "janet jan",
      "jennifer jenny jen", "jeffrey jeff geoffrey", "jessica jess jessie", "johannes hans johann",
      "john jack johnny jon", "jonathan jon johnny", "jose pepe", "joseph joe joey",
      "joshua josh", "judith judy", "julia yulia julie", "katharina kathi katja käthe",
      "katherine kathy kate katie kat kathryn", "kenneth ken kenny", "kimberly kim",
      "konstantin kostya", "lawrence larry", "leonard leo len lenny", "leonid lyonya leo",
      "lyudmila lyuda luda mila", "lyubov lyuba", "manuel manolo",
      "margaret maggie meg peggy marge",
      "maria masha marusya mary", "martin marty", "matthew matt", "maximilian max", "maksim max",
      "michael mike mick mickey misha", "mikhail misha mike michael", "nadezhda nadya",
      "natalia natasha natalie", "nicholas nick nicky", "nikolai kolya nicholas", "oksana ksyusha",
      "oleg olezhka", "oliver ollie", "olga olya", "pamela pam", "patricia pat patty tricia trish",
      "patrick pat paddy", "pavel pasha paul", "peter pete", "philip phil pip", "polina polya",
      "pyotr petya peter", "raymond ray", "rebecca becky becca", "richard rick dick ricky rich",
      "robert bob rob bobby robbie bert", "roman roma", "ronald ron ronnie", "rosario charo",
      "samantha sam sammy", "samuel sam sammy", "sandra sandy", "sergei seryozha serge",
      "sofia sonya sophie sophia", "stanislav stas slava", "stephanie steph", "stephen steve",
      "steven steve", "susan sue susie suzanne", "svetlana sveta lana", "tatiana tanya",
      "theodore ted teddy theo", "thomas tom tommy", "timothy tim timmy", "valentina valya",
      "valery valera", "vasily vasya basil", "vera verochka", "victor vitya vic",
      "victoria vicky vika tori", "vitaly vitalik", "vladimir vova volodya vlad",
      "vladislav vlad slava", "vyacheslav slava", "walter walt wally", "wilhelm willi",
      "william bill will billy liam", "wolfgang wolf", "xenia ksyusha oksana", "yuri yura",
      "zachary zach zack",
    ]

    public init() {}
  }
}
