"""Telephone numbers for the samples: where they come from, and the ways cells get damaged.

A number is a tuple (country, kind, nsn): ISO country, 'm' mobile or 'l' landline,
national significant number.
How each block was chosen is told in README.md.
"""

# Country: calling code, trunk prefix, then per kind the national layout (x = one digit of the nsn).
PLANS = {
    "US": ("1", "", {"m": "(xxx) xxx-xxxx", "l": "xxx-xxx-xxxx"}),
    "CA": ("1", "", {"m": "xxx-xxx-xxxx", "l": "(xxx) xxx-xxxx"}),
    "GB": ("44", "0", {"m": "0xxxx xxxxxx", "l": "0xx xxxx xxxx"}),
    "FR": ("33", "0", {"m": "0x xx xx xx xx", "l": "0x xx xx xx xx"}),
    "AU": ("61", "0", {"m": "0xxx xxx xxx", "l": "(0x) xxxx xxxx"}),
    "DE": ("49", "0", {"m": "0xxx/xxxxxxxx", "l": "0xx xxxxxxxx"}),
    "AT": ("43", "0", {"m": "0xxx xxxxxxx", "l": "0x xxxxxxx"}),
    "CH": ("41", "0", {"m": "0xx xxx xx xx", "l": "0xx xxx xx xx"}),
    "RU": ("7", "8", {"m": "8 (xxx) xxx-xx-xx", "l": "8 (xxx) xxx-xx-xx"}),
    "KZ": ("7", "8", {"m": "8 (xxx) xxx xx xx", "l": "8 (xxxx) xx-xx-xx"}),
    "BY": ("375", "8", {"m": "8 0xx xxx-xx-xx", "l": "8 0xx xxx-xx-xx"}),
    "UZ": ("998", "", {"m": "xx xxx-xx-xx", "l": "xx xxx-xx-xx"}),
    "TW": ("886", "0", {"m": "0xxx-xxx-xxx", "l": "0x-xxxx-xxxx"}),
    "BR": ("55", "", {"m": "(xx) xxxxx-xxxx", "l": "(xx) xxxx-xxxx"}),
    "IN": ("91", "0", {"m": "xxxxx xxxxx", "l": "0xx-xxxxxxxx"}),
    "MX": ("52", "", {"m": "xx xxxx xxxx", "l": "xx xxxx xxxx"}),
    "AE": ("971", "0", {"m": "0xx xxx xxxx", "l": "0x xxx xxxx"}),
    "IL": ("972", "0", {"m": "0xx-xxx-xxxx", "l": "0x-xxx-xxxx"}),
}

# Country and kind: prefixes, then how many free digits follow (a list: exactly these endings).
BLOCKS = {
    "USm": (
        "205 206 212 213 214 303 305 312 313 404 408 412 415 503 504 512 602 612 615 617 619 702 703 713 "
        "716 801 808 813 816 907 919",
        "55501",
        2,
    ),
    "USl": ("210 216 225 251 267 302 316 319 321 334 360 407 410 423 435 505", "55501", 2),
    "CAm": ("416 514 604 613", "55501", 2),
    "CAl": ("403 902", "55501", 2),
    "GBm": ("7400 7900 7911", "000", 3),
    "GBl": ("20", "79460", 3),
    "FRm": ("60 61", "000", 4),
    "FRl": ("1 2 3 4 5", ("9900", "6191", "5301", "6571", "3649"), 4),
    "AUm": (
        "491",
        "570",
        ["006", "110", "156", "157", "158", "159", "266", "313", "491", "737", "804"],
    ),
    "AUl": ("2 3 7 8", "7010", 4),
    "DEm": ("171 176", ("39200", "040690"), 2),
    "DEl": ("30 69 40 89", ("23125", "90009", "66969", "99998"), 3),
    "ATm": ("660 664 676 699", "000", 4),
    "ATl": ("1", "200", 4),
    "CHm": ("76 78 79", "000", 4),
    "CHl": ("44 31", "000", 4),
    "RUm": ("903 905 909 910 916 921 926 961 963 965 981 985", "000", 4),
    "RUl": ("495 812 843", "000", 4),
    "KZm": ("701 702 705 707 747 775 777", "000", 4),
    "KZl": ("727 717", "200", 4),
    "BYm": ("33 44", "000", 4),
    "BYl": ("17", "200", 4),
    "UZm": ("90 91 93 97", "000", 4),
    "UZl": ("71", "200", 4),
    "TWm": ("912 918 921 928 933 937 952 955 963 972 988", "000", 3),
    "TWl": ("2 4", "2000", 4),
    "BRm": ("11 21 31 41 51 61 71 81", "90000", 4),
    "BRl": ("11 21 31", "3000", 4),
    "INm": ("98110 98200 98450 99000 70110", "0", 4),
    "INl": ("11 22 80", "2000", 4),
    "MXm": ("55 33 81", "1000", 4),
    "MXl": ("55", "5000", 4),
    "AEm": ("50 52 55 56", "000", 4),
    "AEl": ("4 2", "200", 4),
    "ILm": ("50 52 53", "000", 4),
    "ILl": ("3 2", "500", 4),
}


