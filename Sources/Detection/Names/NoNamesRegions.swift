/// Words of languages that are written between English ones where English is a second language, and that
/// are none of anybody's names in small letters.
extension NoNames {
  /// Tagalog, Swahili, Hindi and Urdu, Māori, Afrikaans and Pidgin.
  static let regions = HashIndex(
    words: words(
      """
      ang ng mga ay ako ikaw siya kami tayo kayo sila niya namin natin ninyo nila akin iyo kanya ito \
      iyan iyon diyan doon opo hindi huwag wala meron mayroon rin daw raw lang lamang nga naman kasi \
      kung kapag pag dahil para upang habang bago pagkatapos tapos saka pero ngunit subalit kay sino \
      saan kailan bakit paano ilan alin lahat bawat dalawa tatlo apat lima walo siyam sampu araw gabi \
      umaga hapon tanghali kahapon ngayon kanina mamaya linggo buwan taon oras minuto biglang bigla \
      panghihina kanan kaliwa ulo tiyan dibdib likod kamay paa tenga ilong bibig leeg lalamunan \
      masakit sakit sumasakit nahilo hilo nasuka suka pagsusuka lagnat nilalagnat ubo inuubo sipon \
      pagtatae dumi ihi umihi hirap huminga hingal pagod namamaga pamamaga nangangati makati sugat \
      dugo nagdurugo nahulog nadulas naaksidente nasagasaan kumain kain uminom inom gamot gumaling \
      bumuti lumala natulog nagising bantay kasama asawa anak nanay tatay kapatid kuya matanda babae \
      lalaki bahay ospital doktor salamat pasensya paki pakisabi patingin patawag balik bumalik uuwi \
      umuwi dinala sinabi sabi ayaw gusto kailangan pwede puwede bawal dapat muna ulit lagi minsan \
      madalas palagi talaga sobra medyo kaunti marami malaki maliit mabuti maayos okay taga galing \
      hanggang nasa kanyang aming ating napansin nakita naramdaman nararamdaman pinainom pinatingin \
      inadmit nagpa pinacheck makadumi kwa cha vya katika kwamba lakini hata bado pia sasa kesho mtoto \
      mgonjwa daktari muuguzi hospitali homa kichwa tumbo maumivu anaumwa amekuja ameanza hajala \
      alikuja alianguka kutapika kuharisha kukohoa siku wiki mwezi mwaka asubuhi jioni asante \
      tafadhali nahi nahin mein aur bhi hota kar karo karna raha rahi rahe aaj shaam raat dard bukhar \
      khansi dawai khana pani ulti dast saans maa pitaji dadi bahut thoda jaldi accha theek thik kya \
      kyun kahan kaise abhi phir wali kripya dhanyavad haan bukhaar gayi gaye hua liye sath saath ngā \
      hoki kua kāore tamariki mokopuna whānau whanau kaumātua karakia tangi wairua tinana hinengaro \
      kōrero korero pēpi wahine tāne rongoā kuia awhi tautoko nie vir dat wat hulle ons nou pyn kop \
      bors dogter dey wetin abeg pikin belle oga dem comot
      """
    )
  )
}
