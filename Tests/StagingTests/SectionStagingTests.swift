import Testing

@testable import Staging

/// Tables of sections, of long form and with headers of several rows, whose labels stay and whose values go.
@Suite struct SectionStagingTests {
  private typealias Table = StagedDocument

  /// Rows of a device's measurements.
  private static let nights = (1...24).map { "2024-05-0\($0 % 9 + 1),6:12,2.1\n" }.joined()
  private static let years = String(repeating: "2024,6:12,2.1\n", count: 24)

  /// Labels with their values above a table, with and without an empty row between.
  private static let sections = ["", "\n"]
    .flatMap { gap in
      [(",", "csv"), (";", "csv"), ("\t", "txt")]
        .map { sign, ending in
          let labels = "Patient Name,Bill Pool\nPatient ID,35595\nOperator,Will March\nMode,Auto\n"
          let masked = "Patient Name,[NAME]\nPatient ID,[MRN]\nOperator,[NAME]\nMode,Auto\n"
          let header = gap + "Date,Usage,AHI\n"
          return Table(
            name: "device.\(ending)",
            text: (labels + header + nights).replacing(",", with: sign),
            copy: (masked + header + years).replacing(",", with: sign)
          )
        }
    }

  /// Sections below titles, one behind another.
  private static let titled = [
    Table(
      name: "lung.csv",
      text: [("Small", "172"), ("Hill", "181")]
        .map { name, height in
          "[Patient]\nSurname;\(name)\nHeight;\(height)\n[Test]\nParameter;Pred;Pre;%\nFVC;4.21;3.90;93\n"
        }
        .joined(),
      copy: ["172", "181"]
        .map { height in
          "[Patient]\nSurname;[NAME]\nHeight;\(height)\n[Test]\nParameter;Pred;Pre;%\nFVC;4.21;3.90;93\n"
        }
        .joined()
    ),
    Table(
      name: "vent.csv",
      text: "#Device;Evita V500;SW 2.51\n#Patient;Pool;Bill\n#PatID;35595\n"
        + "Time;Vt[mL];PEEP[mbar];FiO2[%]\n08:00:00;420;8;40\n08:01:00;491;8;40\n08:02:00;471;8;40\n",
      copy: "#Device;Evita V500;SW 2.51\n#Patient;[NAME];[NAME]\n#PatID;[MRN]\n"
        + "Time;Vt[mL];PEEP[mbar];FiO2[%]\n08:00:00;420;8;40\n08:01:00;491;8;40\n08:02:00;471;8;40\n"
    ),
    // Nothing of it is about a person.
    Table(
      name: "plate.csv",
      text: "[Device]\nReader;Hill\nFilter;Church\n[Run]\nWell;Raw;Mean\nA1;4.2;3.9\nA2;4.1;3.8\n",
      copy: "[Device]\nReader;Hill\nFilter;Church\n[Run]\nWell;Raw;Mean\nA1;4.2;3.9\nA2;4.1;3.8\n"
    ),
  ]

  /// One qualifier or parameter of somebody in each row.
  private static let long = [
    Table(
      name: "suppdm.csv",
      text:
        "DOMAIN,QNAM,QLABEL,QVAL\nDM,HOSPNO,Number on the chart,61686\nDM,CITY,City,Troy\n"
        + "DM,RACEOTH,Race in words,Basque\n",
      copy:
        "DOMAIN,QNAM,QLABEL,QVAL\nDM,HOSPNO,Number on the chart,[MRN]\nDM,CITY,City,[LOCATION]\n"
        + "DM,RACEOTH,Race in words,Basque\n"
    ),
    Table(
      name: "adsl.csv",
      text:
        "DOMAIN,VISIT,PARAM,AVAL\nDM,1,Surname,Page\nDM,1,Weight,81\nDM,2,Weight,82\n",
      copy:
        "DOMAIN,VISIT,PARAM,AVAL\nDM,1,Surname,[NAME]\nDM,1,Weight,81\nDM,2,Weight,82\n"
    ),
    Table(
      name: "fields.csv",
      text: "record,field_name,value\n1,SUBJNAM,Ray Page\n1,SEX,M\n2,SUBJNAM,June Snow\n",
      copy: "record,field_name,value\n1,SUBJNAM,[NAME]\n1,SEX,M\n2,SUBJNAM,[NAME]\n"
    ),
  ]

  /// Headers of two and three rows.
  private static let surveys = [
    Table(
      name: "monkey.csv",
      text:
        "Respondent,Please tell us about yourself,,How often?,What is your mother's maiden name?\n"
        + ",Name,City/Town,Response,Open-Ended Response\n"
        + "1180,Ray St. John,Surprise,Weekly,Hunt\n1181,Hope Bean,Mobile,Daily,Stone\n",
      copy:
        "Respondent,Please tell us about yourself,,How often?,What is your mother's maiden name?\n"
        + ",Name,City/Town,Response,Open-Ended Response\n"
        + "1180,[NAME],[LOCATION],Weekly,[NAME]\n1181,[NAME],[LOCATION],Daily,[NAME]\n"
    ),
    Table(
      name: "qualtrics.csv",
      text: "Q1,Q2,Q4_TEXT\nWhat is your full name?,How satisfied?,Who referred you? - Name\n"
        + "\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\",\"{\"\"ImportId\"\":\"\"QID4\"\"}\"\n"
        + "June Snow,Very,Will March\nBill Pool,Hardly,Hope Bean\n",
      copy: "Q1,Q2,Q4_TEXT\nWhat is your full name?,How satisfied?,Who referred you? - Name\n"
        + "\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\",\"{\"\"ImportId\"\":\"\"QID4\"\"}\"\n"
        + "[NAME],Very,[NAME]\n[NAME],Hardly,[NAME]\n"
    ),
  ]

  /// Columns whose names alone say what they hold, and those whose values have to.
  private static let headers = [
    Table(
      name: "sites.csv",
      text:
        "HRN,INVNAM,CITYRES,operator,gain\n44713,Hill,Mobile,Dale Wood,12\n90213,Church,Hope,June Frost,13\n",
      copy: "HRN,INVNAM,CITYRES,operator,gain\n[MRN],[NAME],[LOCATION],[NAME],12\n"
        + "[MRN],[NAME],[LOCATION],[NAME],13\n"
    ),
    Table(
      name: "places.csv",
      text: (0..<6)
        .map { "\"\($0)\",\"Match\",\"-73.6960\($0),42.9426\($0)\",\"2559862\($0)\",\"L\"\n" }
        .joined(),
      copy: (0..<6).map { "\"\($0)\",\"Match\",\"[LOCATION]\",\"[LOCATION]\",\"L\"\n" }.joined()
    ),
    Table(
      name: "rules.csv",
      text: "metric,operator,monitor\nwidth,greater,left\nheight,less,right\n",
      copy: "metric,operator,monitor\nwidth,greater,left\nheight,less,right\n"
    ),
  ]

  @Test(arguments: sections + titled + long + surveys + headers)
  func labelsStayAndValuesGo(table: StagedDocument) throws { try table.check() }
}
