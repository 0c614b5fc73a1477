import Vocabulary

/// What fields are called, and the rules that their values are found under.
enum FieldRules {
  /// Names of fields and what every value of them is; nil for codes that identify nobody.
  struct Names {
    /// What the values are.
    var kind: IdentifierKind?
    /// Which part of an address.
    var part: LocationPart = .none
    /// Names in lower case, words apart by a blank, names apart by commas.
    var names: String
  }

  /// Values that say that there is none.
  static let nothing: Set<String> = [
    "n/a", "na", "none", "unknown", "null", "nil", "nan", "undefined", "not provided",
    "unspecified",
    "unlicensed", "true", "false", "yes", "no", "missing", "tbd", "not applicable", "other",
  ]

  /// Programs and what they keep, which have no account's name behind `user`.
  static let programs = "session sessions agent agents"

  /// Words in names of fields that people write freely into.
  static let notes: Set<String> = [
    "note", "notes", "comment", "comments", "cmt", "cmts", "cmnt", "cmnts", "rmk", "rmks", "narr",
    "remark", "remarks", "narrative", "message", "msg",
    "memo", "body",
    "reply", "transcript", "feedback", "complaint", "history", "hpi", "instructions", "impression",
    "annotation", "tval", "findings", "details", "observations", "explanation", "discussion",
    "freetext", "nota", "notas", "comentario", "comentarios", "observaciones", "bemerkung",
    "kommentar", "remarque",
    "opmerking",
  ]

  /// What parts of a name are called in short, where what holds them is one: `{"nm": {"lst": …, "fst": …}}`.
  static let shortParts: Set<String> = [
    " l", " f", " m", " lst", " fst", " frst", " mid", " fam", " giv", " sur",
  ]
  /// What such a name is called.
  static let holdersOfParts: Set<String> = ["n", "nm", "name", "names", "fullname", "pn"]