class Numbers:
    """Deals numbers out of the blocks, each at most once."""

    def __init__(self, rnd):
        self.pools = {}
        for key, (areas, middle, free) in BLOCKS.items():
            pool = []
            for index, area in enumerate(areas.split()):
                mid = middle if isinstance(middle, str) else middle[index]
                ends = (
                    free
                    if isinstance(free, list)
                    else [str(n).zfill(free) for n in range(10**free)]
                )
                if not isinstance(free, list) and free >= 3:
                    ends = [e for e in rnd.sample(ends, 400) if len(set(e)) > 2]
                pool += [(key[:2], key[2], area + mid + end) for end in ends]
            rnd.shuffle(pool)
            self.pools[key] = pool

    def deal(self, country, kind):
        """The next unused number, or None where the block is used up."""
        pool = self.pools[country + kind]
        return pool.pop() if pool else None


def e164(number):
    return "+" + PLANS[number[0]][0] + number[2]


def fill(layout, digits):
    """The digits put where the layout has x; what is left over goes at the end."""
    left, out = list(digits), []
    for char in layout:
        if char == "x":
            if not left:
                break
            out.append(left.pop(0))
        else:
            out.append(char)
    return "".join(out + left).rstrip(" -/(")


def national(number):
    country, kind, nsn = number
    layout = PLANS[country][2][kind]
    if country == "GB" and kind == "m":
        layout = "0xxxx xxxxxx"
    return fill(layout, nsn)


def international(number, sep=" "):
    country, kind, nsn = number
    code, trunk, layouts = PLANS[country]
    layout = layouts[kind]
    if country == "BY":
        layout = layout[3:]
    elif trunk and layout.lstrip("(").startswith(trunk):
        layout = layout.replace(trunk, "", 1).strip()
    text = fill(layout, nsn)
    if sep != " ":
        text = text.replace("(", "").replace(")", "").replace(" ", sep)
    return "+" + code + " " + text


FULL_WIDTH = str.maketrans("0123456789-+() ", "０１２３４５６７８９－＋（）　")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

AROUND = {
    "en": [
        "{} (mobile)",
        "call after 6pm: {}",
        "{} - ask for reception",
        "Cell: {}",
        "{} WhatsApp only",
    ],
    "ru": ["{} (моб.)", "{} звонить после 18:00", "тел. {}", "{} Мария, секретарь", "ватсап {}"],
    "de": ["{} (privat)", "Handy: {}", "{} nur vormittags", "Tel.: {}"],
    "zh": ["{}(公司)", "手機:{}", "{} 晚上再打", "{} 王小姐代接"],
    "pt": ["{} (zap)", "cel: {}", "{} falar com Ana"],
}
EXTENSION = {
    "en": [" ext. {}", " x{}", " ext {}"],
    "ru": [" доб. {}", ", доб. {}", " вн. {}"],
    "de": [" Durchwahl {}", " ext. {}"],
    "zh": ["#{}", " 分機{}", " 轉{}"],
    "pt": [" ramal {}"],
}
PLACEHOLDERS = [
    "0000000000",
    "1111111111",
    "123",
    "1234567890",
    "-",
    "n/a",
    "none",
    "+",
    "000-000-0000",
    "9999999999",
]
PLACEHOLDERS_BY = {
    "ru": ["нет", "не указан", "+7 (000) 000-00-00", "89999999999", "-", "00000000000"],
    "zh": ["無", "0900000000", "0000000000", "不詳", "-"],
    "de": ["unbekannt", "k.A.", "0", "-", "00000000"],
    "pt": ["não tem", "00000000000", "s/n", "-"],
}
TEXT_ONLY = {
    "en": ["see notes", "ask reception", "same as husband"],
    "ru": ["спросить у секретаря", "см. комментарий"],
    "de": ["siehe Notiz", "über Zentrale"],
    "zh": ["請洽櫃台", "見備註"],
    "pt": ["ver observações"],
}
BAD_KINDS = {
    "missing",
    "placeholder",
    "truncated",
    "scientific_lost",
    "too_long",
    "text_only",
    "date_in_cell",
}


