package import Configuration
import Detection
import Files
import Formats
import Manifest
import Masking
package import Vocabulary

/// The gate's own scan of what leaves: a staged copy must hold nothing that would be masked.
///
/// It runs the same readers and rules as the scan and writes nothing; a finding whose replacement
/// equals its value is a mask, not a finding, and so is a surrogate that the site key recognises.
package struct Rescan: Sendable {
  /// The settings.
  let configuration: Configuration
  /// The profile that the manifest names.
  let profile: Profile
  private let scanner: Scanner
  private let masker: Masker
  private let allowed: AllowList?

  /// Prepares a scan under a profile and the year that the manifest names.
  package init(
    configuration: Configuration,
    profile: Profile,
    referenceYear: Int
  ) throws(Failure) {
    self.configuration = configuration
    self.profile = profile
    var options = DetectionOptions(referenceYear: referenceYear)
    options.profile = configuration.detectionProfile(profile)
    options.maskProviders = configuration.scan.maskProviders
    scanner = Scanner(ruleSet: try configuration.ruleSet(), options: options)
    allowed = try configuration.allowed()
    masker = try configuration.masker(profile, referenceYear: referenceYear)
  }

  /// The canonical bytes of the rules in use, to be hashed and compared with the manifest's digest.
  package var ruleSetBytes: [UInt8] { scanner.ruleSet.canonicalBytes }

  /// Scans an open copy.
  ///
  /// - Parameters:
  ///   - descriptor: open for reading; taken over and closed.
  ///   - name: its path, whose last component helps sniffing.
  ///   - temporary: an existing private folder for spools, which are unlinked at once.
  /// - Returns: findings by kind; empty where the copy is clean.
  /// - Throws: integrity where the copy cannot be read as what it was when it was staged, temporary
  ///   where the machine is why.
  package func residual(
    descriptor: Int32,
    name: [UInt8],
    temporary: String
  ) throws(Failure) -> [IdentifierKind: Int] {
    let work = try WorkFolder(try Folder(path: temporary))
    defer { work.remove() }
    do throws(ScanStop) {
      let file: InputFile
      do throws(Withholding) {
        file = try InputFile(owning: descriptor)
      } catch {
        throw .withheld(error)
      }
      let content = ContentScan(
        work: work,
        configuration: configuration,
        worker: ScanWorker(
          scanner: BlockScanner(
            scanner: scanner,
            masker: masker,
            allowed: allowed,
            isVerifying: true
          )
        ),
        packedBytes: file.facts.bytes
      )
      let last = name.split(separator: 0x2F).last.map(Array.init) ?? name
      let result = try content.scan(
        FileBytes(file: file),
        name: last,
        prefix: "!/",
        depth: 0,
        sink: Discard()
      )
      return content.counts(with: result)
    } catch {
      switch error {
      case .failed(let failure): throw failure
      case .withheld(let withholding):
        // A machine that cannot read now says nothing of the copy; one that changes does.
        let isPassing = withholding.reason.isTransient && withholding.reason != .changedWhileReading
        throw Failure(
          isPassing ? .temporary : .integrity,
          "a staged copy cannot be scanned again: \(withholding.reason.rawValue)",
          reasons: ["rescan_failed"]
        )
      }
    }
  }
}
