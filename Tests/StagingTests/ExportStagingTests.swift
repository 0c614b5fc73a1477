import Manifest
import Testing
import Vocabulary

@testable import Staging

/// Files as systems export them: what their labels, headers and specifications say, and what beside
/// that stays.
@Suite struct ExportStagingTests {
  private typealias Export = StagedDocument

  private static let exports = [
    // A page's program is text, and as many commas in each line make no table of calls.
    Export(
      name: "rows.php",
      text: "<?php $rows = [\n"
        + String(repeating: "  ['last_name' => 'Skip', 'dose' => 'Sand'],\n", count: 9),
      copy: "<?php $rows = [\n"
        + String(repeating: "  ['last_name' => '[NAME]', 'dose' => 'Sand'],\n", count: 9)
    ),
    Export(
      name: "calls.sql",
      text: String(
        repeating: "EXEC AddRow @FirstName = N'Skip', @LastName = N'Bolt', @Dose = 2;\n",
        count: 9
      ),
      copy: String(
        repeating: "EXEC AddRow @FirstName = N'[NAME]', @LastName = N'[NAME]', @Dose = 2;\n",
        count: 9
      )
    ),
    Export(
      name: "form.csv",
      text: """
        Field,Value
        Patient Name,Torvald Brekke
        Cell phone,4065550137
        Zip,59715
        Weight (kg),81.4
        Pain score,3

        """,
      copy: """
        Field,Value
        Patient Name,[NAME]
        Cell phone,[PHONE]
        Zip,597
        Weight (kg),81.4
        Pain score,3

        """
    ),
    Export(
      name: "answers.json",
      text: #"[{"question":"Home phone","answer":"4065550137"},{"key":"Name","value":"web-2"},"#
        + #"{"label":"Subscriber ID","value":"WQX 204 77 118"},{"key":"units","value":"mg/dL"},"#
        + #"{"label":"Status","value":"Ana Ruiz called, she wants to go home"}]"#,
      copy: #"[{"question":"Home phone","answer":"[PHONE]"},{"key":"Name","value":"web-2"},"#
        + #"{"label":"Subscriber ID","value":"[HEALTH_PLAN]"},{"key":"units","value":"mg/dL"},"#
        + #"{"label":"Status","value":"[NAME] called, she wants to go home"}]"#
    ),
    Export(
      name: "texts.json",
      text:
        #"{"login.username":"User name","login.password":"Password","login.forgot":"Forgot it?","#
        + #""patient.lastName":"Last name","priority":{"name":"High"},"software":{"name":"Lakeview Server"},"#
        + #""author":{"name":"Torvald Brekke"},"password":"password","lastName":"Brekke","#
        + #""dependencies":{"date-fns":"^3.3.1"},"login":"tbrekke"}"#,
      copy:
        #"{"login.username":"User name","login.password":"[SECRET]","login.forgot":"Forgot it?","#
        + #""patient.lastName":"Last name","priority":{"name":"High"},"software":{"name":"Lakeview Server"},"#
        + #""author":{"name":"[NAME]"},"password":"[SECRET]","lastName":"[NAME]","#
        + #""dependencies":{"date-fns":"^3.3.1"},"login":"[USERNAME]"}"#
    ),
    Export(
      name: "short.csv",
      text: """
        PTNM,PTBD,PTST,PTZP,ADMDT,DX_NAME,QTY
        BREKKE TORVALD,06121950,MT,59715,03012024,Closed fracture of hip,2

        """,
      copy: """
        PTNM,PTBD,PTST,PTZP,ADMDT,DX_NAME,QTY
        [NAME],1950,MT,597,2024,Closed fracture of hip,2

        """
    ),
    Export(
      name: "parts.csv",
      text: """
        MRN,month_of_birth,day_of_birth,Last Refill,REND_PROV_NM,visits
        7718204,4,17,2024-02-11,"ASKEVOLD, RUNA LCSW",5

        """,
      copy: """
        MRN,month_of_birth,day_of_birth,Last Refill,REND_PROV_NM,visits
        [MRN],[DATE],[DATE],2024,"[NAME]",5

        """
    ),
    Export(
      name: "german.csv",
      text: """
        Nachname;Vorname;Geburtsdatum;Strasse;PLZ;Ort;HbA1c
        Oberlechner;Traudl;14.03.1962;Am Anger 3;04109;Leipzig;7,4

        """,
      copy: """
        Nachname;Vorname;Geburtsdatum;Strasse;PLZ;Ort;HbA1c
        [NAME];[NAME];1962;[LOCATION];041;[LOCATION];7,4

        """
    ),
    Export(
      name: "headers.csv",
      text: "CHK_NBR,SVC_DT,Stmt Dt,RCVD_DTTM,units\n00917733,2024-01-02,2024-01-03,2024-01-04,4\n",
      copy: "CHK_NBR,SVC_DT,Stmt Dt,RCVD_DTTM,units\n[ACCOUNT],2024,2024,2024,4\n"
    ),
    Export(
      name: "channel.json",
      text: #"{"raw":"PID|1||H44182||BREKKE^TORVALD||19650706|F|||3 Quay St^^Bath^ME||2075550149\r"#
        + #"OBX|1|NM|718-7^Hgb||13.2|g/dL"}"#,
      copy: #"{"raw":"PID|1||[MRN]||[NAME]||1965|F|||[LOCATION]^^[LOCATION]^ME||[PHONE]\r"#
        + #"OBX|1|NM|718-7^Hgb||13.2|g/dL"}"#
    ),
    Export(
      name: "vpn.log",
      text: """
        openvpn: rbrekke/198.51.100.23:51820 connected
        sshd: Accepted publickey for rbrekke from 10.8.0.14 port 51022 ssh2
        browser Chrome/116.0.0.0 seen

        """,
      copy: """
        openvpn: [USERNAME]/[IP]:51820 connected
        sshd: Accepted publickey for [USERNAME] from [IP] port 51022 ssh2
        browser Chrome/116.0.0.0 seen

        """
    ),
    Export(
      name: "ages.hl7",
      text: "MSH|^~\\&|A|B|C|D|20260121||ORU^R01|1|P|2.5\rPID|1||7718204||Brekke^Torvald\r"
        + "OBX|1|NM|30525-0^Age^LN||94|a\rOBX|2|NM|718-7^Hgb^LN||94|a\r",
      copy: "MSH|^~\\&|A|B|C|D|2026||ORU^R01|[UNIQUE_ID]|P|2.5\rPID|1||[MRN]||[NAME]^[NAME]\r"
        + "OBX|1|NM|30525-0^Age^LN||90|a\rOBX|2|NM|718-7^Hgb^LN||94|a\r"
    ),
    Export(
      name: "cda.xml",
      text:
        "<ClinicalDocument xmlns=\"urn:hl7-org:v3\" xmlns:x=\"http://docs.example.org/a-1.0.xsd\">"
        + "<templateId root=\"2.16.840.1.113883.10.20.22.1.2\" extension=\"2015-08-01\"/>"
        + "<effectiveTime value=\"20240114\"/></ClinicalDocument>",
      copy:
        "<ClinicalDocument xmlns=\"urn:hl7-org:v3\" xmlns:x=\"http://docs.example.org/a-1.0.xsd\">"
        + "<templateId root=\"2.16.840.1.113883.10.20.22.1.2\" extension=\"2015-08-01\"/>"
        + "<effectiveTime value=\"2024\"/></ClinicalDocument>"
    ),
    Export(
      name: "form.json",
      text: #"{"resourceType":"Questionnaire","item":[{"linkId":"1","text":"Pain"}],"onsetAge":"#
        + #"{"value":92,"unit":"a"},"address":[{"state":"MN","extension":[{"valueDecimal":46.7295}]}]}"#,
      copy: #"{"resourceType":"Questionnaire","item":[{"linkId":"1","text":"Pain"}],"onsetAge":"#
        + #"{"value":90,"unit":"a"},"address":[{"state":"MN","extension":[{"valueDecimal":0}]}]}"#
    ),
    Export(
      name: "claim_837p.x12",
      text:
        "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *231204*1530*^*00501*"
        + "000000001*0*P*:~GS*HC*S*R*20231204*1530*1*X*005010X222A1~ST*837*0001~BGN*00*E1*20240115~"
        + "PLB*1730291827*20241231*WO:DHC-40011*-25~SE*4*0001~GE*1*1~IEA*1*000000001~",
      copy:
        "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *230101*1530*^*00501*"
        + "000000001*0*P*:~GS*HC*S*R*20230101*1530*1*X*005010X222A1~ST*837*0001~BGN*00*[UNIQUE_ID]*"
        + "20240101~PLB*[LICENSE]*20240101*WO:[UNIQUE_ID]*-25~SE*4*0001~GE*1*1~IEA*1*000000001~"
    ),
  ]

  @Test(arguments: exports)
  private func whatALabelSaysCounts(export: Export) throws {
    try export.check()
  }
}
