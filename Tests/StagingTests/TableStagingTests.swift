import Manifest
import Testing
import Vocabulary

@testable import Staging

/// Tables as people and systems keep them: what stands above, beside and below them, what names their
/// cells, and what of that stays.
@Suite struct TableStagingTests {
  private typealias Table = StagedDocument

  /// A header with two rows.
  private static let rows = """
    MRN,LastName,FirstName,Zip,A1c
    7712001,Marchbanks,Wilhelmina,59715,7.1
    7712002,Ferncastle,Jory,59718,6.8

    """

  /// Their copies.
  private static let copies = """
    MRN,LastName,FirstName,Zip,A1c
    [MRN],[NAME],[NAME],597,7.1
    [MRN],[NAME],[NAME],597,6.8

    """

  private static func below(_ name: String, _ title: String) -> Table {
    Table(name: name, text: title + rows, copy: title + copies)
  }

  /// The rows with another delimiter.
  private static func apart(_ name: String, by delimiter: String) -> Table {
    Table(
      name: name,
      text: rows.replacing(",", with: delimiter),
      copy: copies.replacing(",", with: delimiter)
    )
  }

  private static let headers = [
    below("comment.csv", "# exported\n"),
    below("comments.csv", "# exported, by night\n#\n"),
    below("title.csv", "Daily census\n"),
    below("titles.csv", "Daily census, ward 3\n\nPrinted at noon\n"),
    below("empty.csv", "\n\n"),
    below("groups.csv", "Demographics,,,,Labs\n"),
    below("separator.csv", "sep=,\n"),
    apart("carets.txt", by: "^"),
    apart("tildes.txt", by: "~"),
    apart("dollars.txt", by: "$"),
    apart("semicolons.csv", by: ";"),
    Table(
      name: "plain.csv",
      text: "step,count,mean\nfirst run,3,4.5\nsecond run,8,4.1\n",
      copy: "step,count,mean\nfirst run,3,4.5\nsecond run,8,4.1\n"
    ),
    Table(
      name: "dictionary.csv",
      text: "variable,label,type\nmrn,MRN,text\nlast_name,Last name,text\ndob,DOB,date\n",
      copy: "variable,label,type\nmrn,MRN,text\nlast_name,Last name,text\ndob,DOB,date\n"
    ),
    Table(
      name: "hash.tsv",
      text: "#MRN\tLastName\tA1c\n7712001\tMarchbanks\t7.1\n7712002\tFerncastle\t6.8\n",
      copy: "#MRN\tLastName\tA1c\n[MRN]\t[NAME]\t7.1\n[MRN]\t[NAME]\t6.8\n"
    ),
  ]

  private static let blocks = [
    Table(
      name: "field-value.csv",
      text: "Field,Value\nName,Orla Quist\nMRN,99120\nWeight,71 kg\n",
      copy: "Field,Value\nName,[NAME]\nMRN,[MRN]\nWeight,71 kg\n"
    ),
    Table(
      name: "settings.csv",
      text: "Key,Value\nName,web-2\nRegion,north\nReplicas,3\n",
      copy: "Key,Value\nName,web-2\nRegion,north\nReplicas,3\n"
    ),
    Table(
      name: "labels.csv",
      text: "Name,Orla Quist\nDOB,3/14/1951\nMRN,99120\nPain score,4\n",
      copy: "Name,[NAME]\nDOB,1951\nMRN,[MRN]\nPain score,4\n"
    ),
    Table(
      name: "pairs.csv",
      text: "Patient Name,Orla Quist,MRN,99120\nDOB,3/14/1951,Phone,4065550142\n"
        + "Allergies,Sulfa,SSN,219099999\n",
      copy: "Patient Name,[NAME],MRN,[MRN]\nDOB,1951,Phone,[PHONE]\nAllergies,Sulfa,SSN,[SSN]\n"
    ),
    Table(
      name: "persons.csv",
      text: "Patient Name,Orla Quist,Bea Tanner\nMRN,7712001,7712002\nZip,59715,59718\n"
        + "Weight kg,71,80\n",
      copy: "Patient Name,[NAME],[NAME]\nMRN,[MRN],[MRN]\nZip,597,597\nWeight kg,71,80\n"
    ),
    Table(
      name: "blocks.csv",
      text: "Drug,Dose\nMetformin,500\n\nLast,First,MRN,K\nMarchbanks,Wilhelmina,7719204,4.1\n"
        + "Ferncastle,Jory,7719205,3.9\n",
      copy: "Drug,Dose\nMetformin,500\n\nLast,First,MRN,K\n[NAME],[NAME],[MRN],4.1\n"
        + "[NAME],[NAME],[MRN],3.9\n"
    ),
    Table(
      name: "colons.csv",
      text: "Patient:,\"Quist, Orla\",MRN:,99120\nTest,Result\nNa,138\n",
      copy: "Patient:,\"[NAME]\",MRN:,[MRN]\nTest,Result\nNa,138\n"
    ),
    Table(
      name: "gap.csv",
      text: "MRN,LastName,FirstName\n7712001,Marchbanks,Wilhelmina\n\n7712002,Ferncastle,Jory\n",
      copy: "MRN,LastName,FirstName\n[MRN],[NAME],[NAME]\n\n[MRN],[NAME],[NAME]\n"
    ),
  ]

