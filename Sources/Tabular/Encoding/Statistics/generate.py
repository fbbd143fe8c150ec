#!/usr/bin/env python3
"""Writes LanguageTables.swift and CharacterRanks.swift: how often letters follow each other, and which ideographs are common.

Usage:   generate.py SOURCES   with SOURCES a folder that holds the unpacked packages Babel 2.18.0 and Django 5.2 from PyPI
         (pip download --no-deps Babel==2.18.0 Django==5.2.19; unzip both there)
Sources: translations of Django (BSD-3-Clause), names of languages, countries, cities, months and currencies of the Unicode
         CLDR as packed in Babel (Unicode-3.0, BSD-3-Clause), and the contact-list words below, which are our own.
         Only counts of letters and pairs of letters are taken over, no text.
"""
import math, re, sys, unicodedata
from collections import Counter
from pathlib import Path

# Language, folder in Django, locale in Babel, what its letters are.
LANGUAGES = [
    ('fr', 'fr', 'fr'), ('de', 'de', 'de'), ('es', 'es', 'es'), ('pt', 'pt', 'pt'), ('it', 'it', 'it'), ('nl', 'nl', 'nl'),
    ('sv', 'sv', 'sv'), ('da', 'da', 'da'), ('fi', 'fi', 'fi'), ('is', 'is', 'is'), ('ca', 'ca', 'ca'), ('sq', 'sq', 'sq'),
    ('et', 'et', 'et'), ('lv', 'lv', 'lv'), ('lt', 'lt', 'lt'), ('cs', 'cs', 'cs'), ('sk', 'sk', 'sk'), ('pl', 'pl', 'pl'),
    ('hu', 'hu', 'hu'), ('sl', 'sl', 'sl'), ('hr', 'hr', 'hr'), ('ro', 'ro', 'ro'), ('tr', 'tr', 'tr'), ('vi', 'vi', 'vi'),
    ('ga', 'ga', 'ga'), ('cy', 'cy', 'cy'), ('mt', None, 'mt'), ('eo', 'eo', 'eo'),
    ('ru', 'ru', 'ru'), ('uk', 'uk', 'uk'), ('be', 'be', 'be'), ('bg', 'bg', 'bg'), ('sr', 'sr', 'sr'), ('mk', 'mk', 'mk'),
    ('el', 'el', 'el'), ('he', 'he', 'he'), ('ar', 'ar', 'ar'), ('fa', 'fa', 'fa'), ('th', 'th', 'th'),
]
SCRIPT = {'ru': 'CYRILLIC', 'uk': 'CYRILLIC', 'be': 'CYRILLIC', 'bg': 'CYRILLIC', 'sr': 'CYRILLIC', 'mk': 'CYRILLIC',
          'el': 'GREEK', 'he': 'HEBREW', 'ar': 'ARABIC', 'fa': 'ARABIC', 'th': 'THAI'}
# Words that head and fill contact lists; our own. The names of people are common ones, by themselves.
OWN = {
    'ru': 'Имя Фамилия Отчество Телефон Адрес Город Улица Дом Квартира Компания Должность Примечание Комментарий Почта Клиент Договор Москва Санкт-Петербург Казань Екатеринбург Новосибирск Иван Иванов Пётр Петров Анна Петрова Мария Сидорова Сергей Алексей Дмитрий Наталья Ольга Татьяна Юлия Екатерина Елена Андрей Николай Кузнецов Смирнова Попов Васильев Михаил Фёдоров Григорий Ксения Щербаков да нет перезвонить отказ оплачено не беспокоить менеджер заявка область район ООО ЗАО ИП',
    'uk': "Ім'я Прізвище Телефон Адреса Місто Вулиця Київ Львів Харків Одеса Дніпро Шевченко Коваленко Олександр Наталія Іванна Сергій Юлія Дмитро Андрій Їжакевич Євген примітка клієнт так ні",
    'zh': '',
}
OWN_HANZI = "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市至六七八九百千零区县省路街号楼室栋单元村镇乡州京津沪广深圳杭南武汉成都重庆苏福建厦台湾香港姓性别客户电话手机邮箱地址备注公司职位部门联系人编号状态来源标签有限责任科技贸易股份集团王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文伟芳娜秀英敏静丽强磊洋勇艳杰娟涛超兰霞刚桂辉玲华建志红梅军燕玉春花萍鹏慧琴宇浩欣怡佳婷雪晨嘉俊峰波斌凯旭"
OWN_HANT = "這來國個說們為時會著過對後麼沒還發當開從動兩長樣現將與進實點種聲話問機給幾業間電門東氣關並內軍產萬區縣號樓單鄉廣漢慶蘇廈臺灣戶郵備註職聯繫編狀態來標籤責貿團張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂盧蔣賈葉閻鍾錢湯賴龔偉靜麗強艷傑濤蘭剛輝華紅鳳國寶龍雲蓮惠雅淑珍玲婷宗翰承恩冠宇家豪怡君志明俊傑美玲先生小姐太太姓名電話手機地址公司客戶備註訂單台北市新竹中高雄桃園南投屏基隆嘉義彰化花蓮宜蘭香港九龍"
OWN_KANJI = "日本人大一国中年会事者社市東京都県区町村丁目番号氏名電話住所会社株式田山川中村小林加藤伊佐木高橋渡辺鈴斎松井上清水森池阿部石橋本原野岡藤子美郎太一男雄和正明表示名前携帯"
OWN_HANGUL = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지나엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용이름전화번호주소회사고객비고메모서울부산대구인천광주대전울산경기도수원성남시구동로길영수철수영희민수지영서연민준서준하준도윤예준시우지후주원서윤지우하윤민서하은"


