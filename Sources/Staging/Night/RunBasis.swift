import Configuration
import Detection
import Files
import Masking
import Records
import Vocabulary

/// What a run's results rest on: keys, and digests of everything that can change a result.
struct RunBasis: Sendable {
  /// The site's key; nil without a configuration.
  let siteKey: SiteKey?
  /// Makes keys of listed paths: the site key, else one of the state folder.
  let localKey: SiteKey
  /// Where the catalog of these sources is; nil without a state folder.
  let place: CatalogPlace?
  /// What must be the same for the journal of a killed run to count.
  let fingerprint: Digest256
  /// What must be the same for a catalog to count, but for limits and year.
  private let lasting: Digest256
  private let limits: [Int64]
  /// The year in which the run began, or that of the settings.
  let year: Int
  /// Digest of the rules' canonical bytes, two megabytes of them.
  let ruleSetDigest: Digest256

  /// Reads the keys and hashes program, settings and the digest of the rules.
  init(
    _ request: StagingRequest,
    _ sources: [ScanSource],
    _ ruleSet: RuleSet,
    year: Int
  ) throws(Failure) {
    let configuration = request.configuration
    ruleSetDigest = Digest256(hashing: ruleSet.canonicalBytes)
    var siteKey: SiteKey?
    if let bytes = try configuration.readSiteKey() { siteKey = SiteKey(bytes: bytes) }
    if let siteKey {
      localKey = siteKey
    } else {
      localKey = try LocalKey.load(stateFolder: request.stateFolder)
    }
    self.siteKey = siteKey
    let key = localKey
    // Code that cannot be read is like no other.
    let build = BuildDigest.current?.bytes ?? (0..<32).map { _ in UInt8.random(in: 0 ... .max) }
    let same: [[UInt8]] = [
      Array(request.toolVersion.utf8), build, ruleSetDigest.bytes,
      Array((siteKey?.id ?? "").utf8), Array(key.id.utf8),
    ]
    let places = sources.map { Array($0.realPath.utf8) }
    func digest(_ parts: [[UInt8]]) -> Digest256 {
      let whole = parts.flatMap { Digest256(hashing: $0).bytes }
      return key.digest(of: Digest256(hashing: whole).bytes, for: .sourceContent)
    }
    fingerprint = digest(
      same + [
        configuration.canonicalSettings, Array("\(configuration.scan.referenceYear ?? 0)".utf8),
      ] + request.excludes.map { Array($0.utf8) } + [[0]] + places
    )
    var others = configuration
    others.limits = CatalogPrint.others(configuration.limits)
    lasting = digest(same + [others.canonicalSettings] + places)
    limits = CatalogPrint.limits(configuration.limits)
    self.year = configuration.scan.referenceYear ?? year
    place = request.stateFolder.map { CatalogPlace(stateFolder: $0, sources: sources, key: key) }
  }

  /// What a catalog is made under, with the year against which ages were counted.
  func print(_ referenceYear: Int) -> CatalogPrint {
    let bytes = lasting.bytes + Array("\(referenceYear)".utf8)
    return CatalogPrint(settings: Digest256(hashing: bytes), limits: limits)
  }

  /// The catalog of the run before; nil where there is none that counts.
  ///
  /// A run that was killed keeps its year, so that over a new year its rest is counted as its
  /// beginning was; the catalog of the new year is not used then.
  func catalog(_ reuse: StagingRequest.Reuse) -> Catalog? {
    guard let place else { return nil }
    switch reuse {
    case .nothing: return nil
    case .unchanged: return Catalog.open(place, under: print(year), .everything)
    case .released: return Catalog.open(place, under: print(year), .released)
    }
  }
}
