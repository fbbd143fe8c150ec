extension LinkageRules.NameWords {
  /// Ukrainian given names, their diminutives, and the Russian forms of passports.
  static let ukrainian = [
    "anastasia nastia", "anatoliy anatoly tolik", "andriy andrei andrii", "artem artiom",
    "bohdan bogdan", "danylo daniil danil", "daryna darina dasha", "dmytro dmitry dima",
    "halyna galina halia", "hanna anna hania ania", "heorhiy georgy", "hlib gleb",
    "hryhoriy grigory hrysha", "ihor igor", "illia ilya", "inna inusia", "iryna irina ira",
    "ivanna ivanka ivana", "kateryna ekaterina katia", "khrystyna kristina khrystia",
    "kostiantyn konstantin kostia", "kyrylo kirill", "lesia larysa oleksandra",
    "lidiia lidia lida", "liubov lyubov liuba", "liudmyla lyudmila liuda", "lyubomyr lyubko",
    "maksym maksim max", "mariia maria marusia marichka", "maryna marina", "matviy matvei",
    "mykhailo mikhail misha mykhas", "mykola nikolai kolia mykolka", "mykyta nikita",
    "nadiia nadezhda nadia", "nataliia natalia natalka natasha", "oksana ksenia oksanka",
    "oleksandr aleksandr sashko sasha olexandr oles", "oleksandra aleksandra sasha lesia",
    "oleksiy aleksei oleksa lesyk olexiy", "olena elena lena olenka", "olha olga olia",
    "osyp yosyp", "pavlo pavel pasha", "petro petr petrus", "roksolana oksana",
    "rostyslav rostislav", "ruslana rusia", "serhiy sergei serhii", "solomiia solia",
    "stepan stepanko", "svitlana svetlana svita", "taras tarasyk", "tetiana tatiana tania",
    "tymofiy timofei tymish", "valeriia valeria lera", "vasyl vasily vasylko",
    "viacheslav vyacheslav slavko", "viktoriia viktoria vika", "vira vera", "vitaliy vitaly",
    "vladyslav vladislav vlad", "volodymyr vladimir vova volodia vlad", "yaroslav slavko yarko",
    "yelyzaveta elizaveta lyza", "yevhen evgeny zhenia", "yevheniia evgenia zhenia",
    "yulia yulka", "yuriy yuri yurko", "zinoviy zenyk",
  ]
}
