import Testing

@testable import Staging

/// What names the values of tables whose heads are unlike those of others, and text that only looks like a table.
@Suite struct TableHeadStagingTests {
  private typealias Table = StagedDocument

  /// One field of somebody in each row.
  private static let fields = [
    Table(
      name: "trail.csv",
      text: "audit_id,table_name,field_name,old_value,new_value,changed_by\n"
        + "1,patient,last_name,Hill,Church,jlindqvist\n2,patient,mrn,15924,33022,jlindqvist\n"
        + "3,patient,status,open,closed,jlindqvist\n",
      copy: "audit_id,table_name,field_name,old_value,new_value,changed_by\n"
        + "1,patient,last_name,[NAME],[NAME],[USERNAME]\n2,patient,mrn,[MRN],[MRN],[USERNAME]\n"
        + "3,patient,status,open,closed,[USERNAME]\n"
    ),
    Table(
      name: "form.csv",
      text: "record,variable,value\n7,last_name,Bean\n7,mrn,44713\n7,home_city,Mobile\n7,a1c,7.1\n",
      copy:
        "record,variable,value\n7,last_name,[NAME]\n7,mrn,[MRN]\n7,home_city,[LOCATION]\n7,a1c,7.1\n"
    ),
    Table(
      name: "measures.csv",
      text: "site,item,value\nnorth,width,Hill\nnorth,height,Church\n",
      copy: "site,item,value\nnorth,width,Hill\nnorth,height,Church\n"
    ),
    Table(
      name: "across.csv",
      text:
        "Subject,1,2\nSurname,Bean,Grace\nFirst name,Hope,Will\nMRN,44713,90213\nWeight,71,80\n",
      copy:
        "Subject,1,2\nSurname,[NAME],[NAME]\nFirst name,[NAME],[NAME]\nMRN,[MRN],[MRN]\nWeight,71,80\n"
    ),
  ]

  /// Headers with cells that are no names.
  private static let numbers = [
    Table(
      name: "years.csv",
      text:
        "last_name,first_name,mrn,city,2023\nBean,Hope,66992,Mobile,active\nStone,Will,90213,Troy,active\n",
      copy: "last_name,first_name,mrn,city,2023\n[NAME],[NAME],[MRN],[LOCATION],active\n"
        + "[NAME],[NAME],[MRN],[LOCATION],active\n"
    ),
    Table(
      name: "codes.csv",
      text: "surname,mrn,E11.9,0-30\nBean,66992,1,12.00\nStone,90213,0,3.50\n",
      copy: "surname,mrn,E11.9,0-30\n[NAME],[MRN],1,12.00\n[NAME],[MRN],0,3.50\n"
    ),
    Table(
      name: "counted.csv",
      text: "1,2,3\nlast_name,mrn,ward\nBean,66992,4W\nStone,90213,ICU\n",
      copy: "1,2,3\nlast_name,mrn,ward\n[NAME],[MRN],4W\n[NAME],[MRN],ICU\n"
    ),
    Table(
      name: "grid.csv",
      text: "width,2021,2022\n12,13,14\n15,16,17\n",
      copy: "width,2021,2022\n12,13,14\n15,16,17\n"
    ),
    Table(
      name: "spanish.csv",
      text:
        "nombre,apellidos,ciudad,nhc,estado\nHope,Bean,Mobile,44713,activo\nWill,Stone,Troy,90213,activo\n",
      copy: "nombre,apellidos,ciudad,nhc,estado\n[NAME],[NAME],[LOCATION],[MRN],activo\n"
        + "[NAME],[NAME],[LOCATION],[MRN],activo\n"
    ),
  ]

  /// Lines of as many bytes or commas that are no rows.
  private static let lines = [
    Table(
      name: "statements.sql",
      text: (0..<6).map { "INSERT INTO t (surname, status) VALUES ('\(words[$0])', 'open');\n" }
        .joined(),
      copy: (0..<6).map { _ in "INSERT INTO t (surname, status) VALUES ('[NAME]', 'open');\n" }
        .joined()
    ),
    Table(
      name: "keys.log",
      text: words.map { "10:11:12 INFO saved surname=\($0) ok\n" }.joined(),
      copy: words.map { _ in "10:11:12 INFO saved surname=[NAME] ok\n" }.joined()
    ),
    Table(
      name: "calls.txt",
      text: "COLUMNS = (\"last_name\", \"first_name\", \"mrn\", \"ward\")\n"
        + words.map { "('\($0)', 'June', 48213, 'ICU'),\n" }.joined(),
      copy: "COLUMNS = (\"last_name\", \"first_name\", \"mrn\", \"ward\")\n"
        + words.map { _ in "('[NAME]', '[NAME]', [MRN], 'ICU'),\n" }.joined()
    ),
    Table(
      name: "pages.txt",
      text: page + page,
      copy: pageCopy + pageCopy
    ),
  ]

  /// Rows of JSON whose names stand in another object, and pairs.
  private static let objects = [
    Table(
      name: "schema.json",
      text: #"{"schema": {"fields": [{"name": "last_name"}, {"name": "mrn"}, {"name": "ward"}]}, "#
        + #""data": [["Day", "42400", "ICU"], ["Guy", "4809", "4W"]]}"#,
      copy: #"{"schema": {"fields": [{"name": "last_name"}, {"name": "mrn"}, {"name": "ward"}]}, "#
        + #""data": [["[NAME]", "[MRN]", "ICU"], ["[NAME]", "[MRN]", "4W"]]}"#
    ),
    Table(
      name: "cells.json",
      text:
        #"{"columnHeaders": ["Last Name", "MRN", "Ward"], "rowData": [{"cells": ["Day", "42400", "ICU"]}, "#
        + #"{"tags": ["Day", "Guy"]}]}"#,
      copy:
        #"{"columnHeaders": ["Last Name", "MRN", "Ward"], "rowData": [{"cells": ["[NAME]", "[MRN]", "ICU"]}, "#
        + #"{"tags": ["Day", "Guy"]}]}"#
    ),
    Table(
      name: "pairs.json",
      text:
        #"[[["lastName", "Wood"], ["mrn", 4603], ["status", "active"]], [["width", "Wood"], ["a", "b"]]]"#,
      copy:
        #"[[["lastName", "[NAME]"], ["mrn", 0], ["status", "active"]], [["width", "Wood"], ["a", "b"]]]"#
    ),
  ]

  private static let words = ["Drew", "Skip", "Will", "Hope", "Rose", "Lake"]

  /// A page of a report with its header.
  private static let page = """
    CENSUS OF THE NIGHT   PAGE 1

    PATIENT NAME              MRN         UNIT
    LANE,SUNNY                5603686     4W
    HOPE,RUSTY                5603687     4W
    STONE,MARK                5603688     4W


    """
  private static let pageCopy = """
    CENSUS OF THE NIGHT   PAGE 1

    PATIENT NAME              MRN         UNIT
    [NAME]                [MRN]     4W
    [NAME]                [MRN]     4W
    [NAME]                [MRN]     4W


    """

  @Test(arguments: fields + numbers + lines + objects)
  private func whatNamesAValueIsFoundWhereverItStands(table: Table) throws {
    try table.check()
  }
}