  private static let lists = [
    Table(
      name: "account.txt",
      text: """
        Enabled        : True
        Surname        : Penrose
        GivenName      : Tamsin
        MRN            : 7712001
        Email          : t.penrose@example.org

        """,
      copy: """
        Enabled        : True
        Surname        : [NAME]
        GivenName      : [NAME]
        MRN            : [MRN]
        Email          : [EMAIL]

        """
    ),
    Table(
      name: "device.txt",
      text: """
        Serial Number  = 88AB12001
        Patient Name   = Penrose
        Firmware       = 2.4.1
        MRN            = 7712001
        Model          = ZX 4
        Location Zip   = 59715

        """,
      copy: """
        Serial Number  = [DEVICE]
        Patient Name   = [NAME]
        Firmware       = 2.4.1
        MRN            = [MRN]
        Model          = ZX 4
        Location Zip   = 597

        """
    ),
  ]

  private static let objects = [
    Table(
      name: "split.json",
      text: #"{"columns":["mrn","phone","ssn","city","a1c"],"index":[0,1],"#
        + #""data":[["5512093","4065550133","219448810","Bozeman",7.1],"#
        + #"[5512094,null,"","Helena",6]]}"#,
      copy: #"{"columns":["mrn","phone","ssn","city","a1c"],"index":[0,1],"#
        + #""data":[["[MRN]","[PHONE]","[SSN]","[LOCATION]",7.1],"#
        + #"[0,null,"","[LOCATION]",6]]}"#
    ),
    Table(
      name: "named.json",
      text: #"{"columns":[{"name":"LAST_NAME","type":"text"},{"name":"PHONE"},{"name":"A1C"}],"#
        + #""rows":[["Marchbanks","4065550177",7.1]]}"#,
      copy: #"{"columns":[{"name":"LAST_NAME","type":"text"},{"name":"PHONE"},{"name":"A1C"}],"#
        + #""rows":[["[NAME]","[PHONE]",7.1]]}"#
    ),
    Table(
      name: "header.json",
      text: #"[["mrn","last_name","dob","zip","hgb"],"#
        + #"["7712001","Marchbanks","1950-02-03","59715",13]]"#,
      copy: #"[["mrn","last_name","dob","zip","hgb"],["[MRN]","[NAME]","1950","597",13]]"#
    ),
    Table(
      name: "points.json",
      text: #"[["x","y"],["1.5","red"],["2.5","blue"]]"#,
      copy: #"[["x","y"],["1.5","red"],["2.5","blue"]]"#
    ),
    Table(
      name: "labels.json",
      text: #"[{"type":"MRN","value":"90012881"},"#
        + #"{"fieldName":"Last Name","fieldValue":"Marchbanks"},"#
        + #"{"k":"ssn","v":"412559087"},{"t":"MRN","v":90012881},{"name":"mrn","value":"90012881"},"#
        + #"{"type":"line","value":"7"},{"type":"string","value":"abc"},"#
        + #"{"key":"Name","value":"web-2"}]"#,
      copy: #"[{"type":"MRN","value":"[MRN]"},{"fieldName":"Last Name","fieldValue":"[NAME]"},"#
        + #"{"k":"ssn","v":"[SSN]"},{"t":"MRN","v":0},{"name":"mrn","value":"[MRN]"},"#
        + #"{"type":"line","value":"7"},{"type":"string","value":"abc"},"#
        + #"{"key":"Name","value":"web-2"}]"#
    ),
  ]

