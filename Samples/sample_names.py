"""Common given names, surnames, places and company words, to be combined at random.

Where a culture writes in its own script, an entry is `native|latin`.
"""


def words(text):
    return text.split()


def pairs(text):
    """[(native, latin)]; without a bar both are the same."""
    return [tuple(w.split("|")) if "|" in w else (w, w) for w in text.split()]


MALE = {
    "en": pairs(
        "James Robert William Michael Thomas Christopher Daniel Matthew Andrew Edward Nicholas Patrick Samuel "
        "Benjamin Joseph Richard Steven Anthony Gregory Kenneth Oliver Harry Liam Ethan Walter Simon"
    ),
    "fr": pairs(
        "Jean Pierre Michel André François Hervé|Herve Luc Étienne|Etienne Julien Mathieu Laurent Cédric|Cedric"
    ),
    "de": pairs(
        "Jürgen|Juergen Stefan Björn|Bjoern Matthias Günther|Guenther Uwe Klaus Florian Tobias Jörg|Joerg Lukas "
        "Maximilian Sören|Soeren Andreas Markus Reto Urs Leopold"
    ),
    "ru": pairs(
        "Александр Сергей Дмитрий Андрей Алексей Максим Евгений Иван Михаил Артём Владимир Николай Юрий Роман "
        "Павел Виктор Олег Игорь Константин Фёдор Григорий Тимофей"
    ),
    "kz": pairs("Нурлан Ерлан Асхат Данияр Бауыржан Серик Арман Тимур Қанат Әділет Руслан Марат"),
    "zh": pairs(
        "志明|Chih-Ming 俊傑|Chun-Chieh 建宏|Chien-Hung 家豪|Chia-Hao 宗翰|Tsung-Han 冠宇|Kuan-Yu 柏翰|Po-Han "
        "承恩|Cheng-En 成功|Cheng-Kung 文雄|Wen-Hsiung 俊宏|Chun-Hung 志偉|Chih-Wei 彥廷|Yen-Ting 明哲|Ming-Che"
    ),
    "pt": pairs(
        "João José Antônio Luiz Paulo Carlos Marcelo Gustavo Rafael Thiago Márcio Sérgio Fábio Caio Otávio"
    ),
    "in": pairs(
        "Rahul Amit Sanjay Vijay Arjun Rajesh Suresh Anil Karthik Vikram Rohan Manoj Deepak Harish"
    ),
    "es": pairs(
        "José Luis Carlos Miguel Jesús Alejandro Fernando Héctor Raúl Óscar Ramón Iván Andrés"
    ),
    "ar": pairs(
        "محمد|Mohammed أحمد|Ahmed علي|Ali خالد|Khalid عمر|Omar يوسف|Yousef سعيد|Saeed راشد|Rashid حمدان|Hamdan"
    ),
    "he": pairs(
        "דוד|David משה|Moshe יוסף|Yosef אבי|Avi יעקב|Yaakov דניאל|Daniel איתן|Eitan נועם|Noam"
    ),
}
FEMALE = {
    "en": pairs(
        "Mary Jennifer Elizabeth Susan Jessica Sarah Margaret Emily Katherine Rebecca Laura Deborah Charlotte "
        "Amelia Grace Hannah Victoria Alice Eleanor Ruth Abigail Megan Joanna Nancy"
    ),
    "fr": pairs(
        "Marie Camille Hélène|Helene Chloé|Chloe Léa|Lea Manon Sophie Nathalie Céline|Celine Inès|Ines Aurélie|Aurelie"
    ),
    "de": pairs(
        "Ursula Sabine Käthe|Kaethe Heike Anke Katharina Jana Monika Birgit Claudia Lena Bärbel|Baerbel Regula "
        "Stefanie Gisela Johanna"
    ),
    "ru": pairs(
        "Елена Ольга Наталья Анна Татьяна Ирина Светлана Мария Екатерина Юлия Анастасия Людмила Галина Марина "
        "Дарья Ксения Алёна Вера Полина Жанна"
    ),
    "kz": pairs("Айгуль Динара Гульнара Алия Сауле Мадина Жанар Әсел Айжан Камила Назгүл"),
    "zh": pairs(
        "淑芬|Shu-Fen 雅婷|Ya-Ting 怡君|Yi-Chun 美玲|Mei-Ling 佳穎|Chia-Ying 欣怡|Hsin-Yi 惠如|Hui-Ju 詩涵|Shih-Han "
        "麗華|Li-Hua 秀英|Hsiu-Ying 宜蓁|I-Chen 筱婷|Hsiao-Ting 佩珊|Pei-Shan"
    ),
    "pt": pairs(
        "Maria Ana Francisca Márcia Adriana Juliana Fernanda Patrícia Letícia Júlia Luciana Conceição Beatriz Íris"
    ),
    "in": pairs("Priya Anjali Sunita Kavita Lakshmi Deepa Meera Neha Pooja Divya Swati Asha Rekha"),
    "es": pairs(
        "María Guadalupe Verónica Lucía Mónica Sofía Ángela Rocío Carmen Ximena Beatriz Inés"
    ),
    "ar": pairs("فاطمة|Fatima مريم|Mariam عائشة|Aisha نورة|Noura ليلى|Layla هند|Hind سارة|Sara"),
    "he": pairs("שרה|Sarah רחל|Rachel מרים|Miriam נועה|Noa תמר|Tamar יעל|Yael אסתר|Esther"),
}
SURNAMES = {
    "en": pairs(
        "Smith Johnson Williams Brown Taylor Davies Wilson Evans Thompson Walker Wright Robinson O'Brien Hughes "
        "Edwards Green Hall Wood Harris Clarke Jackson Turner Hill Cooper Ward Morris McDonald Bennett Fletcher "
        "Whitaker Ashworth Pemberton Holloway Lockhart Kingsley Thornton Haverford Blackwell Cresswell Marlow"
    ),
    "fr": pairs(
        "Dubois Durand Lefèvre|Lefevre Moreau Gagnon Côté|Cote Lambert Rousseau Bélanger|Belanger Girard Fournier "
        "Mercier Beauchamp Delacroix"
    ),
    "de": pairs(
        "Müller|Mueller Schmidt Schneider Fischer Weber Wagner Becker Schäfer|Schaefer Koch Bauer Schröder|Schroeder "
        "Krüger|Krueger Weiß|Weiss Köhler|Koehler Brändli|Braendli Hofstätter|Hofstaetter Zimmermann Lindner "
        "Vogelsang Rosenbach Mühlbauer|Muehlbauer Grünwald|Gruenwald Steinkamp Ammann"
    ),
    "ru": pairs(
        "Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров Морозов Волков Алексеев "
        "Лебедев Семёнов Егоров Павлов Козлов Степанов Орлов Щербаков Жуков Юдин Хромов Чернышёв Ильин Цветков "
        "Королёв Ершов Берёзкин Гладков Калинин Звонарёв Дубровин"
    ),
    "kz": pairs(
        "Ахметов Нурпеисов Сулейменов Касымов Жумабаев Оспанов Искаков Абдрахманов Тулегенов Есенов Бекмуратов"
    ),
    "zh": pairs(
        "陳|Chen 林|Lin 黃|Huang 張|Chang 李|Lee 王|Wang 吳|Wu 劉|Liu 蔡|Tsai 楊|Yang 許|Hsu 鄭|Cheng 謝|Hsieh "
        "郭|Kuo 洪|Hung 邱|Chiu 曾|Tseng 廖|Liao 賴|Lai 周|Chou 蘇|Su 葉|Yeh 莊|Chuang 江|Chiang 何|Ho 高|Kao"
    ),
    "pt": pairs(
        "Silva Santos Oliveira Souza Conceição Araújo Gonçalves Pereira Ribeiro Carvalho Magalhães Simões Teixeira "
        "Guimarães Brandão Cavalcanti"
    ),
    "in": pairs(
        "Sharma Patel Gupta Reddy Nair Iyer Singh Mehta Joshi Das Kulkarni Chatterjee Rao Verma Menon"
    ),
    "es": pairs(
        "García Hernández Martínez López González Pérez Sánchez Ramírez Núñez Jiménez Muñoz Ibáñez Quiñones"
    ),
    "ar": pairs(
        "الهاشمي|Al-Hashimi المنصوري|Al-Mansoori النعيمي|Al-Nuaimi الشامسي|Al-Shamsi المزروعي|Al-Mazrouei الكعبي|Al-Kaabi"
    ),
    "he": pairs("כהן|Cohen לוי|Levi מזרחי|Mizrahi פרץ|Peretz ביטון|Biton אברהם|Avraham"),
}
PATRONYMIC = words(
    "Александр Серге Дмитри Андре Алексе Максим Иван Михаил Владимир Никола Павл Виктор Олег"
)
NICKNAMES = {
    "Robert": "Bob",
    "William": "Bill",
    "Michael": "Mike",
    "Thomas": "Tom",
    "Christopher": "Chris",
    "Daniel": "Dan",
    "Matthew": "Matt",
    "Andrew": "Andy",
    "Edward": "Ted",
    "Nicholas": "Nick",
    "Samuel": "Sam",
    "Benjamin": "Ben",
    "Joseph": "Joe",
    "Richard": "Rick",
    "Steven": "Steve",
    "Anthony": "Tony",
    "Kenneth": "Ken",
    "Jennifer": "Jen",
    "Elizabeth": "Liz",
    "Susan": "Sue",
    "Jessica": "Jess",
    "Margaret": "Peggy",
    "Katherine": "Kate",
    "Rebecca": "Becky",
    "Deborah": "Debbie",
    "Victoria": "Vicky",
    "Александр": "Саша",
    "Сергей": "Серёжа",
    "Дмитрий": "Дима",
    "Алексей": "Лёша",
    "Евгений": "Женя",
    "Михаил": "Миша",
    "Владимир": "Володя",
    "Елена": "Лена",
    "Ольга": "Оля",
    "Наталья": "Наташа",
    "Татьяна": "Таня",
    "Ирина": "Ира",
    "Светлана": "Света",
    "Мария": "Маша",
    "Екатерина": "Катя",
    "Анастасия": "Настя",
    "Maximilian": "Max",
    "Tobias": "Tobi",
    "Stefanie": "Steffi",
    "Francisca": "Chica",
    "Luciana": "Lu",
    "Guadalupe": "Lupita",
    "Alejandro": "Alex",
}
CULTURE = {
    "US": "en",
    "CA": "en",
    "GB": "en",
    "AU": "en",
    "FR": "fr",
    "DE": "de",
    "AT": "de",
    "CH": "de",
    "RU": "ru",
    "BY": "ru",
    "UZ": "ru",
    "KZ": "kz",
    "TW": "zh",
    "BR": "pt",
    "IN": "in",
    "MX": "es",
    "AE": "ar",
    "IL": "he",
}
CITIES = {
    "US": pairs("Springfield Portland Dayton Boulder Savannah Tacoma Madison"),
    "CA": pairs("Toronto Halifax Kelowna"),
    "GB": pairs("Leeds Bristol Norwich Cardiff Sheffield York"),
    "FR": pairs("Lyon Nantes Nîmes|Nimes Orléans|Orleans"),
    "AU": pairs("Hobart Geelong Perth"),
    "DE": pairs("Köln|Koeln München|Muenchen Leipzig Bremen Lübeck|Luebeck"),
    "AT": pairs("Wien Graz Linz"),
    "CH": pairs("Zürich|Zuerich Bern Luzern"),
    "RU": pairs(
        "Москва|Moscow Казань|Kazan Самара|Samara Пермь|Perm Тула|Tula Тверь|Tver Омск|Omsk"
    ),
    "KZ": pairs("Алматы|Almaty Астана|Astana Караганда|Karaganda"),
    "BY": pairs("Минск|Minsk Гомель|Gomel"),
    "UZ": pairs("Ташкент|Tashkent"),
    "TW": pairs("台北市|Taipei 新北市|New-Taipei 台中市|Taichung 高雄市|Kaohsiung"),
    "BR": [
        ("São Paulo", "Sao Paulo"),
        ("Belo Horizonte",) * 2,
        ("Curitiba",) * 2,
        ("Goiânia", "Goiania"),
    ],
    "IN": pairs("Mumbai Pune Bengaluru Chennai Jaipur"),
    "MX": pairs("Puebla Mérida|Merida Monterrey Querétaro|Queretaro"),
    "AE": pairs("دبي|Dubai الشارقة|Sharjah"),
    "IL": pairs("חיפה|Haifa תל־אביב|Tel-Aviv"),
}
STREETS = {
    "en": [
        "{n} High Street",
        "{n} Oak Avenue",
        "{n} Station Road",
        "{n} Maple Drive, Apt {k}",
        "{n} Mill Lane",
    ],
    "fr": ["{n} rue des Érables", "{n} avenue de la Gare", "{n} rue Victor Hugo"],
    "de": ["Hauptstraße {n}", "Am Bahnhof {n}", "Gartenweg {n}", "Lindenstr. {n}"],
    "ru": [
        "ул. Садовая, д. {n}, кв. {k}",
        "пр-т Мира, {n}-{k}",
        "ул. Лесная, {n}",
        "Заречный пер., д. {n}",
    ],
    "kz": ["ул. Абая, {n}, кв. {k}", "мкр. Самал-2, {n}"],
    "zh": ["中山路{n}號{k}樓", "民生東路二段{n}號", "和平街{n}巷{k}號", "復興路一段{n}號{k}樓之1"],
    "pt": ["Rua das Flores, {n}", "Av. Brasil, {n} - apto {k}", "Travessa São João, {n}"],
    "in": ["{n}, MG Road, Flat {k}", "{n} Gandhi Nagar"],
    "es": ["Calle Hidalgo {n}", "Av. Juárez {n}, int. {k}"],
    "ar": ["شارع الوحدة {n}", "Villa {n}, Al Wasl Road"],
    "he": ["רחוב הרצל {n}", "שדרות רוטשילד {n}"],
}
COMPANY_WORDS = {
    "ru": (
        words(
            "Ромашка Вектор Полюс Заря Техносвет Стройресурс Меридиан Альтаир Северянка Гранит Оптима Кедр"
        ),
        ["ООО «{}»", "ЗАО «{}»", "АО «{}-Сервис»", "ТД «{}»", "ООО {} Плюс"],
    ),
    "zh": (
        words("宏遠 大同心 永豐泰 功成 新世紀 博雅 瑞祥 東昇 和順 蓋世"),
        ["{}股份有限公司", "{}有限公司", "{}企業社", "{}國際貿易有限公司"],
    ),
    "de": (
        words(
            "Nordlicht Falkenberg Rheintal Alpenblick Hansekontor Lindenhof Quarzwerk Morgenstern"
        ),
        ["{} GmbH", "{} AG", "{} & Söhne KG", "{} Handels GmbH & Co. KG"],
    ),
    "pt": (
        words("Horizonte Araucária Litoral Planalto Ipê Caravela"),
        ["{} Ltda.", "{} Comércio S.A.", "Grupo {}"],
    ),
    "en": (
        words(
            "Northgate Bluefin Larkspur Quillon Redwood Harborline Sycamore Tidewater Ironbridge Fairmont Copperfield "
            "Windmere Oakhurst"
        ),
        ["{} Ltd", "{} Inc.", "{} LLC", "{} & Co.", "{} Holdings, Inc.", "The {} Group"],
    ),
}
NO_NAME = {
    "ru": ["Без имени", "неизвестно"],
    "en": ["Unknown", "N/A"],
    "zh": ["未知", "先生"],
    "de": ["unbekannt"],
    "pt": ["sem nome"],
}
TITLES = {
    "ru": [
        "директор",
        "бухгалтер",
        "менеджер по закупкам",
        "инженер",
        "гл. инженер",
        "закупщик",
        "",
    ],
    "zh": ["經理", "採購", "會計", "業務", ""],
    "de": ["Geschäftsführer", "Einkauf", "Buchhaltung", "Vertrieb", ""],
    "pt": ["Gerente", "Compras", "Diretora", ""],
    "en": ["CEO", "Purchasing Manager", "Accountant", "Head of Sales", "Engineer", ""],
}
WRITES = {
    "en": "en",
    "fr": "en",
    "de": "de",
    "ru": "ru",
    "kz": "ru",
    "zh": "zh",
    "pt": "pt",
    "in": "en",
    "es": "pt",
    "ar": "en",
    "he": "en",
}
NOTES = {
    "ru": [
        "Просил перезвонить после 15:00",
        "Недоволен доставкой, говорить вежливо",
        "Жена ждёт ребёнка, поздравить в мае",
        "Любит кошек; долго говорит",
        "Номер «старый», уточнить",
        "Был на выставке\nвзял каталог\nждёт цены",
        "Договор № 214/7; оплата до 10 числа",
    ],
    "en": [
        "Called back, interested in the premium plan.",
        'Said "call me next week"; very polite.',
        "Just had twins, be patient",
        "Grumpy before coffee",
        "Moved from the old CRM, see ticket #4412",
        "Line one\nLine two\r\nLine three",
        "wrong number?? check with Bob",
        "Allergic to cold calls, fine by message",
    ],
    "zh": [
        "客戶要求發送報價",
        "太太也是會員,勿重複寄送",
        "講話很快,要有耐心",
        "住院中,下個月再聯絡",
        "常買貓飼料\n喜歡折扣",
    ],
    "de": [
        "Bitte nur vormittags anrufen",
        "Schwierig, aber treu",
        "Hat Katze & Hund; mag < 5 Mails im Jahr",
        "Scheidung, nicht fragen",
    ],
    "pt": [
        "Cliente antigo, gosta de desconto",
        'Ligou "furioso" em março',
        "Filha passou no vestibular :)",
    ],
}
TRANSLIT = {
    "passport": dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y  e iu ia".split(
                " "
            ),
        )
    ),
    "plain": dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            "a b v g d e yo zh z i y k l m n o p r s t u f h c ch sh sch  y  e yu ya".split(" "),
        )
    ),
}
for table in TRANSLIT.values():
    table.update(zip("әғқңөұүһі", "a g q n o u u h i".split()))


def latin(text, scheme="plain"):
    """Cyrillic text in Latin letters; other letters stay."""
    table, out = TRANSLIT[scheme], []
    for char in text:
        low = table.get(char.lower())
        out.append(char if low is None else low.capitalize() if char.isupper() else low)
    return "".join(out)
