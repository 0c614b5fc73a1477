import Vocabulary

/// Numbers, accounts and passwords by what German and Dutch call them.
enum GermanicRules {
  private static let source = "written usage: labels of German and Dutch"
  /// Units of what is counted or measured.
  private static let units = ["mg", "ml", "kg", "euro", "eur", "chf", "stück", "seiten"]

  /// Labels with commas between them.
  private static func list(_ text: String) -> [String] {
    text.split(separator: ", ").map(String.init)
  }

  /// In the order of the rule set.
  static let all: [Rule] = [
    Rule(
      "id.germanic",
      .uniqueID,
      .labelled(.grouped(5...20)),
      labels: list(
        """
        az nr, e nr, j nr, pa nr, zaak, zaak nr, aktenzeichen, akten nr, aktennummer, geschäftszeichen, gesch z, kassenzeichen, \
        vorgangsnummer, vorgangs nr, vorgangsnr, vorgang nr, vorgang#, schadennummer, \
        schadensnummer, schaden nr, schadens nr, unfallnummer, unfall nr, auftragsnummer, \
        auftrags nr, auftragsnr, bestellnummer, bestell nr, rezeptnummer, rezept nr, rezept id, \
        einsendenummer, einsende nr, eingangsnummer, eingangs nr, probennummer, proben nr, \
        probennr, labornummer, labor nr, befundnummer, befund nr, untersuchungsnummer, \
        obduktions nr, sektionsnummer, sektions nr, s nr, journal nr, tagebuchnummer, tgb nr, \
        antragsnummer, antrags nr, kundennummer, kunden nr, kd nr, kundennr, mitarbeiternummer, \
        personalnummer, personal nr, pers nr, personalnr, bewohnernummer, rechnung, \
        rechnungs nr, rechnungsnr, factuur, probe nr, rechnung nr, rg nr, re nr, beleg nr, \
        belegnummer, sendungsnummer, sendungs nr, ticketnummer, ticket nr, meldungs nr, \
        einsatznummer, einsatz nr, protokoll nr, protokollnummer, spender nr, spendernummer, \
        zuweisungsnummer, überweisungs nr, bewilligungsnummer, genehmigungsnummer, \
        genehmigungs nr, genehmigungskennzeichen, betreibungs nr, registernummer, register nr, \
        bürgerkarte, pass nr, passnummer, identitätskarte, id karte nr, ausweis#, \
        aufenthaltstitel, aufenthaltstitel nr, zemis nr, azr nummer, azr nr, bkz, \
        rijksregisternummer, rijksregisternr, rijksregister, rrn, insz, v nummer, \
        vreemdelingennummer, paspoort, paspoortnummer, paspoortnr, identiteitskaart, id kaart, \
        documentnummer, documentnr, dossiernummer, dossiernr, zaaknummer, zaaknr, kenmerk, \
        ons kenmerk, uw kenmerk, klantnummer, klantnr, factuurnummer, factuurnr, ordernummer, \
        ordernr, meldnummer, meldingsnummer, incidentnummer, personeelsnummer, personeelsnr, \
        monsternummer, monsternr, aanvraagnummer, verwijsnummer, verwijzing, zorgdomein, volgnummer, schadenummer, \
        schadenr, pv nummer, pv nr, notitienummer, mededeling, gestructureerde mededeling, \
        zendingsnummer, trackingcode, sendungsverfolgung
        """
      ),
      forbidden: units,
      source: source,
      positive: [
        "Vorgangsnummer 7714-0032-81", "Az. 3 0518 227 41 9", "rijksregisternr. 61.03.22-417.08",
        "Einsendenummer H23-11804", "Zaaknummer: 2024/118.337", "S-Nr. S 204/22",
      ],
      negative: [
        "Az. unbekannt", "Auftragsnummer fehlt", "Kenmerk 12", "Rechnungs-Nr. folgt",
        "Paspoort ingeleverd",
      ]
    ),
    Rule(
      "record.germanic",
      .mrn,
      .labelled(.grouped(5...14)),
      labels: list(
        """
        fall#, patientennr, patienten nr, patientennummer, pat nr, pat id, patienten id, patient nr, \
        aufnahmenummer, aufnahme nr, aufnahmenr, aufnahmezahl, fallnr, fall nr, fallnummer, \
        fall id, fallzahl, behandlungsnummer, behandlungs nr, besuchsnummer, klinik nr, \
        archivnummer, archiv nr, kartei nr, karteinummer, rö nr, röntgen nr, bild nr, \
        studien id, krankenblattnummer, krankengeschichte nr, kg nr, iz nr, patiëntnummer, \
        patiëntnr, patientnummer, patientnr, patiënten nr, patiëntennummer, ziekenhuisnummer, \
        opnamenummer, opnamenr, epd nr, epd nummer, statusnummer, cliëntnummer, cliëntnr, \
        clientnummer, zorgdossier, xnummer
        """
      ),
      forbidden: units,
      source: source,
      positive: [
        "Aufnahmezahl 2023/04417", "patiëntnr. 4410227",
      ],
      negative: ["Fall Nr. 3", "Fallzahl steigt", "Patient Nr. 2 von 9", "patiëntnr. onbekend"]
    ),
    Rule(
      "plan.germanic",
      .healthPlan,
      .labelled(.grouped(6...20)),
      labels: list(
        """
        versichertennr, versicherten nr, versichertennummer, vers nr, versnr, versicherungsnr, \
        versicherungs nr, versicherungsnummer, kv nr, kv nummer, kvnr, \
        krankenversicherungsnummer, krankenversichertennummer, krankenversicherung, \
        grundversicherung, zusatzversicherung, karte, karte nr, kartennummer, karten nr, \
        kartennr, versichertenkarte, egk, egk nr, e card, ecard, ekvk, vekanr, veka nr, veka, \
        gesundheitskarte, mitgliedsnummer, mitglieds nr, mitglied nr, mitgliedsnr, police#, \
        police nr, policen nr, policennummer, police nummer, versicherungsschein, \
        versicherungsschein nr, vsnr, svnr, sv nr, vnr, vs nr, beitragsnummer, leistungsnummer, \
        beihilfenummer, pflegekasse, polisnummer, polisnr, polis nr, polis, verzekerdennummer, \
        verzekerdenr, verzekeringsnummer, verzekerdennr, uzovi, relatienummer, relatienr, \
        lidnummer, lidnr, aansluitingsnummer, mutualiteit, ziekenfonds, machtigingsnummer, \
        machtiging, zorgpas, kostengutsprache, kostengutsprache nr, kogu nr, kogu
        """
      ),
      forbidden: units,
      source: source,
      positive: [
        "Karte 80756011002244668800", "VSNR 3107 140862", "Polisnr. 44.817.220",
        "Karten-Nr.: 8027 6001 1844", "Mitglieds-Nr. 4417-220-81",
      ],
      negative: ["Karte gesperrt", "Police 2021", "Polis gewijzigd", "Grundversicherung deckt 90"]
    ),
    Rule(
      "account.germanic",
      .account,
      .labelled(.grouped(5...16)),
      labels: list(
        """
        konto, konto nr, kontonr, kontonummer, kto, kto nr, ktonr, girokonto, sparkonto, \
        depotnummer, depot nr, pc konto, postkonto, kreditnummer, darlehensnummer, \
        darlehens nr, vertragsnummer, vertrags nr, vertragskonto, debitor, debitoren nr, \
        debitorennummer, mandatsreferenz, incassomachtiging, mandaat, machtigingskenmerk, buchungskonto, rekening, rekeningnummer, rekeningnr, \
        bankrekening, spaarrekening, debiteurnummer, debiteurnr, contractnummer, contractnr, \
        leningnummer, klantrekening
        """
      ),
      forbidden: units,
      source: source,
      positive: [
        "Lastschrift von Konto 2214 806 117", "Kto.-Nr. 440 817 22", "rekeningnr. 44.81.77.220",
      ],
      negative: ["Konto gesperrt", "Konto 12", "Rekening 2021", "Depot 300000 mg"]
    ),
    Rule(
      "vehicle.germanic",
      .vehicle,
      .labelled(.plate),
      labels: list(
        """
        kontrollschild, kontrollschilder, autonummer, kfz kennzeichen, kennzeichen, kennz, \
        kennz rtw, kfz, pkw, autokennzeichen, amtl kennzeichen, amtliches kennzeichen, \
        polizeiliches kennzeichen, nummernschild, kenteken, kentekenplaat, nummerplaat, kz#
        """
      ),
      source: source,
      positive: ["Kontrollschild ZG 114 820", "Kenteken: KB-417-T", "Kfz-Kennzeichen HH-QX 4471"],
      negative: ["Kennzeichen der Krankheit", "Pkw fuhr auf", "Kenteken onbekend", "PKW 12"]
    ),
    Rule(
      "device.germanic",
      .device,
      .labelled(.code(digits: 3)),
      labels: list(
        """
        serienr, serien nr, seriennr, seriennummer, serie nr, serienummer, serie nummer, \
        gerätenummer, geräte nr, gerätenr, geräte id, gerät nr, inventarnummer, inventar nr, \
        inv nr, implantatnummer, implantat nr, chargennummer, chargen nr, chargennr, charge nr, \
        charge#, ch b, ch nr, lotnummer, lotnr, modell nr, rechner, pc nr, arbeitsplatz nr, \
        toestelnummer, toestelnr, apparaatnummer, inventarisnummer, werkplek nr, partijnummer, \
        batchnummer, zählernummer, zähler nr, fabriknummer, fabrik nr, fabr nr
        """
      ),
      forbidden: units,
      source: source,
      positive: [
        "serienr. KLM70418", "Rechner KH-WS-0417", "Serien-Nr.: 00 4417", "Inventar-Nr. MT 20417",
      ],
      negative: ["Rechner startet neu", "Seriennummer fehlt", "Charge 12", "Rechner 2021"]
    ),
    Rule(
      "phone.germanic",
      .phone,
      .labelled(.digits(3...6)),
      labels: list(
        """
        pieper, tel dw, piepser, funk, funkruf, dect, haustelefon, durchwahl, klappe, \
        nebenstelle, intern#, hausruf, apparat, sein#, zoemer, toestel, doorkiesnummer, \
        doorkies, binnennummer, kurzwahl
        """
      ),
      forbidden: units,
      source: source,
      positive: ["Ihle, Pieper 4417", "DECT 71882", "Tel. DW 4417", "sein: 4471", "toestel 3318"],
      negative: ["Pieper leer", "DECT defekt", "Klappe 12", "Apparat 3"]
    ),
    Rule(
      "fax.germanic",
      .fax,
      .labelled(.grouped(6...14)),
      labels: list(
        """
        fax an, per fax an, fax nr, faxnummer, faxnr, telefax nr, faxen naar, fax naar, \
        faxen an, gefaxt an
        """
      ),
      forbidden: units,
      source: source,
      positive: ["per Fax an 02572/33 81-17", "Fax-Nr. 0841/88-4417"],
      negative: ["Fax an die Praxis", "Fax 12 Seiten", "Faxnummer fehlt"]
    ),
    Rule(
      "user.germanic",
      .username,
      .labelled(.plainUser(4)),
      labels: list(
        """
        gebruikersnaam, gebruiker, gebruikers id, inlognaam, inlog, loginnaam, account naam, \
        anmeldename, benutzername, benutzer, benutzerkennung, benutzerkonto, benutzer id, \
        kennung, nutzername, nutzer, anmeldung als, angemeldet als, loginname, login name, \
        user kennung, windows kennung, ingelogd als, aangemeld als, inloggen als, \
        einloggen als, useraccount, nutzerkennung
        """
      ),
      source: source,
      positive: ["Gebruikersnaam kvd-bergh", "Kennung tkovacsz", "Benutzer: hmertz_02 gesperrt"],
      negative: [
        "Benutzer gesperrt", "Kennung fehlt", "gebruiker kan niet", "Benutzer: bitte warten",
      ]
    ),
    Rule(
      "secret.germanic",
      .secret,
      .labelled(.secret(4)),
      labels: list(
        """
        kennwort, passwort, initialpasswort, startpasswort, einmalpasswort, erstpasswort, \
        initialkennwort, startkennwort, zugangspasswort, pw lautet, passwort lautet, \
        kennwort lautet, wlan passwort, wlan schlüssel, wlan key, netzwerkschlüssel, \
        freischaltcode, aktivierungscode, zugangscode, zugangsschlüssel, türcode, tür code, \
        schlüsseltresor, schlüsselbox, tresorcode, alarmcode, losung, codewort, wachtwoord, \
        wachtwoord is, ww is, tijdelijk wachtwoord, inlogcode, toegangscode, pincode, deurcode, \
        sleutelkluis, sleutelkluisje, code sleutelkluis, kluiscode, activeringscode, \
        herstelcode, wifi wachtwoord, wifi code, code postkamer, code voordeur
        """
      ),
      source: source,
      positive: [
        "Kennwort: Birne!88", "Türcode 4471x",
        "Initialpasswort = Sommer24",
      ],
      negative: [
        "Kennwort vergessen", "Passwort ändern", "wachtwoord vergeten", "Zugangscode fehlt",
      ]
    ),
  ]
}
