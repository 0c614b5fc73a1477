/// The text that `init` writes as phigate.yml: every setting with its default and a comment.
package struct ConfigurationTemplate: Sendable {
  /// The label of the landing zone.
  package var sourceLabel = "landing"
  /// The path of the site key file, absolute or relative to the file; nil leaves it commented out.
  package var siteKeyPath: String?
  /// The gate's paths; nil ones are left commented out.
  package var gate = GateSettings()

  /// Creates a template of nothing but defaults.
  package init() {}

  /// The file's text; loads without an error.
  package var text: String {
    """
    # phigate.yml: scanner settings and paths; see phigate.yml(5). `phigate config check` reads it.
    # Relative paths are relative to this file. Group and others must not be able to write it.
    version: 1

    source:
      label: \(quoted(sourceLabel))    # stands in every manifest; no path, no patient, no date
      covered: true       # from a covered entity: every identifier is PHI

    scan:
      profile: safe-harbor      # 45 CFR 164.514(b)(2)
      # referenceYear: 2026     # ages count against it; without it, the year in which a run begins
      minAge: 0s                # younger files are recorded as in-progress, not scanned
      excludes: []              # such as "*.bak" or "scratch/**"; recorded, never released
      followMounts: false       # true enters folders on other file systems
      # jobs: 4                 # threads; without it, one for each processor
      chunkBytes: 256 KiB       # one piece of work; cannot change a result

    providers: mask             # or keep: physicians' names and numbers

    archives:
      onWithheldMember: withhold  # or drop: rebuild the archive without the member

    paths:
      keepPartitionDates: false # true keeps folders such as 2026-11-22 and date=2026-11-22

    # masking:                # type by type, for limited-data-set and expert; see phigate.yml(5)
    #   {DATE: date-shift, shiftDays: 183, scope: study-7}

    # rules:                  # the site's own, such as the form of its record numbers
    #   - {id: site.mrn, type: MRN, pattern: 'NW-?[0-9]{7}', examples: {finds: ['NW-0012345']}}
    # allow:                  # false alarms that stay; `phigate allow` makes an entry
    #   - {type: NAME, pattern: 'Dr[.] Foley', reason: a device, owner: me, expires: 2027-06-30}

    limits:
      archiveDepth: 16
      archiveMembers: 1_000_000
      ratio: 200                # unpacked over packed size, beyond ratioFreeBytes
      ratioFreeBytes: 10 MiB
      unpackedBytes: 64 GiB     # of one file with all that is nested in it
      memberBytes: 16 GiB
      fileBytes: 1 TiB
      pathBytes: 4096
      nameBytes: 255
      jsonDepth: 512
      stepSeconds: 300          # of a processor, for a block of text or another step of a scan

    # 32 secret bytes, mode 0600: digests of originals and pseudonyms are made under them.
    \(line("key", siteKeyPath, example: "site.key"))

    gate:
      # Audit log and spent tokens; without it $STATE_DIRECTORY or the XDG state folder.
      \(line("state", gate.state, example: "/var/lib/phigate"))
      # Who may approve what: signed by the root keys.
      \(line("trust", gate.trust, example: "trust.json"))
      # The gate's own key, PKCS#8 PEM, mode 0600.
      \(line("gateKey", gate.gateKey, example: "gate.pem"))
      # A second place for checkpoints, under another user or on another host.
      \(line("checkpoints", gate.checkpoints, example: "/mnt/audit/phigate"))

    """
  }

  /// A setting, or its example commented out.
  private func line(_ name: String, _ value: String?, example: String) -> String {
    value.map { "\(name): \(quoted($0))" } ?? "# \(name): \(example)"
  }

  /// A text in YAML's single quotes.
  private func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}