def messages(path):
    """Translations of a catalogue (.po), without what programs put into them."""
    text, state, out = [], None, []
    for line in path.read_text(encoding='utf-8', errors='replace').splitlines() + ['']:
        m = re.match(r'(msgid|msgid_plural|msgstr(?:\[\d+\])?|msgctxt)\s+"(.*)"$', line)
        if m or not line.startswith('"'):
            if state == 's' and text: out.append(''.join(text))
            text, state = [], None
        if m and m[1].startswith('msgstr'): state = 's'; text = [m[2]]
        elif state == 's' and line.startswith('"'): text.append(line[1:-1])
    for t in out:
        if 'Content-Type' in t or 'Plural-Forms' in t: continue
        t = t.replace('\\n', '\n').replace('\\"', '"')
        t = re.sub(r'%\(\w+\)[sd]|%[sd]|\{\{.*?\}\}|\{.*?\}|<[^>]*>|&\w+;|https?:\S+', ' ', t)
        yield t


def corpus(sources, folder, locale):
    parts = []
    if folder:
        for p in sorted(sources.glob(f'django/**/locale/{folder}/LC_MESSAGES/*.po')): parts.extend(messages(p))
    sys.path.insert(0, str(sources))
    from babel import Locale
    l = Locale.parse(locale)
    parts.extend(l.territories.values()); parts.extend(l.languages.values()); parts.extend(l.currencies.values())
    for z in l.time_zones.values():
        if 'city' in z: parts.append(z['city'])
    for w in ('wide', 'abbreviated'):
        for group in (l.months['format'][w], l.days['format'][w]): parts.extend(group.values())
    return parts


def fold(language, text):
    text = unicodedata.normalize('NFC', text)
    if language == 'tr': text = text.replace('I', 'ı').replace('İ', 'i')
    text = text.lower().replace('i̇', 'i')
    if language == 'ro': text = text.replace('ș', 'ş').replace('ț', 'ţ')
    # Letters of presentation and marks that legacy encodings lack or leave out.
    if language == 'ar': text = re.sub('[\u064b-\u0652\u0670\u200c-\u200f]', '', text)
    if language == 'fa': text = re.sub('[\u064b-\u0652\u0670\u200d-\u200f]', '', text).replace('\u200c', ' ').replace('ی', 'ي').replace('ک', 'ك')
    if language == 'he': text = re.sub('[\u0591-\u05c7\u200e\u200f]', '', text)
    if language == 'vi':
        # The tone marks are told apart from the letters that bear them, as windows-1258 writes them.
        out = []
        for c in text:
            d = unicodedata.normalize('NFD', c)
            kept = ''.join(x for x in d if x not in '\u0300\u0301\u0303\u0309\u0323')
            out.append(unicodedata.normalize('NFC', kept))
        text = ''.join(out)
    return text


def is_letter(language, c):
    if language == 'th': return '\u0e01' <= c <= '\u0e4e'
    return unicodedata.category(c).startswith('L') and (c.isascii() or unicodedata.name(c, '').startswith(SCRIPT.get(language, 'LATIN')))


QUARTERS = 52
SKIP_ASCII = True


