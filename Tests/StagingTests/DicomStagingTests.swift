import Foundation
import Manifest
import Testing
import Vocabulary

@testable import Staging

/// DICOM files are made and judged by pydicom.
@Suite(.enabled(if: isOutsideInstalled("pydicom"), "needs pydicom")) struct DicomStagingTests {
  private static let make = """
    import sys
    from pydicom.dataset import Dataset, FileMetaDataset, FileDataset
    from pydicom.sequence import Sequence
    from pydicom.uid import UID
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = UID('1.2.840.10008.5.1.4.1.1.2')
    meta.MediaStorageSOPInstanceUID = UID('1.3.6.1.4.1.9999.77.1')
    meta.TransferSyntaxUID = UID(sys.argv[2])
    meta.SourceApplicationEntityTitle = 'OKAFORSCU'
    d = FileDataset(sys.argv[1], {}, file_meta=meta, preamble=b'Anna Okafor 536-22-1458'.ljust(128, b'\\0'))
    d.SOPClassUID, d.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
    d.Modality, d.BurnedInAnnotation = 'CT', 'NO'
    d.PatientName, d.PatientID, d.PatientBirthDate = 'Okafor^Anna', 'MRN4451118', '19610312'
    d.PatientAge, d.StudyDate, d.ContentDate, d.StudyTime = '095Y', '20240506', '20240507', '101112'
    d.PatientAddress, d.ImageComments = '12 Elm St', 'Okafor'
    d.LossyImageCompression, d.KVP = '00', '120'
    d.CodeMeaning = 'call 312-555-0187 or a.okafor@example.org'
    inner = Dataset()
    inner.ReferencedSOPClassUID = '1.2.840.10008.5.1.4.1.1.2'
    inner.ReferencedSOPInstanceUID = meta.MediaStorageSOPInstanceUID
    inner.PatientName = 'Okafor^Anna'
    deep = Dataset()
    deep.ReferencedSOPInstanceUID = '1.3.6.1.4.1.9999.77.2'
    deep.OtherPatientIDs = 'MRN4451118'
    inner.SourceImageSequence = Sequence([deep])
    d.ReferencedImageSequence = Sequence([inner])
    d['ReferencedImageSequence'].is_undefined_length = True
    d.add_new(0x00091010, 'LO', 'OKAFOR CREATOR')
    d.add_new(0x60003000, 'OW', b'Okafor')
    d.Rows = d.Columns = 4
    d.SamplesPerPixel, d.BitsAllocated, d.BitsStored, d.HighBit = 1, 16, 12, 11
    d.PixelRepresentation, d.PhotometricInterpretation = 0, 'MONOCHROME2'
    d.add_new(0x7FE00010, 'OW', bytes(range(32)))
    from pydicom.filewriter import dcmwrite
    implicit = len(sys.argv[2]) == 17
    dcmwrite(sys.argv[1], d, implicit_vr=implicit, little_endian=sys.argv[2] != '1.2.840.10008.1.2.2', force_encoding=True)
    """

  private static let read = """
    import sys, pydicom
    d = pydicom.dcmread(sys.argv[1])
    inner = d.ReferencedImageSequence[0]
    print(d.SOPInstanceUID == d.file_meta.MediaStorageSOPInstanceUID == inner.ReferencedSOPInstanceUID)
    print(inner.SourceImageSequence[0].ReferencedSOPInstanceUID != d.SOPInstanceUID)
    print(d.SOPInstanceUID.is_valid, d.SOPClassUID, d.PixelData == bytes(range(32)), d.KVP, d.get('PatientAge'))
    print(repr(str(d.PatientName)), repr(d.PatientBirthDate), repr(d.StudyDate), d.PatientIdentityRemoved)
    print([e.keyword for e in d if e.tag.is_private], 0x60003000 in d, d.preamble == bytes(128))
    """

  @Test(arguments: ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"])
  func attributesAreMaskedByTheBasicProfile(syntax: String) throws {
    let world = try StagingWorld()
    let made = try tool([outsidePython(), "-c", Self.make, world.landing + "/a.dcm", syntax])
    try #require(made.code == 0, "\(made.output)")
    let entry = try world.scan().entry("a.dcm")
    #expect(entry.disposition == .masked && entry.format == "dicom")
    let copy = try world.bytes("stage/data/a.dcm")
    let text = String(decoding: copy, as: UTF8.self).lowercased()
    for value in [
      "okafor", "anna", "4451118", "19610312", "20240506", "536-22", "elm", "9999", "312-555",
      "095y",
    ] { #expect(!text.contains(value), "\(value)") }
    let got = try tool([outsidePython(), "-c", Self.read, world.stage + "/data/a.dcm"])
    #expect(
      got.output.split(separator: "\n").map(String.init) == [
        "True", "True", "True 1.2.840.10008.5.1.4.1.1.2 True 120 None", "'' '' '' YES",
        "[] False True",
      ],
      "\(got.output)"
    )
    let again = try StagingWorld()
    try again.put(Array("a.dcm".utf8), copy)
    #expect(try again.scan().entry("a.dcm").disposition == .clean)
    #expect(try again.bytes("stage/data/a.dcm") == copy)
  }

  @Test func pixelsAreKeptWhereTheyWereMeasuredAndNobodyConvertedThem() throws {
    let world = try StagingWorld()
    try #require(
      tool([outsidePython(), "-c", Self.make, world.landing + "/a.dcm", "1.2.840.10008.1.2.1"]).code
        == 0
    )
    let change = """
      import os, sys, pydicom
      os.chdir(sys.argv[1])
      def save(name, **values):
          d = pydicom.dcmread('a.dcm')
          del d.BurnedInAnnotation
          d.ImageType = ['ORIGINAL', 'PRIMARY', 'AXIAL']
          for key, value in values.items(): setattr(d, key, value)
          d.save_as(name)
      save('original.dcm')
      save('dose.dcm', SOPClassUID='1.2.840.10008.5.1.4.1.1.481.2', Modality='RTDOSE', ImageType=None)
      save('derived.dcm', ImageType=['DERIVED', 'SECONDARY'])
      save('secondary.dcm', ImageType=['ORIGINAL', 'SECONDARY'])
      save('converted.dcm', ConversionType='WSD')
      save('shades.dcm', BitsStored=8)
      save('burned.dcm', BurnedInAnnotation='YES')
      save('captured.dcm', SOPClassUID='1.2.840.10008.5.1.4.1.1.7')
      save('film.dcm', Modality='XA')
      """
    let made = try tool([outsidePython(), "-c", change, world.landing])
    try #require(made.code == 0, "\(made.output)")
    let manifest = try world.scan()
    for name in ["a", "original", "dose"] {
      #expect(try manifest.entry(name + ".dcm").disposition == .masked, "\(name)")
      #expect(try manifest.entry(name + ".dcm").findings[.photo] == nil, "\(name)")
    }
    for name in [
      "derived", "secondary", "converted", "shades", "burned", "captured", "film",
    ] {
      #expect(try manifest.entry(name + ".dcm").findings[.photo]?.transforms == [.fill], "\(name)")
    }
    let look = """
      import os, sys, pydicom
      os.chdir(sys.argv[1])
      for name in sys.argv[2:]:
          d = pydicom.dcmread(name + '.dcm')
          print(name, any(d.PixelData), len(d.PixelData), 'PIXELS BLANKED' in d.DeidentificationMethod)
      """
    let seen = try tool([
      outsidePython(), "-c", look, world.stage + "/data", "original", "burned", "captured",
    ])
    #expect(
      seen.output.split(separator: "\n").map(String.init) == [
        "original True 32 False", "burned False 32 True", "captured False 32 True",
      ],
      "\(seen.output)"
    )
  }

  /// What compresses pixels and data sets is judged by pydicom: what is blank needs no decoder.
  @Test func compressedImagesAreBlankedAndDeflatedDataSetsAreRead() throws {
    let world = try StagingWorld()
    try #require(
      tool([outsidePython(), "-c", Self.make, world.landing + "/a.dcm", "1.2.840.10008.1.2.1"]).code
        == 0
    )
    let change = """
      import os, sys, pydicom
      from pydicom.encaps import encapsulate
      os.chdir(sys.argv[1])
      d = pydicom.dcmread('a.dcm')
      d.file_meta.TransferSyntaxUID = '1.2.840.10008.1.2.1.99'
      d.save_as('deflated.dcm')
      d.file_meta.TransferSyntaxUID = '1.2.840.10008.1.2.4.50'
      d.PixelData = encapsulate([b'\\xff\\xd8\\xff\\xfe\\x00\\x0dOkafor Anna\\xff\\xd9'])
      d['PixelData'].VR, d['PixelData'].is_undefined_length = 'OB', True
      d.PhotometricInterpretation = 'YBR_FULL_422'
      d.save_as('packed.dcm')
      """
    let made = try tool([outsidePython(), "-c", change, world.landing])
    try #require(made.code == 0, "\(made.output)")
    let manifest = try world.scan()
    #expect(try manifest.entry("deflated.dcm").findings[.photo] == nil)
    #expect(try manifest.entry("packed.dcm").findings[.photo]?.transforms == [.fill])
    let look = """
      import os, sys, pydicom
      os.chdir(sys.argv[1])
      for name in sys.argv[2:]:
          d = pydicom.dcmread(name + '.dcm')
          print(name, d.file_meta.TransferSyntaxUID, d.PixelData == bytes(range(32)), len(d.PixelData), \
              d.PhotometricInterpretation, repr(str(d.PatientName)))
      """
    let seen = try tool([
      outsidePython(), "-c", look, world.stage + "/data", "deflated", "packed",
    ])
    #expect(
      seen.output.split(separator: "\n").map(String.init) == [
        "deflated 1.2.840.10008.1.2.1 True 32 MONOCHROME2 ''",
        "packed 1.2.840.10008.1.2.1 False 32 RGB ''",
      ],
      "\(seen.output)"
    )
    for name in ["deflated", "packed"] {
      let copy = try world.bytes("stage/data/\(name).dcm")
      let again = try StagingWorld()
      try again.put(Array("\(name).dcm".utf8), copy)
      #expect(try again.scan().entry("\(name).dcm").disposition == .clean)
      #expect(try again.bytes("stage/data/\(name).dcm") == copy)
    }
  }
}