  /// The names, by kind.
  static let names: [Names] = [
    Names(
      kind: .name,
      names: """
        name,first name,last name,middle name,given name,given,family,family name,surname,fname,lname,\
        mname,firstname,lastname,middlename,full name,fullname,patient,patient name,pt name,maiden,\
        name of patient,name of insured,name of member,name of guarantor,name of subscriber,\
        maiden name,first,last,middle,suffix name,preferred name,nickname,alias,aka,mother,father,\
        spouse,guardian,next of kin,nok,contact name,emergency contact,emergency contact name,\
        guarantor,guarantor name,subscriber name,insured name,member name,physician,doctor,provider,\
        attending,attending physician,provider name,physician name,referring physician,\
        attending provider,referring provider,ordering provider,pcp,nurse,author,signed by,\
        employee name,customer name,client name,person name,contact,recipient,mother maiden name,\
        mothers maiden name,father name,mother name,user full name,resident,resident name,surgeon,\
        author string,provider source value,pat mi,pt mi,patient mi,mbr mi,member mi,sub mi,subscriber mi,insured mi,bene mi,\
        initials,patient initials,pt initials,staff initials,tech initials,nurse initials,operator initials,\
        rn initials,reviewer initials,user initials,author initials,middle initial,middle init,mid init,\
        cardholder,card holder,account holder,policy holder,policyholder,beneficiary name,witness,\
        member,attend,bene,nachname,vorname,familienname,geburtsname,nom,prénom,prenom,nom de famille,\
        achternaam,voornaam,cognome,nome,nome completo,sobrenome,\
        forename,forenames,fore name,fore names,givenname,given names,givennames,familyname,family names,\
        firstnm,lastnm,surnm,first names,last names,print name,printed name,signed name,signature name,\
        rider,passenger,insured,insured name,payee,payee name,responsible party,customer,requester,requested by,\
        requested for,opened for,opened by,caregiver,carer,donor,enrollee,beneficiary,participant,\
        participant name,attendee,employee,applicant,claimant,decedent,interviewee,interviewer,caller id,caller name,\
        user display name,author display name,sender display name,from display name,owner display name,\
        assignee display name,reporter display name,creator display name,patient display name,to display name,member display name,\
        employee display name,contact display name,manager display name,participant display name,actor display name,\
        organizer display name,attendee display name,profile display name,caller display name,\
        nombre,nombres,apellido,apellidos,primer nombre,segundo nombre,primer apellido,segundo apellido,\
        dependent name,operator name,maidenname,rn,taken by,consent by,seen by,admin by,administered by,\
        referred by,verified by,collected by,ordered by,reviewed by,approved by,completed by,entered by,performed by,\
        read by,dictated by,transcribed by,witnessed by,prepared by,reported by,assigned to,given by,recorded by,\
        documented by,drawn by,technician name,tech name,scored by,scored by name,req by,signed off by,exported for,\
        invnam,invnm,investigator name,principal investigator,subjnam,subjnm,subjinit,subject name,subject initials,\
        index case,resp party,respparty,study coordinator,\
        apellido paterno,apellido materno,nombre completo,nombre paciente,nombre del paciente,paciente,madre,padre,\
        required attendees,optional attendees,meeting organizer,organizer name,visitor name,host employee,\
        cónyuge,conyuge,tutor legal,contacto de emergencia,médico,medico,nombre del médico,nombre medico,\
        givename,sur name,patient initial,parentidentification,name spouse parent,name spouse,name parent,\
        kidfname,kidmname,kidlname,momfname,mommname,momlname,mommaidn,mommiddl,momfmnme,mommmid,dadfname,dadmname,\
        dadlname,dadmiddl,flname,gname,ddadf,ddadmid,dmomf,dmommid,dmommdn,dspousef,dspousel,informfst,informl,\
        attend n,certif,certifier,certfirst,certmiddle,certlast,issued to,issued by,clinician,treating clinician,\
        general practitioner,your name,admin name,administrator name,manager name,supervisor name,teacher name,\
        student name,parent name,child name,baby name,husband name,wife name,nurse name,doctor name,surgeon name,\
        clinician name,therapist name,pharmacist name,prescriber name,caregiver name,reporter name,signer name,\
        author person,legal authenticator,abstracted by,call in an emergency,\
        contact in an emergency,notify in an emergency,case of emergency,mother s name,father s name,\
        parent s name,guardian s name,spouse s name,\
        adjuster,claim adjuster,examiner,claim examiner,claims examiner,coordinator,coord,annotator,abstractor,coder,\
        transcriptionist,phlebotomist,registrar,technologist,approver,dictator,typist,submitter,requestor,biller,\
        rph,investigator,received by,released by,relinquished by,picked up by,packed by,shipped by,\
        booked by,keyed by,initiated by,closed by,resulted by,posted by,cancelled by,canceled by
        """
    ),
    Names(
      kind: .location,
      part: .street,
      names: """
        address,address 1,address 2,location source value,address1,address2,addr,addr 1,addr 2,addr1,addr2,street,\
        street address,address line,address line 1,address line 2,address line1,address line2,line 1,\
        home address,mailing address,patient address,work address,billing address,residence,line,lives at,\
        strasse,straße,anschrift,adresse,rue,straat,indirizzo,endereço,street name,strt,po box,pob,line2,\
        dirección,direccion,domicilio,calle,calle y número,no street,addr at dx supplementl,\
        addr current supplementl,follow up contact no st,follow up contact suppl,stnum r,stname r,predir r,\
        stdesig r,postdir r,unitnum r,stnum d,stname d,address r,address d
        """
    ),
    Names(
      kind: .location,
      part: .city,
      names: """
        city,cty,town,hometown,home town,village,county,municipality,district,home city,birth city,birthplace,birth place,\
        place of birth,parish,borough,neighborhood,precinct,wohnort,ort,stadt,geburtsort,ville,\
        woonplaats,città,cidade,town name,twn,locality,suburb,ciudad,municipio,localidad,lugar de nacimiento,\
        ciudad de nacimiento,citytext r,citytext d,countytext r,countytext d,cityres,city of residence,residence city,county at dx,county current,\
        twp,township,muni,lives in
        """
    ),
    Names(
      kind: .location,
      part: .zip,
      names: """
        zip,zip code,zipcode,zip5,zip 4,zip4,postal,postal code,postalcode,postcode,post code,plz,\
        postleitzahl,code postal,cep,postal cd,código postal,codigo postal,contact postal,zc,pzip,zip cd,zip9,zip 9,address zip9,addr z,address z
        """
    ),
    Names(
      kind: .location,
      part: .other,
      names:
        """
        latitude,longitude,lat,lon,lng,long lat,lonlat,longlat,lnglat,latlon,latlong,latlng,lonlats,latlons,geo,\
        coordinates,coords,gps,location geo,fips,census tract,tract,tractce,geoid,geoid10,geoid20,block group,\
        blockgroup,census block,blkgrp,blkgrpce,statecityzip path
        """
    ),
    Names(
      kind: .date,
      names: """
        dob,bday,bdate,birth date,birthdate,date of birth,birthday,date birth,patient dob,death date,deathdate,\
        date of death,dod,deceased date,admit date,admission date,admitted,admit dt,discharge date,\
        discharged,disch date,service date,date of service,dos,visit date,encounter date,\
        appointment date,appt date,appointment,exam date,procedure date,surgery date,diagnosis date,\
        collection date,specimen date,result date,order date,claim date,fill date,start date,\
        end date,onset date,event date,date,datetime,date time,timestamp,effective date,issued,\
        service from,service to,from date,to date,from date of service,to date of service,period start,\
        period end,birth datetime,death datetime,scheduled date,last seen,last visit,signed date,\
        recorded date,created date,updated date,start,stop,birth dt,service dt,admission dt,\
        discharge dt,paid date,statement date,expiry date,expiration date,enrollment date,onset,\
        brthdtc,bdate,birthdt,birthdat,brthdat,visdt,geburtsdatum,aufnahmedatum,entlassungsdatum,datum,date de naissance,geboortedatum,\
        data di nascita,born,born on,data de nascimento,fecha,fecha de nacimiento,fecha nacimiento,fecha nac,nacimiento,\
        fecha de ingreso,fecha ingreso,fecha de alta,fecha alta,fecha de defunción,fecha de visita,fecha visita,\
        fecha de servicio,fecha cita,fecha de la cita,last pmt,last payment,thru,thru date,posted,post date,posting date
        """
    ),
    Names(
      kind: .date,
      part: .other,
      names: """
        month of birth,day of birth,birth month,birth day,dob month,dob day,dob m,dob d,birth m,birth d,\
        date month,date day,birthdate month,birthdate day,birthday month,birthday day,idob mo,idob dy,\
        dob mo,dob dy,dod mo,dod dy,mdob mo,mdob dy,fdob mo,fdob dy,inj mo,inj dy
        """
    ),
    Names(
      kind: .age,
      names: """
        age,patient age,age years,age at visit,age in years,age at admission,how old are you,onset age,\
        deceased age,age at death,age at onset,alter,edad
        """
    ),
    Names(
      kind: .phone,
      names: """
        phone,phone number,phone no,telephone,tel,tel no,mobile,mobile phone,cell,cell phone,\
        home phone,work phone,contact number,contact phone,phone home,phone work,phone1,phone2,\
        phone 1,phone 2,pager,callback,callback number,msisdn,emergency phone,patient phone,ani,\
        telefon,telefonnummer,handy,téléphone,telefoon,telefono,telefone,teléfono,celular,móvil,teléfono móvil,\
        telefono movil
        """
    ),
    Names(kind: .fax, names: "fax,fax number,fax no,telefax,facsimile"),
    Names(
      kind: .email,
      names:
        "email,e mail,email address,mail,email addr,patient email,contact email,correo,correo electrónico,"
        + "correo electronico"
    ),
    Names(
      kind: .ssn,
      names: """
        ssn,ss number,social security number,social security,social security no,ssn last4,last4 ssn,\
        patient ssn,soc sec no,national id,nhs number,nhs no,ssn last 4,seguro social,número de seguro social,\
        numero de seguro social,nss,curp
        """
    ),
    Names(
      kind: .mrn,
      names: """
        mrn,patient id,patientid,pat id,pt id,medical record number,medical record no,med rec no,\
        record number,chart number,chart no,chart id,hospital number,hospital id,mpi,empi,eid,\
        patient number,patient no,patient id number,patient identifier,patient mrn,encounter id,encounter number,\
        encounter no,csn,visit id,visit number,visit no,accession,accession number,accession no,\
        specimen id,case number,case id,case no,subject id,person id,person source value,participant id,epic id,har,fin,\
        admission id,order number,placer order number,filler order number,study id,enterprise id,\
        medrec,accn,subjid,appt id,appt number,acc no,chart num,chartno,chartnum,chart nbr,rec no,rec num,rec number,unit no,\
        unit number,hospital no,hosp no,hospno,hosp number,hrn,hospital record number,ident,ident no,person no,person number,client id,client no,client number,rx no,\
        rx number,prescription number,prescription no,resident id,resident no,participant no,subject no,\
        subject number,usubjid,study no,patient key,person key,pt key,pat key,patient sk,pt sk,pat sk,person sk,historia clínica,historia clinica,número de historia clínica,\
        numero de historia clinica,nhc,expediente,número de expediente,numero de expediente,id paciente,\
        id del paciente,número de paciente,numero de paciente,hospitalrecordnumb,gpmedicalrecordnumb,\
        specialistrecordnumb,investigationnumb,accession number hosp,note source value,visit source value,\
        sfn,state file number,state file no,state file num,state file nbr,state file id,unit din,donation identification number,\
        access number,spec number,spec id,spec no,tube id,tube number,container id,container number,container no,\
        lab number,lab no,path number,path no,req number,req id,req no,requisition,requisition number,requisition id,\
        exam number,exam no,slide id,slide number,block id,block number,cassette id,cassette number,sample number,\
        sample no,placer,filler,placer number,filler number,order no
        """
    ),
    Names(
      kind: .healthPlan,
      names: """
        member id,memberid,hic,hic no,hic number,icn,dcn,document control number,member number,member no,subscriber id,subscriber number,policy number,\
        policy no,policy id,policy,group number,group no,group id,insurance id,insurance number,\
        insurance policy,plan id,plan number,health plan id,medicare id,medicare number,medicaid id,\
        medicaid number,mbi,hicn,beneficiary id,claim number,claim id,claim no,claimid,\
        certificate number,insured id,health plan beneficiary number,hp id,enrollee id,rx bin,\
        covered party id,member key,member sk,cardholder id,beneficiary sk,dependent id,\
        prior auth number,authorization number,subscriber,subsc,versichertennummer,póliza,poliza,número de póliza,\
        numero de poliza,insurance no,ins no,ins number,insno,ins idno,prim ins idno,sec ins idno,card id,hlth card,\
        health card,health card number,ma id,recipient id,recip id,hcid,número de afiliado,numero de afiliado,número de miembro,numero de miembro
        """
    ),
    Names(
      kind: .account,
      names: """
        account,account number,account no,acct,acct no,acct number,account id,patient account,\
        patient account number,billing account,guarantor account,bank account,bank account number,\
        invoice,invoice number,invoice no,customer id,customer number,client id number,patient control number,bic,swift,\
        check number,check no
        """
    ),
    Names(
      kind: .license,
      names: """
        license,license number,license no,licence number,driver license,drivers license,drivers,\
        driver licence,dl number,dl no,npi,npi number,provider npi,attending npi,rendering npi,\
        billing npi,referring npi,dea,dea number,medical license,state license,certificate no,upin,\
        caqh,caqh id,physician managing,npi physician managing,dni,nie,cédula,cedula,licencia de conducir
        """
    ),
    Names(
      kind: .passport,
      names:
        "passport,passport number,passport no,pasaporte,número de pasaporte,numero de pasaporte"
    ),
    Names(
      kind: .vehicle,
      names: """
        vin,vehicle id,vehicle identification number,license plate,plate,plate number,\
        registration plate,tag number
        """
    ),
    Names(
      kind: .device,
      names: """
        device id,device serial,device serial number,serial number,serial no,serial,udi,device udi,\
        implant serial,imei,iccid,imsi,mac,mac address,lot number,device identifier,distinct identifier,\
        carrier hrf,carrier aidc,equip id,equipment id,analyzer id,analyser id,instrument id,instr id,machine id,\
        pump id,meter id,monitor id,unit sn,generator sn,device sn,device uuid,deviceuuid
        """
    ),
    Names(
      kind: .organization,
      names: """
        employer,employer name,patient employer,subscriber employer,insured employer,guarantor employer,workplace,\
        place of employment,place of work,employeur,empleador,empregador,arbeitgeber,werkgever
        """
    ),
    Names(kind: .url, names: "url,website,web site,homepage,profile url,patient portal url,link"),
    Names(
      kind: .ip,
      names: "ip,ip address,ipaddress,client ip,remote ip,source ip,ip addr,remote addr"
    ),
    Names(
      kind: .biometric,
      names: """
        fingerprint,fingerprint template,voiceprint,retina scan,iris scan,iris code,biometric,\
        biometric template,face embedding,palm print,face template,finger print
        """
    ),
    Names(
      kind: .photo,
      names:
        "photo,photograph,picture,portrait,headshot,face image,patient photo,avatar,photo url,image url"
    ),
    Names(
      kind: .uniqueID,
      names: """
        uuid,guid,person uuid,patient uuid,tracking number,tracking no,tracking id,twitter,facebook,\
        instagram,linkedin,social handle,confirmation number,biosense id,bio sense id,encoded id,instance uid,\
        study uid,series uid,reference number,rfid,barcode
        """
    ),
    Names(
      kind: .creditCard,
      names:
        "credit card,credit card number,card number,card no,cc number,ccn,pan,debit card,cc num"
    ),
    Names(kind: .iban, names: "iban,iban number"),
    Names(
      kind: .bankRouting,
      names: "routing number,routing no,aba,aba number,routing,bank routing,sort code"
    ),
    Names(kind: .taxID, names: "tax id,taxid,tin,ein,itin,tax identification number,tax number"),
    Names(
      kind: .username,
      names:
        "username,user name,login,user id,userid,user,screen name,login name,account name,cosigner,"
        + "user login,login id,login user,user code,sam account name,user account,net id,netid,"
        + "eeid,operator id,provider id,mypt id,updated by,upd user,created by user,created by,modified by,edited by,"
        + "changed by,last modified by,last updated by,last changed by,enrolled by,registered by,randomized by,randomised by,"
        + "screened by,recruited by,consented by,uploaded by,inserted by,captured by,submitted by,added by,saved by,deleted by,"
        + "suser,duser,source user,destination user,"
        + "employee id,employee no,employee number,emp no,badge number,badge no,exported by,sched by,"
        + "scheduled by,enduser,enduser id,end user id,upn,usuario,nombre de usuario,portal user,logon,logon name,"
        + "alt id,mod by,last mod by,keyed by user,entered by user"
    ),
    Names(
      kind: .secret,
      names: """
        password,passwd,pwd,passcode,pin,pin code,secret,api key,apikey,token,access token,\
        auth token,private key,client secret,preshared key,pre shared key,psk,signing key,secret key,\
        encryption key,shared key,shared secret,jwt key,requirepass,credential,credentials,refresh token,cvv,cvc
        """
    ),
    Names(
      kind: nil,
      names: """
        icd,icd code,icd10,icd9,icd 10,icd 9,loinc,loinc code,cpt,cpt code,ndc,ndc code,snomed,snomed code,\
        rxnorm,hcpcs,drg,code,diagnosis code,procedure code,dx code,px code,status,gender,sex,race,\
        ethnicity,marital,marital status,language,state,country,province,country code,state code,qty,\
        quantity,amount,total,price,cost,charge,charges,paid amount,count,dose,dosage,unit,units,type,types,\
        category,class,severity,priority,level,version,value,result,reference range,ref range,flag,\
        drug name,medication name,medication,drug,test name,lab name,procedure name,product name,\
        brand name,generic name,diagnosis name,plan name,payer name,insurance name,insurance,payer,\
        facility type,file name,filename,display,column name,table name,field name,\
        organization name,department name,department,specialty,event name,host name,hostname,\
        product lot,currency,score,weight,height,bmi,temperature,bp,heart rate,pulse,frequency,route,\
        odo,odometer,mileage,miles,pkg name,resource type,resourcetype,system,encounter type,encounter class,visit type,account type,\
        address type,address use,phone type,name type,name use,email type,member type,policy type,\
        patient class,patient type,record type,record count,patient count,age group,age range,\
        date format,url type,claim type,claim status,line number,row number,line item,category name,\
        model name,model,tool name,role,prefix,suffix,credential type,token count,tokens,input tokens,\
        output tokens,max tokens,total tokens,content type,mime type,relationship,relation,dept,\
        dea schedule,dea sched,dea class,plan code,plan cd,dx name,med name,proc name,dept name,\
        component name,long name,short name,common name,order name,panel name,item name,service name,\
        form name,status name,group name,feature name,function name,class name,job name,task name,\
        queue name,schema name,key name,variable name,metric name,measure name,unit name,code name,\
        concept name,index name,language name,package name,gene name,organism name,analyte name,\
        theme name,font name,component nm,priority name,software name,tool name,project name,server name,\
        employer group,employer group name,employer id,application name,app name,module name,library name,repo name,repository name,branch name,workflow name,\
        step name,stage name,environment name,cluster name,namespace name,container name,image name,volume name,\
        bucket name,topic name,channel name,test case name,kernelspec name,kernel name,license name,vendor name,\
        os name,browser name,artifact name,template name,label name,tag name,dataset name,experiment name,\
        dependency name,issue type name,issuetype name,resolution name,milestone name,pipeline name,runner name,\
        proprietary name,non proprietary name,nonproprietary name,trade name,labeler,labeler name,\
        manufacturer,manufacturer name,mfr,mfr name,mfg,payer id,claim format,password policy,login method,\
        arm,arm code,armcd,primary site,histology,morphology,laterality,age grp,agegrp,age low,age high,low age,high age,age min,age max,min age,max age,minimum age,\
        maximum age,age lower,age upper,age unit,case significance,case significance id,\
        relationship to emergency contact,relationship to contact,relationship to patient,relationship to insured,\
        relationship to subscriber,relationship to guarantor,relationship to child,relationship to member,\
        relationship to participant,relationship to client,reads,read count,total reads,mapped reads,sample plate,\
        runtime name,sdk name,executable name,db name,database name,process name,logger name,\
        exp year,exp month,exp yr,exp mo,expiry year,expiry month,expiration year,expiration month,card exp year,\
        card exp month,meas name,measurement name,flo meas name,flowsheet name,observation name,vital name,\
        vital sign name,appointment type name,event type name,visit type name,\
        state name,state cd,license state,licence state,lic state,issuing state,dl state,concept id,folder name,\
        build,build id,build number,trace id,span id,commit,commit id,revision,node name,pod name,secret name,config name,volume mount name,port name,header name,parameter name,param name
        """
    ),
  ]

