extension LinkageRules.NameWords {
  /// Turkish and Greek given names and their short forms.
  static let turkishAndGreek = [
    "abdullah apo", "ahmet ahmo", "aikaterini katerina katina", "alexandra aleka",
    "alexandros alekos alexis", "anastasia tasia natasa", "anastasios tasos", "andreas andrikos",
    "angeliki kiki", "antonios antonis", "apostolos tolis", "aristotelis aris telis",
    "athanasia nasia soula", "athanasios thanasis thanos nasos sakis", "ayşe ayşegül",
    "charalambos babis haris", "charalampos babis haris lampis", "charikleia chara",
    "christina christy", "christos chris", "chrysoula chrysa", "dimitra mimi",
    "dimitrios dimitris mitsos jimmy mimis", "dionysios dionysis", "efstathios stathis",
    "efstratios stratis", "eftychia efi", "eirini rena irini", "eleftheria ria",
    "eleftherios lefteris", "eleni lena elena nitsa", "emine emoş", "emmanouil manolis manos",
    "evangelia vangelio lia litsa", "evangelos vangelis", "evdokia evi", "evgenia jenny",
    "fatma fatoş fadime", "fotini fofo", "fotios fotis", "georgia gogo",
    "georgios giorgos george yorgos", "grigorios grigoris", "hasan haso", "hatice hatçe",
    "hüseyin hüso", "ibrahim ibo", "ilias elias", "ioanna yanna nana",
    "ioannis giannis yiannis yannis", "iosif sifis", "ismail ismo", "katerina katina",
    "konstantina dina nantia", "konstantinos kostas costas dinos ntinos gus", "kyriakos kakis",
    "leonidas leon", "maria marika mary", "mehmet memo memiş", "michail michalis mike",
    "mustafa mıstık musti", "nikolaos nikos", "osman osmo", "panagiota giota",
    "panagiotis panos takis panayiotis", "panteleimon pantelis", "paraskevi vivi evi voula",
    "petros pit", "ramazan ramo", "sofia sofi", "sotirios sotiris", "spyridon spyros",
    "stavroula voula", "stefanos stef", "stylianos stelios", "stylliani stella", "süleyman sülo",
    "theodora dora", "theodoros thodoris", "theofilos filos", "vasileios vasilis bill",
    "vasiliki vaso vicky", "yusuf yuso", "zeynep zeyno", "zoi zozo", "ömer ömo",
  ]
}
