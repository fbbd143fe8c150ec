#!/usr/bin/env python3
"""Write an invented CRM export of any size, to measure Rollcall on.

Usage:   contacts.py --rows N [--seed S] FILE
Needs:   Python 3.9 or later, nothing else. The same rows and seed give the same file, byte for byte.

24 columns, UTF-8, comma, quoted where needed. Every fifth row stands for a person who was there
before, spelt another way; 8 % have no usable number; 6 % opted out. People are invented, mailboxes
lie in example domains, and numbers in the ranges that regulators keep for fiction: the 555-01xx of
North America, Ofcom's 020 7946 0xxx and 496 0xxx, ARCEP's five landline blocks, the
Bundesnetzagentur's 23125, 66969, 90009 and 99998, and ACMA's 7010 xxxx. There are about 140,000 of
them: a much larger file has more people to a line than life has, which is work for the linkage.
"""
import argparse
import csv
import random

HEADER = ['Record ID', 'First Name', 'Last Name', 'Company Name', 'Job Title', 'Phone Number',
          'Mobile Phone Number', 'Email', 'Work Email', 'Country/Region', 'State/Region', 'City',
          'Street Address', 'Postal Code', 'Date of Birth', 'Language', 'Tags', 'Contact Owner',
          'Lead Status', 'Create Date', 'Last Modified Date', 'Unsubscribed', 'Notes', 'Loyalty Tier']

LATIN = (['Anna', 'Ben', 'Carla', 'David', 'Élodie', 'Felix', 'Grace', 'Hugo', 'Irene', 'Jonas',
          'Katharina', 'Liam', 'Margaret', 'Noah', 'Olivia', 'Paul', 'Rosa', 'Søren', 'Teresa',
          'William'],
         ['Abbot', 'Bauer', 'Carter', 'Dubois', 'Evans', 'Fischer', "O'Hara", 'García', 'Hughes',
          'Jensen', 'Krüger', 'Lefèvre', 'Martin', 'Novak', 'Owens', 'Petit', 'Richter', 'Smith',
          'Taylor', 'Vogel', 'Walker', 'Young'])
CYRILLIC = (['Алексей', 'Борис', 'Вера', 'Галина', 'Дмитрий', 'Елена', 'Иван', 'Мария', 'Наталья',
             'Пётр', 'Светлана', 'Фёдор'],
            ['Волков', 'Громов', 'Ежов', 'Зимин', 'Котов', 'Лебедев', 'Морозов', 'Орлов', 'Рыбин',
             'Соколов', 'Титов', 'Щукин'])
HAN = (['伟', '芳', '秀英', '敏', '静', '丽华', '志强', '俊杰', '美玲', '家豪', '雅婷', '明'],
       ['王', '李', '张', '刘', '陈', '杨', '黄', '赵', '吴', '周', '林', '徐'])
COMPANIES = ['Harbour', 'Linden', 'Meadow', 'Nordlicht', 'Orchard', 'Pinewood', 'Quarry', 'Riverside',
             'Sonnenhof', 'Thistle', 'Upland', 'Verdant', 'Willow', 'Zephyr']