  /// What words of headers are short for; several of them stand for two words.
  private static let short: [String: String] = [
    "nm": "name", "ln": "last name", "fn": "first name", "mn": "middle name", "lnm": "last name",
    "fnm": "first name", "bd": "birth date", "dob": "dob", "dt": "date", "dttm": "date",
    "dte": "date",
    "dtc": "date", "ts": "timestamp", "ph": "phone", "phn": "phone", "tel": "phone", "zp": "zip",
    "zip": "zip", "cty": "city", "city": "city", "st": "state", "ad": "address", "ad1": "address",
    "ad2": "address", "adr": "address", "addr": "address", "nbr": "number", "num": "number",
    "no": "number", "id": "id", "acct": "account", "acnt": "account", "serv": "service",
    "name": "name", "pt": "patient",
    "pat": "patient", "mbr": "member", "mem": "member", "subsc": "subscriber", "subs": "subscriber",
    "bene": "beneficiary", "prov": "provider", "phy": "physician", "phys": "physician",
    "md": "physician", "att": "attending", "attn": "attending", "ref": "referring",
    "ord": "ordering", "rend": "rendering", "guar": "guarantor", "ins": "insurance",
    "emp": "employee", "adm": "admit", "dis": "discharge", "disch": "discharge", "svc": "service",
    "stmt": "statement", "rcvd": "received", "chk": "check", "lic": "license", "sn": "serial",
    "auth": "authorization", "rec": "record", "hosp": "hospital", "pst": "postal", "cd": "code",
    "twn": "town",
    "lnam": "last name", "fnam": "first name", "surnam": "surname", "forenam": "forename",
    "sbr": "subscriber",
    "dep": "dependent", "prv": "provider", "cardhldr": "cardholder", "usr": "user",
    "opr": "operator",
    "ctl": "control", "cntl": "control",
    "proc": "procedure", "appt": "appointment", "enc": "encounter", "ssn": "ssn", "mrn": "mrn",
  ]