def language_table(language, parts):
    pairs, singles = Counter(), Counter()
    for part in parts:
        previous = ' '
        for c in fold(language, part) + ' ':
            if not is_letter(language, c): c = ' '
            if (c, previous) != (' ', ' '):
                pairs[previous, c] += 1
            singles[c] += 1
            previous = c
    total = sum(n for c, n in singles.items() if c != ' ')
    latin = language not in SCRIPT
    letters = sorted(c for c, n in singles.items() if not c.isascii() and n * (8000 if latin else 20000) >= total and n > 2)
    alphabet = (list('abcdefghijklmnopqrstuvwxyz') if latin else []) + letters
    classes = [' '] + alphabet
    index = set(classes)
    before, after = Counter(), Counter()
    for (p, c), n in pairs.items():
        if p in index and c in index: before[p] += n; after[c] += n
    all_pairs = sum(after.values())
    cells = []
    for p in classes:
        for c in classes:
            if latin and (p == ' ' or p.isascii()) and (c == ' ' or c.isascii()): continue
            share = (after[c] + 0.5) / (all_pairs + 0.5 * len(classes))
            alpha = 80
            value = (pairs[p, c] + alpha * share) / (before[p] + alpha)
            cells.append(min(QUARTERS, round(-4 * math.log2(value))))
    return ''.join(letters), ''.join(chr(40 + v) for v in cells)


def ranks(sources):
    """Characters in order of how often they occur, in steps of equal worth."""
    def counted(folder, locale, own, keep):
        n = Counter()
        for part in corpus(sources, folder, locale):
            for c in part:
                if keep(c): n[c] += 1
        for c in own: n[c] += 6
        return [c for c, k in sorted(n.items(), key=lambda x: (-x[1], x[0])) if k > 1]
    cjk = lambda c: '\u4e00' <= c <= '\u9fff'
    hangul = lambda c: '\uac00' <= c <= '\ud7a3'
    return {
        'simplified': counted('zh_Hans', 'zh_Hans', OWN_HANZI, cjk)[:1400],
        'traditional': counted('zh_Hant', 'zh_Hant', OWN_HANT + ''.join(c for c in OWN_HANZI if c.encode('big5', 'ignore')), cjk)[:1400],
        'kanji': counted('ja', 'ja', OWN_KANJI, cjk)[:900],
        'hangul': counted('ko', 'ko', OWN_HANGUL, hangul)[:800],
    }


def main():
    sources = Path(sys.argv[1])
    here = Path(__file__).parent
    out = ['// Written by generate.py; the sources are named there and in NOTICE.', '', '/// How often letters follow each other in a language.', 'enum LanguageTables {',
           '  /// A language: its letters beyond ASCII, and for each pair of letters, one of which is beyond ASCII, four times the',
           '  /// negative binary logarithm of how often the second follows the first, as a character from "(" on. The order is that',
           '  /// of the alphabet, after the place outside of words; Latin alphabets begin with a to z.',
           '  struct Entry {', '    let language: StaticString', '    let isLatin: Bool', '    let letters: StaticString', '    let costs: StaticString', '  }', '',
           '  static let entries: [Entry] = [']
    size = 0
    for language, folder, locale in LANGUAGES:
        parts = corpus(sources, folder, locale) + [OWN.get(language, '')] * 3
        letters, costs = language_table(language, parts)
        size += len(letters.encode()) + len(costs)
        print(language, len(''.join(parts)), len(letters), letters, len(costs))
        out += ['    Entry(', f'      language: "{language}", isLatin: {"false" if language in SCRIPT else "true"},', f'      letters: "{letters}",', '      costs:', '        #"""']
        out += ['        ' + costs[i:i + 88] + '\\#' for i in range(0, len(costs), 88)]
        out[-1] = out[-1][:-2]
        out += ['        """#),']
    out += ['  ]', '}', '']
    (here / 'LanguageTables.swift').write_text('\n'.join(out), encoding='utf-8')
    table = ranks(sources)
    out = ['// Written by generate.py; the sources are named there and in NOTICE.', '', '/// Characters of East Asian writing, the most common first.', 'enum CharacterRanks {']
    for name, characters in table.items():
        print(name, len(characters), ''.join(characters[:60]))
        size += 3 * len(characters)
        out += [f'  static let {name}: StaticString = """']
        out += ['    ' + ''.join(characters[i:i + 45]) + '\\' for i in range(0, len(characters), 45)]
        out[-1] = out[-1][:-1]
        out += ['    """', '']
    out[-1] = '}'
    (here / 'CharacterRanks.swift').write_text('\n'.join(out) + '\n', encoding='utf-8')
    print('bytes of tables', size)


if __name__ == '__main__':
    main()