FORMS = ['Ltd', 'GmbH', 'Inc.', 'SARL', 'Pty Ltd', '& Sons']
TITLES = ['', '', 'Buyer', 'Owner', 'Accountant', 'Sales Manager', 'Head of Logistics', 'Nurse']
STREETS = ['High Street', 'Station Road', 'Mill Lane', 'Lindenweg', 'Rue des Lilas', 'Park Avenue']
# Area codes of the United States: people keep their number when they move.
AREA_CODES = '''
201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 220 223 224 225 227 228 229
231 234 235 239 240 248 251 252 253 254 256 260 262 267 269 270 272 274 276 279 281 283 301 302
303 304 305 307 308 309 310 312 313 314 315 316 317 318 319 320 321 323 324 325 326 327 329 330
331 332 334 336 337 339 341 346 347 350 351 352 353 360 361 363 364 369 380 385 386 401 402 404
405 406 407 408 409 410 412 413 414 415 417 419 423 424 425 430 432 434 435 440 442 443 445 447
448 458 463 464 469 470 472 475 478 479 480 484 501 502 503 504 505 507 508 509 510 512 513 515
516 517 518 520 530 531 534 539 540 541 551 557 559 561 562 563 564 567 570 571 572 573 574 575
580 582 585 586 601 602 603 605 606 607 608 609 610 612 614 615 616 617 618 619 620 623 626 628
629 630 631 636 640 641 645 646 650 651 656 657 659 660 661 662 667 669 678 680 681 682 686 689
701 702 703 704 706 707 708 712 713 714 715 716 717 718 719 720 724 725 726 727 728 730 731 732
734 737 738 740 743 747 748 754 757 760 762 763 765 769 770 771 772 773 774 775 779 781 785 786
801 802 803 804 805 806 808 810 812 813 814 815 816 817 818 820 821 826 828 830 831 832 835 838
839 840 843 845 847 848 850 854 856 857 858 859 860 862 863 864 865 870 872 878 901 903 904 906
907 908 909 910 912 913 914 915 916 917 918 919 920 925 928 929 930 931 934 936 937 938 940 941
943 945 947 948 949 951 952 954 956 959 970 971 972 973 975 978 979 980 983 984 985 986 989
'''.split()
CITIES = {'US': [('Albany', 'NY', ''), ('Austin', 'TX', ''), ('Boise', 'ID', ''), ('Chicago', 'IL', ''),
                 ('Denver', 'CO', ''), ('Fresno', 'CA', ''), ('Miami', 'FL', ''), ('Omaha', 'NE', ''),
                 ('Reno', 'NV', ''), ('Seattle', 'WA', ''), ('Tulsa', 'OK', ''), ('Wichita', 'KS', '')],
          'GB': [('London', 'London', '20 7946 0'), ('Leeds', 'Yorkshire', '113 496 0'),
                 ('Sheffield', 'Yorkshire', '114 496 0'), ('Birmingham', 'Midlands', '121 496 0'),
                 ('Edinburgh', 'Scotland', '131 496 0'), ('Glasgow', 'Scotland', '141 496 0'),
                 ('Liverpool', 'Merseyside', '151 496 0'), ('Manchester', 'Lancashire', '161 496 0')],
          'DE': [('Berlin', 'Berlin', '30 23125'), ('Hamburg', 'Hamburg', '40 66969'),
                 ('Frankfurt am Main', 'Hessen', '69 90009'), ('München', 'Bayern', '89 99998')],
          'FR': [('Paris', 'Île-de-France', '1 99 00 '), ('Rennes', 'Bretagne', '2 61 91 '),
                 ('Strasbourg', 'Grand Est', '3 53 01 '), ('Lyon', 'Rhône-Alpes', '4 65 71 '),
                 ('Bordeaux', 'Aquitaine', '5 36 49 ')],
          'AU': [('Sydney', 'NSW', '2 7010 '), ('Melbourne', 'VIC', '3 7010 '),
                 ('Brisbane', 'QLD', '7 7010 '), ('Perth', 'WA', '8 7010 ')]}
COUNTRIES = {'US': ('1', '', ['United States', 'USA', 'US', 'U.S.A.']),
             'GB': ('44', '0', ['United Kingdom', 'UK', 'GB', 'England']),
             'DE': ('49', '0', ['Germany', 'Deutschland', 'DE']),
             'FR': ('33', '0', ['France', 'FR']), 'AU': ('61', '0', ['Australia', 'AU'])}
OPEN_DIGITS = {'US': 2, 'GB': 3, 'DE': 3, 'FR': 4, 'AU': 4}
LANGUAGES = {'US': 'English', 'GB': 'en-GB', 'DE': 'Deutsch', 'FR': 'fr', 'AU': 'English'}
JUNK = ['', '', '', 'n/a', '-', '0000000000', 'none', '12345', 'see notes', '999']
OPT_OUT = ['Yes', 'true', '1', 'x']
OPT_IN = ['No', 'false', '0', '', '']