  /// The words of a header with what they are short for; one word is cut where it is several that run together,
  /// and in two where both are short for something, such as `PTNM` and `ADMDT`.
  static func expanded(_ words: [String]) -> [String] {
    var words = words
    if words.count == 1, let word = words.first, word.count >= 4, short[word] == nil {
      let apart = runTogether(word)
      if apart.count > 1 { return apart }
      for length in 2...(word.count - 2) where mayBeTwo(word, length) {
        let (head, tail) = (String(word.prefix(length)), String(word.dropFirst(length)))
        guard short[head] != nil, short[tail] != nil else { continue }
        words = [head, tail]
        break
      }
    }
    let long = words.flatMap { (short[$0] ?? $0).split(separator: " ").map(String.init) }
    return long == words ? [] : long
  }

  /// Whether the first letters of a word and the rest of it may both be short for something.
  private static func mayBeTwo(_ word: String, _ length: Int) -> Bool {
    let bytes = word.utf8
    // A letter of more bytes than one: what its place is, is not told by bytes.
    guard bytes.count == word.count else { return true }
    return shortHashes.contains(Token.hash(bytes.prefix(length)))
      && shortHashes.contains(Token.hash(bytes.dropFirst(length)))
  }

  /// Hashes of the words that are short for something.
  static let shortHashes = Set(short.keys.map { Token.hash($0) })

