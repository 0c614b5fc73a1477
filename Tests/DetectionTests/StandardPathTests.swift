import Testing
import Vocabulary

@testable import Detection

/// Fields that standards number, with the components beside them that must stay.
@Suite struct StandardPathTests {
  @Test(arguments: [
    ("00100010.Value.Alphabetic", FieldJudgement.Verdict.identifier(.name, .none)),
    ("00080090.Value.Alphabetic", .identifier(.name, .none)),
    ("00100020.Value", .identifier(.mrn, .none)),
    ("00101040.Value", .identifier(.location, .street)),
    ("00181000.Value", .identifier(.device, .none)),
    ("00100030.Value", .identifier(.date, .none)),
    ("00100020.vr", .coded), ("00180015.Value", .text),
    ("ADT_A01.PID.PID.3.CX.1", .identifier(.mrn, .none)),
    ("ADT_A01.PID.PID.3.CX.5", .text),
    ("PID.5.XPN.1.FN.1", .identifier(.name, .none)),
    ("PID.5.XPN.7", .text),
    ("PID.11.3", .identifier(.location, .city)), ("PID.11.4", .text),
    ("PID.11.XAD.5", .identifier(.location, .zip)),
    ("PID.3", .identifier(.mrn, .none)), ("PID.19", .identifier(.ssn, .none)),
    ("claims.subscriberLoop.NM1.NM103_NameLastOrOrganizationName", .identifier(.name, .none)),
    ("payerLoop.NM1.NM103_NameLastOrOrganizationName", .text),
    ("N4.N401", .identifier(.location, .city)),
    ("DMG.DMG02_DateTimePeriod", .identifier(.date, .none)),
    ("REF.REF02", .identifier(.uniqueID, .none)),
    ("PV1.7.2", .identifier(.name, .none)), ("PV1.7.9", .text),
  ]) func fieldsAreKnownByTheirNumbers(path: String, verdict: FieldJudgement.Verdict) {
    #expect(FieldNames.standard(path) == verdict)
  }

  @Test(arguments: [
    "PID.8", "OBX.5", "rows.12.value", "12345678", "color.00ff00aa", "ABC.1.2", "name",
    "N4.N402_StateCode",
    "NM1.NM101", "NM103x", "CLM.CLM02_TotalClaimChargeAmount",
  ])
  func othersAreJudgedByTheirNames(path: String) {
    #expect(FieldNames.standard(path) == nil)
  }
}
