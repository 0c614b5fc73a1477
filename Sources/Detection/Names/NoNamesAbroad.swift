/// Words of French, Spanish, Portuguese and Italian that stand where names stand and that are none.
extension NoNames {
  /// Nouns of forms, of families and of the clinic, and small words.
  static let abroad = HashIndex(
    words: words(
      """
      mamie mamy papy papi mami mamá papá maman portable técnico técnica desde grado nam anapath n dossier \
      adresse motif usager résidente patiente séjour objet attestation réf convoc sécu astreinte cible moral \
      antécédents traitement sortie vaccin mutuelle carte vitale ameli régime contrôle hauteur retrait \
      casque porté bonne taille ordonnance relance montant impegnativa disdetta promemoria verbale referto \
      prelievo impianto cartella trauma codice identità contatto lettera ricovero assistente patologo \
      consulenza colloquio logopedista consultorio vaccinazioni giusto scabbia egregio gentile utente \
      exmo exma prezado prezada senhor senhora doutor doutora atestado urgência triagem matrícula vítima \
      carta notificação notificante protocolo carteirinha plano fatura cliente pagamento assunto senha \
      estação família cuidadora visita plantonista óbito declaração causa neto fisio flexão encaminhado \
      creatinina urgencias ingreso antecedentes evolución destino recoger hora próximo receta pensión \
      trabajador hoja vigilante marcapasos batería revisión embarazo refiere matrona pareja caracas \
      exámenes saludos pase odontograma radiografía mensaje entrada estimado estimada colega atte juez \
      diligencias tiempo box cirujano anestesia inicio fin afiliado procedimiento autorización vigencia \
      crefito coren impression examen consentement préleveur reçu biopsie ki son sa ses leurs quel quelle \
      merci bonjour bonsoir salut hola gracias obrigado obrigada grazie cordialement confraternellement \
      kiné bilan expertise consolidation souffrances assureur sinistre étude visite vertige père mère \
      langue mutualité accouchée garçon fille fils alta informe recordatorio imss apresenta cpf rg cns cep hc \
      ficha targa fonasa isapre eps acs enf retorno cel tél famille médecin confiance hta bpco epoc dpoc irc icc \
      tvp tep avc ave acv iam sca irm tdm rmn eda hda fop dum fur fpp cid sus usf ubs nhc dx tx pte cita \
      pronóstico diagnóstico tratamiento motivo domicilio teléfono paciente paziente nome nombre prénom nom \
      cognome data fecha lieu ville ciudad cidade città edad idade âge età firma signature assinatura \
      ventoline doliprane dafalgan efferalgan spasfon kardegic lovenox previscan tahor inexium mopral lexomil \
      seresta imovane stilnox nolotil sintrom adiro enantyum buscapina novalgina rivotril tachipirina spiolto \
      servicio medicina interna cirugía unidad service serviço servizio reparto pneumologie cardiologie \
      neurologie gastro chirurgie urgences para da à pour au aux sous préviscan atcd acfa adeli rpps albo nato nata nacido nacida llamar de llega \
      aine aines verla verlo verle visto vista ingresa refiere acude niega deambula dimesso dimessa dimissione \
      nello nella nelle negli sullo sulla basali basale ronchi obstetrícia ginecologia pediatria cardiologia \
      gastroenterologia ortopedia urologia oftalmologia urgência enfermaria internamento portugal brasil españa italia \
      france suisse belgique nota notas carta alta sœur soeur riva rcx rca prenotare lettera ricoverato ricoverata \
      levotiroxina furosemida dipirona losartana hipertenso hipertensa diabético diabética iperteso ipertesa \
      diabetico diabetica fumador fumadora exfumador exfumadora tabagista etilista alérgico alérgica allergico \
      allergica acamado acamada autónomo autónoma viúvo viúva viudo viuda jubilado jubilada reformado reformada \
      pensionato pensionata retraité retraitée hypertendu hypertendue diabétique fumeur porteur portador \
      portadora medicado medicada aguarda mantém mantiene presenta vive reside habita convive nega riferisce \
      ingressa solicita solicito adjunto anexo allego remito ruego veuillez suite trombólise trombolisis \
      buongiorno buonasera buonanotte boa demeurant domicilié domiciliée ecocardiograma ecografia ecografía analítica análises analisi esami telem telemóvel céd assurance veuve \
      veuf
      """
    )
  )

  /// Offices and professions that a title stands before: `Sr. Juez`, `Mme la Directrice`, and a second
  /// title, `Sra. Dra.`.
  static let offices = HashIndex(
    words: words(
      """
      juez jueza juiz juíza juge giudice director directora directeur directrice direttore direttrice \
      presidente presidenta président présidente alcalde alcaldesa maire sindaco prefeito notario notaire \
      notaio procureur procuratore fiscal médico médica médecin medico paciente patient patiente paziente \
      cliente usuario usuaria utente doctor doctora docteur dottore dottoressa doutor doutora dra dr \
      secretario secretaria jefe jefa chef coordinador coordinadora coordenador coordenadora ministro ministra \
      profesor profesora professor professora professeur abogado abogada avocat avocate advogado avvocato
      """
    )
  )
}