  /// Whether a word of a header is short for something.
  static func isShort(_ word: String) -> Bool { short[word] != nil }

  /// One rule for each kind and part that a field can be judged to be.
  static let all: [Rule] = names.compactMap { entry in
    guard let kind = entry.kind, let part = entry.part.label ?? Optional("") else { return nil }
    let first = entry.names.split(separator: ",").first.map { String($0) } ?? ""
    let id = "field.\(kind.label.lowercased())" + (part.isEmpty ? "" : ".\(part)")
    let value = example(kind, entry.part)
    return Rule(
      id,
      kind,
      part: entry.part,
      .field,
      source: "names of fields as hospitals' exports have them",
      positive: ["\(first): \(value)", "\(first): \(value) ", "patient \(first): \(value)"],
      negative: ["\(first): N/A", "\(first): ", "\(first): [\(kind.label)]"]
    )
  }

  /// An invented value of a field.
  private static func example(_ kind: IdentifierKind, _ part: LocationPart) -> String {
    switch kind {
    case .name: "Quintessa Vandermolen"
    case .organization: "Brightwater Logistics"
    case .location: part == .zip ? "63101" : "14 Bramble Hollow"
    case .date: "1971-03-09"
    case .age: "93"
    case .email: "q.vander@example.org"
    default: "742118305"
    }
  }
}
