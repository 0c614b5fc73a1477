/// Words of further languages of Europe, Asia, Africa and the Caribbean that people write to hospitals in, and
/// that are none of anybody's names.
extension NoNames {
  /// Polish, Czech, Swedish, Danish, Norwegian, Finnish, Turkish, Tagalog, Haitian, Vietnamese, Hungarian,
  /// Romanian, Croatian, Serbian, Indonesian, Catalan and Somali; none of them is a word of English.
  static let further = HashIndex(
    words: words(
      """
      nie jest się oraz przez przy pacjent pacjentka pacjenta pacjentki pacjentce karta informacyjna leczenia \
      leczenie leczona leczony szpitalnego oddział oddziale oddziału przebywał przebywała przyjęty przyjęta \
      wypisany wypisana upoważniona upoważniony córka córki żona mąż zalecenia rozpoznanie badanie badania \
      wywiad lekarz lekarza dni godz zam ulica proszę prosimy dzień dobry dziękuję roku kontrola poradnia \
      poradni przychodnia tabletki wieczorem ogólny został została której który która także również jego jej \
      wizyta wizytę skierowanie szpital szpitala szpitalu choroby chory chora ciśnienie gorączka ból bóle miał \
      miała wczoraj dzisiaj zgłosił zgłosiła mieszka urodzony urodzona och inte är för från utan träffade henne \
      honom hennes dotter maken makan hustru sjukhus vårdcentral mottagning vårdcentralen tidigare vänster \
      höger gångsträcka besök återbesök kontroll läkare sköterska smärta feber bör vill mycket även eller efter \
      innan idag igår imorgon sedan därför hemma boende ringde hej hälsningar också mår ikke hun hendes datter \
      søn ægtefælle sykehus sygehus legevakt fastlege læge lege pasient pasienten indlagt innlagt udskrevet \
      utskrevet smerter også etter før siden hjemme ringte ringede hei takk hilsen venlig vennlig venstre højre \
      høyre undersøgelse undersøkelse potilas potilaan hoito hoidon lääkäri lääkärin sairaala terveyskeskus \
      kipu kuume oikea vasen myös mutta että jälkeen ennen kotiutus tyttö tytär poika vaimo puoliso aamulla \
      illalla kiitos terveisin soitti osasto osastolla tutkimus bir ile için hastanın hastaya olan olarak oldu \
      değil çok daha sonra önce tedavi ilaç ilaçları çıkış giriş doğum tarihi adı soyadı kimlik hemşire kızı \
      oğlu eşi annesi babası başvurdu takıldı şikayeti ağrısı ağrı göğüs muayene tansiyon nabız ateş günde \
      sabah akşam randevu teşekkürler merhaba lütfen rica ederim sağ başlandı verildi önerildi yapıldı mevcut \
      şikayetiyle magandang salamat umaga hapon opo wala walang yung iyong ako kami siya niya namin sumasakit \
      kahapon kasi naman namang nanay tatay mga ito iyon dok tapos kagabi pwede pong rin niyo ninyo mwen pou \
      avèk ak depi manje pitit gason manman frè sè doktè lopital tanpri mèsi bonjou bonswa kouman tèt vant fè \
      lafyèv pran medikaman randevou jodi demen yè fèt anvan apre voye rele ekri madanm mesye anpil madi lendi \
      mèkredi jedi vandredi preskripsyon anba kòd pòt doulè malad dòmi tôi của và không có được bác sĩ bệnh \
      nhân sinh ngày tháng ở tại số điện thoại thuốc huyết áp chóng mặt đau làm vì bị uống viên sáng tối hôm \
      nay cảm ơn xin chào ông bà chị cô chú mẹ chồng vợ tuổi khám viện địa chỉ kính gửi thưa rất nhưng này khi \
      đã sẽ és nem hogy beteg betegnek kezelés kezelése vizsgálat orvos kórház fájdalom láz gyógyszer felvétel \
      távozás lánya felesége férje anyja lakcím született köszönöm tisztelt üdvözlettel naponta reggel kérem și \
      pacientul pacienta pacientei internat internată externat tratament medicul spital spitalul durere dureri \
      febră soția soțul fiica fiul adresa născut născută mulțumesc ziua dimineața seara pentru după înainte \
      fără není pacient pacientka léčba vyšetření lékař nemocnice bolest horečka přijat přijata propuštěn \
      propuštěna dcera manžel manželka narozen narozená bytem rodné číslo ráno večer dnes včera děkuji dobrý \
      prosím také nebo podle před při jsem jsme byl byla pacijent pacijentica liječenje bolnica liječnik lekar \
      kći supruga suprug majka otac rođen rođena ujutro navečer danas jučer juče hvala molim poštovani također \
      nije nisu koji koja koje tidak dengan untuk dari pasien ibu bapak anak rumah sakit obat demam nyeri \
      kemarin besok terima kasih selamat pagi siang malam sudah belum tolong mohon alamat lahir tanggal amb \
      però perquè també avui ahir demà meva seva filla metge gràcies tarda salutacions adreça telèfon iyo \
      waxaan waxay dhakhtar dhakhtarka bukaan xanuun qandho daawo hooyo aabe fadlan mahadsanid
      """
    )
  )
}
