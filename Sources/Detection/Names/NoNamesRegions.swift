/// Words of languages that are written between English ones where English is a second language, and that
/// are none of anybody's names in small letters.
extension NoNames {
  /// Tagalog, Swahili, Hindi and Urdu, Māori, Afrikaans and Pidgin.
  static let regions = HashIndex(
    words: words(
      """
      ang ng mga na sa ay ako ikaw siya kami tayo kayo sila ko mo niya namin natin ninyo nila akin iyo kanya ito iyan \
      iyon dito diyan doon po opo hindi huwag wala meron mayroon may din rin daw raw lang lamang pa pala ba nga naman \
      kasi kaya kung kapag pag dahil para upang habang bago pagkatapos tapos saka pero ngunit subalit at o si sina ni \
      nina kay kina ano sino saan kailan bakit paano ilan alin lahat bawat isa dalawa tatlo apat lima anim pito walo \
      siyam sampu araw gabi umaga hapon tanghali kahapon ngayon bukas kanina mamaya linggo buwan taon oras minuto \
      biglang bigla panghihina kanan kaliwa ulo tiyan dibdib likod kamay paa mata tenga ilong bibig leeg lalamunan \
      masakit sakit sumasakit nahilo hilo nasuka suka pagsusuka lagnat nilalagnat ubo inuubo sipon pagtatae dumi \
      ihi umihi hirap huminga hingal pagod namamaga pamamaga nangangati makati sugat dugo nagdurugo nahulog \
      nadulas naaksidente nasagasaan kumain kain uminom inom gamot gumaling bumuti lumala tulog natulog gising \
      nagising bantay kasama asawa anak nanay tatay kapatid kuya ate lolo lola bata matanda babae lalaki bahay ospital \
      doktor nars salamat pasensya paki pakisabi patingin patawag balik bumalik uuwi umuwi dinala dala sinabi sabi \
      ayon ayaw gusto kailangan pwede puwede bawal dapat muna ulit uli lagi minsan madalas palagi talaga sobra medyo \
      konti kaunti marami malaki maliit mabuti maayos okay taga galing mula hanggang nasa kanyang aming ating \
      napansin nakita naramdaman nararamdaman pinainom pinatingin inadmit nagpa pinacheck makadumi \
      na ya wa kwa ni za la cha vya katika kwamba lakini hata bado sana tu pia sasa leo jana kesho mtoto mama baba \
      mgonjwa daktari muuguzi hospitali dawa homa kichwa tumbo maumivu anaumwa amekuja ameanza hajala alikuja \
      alianguka kutapika kuharisha kukohoa siku wiki mwezi mwaka asubuhi jioni usiku pole asante tafadhali \
      hai nahi nahin ki ka ke ko se mein par aur ya bhi tha thi the ho hota kar karo karna raha rahi rahe kal aaj subah \
      shaam raat din dard bukhar khansi pet sar dawai dawa khana pani ulti dast saans beta beti maa pitaji dadi \
      bahut thoda jaldi acha accha theek thik kya kyun kab kahan kaise abhi phir wala wali kripya dhanyavad ji haan \
      bukhaar gaya gayi gaye hua hui liye sath saath ghar \
      kei ki te ngā nga he hoki mō mo kua kāore tamariki mokopuna whānau whanau kaumātua karakia tangi hui mahi \
      kai wairua tinana hinengaro aroha kōrero korero pēpi wahine tāne tane rongoā kuia koro awhi tautoko \
      die het nie en van vir met op by dat wat hulle ons hy sy is nou baie pyn kop bors seun dogter ma pa ouma oupa \
      dey wetin abeg sabi pikin belle oga una dem sef comot
      """
    )
  )
}
