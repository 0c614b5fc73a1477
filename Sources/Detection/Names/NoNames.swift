import CTagger

/// Words that the tagger may take for names and that are none.
enum NoNames {
  /// Months and days of the week that nobody is called by.
  private static let calendar = HashIndex(
    words: words(
      "july september october november december february saturday thursday wednesday tuesday doesn didn wasn weren "
        + "isn aren couldn wouldn shouldn hasn hadn"
    )
  )

  /// Words with which letters in Russian begin and go on, in both cases where their hash tells them apart.
  private static let cyrillic = HashIndex(
    words: words(
      """
      Уважаемая Уважаемый уважаемая уважаемый Направляю Направляем Вам Вас Вы Ваш Ваша Жена Муж Сын Дочь Мать \
      Отец Брат Сестра Бабушка Дедушка Пациент Пациентка Больной Больная Здравствуйте Добрый День Спасибо \
      Пожалуйста Доктор Врач Телефон Адрес Дата Диагноз Жалобы Анамнез Лечение Прошу Сегодня Вчера После При
      """
    )
  )

  /// Articles, pronouns, prepositions and the like of Spanish, French, German, Portuguese and Italian.
  private static let foreign = HashIndex(
    words: words(
      """
      nada ella ellos ellas usted ustedes el al del los las una unos unas con por para pero como cómo \
      muy sin sobre entre cuando donde dónde hoy ayer mañana aquí ya le les lo su sus mi mis tu este \
      esta esto ese esa eso también tampoco desde hasta según durante porque aunque mientras todo toda \
      todos todas cada otro otra campo grado señora señor la les une des du et ou où mais donc car qui \
      quoi dont il elle ils elles nous vous je me te se lui leur leurs mon ma mes son sa ses notre votre \
      ce cet cette ces en y dans sur sous avec sans pour par chez vers depuis pendant avant après très \
      plus moins pas jamais toujours aussi bien peu tout toute tous toutes autre der die das den dem des \
      ein eine einer eines einem einen und oder aber nicht kein keine mit ohne für von vom zu zum zur bei \
      beim nach aus auf im über unter vor hinter zwischen seit ist sind war wird werden wurde hat haben \
      ich du er sie es wir ihr sich auch noch nur schon sehr mehr als wie wenn weil dass alles gute tag \
      stock woche wochen os um uma uns umas da do dos das em na nos nas pelo pela com que não mas ele \
      ela eles elas você eu nós seu sua seus suas meu minha isso aquele
      """
    )
  )

  /// The words of a text.
  static func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }

  /// Whether a word is none whatever stands around it: one of the calendar, or a small word of another
  /// language, which among others of it may have a capital.
  static func holds(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (hash, word) = (scratch.taggedHashes[index], scratch.tagged[index])
    if calendar(hash) != 0 || cyrillic(hash) != 0 { return true }
    let isSmall = word.shape == UInt8(phigate_shape_lower) && word.caseless == 0
    if isSmall, regions(hash) != 0 { return true }
    guard foreign(hash) != 0 || abroad(hash) != 0 else { return false }
    return isSmall || isAmongForeign(index, scratch)
  }

  /// Words to each side that `phigate_tag_word.foreign` counts.
  private static let reach = 6

  /// Whether several words around are of another language, or one has become a mask, which may stand for
  /// such: a masked copy must not show more than its original.
  static func isAmongForeign(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    if scratch.tagged[index].foreign > 1 { return true }
    let (first, last) = (max(0, index &- reach), min(scratch.tagged.count, index &+ reach &+ 1))
    for near in first..<last where scratch.tagged[near].part == ScanScratch.maskPart {
      if scratch.tagged[near].rule != 0 { return true }
    }
    return false
  }
}
