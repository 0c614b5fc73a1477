import Testing
import Vocabulary

@testable import Detection

/// Literals of statements and values that are bound to their places, by the names of their columns.
@Suite struct StatementTests {
  /// What is found in a text, without the days at the beginning of lines.
  private func found(_ text: String) -> [String] {
    let scanned = ScannedText(text)
    return scanned.findings.filter { $0.masked && $0.kind != .date }.map { scanned.text($0) }
  }

  @Test(arguments: [
    (
      """
      Executed DbCommand (2ms) [Parameters=[@p0='Skip' (Size = 40), @p1='Bolt', @p2='open'], CommandType='Text']
            INSERT INTO [Patients] ([FirstName], [LastName], [Status])
            VALUES (@p0, @p1, @p2);
      """, ["Skip", "Bolt"]
    ),
    (
      """
      Executed DbCommand (2ms) [Parameters=[@__lastName_0='Bolt' (Size = 40), @__mrn_1='9602'], CommandType='Text']
            SELECT [p].[Id]
            FROM [Patients] AS [p]
            WHERE [p].[LastName] = @__lastName_0 AND [p].[Mrn] = @__mrn_1
      """, ["Bolt", "9602"]
    ),
    (
      """
      LOG:  execute S_1: INSERT INTO patients (surname, chart_no) VALUES ($1, $2)
      DETAIL:  parameters: $1 = 'Bolt', $2 = '9602'
      """, ["Bolt", "9602"]
    ),
    (
      """
      SQL : select p1_0.id from patient p1_0 where p1_0.last_name=? and p1_0.mrn=? and p1_0.ward=?
      bind : binding parameter (1:VARCHAR) <- [Bolt]
      bind : binding parameter (2:VARCHAR) <- [9602]
      bind : binding parameter (3:VARCHAR) <- [Bolt]
      """, ["Bolt", "9602"]
    ),
    (
      """
      SQL : update patient set last_name=?,ward=? where id=?
      BasicBinder : binding parameter [1] as [VARCHAR] - [Bolt]
      BasicBinder : binding parameter [2] as [VARCHAR] - [Skip]
      BasicBinder : binding parameter [3] as [BIGINT] - [9602]
      """, ["Bolt"]
    ),
    (
      """
      SQL :
          insert
          into
              patient
              (first_name,ward)
          values
              (?,?)
      BasicBinder : binding parameter [1] as [VARCHAR] - [Skip]
      BasicBinder : binding parameter [2] as [VARCHAR] - [Bolt]
      """, ["Skip"]
    ),
    (
      """
      ==>  Preparing: select id, ward, last_name from patient where last_name = ? and mrn = ?
      ==> Parameters: Bolt(String), 9602(Integer)
      <==    Columns: id, ward, last_name
      <==        Row: 9603, Skip, Bolt
      """, ["Bolt", "9602", "Bolt"]
    ),
    (
      "sql: \"select * from patients where last_name = ? and mrn = ?\",\nbindings: [ \"Bolt\", \"9602\" ],",
      ["Bolt", "9602"]
    ),
    (
      "UPDATE p SET ward = ?, lname = ? WHERE id = ? -- PARAMETERS: [\"Skip\",\"Bolt\",81]",
      ["Bolt"]
    ),
    (
      "INSERT INTO \"p\" (\"ward\") VALUES ($1)  [[\"first_name\", \"Skip\"], [\"ward\", \"Bolt\"]]",
      ["Skip"]
    ),
    (
      """
      SELECT p.id FROM p WHERE p.last_name = %s AND p.mrn IN (%s, %s)
      [generated in 0.0001s] ('Bolt', '9602', '9603')
      """, ["Bolt", "9602", "9603"]
    ),
    (
      "DETAIL:  Key (surname, ward, mrn)=(Bolt, Skip, 9602) already exists.",
      ["Bolt", "9602"]
    ),
  ]) func boundValuesAreThoseOfTheirColumns(text: String, wanted: [String]) {
    #expect(found(text) == wanted)
  }

  @Test(arguments: [
    ("SELECT id FROM pt WHERE lname LIKE 'Bolt%' AND ward = 'Skip'", ["Bolt"]),
    ("SELECT Id FROM Contact WHERE MRN__c = '9602' AND Ward__c = 'Skip'", ["9602"]),
    ("UPDATE a SET city_village = 'Media', pat_last = 'Bolt' WHERE id = 3", ["Media", "Bolt"]),
    ("select * from p where lower(p.\"surname\") in ('bolt', 'skip')", ["bolt", "skip"]),
    ("select * from p where p.given between 'Bolt' and 'Skip'", ["Bolt", "Skip"]),
    ("insert into p values (1);\nselect 1 where city = N'Mobile'", ["Mobile"]),
  ]) func literalsAreThoseOfTheirColumns(text: String, wanted: [String]) {
    #expect(found(text) == wanted)
  }

  @Test(arguments: [
    "select * from orders where status = 'Bolt' and type = ?\nbinding parameter [1] as [VARCHAR] - [Skip]",
    "update the list where you have set it? ['Bolt', 'Skip']",
    "SELECT 1 WHERE last_name = ? OR last_name IS NULL;\nbindings: [\"[NAME]\"]",
    "where did the set of 'Bolt' go, and who will select = it?",
    "==>  Preparing: select id from ward where code = ?\n==> Parameters: Bolt(String)",
  ]) func otherValuesStay(text: String) {
    #expect(found(text).isEmpty)
  }

  @Test func aRefusedRowHasTheNamesThatWereBound() {
    let log = """
      LOG:  execute S_1: INSERT INTO patients (surname, ward, chart_no) VALUES ($1, $2, $3)
      DETAIL:  parameters: $1 = 'Bolt', $2 = 'Skip', $3 = '9602'
      DETAIL:  Failing row contains (118, Bolt, Skip, null, 9602).
      """
    #expect(found(log) == ["Bolt", "9602", "Bolt", "9602"])
  }
}