  private static let dumps = [
    Table(
      name: "create.sql",
      text: "CREATE TABLE pt (id INT, lname TEXT, mrn TEXT, zip VARCHAR(5), sbp DECIMAL(4,1), "
        + "PRIMARY KEY (id));\nINSERT INTO pt VALUES (1,'Marchbanks','7712001','59715',120.5);\n",
      copy: "CREATE TABLE pt (id INT, lname TEXT, mrn TEXT, zip VARCHAR(5), sbp DECIMAL(4,1), "
        + "PRIMARY KEY (id));\nINSERT INTO pt VALUES (1,'[NAME]','[MRN]','597',120.5);\n"
    ),
    Table(
      name: "copy.sql",
      text: "COPY pt (id, lname, mrn, state, zip, phone, sbp) FROM stdin;\n"
        + "1\tMarchbanks\t7712001\tNY\t14580\t4065550177\t120\n"
        + "2\t\\N\t7712002\tNY\t14581\t\\N\t118\n\\.\n",
      copy: "COPY pt (id, lname, mrn, state, zip, phone, sbp) FROM stdin;\n"
        + "1\t[NAME]\t[MRN]\tNY\t145\t[PHONE]\t120\n"
        + "2\t\\N\t[MRN]\tNY\t145\t\\N\t118\n\\.\n"
    ),
    Table(
      name: "quoted.sql",
      text: "COPY public.pt (id, lname, fname, zip) FROM stdin WITH (FORMAT csv);\n"
        + "1,Marchbanks,\"Wilhelmina, A\",14580\n\\.\n",
      copy: "COPY public.pt (id, lname, fname, zip) FROM stdin WITH (FORMAT csv);\n"
        + "1,[NAME],\"[NAME]\",145\n\\.\n"
    ),
  ]

  private static let names = [
    Table(
      name: "drugs.csv",
      text: "Name,Dose,Class\nLisinopril,10 mg,ACE inhibitor\nMorphine,15 mg,Opioid\n"
        + "Metformin,500 mg,Biguanide\n",
      copy: "Name,Dose,Class\nLisinopril,10 mg,ACE inhibitor\nMorphine,15 mg,Opioid\n"
        + "Metformin,500 mg,Biguanide\n"
    ),
    Table(
      name: "measures.csv",
      text: "Name,Count\nThreshold,4\nPatient days,120\nOccupancy,88\n",
      copy: "Name,Count\nThreshold,4\nPatient days,120\nOccupancy,88\n"
    ),
    Table(
      name: "people.csv",
      text: "Name,Score\nOrla Quist,4\nWilhelmina Marchbanks,3\nGrant Young,2\n",
      copy: "Name,Score\n[NAME],4\n[NAME],3\n[NAME],2\n"
    ),
    Table(
      name: "patients.csv",
      text: "Name,MRN\nThreshold,88120\nMorphine,99120\nPrice,71120\n",
      copy: "Name,MRN\n[NAME],[MRN]\n[NAME],[MRN]\n[NAME],[MRN]\n"
    ),
    Table(
      name: "places.csv",
      text: "7,12 Quay St,Bozeman,MT,59715\n9,4 Elm Court,Helena,MT,59601\n"
        + "3,88 Main St,Polson,MT,59860\n",
      copy: "7,[LOCATION],[LOCATION],MT,597\n9,[LOCATION],[LOCATION],MT,596\n"
        + "3,[LOCATION],[LOCATION],MT,598\n"
    ),
    Table(
      name: "counts.csv",
      text: "7,red,on,41233\n9,blue,on,41877\n3,green,off,40011\n",
      copy: "7,red,on,41233\n9,blue,on,41877\n3,green,off,40011\n"
    ),
  ]

  @Test(arguments: headers + blocks + lists + objects + dumps + names)
  private func whatNamesAValueIsFoundWhereverItStands(table: Table) throws {
    try table.check()
  }
}