def spell(rnd, number, kind, language, second=None, at_home=True):
    """The cell as `kind` of spelling or damage writes it.

    `second` is the other number of two_numbers; `at_home`: the file tells the country,
    so the national form will do.
    """
    country, sort, nsn = number
    code = PLANS[country][0]
    full = e164(number)
    digits = full[1:]
    usual = national(number) if at_home and rnd.random() < 0.5 else international(number)
    if kind == "clean":
        return full
    if kind == "international":
        return international(number, rnd.choice([" ", " ", "-", "."]))
    if kind in ("national", "national_no_country"):
        return national(number)
    if kind == "trunk8":
        return rnd.choice(
            ["8" + nsn, national(number), "8-%s-%s-%s" % (nsn[:3], nsn[3:6], nsn[6:]), "8 " + nsn]
        )
    if kind == "plus8":
        return "+8 (%s) %s-%s" % (nsn[:3], nsn[3:6], nsn[6:])
    if kind == "doubled_00":
        return rnd.choice(["00" + digits, "00 " + international(number)[1:]])
    if kind == "without_plus":
        return digits
    if kind == "plus_zero":
        return "+%s (0)%s %s" % (code, nsn[:3], nsn[3:])
    if kind == "lost_zero":
        return nsn
    if kind == "excel_float":
        return digits + ".0"
    if kind == "scientific":
        return digits[0] + "." + digits[1:] + "E+%02d" % (len(digits) - 1)
    if kind == "scientific_lost":
        return "%.*E" % (rnd.choice([2, 4, 5]), int(digits))
    if kind == "apostrophe":
        return "'" + (national(number) if at_home and rnd.random() < 0.5 else full)
    if kind == "two_numbers":
        sep = rnd.choice([", ", "; ", " / ", " или " if language == "ru" else " or "])
        return usual + sep + rnd.choice([international(second), e164(second)])
    if kind == "extension":
        return international(number) + rnd.choice(EXTENSION[language]).format(
            rnd.randrange(10, 999)
        )
    if kind == "text_around":
        return rnd.choice(AROUND[language]).format(usual)
    if kind == "whatsapp_link":
        return (
            rnd.choice(
                [
                    "https://wa.me/%s",
                    "%s@c.us",
                    "https://api.whatsapp.com/send?phone=%s",
                    "wa.me/%s",
                ]
            )
            % digits
        )
    if kind == "full_width":
        return usual.translate(FULL_WIDTH)
    if kind == "arabic_digits":
        return full.translate(ARABIC)
    if kind == "bidi_marks":
        return "\u202a" + international(number) + "\u202c"
    if kind == "no_break_space":
        return international(number).replace(" ", "\u00a0")
    if kind == "letter_o":
        at = full.rindex("0") if "0" in full else len(full) - 1
        return full[:at] + "O" + full[at + 1 :]
    if kind == "missing":
        return ""
    if kind == "placeholder":
        return rnd.choice(PLACEHOLDERS_BY.get(language, PLACEHOLDERS))
    if kind == "truncated":
        short = 3 if country in ("DE", "AT") else 5
        return rnd.choice(["+" + code + " " + nsn[:short], nsn[:short]])
    if kind == "too_long":
        return full + nsn[-7:]
    if kind == "text_only":
        return rnd.choice(TEXT_ONLY[language])
    if kind == "date_in_cell":
        return "%02d.%02d.%d" % (
            rnd.randrange(1, 29),
            rnd.randrange(1, 13),
            rnd.randrange(1955, 2004),
        )
    raise ValueError(kind)