class Person:
    """What stays true of a person, however often an export holds them."""

    def __init__(self, rnd, number):
        kind = rnd.random()
        names = LATIN if kind < 0.7 else CYRILLIC if kind < 0.85 else HAN
        self.first, self.last = rnd.choice(names[0]), rnd.choice(names[1])
        self.region = rnd.choices(list(CITIES), [30, 10, 5, 30, 25])[0]
        self.city, self.state, block = rnd.choice(CITIES[self.region])
        open_digits = OPEN_DIGITS[self.region]
        if self.region == 'US':
            block = f'{rnd.choice(AREA_CODES)} 555 01'
        subscriber = str(rnd.randrange(10 ** open_digits)).zfill(open_digits)
        self.national = block + (subscriber[:2] + ' ' + subscriber[2:]
                                 if self.region == 'FR' else subscriber)
        self.mailbox = f'person{number}@{rnd.choice(["example.com", "example.org", "example.net"])}'
        company = rnd.choice(COMPANIES)
        self.company = f'{company} {rnd.choice(FORMS)}' if rnd.random() < 0.7 else ''
        self.work = f'{"info" if rnd.random() < 0.2 else f"p{number}"}@{company.lower()}.example'
        self.title = rnd.choice(TITLES)
        self.street = f'{rnd.randrange(1, 200)} {rnd.choice(STREETS)}'
        self.postal = str(rnd.randrange(10000, 99999))
        self.birthday = (rnd.randrange(1940, 2006), rnd.randrange(1, 13), rnd.randrange(1, 29))
        self.opted_out = rnd.random() < 0.06
        self.has_number = rnd.random() < 0.92

    def phone(self, rnd):
        """The number, spelt as people and spreadsheets do."""
        code, trunk, _ = COUNTRIES[self.region]
        national = self.national
        digits = national.replace(' ', '')
        way = rnd.randrange(10)
        if way == 0:
            return f'+{code}{digits}'
        if way == 1:
            return f'+{code} {national}'
        if way == 2:
            return f'00{code} {national}'
        if way == 3:
            return f"'{code}{digits}"
        if way == 4:
            return f'{code}{digits}.0'
        if way == 5:
            return f'tel. {trunk}{national}'
        if way == 6:
            return f'({trunk}{national.replace(" ", ") ", 1)}'
        if way == 7:
            return f'{trunk}{national.replace(" ", "-")}'
        if way == 8 and trunk:
            return f'+{code} ({trunk}) {national}'
        return f'{trunk}{national}'

    def row(self, rnd, number):
        again = rnd.random()
        first, last = self.first, self.last
        if again < 0.1:
            first, last = first.upper(), last.upper()
        elif again < 0.15:
            first, last = last, first
        year, month, day = self.birthday
        created = f'20{rnd.randrange(10, 25)}-{rnd.randrange(1, 13):02}-{rnd.randrange(1, 29):02}'
        phone = self.phone(rnd) if self.has_number else rnd.choice(JUNK)
        mobile = self.phone(rnd) if self.has_number and rnd.random() < 0.2 else ''
        return [
            f'R{number:08}', first, last, self.company, self.title, phone, mobile,
            self.mailbox if rnd.random() < 0.8 else self.mailbox.upper(),
            self.work if rnd.random() < 0.4 else '',
            rnd.choice(COUNTRIES[self.region][2]) if rnd.random() < 0.95 else '',
            self.state, self.city, self.street, self.postal,
            f'{year}-{month:02}-{day:02}' if rnd.random() < 0.5 else '',
            LANGUAGES[self.region], rnd.choice(['', 'vip', 'newsletter; customer', 'lead']),
            rnd.choice(['Kim', 'Robin', 'Sasha']), rnd.choice(['new', 'customer', 'lost', '']),
            f'{created} 09:{rnd.randrange(60):02}:00', f'2025-{rnd.randrange(1, 13):02}-03 12:00:00',
            rnd.choice(OPT_OUT if self.opted_out else OPT_IN),
            rnd.choice(['', '', 'Called back, "will think about it"', 'prefers e-mail, not calls',
                        'первый заказ', '老客户']),
            rnd.choice(['', 'silver', 'gold'])]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--rows', type=int, default=100_000)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('file')
    options = parser.parse_args()
    rnd = random.Random(options.seed)
    recent = []
    with open(options.file, 'w', encoding='utf-8', newline='') as file:
        writer = csv.writer(file, lineterminator='\n')
        writer.writerow(HEADER)
        for number in range(1, options.rows + 1):
            if recent and rnd.random() < 0.2:
                person = rnd.choice(recent)
            else:
                person = Person(rnd, number)
                if len(recent) < 50_000:
                    recent.append(person)
                else:
                    recent[rnd.randrange(len(recent))] = person
            writer.writerow(person.row(rnd, number))


if __name__ == '__main__':
    main()
