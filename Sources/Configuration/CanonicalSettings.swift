import Vocabulary

extension Configuration {
  /// The settings that can change a result, in one fixed form; their SHA-256 is `settings` in the
  /// manifest's header.
  ///
  /// One line of JSON in RFC 8785 form. Leaves out jobs, chunkBytes and every path, which cannot
  /// change a result, stepSeconds, which depends on the machine and only withholds, and what the header states itself (label, reference year, key).
  package var canonicalSettings: [UInt8] {
    var members: [(name: String, value: String)] = [
      ("archives.onWithheldMember", quoted(archives.onWithheldMember.rawValue)),
      ("limits.archiveDepth", "\(limits.archiveDepthMax)"),
      ("limits.archiveMembers", "\(limits.archiveMembersMax)"),
      ("limits.fileBytes", "\(limits.fileBytesMax)"),
      ("limits.jsonDepth", "\(limits.jsonDepthMax)"),
      ("limits.memberBytes", "\(limits.memberBytesMax)"),
      ("limits.nameBytes", "\(limits.nameBytesMax)"),
      ("limits.pathBytes", "\(limits.pathBytesMax)"), ("limits.ratio", "\(limits.ratioMax)"),
      ("limits.ratioFreeBytes", "\(limits.ratioFreeBytes)"),
      ("limits.unpackedBytes", "\(limits.unpackedBytesMax)"),
      ("paths.keepPartitionDates", "\(paths.keepPartitionDates)"),
      ("providers", quoted(scan.maskProviders ? "mask" : "keep")),
      ("scan.excludes", "[\(sortedExcludes.map(quoted).joined(separator: ","))]"),
      ("scan.followMounts", "\(scan.followMounts)"), ("scan.minAge", "\(scan.minAgeSeconds)"),
      ("scan.profile", quoted(scan.profile.rawValue)), ("source.covered", "\(scan.covered)"),
    ]
    if scan.profile != .safeHarbor {
      let place = members.firstIndex { $0.name.hasPrefix("paths.") } ?? members.count
      members.insert(contentsOf: maskingMembers, at: place)
    }
    let allowed = sortedAllowList
    if !allowed.isEmpty { members.insert(("allow", "[\(allowed.joined(separator: ","))]"), at: 0) }
    let text = members.map { "\(quoted($0.name)):\($0.value)" }.joined(separator: ",")
    return Array("{\(text)}".utf8)
  }

  /// What every type turns into, the scope of pseudonyms and the bound of shifts.
  private var maskingMembers: [(name: String, value: String)] {
    let types = MaskingPolicy.Target.all.map { target in
      let wanted = masks.transforms[target] ?? masks.transforms[.init(target.kind)]
      let transform = wanted ?? MaskingPolicy.standard(target, scan.profile)
      return quoted("\(target.label) \(transform.rawValue)")
    }
    return [
      ("masking", "[\(types.joined(separator: ","))]"), ("masking.scope", quoted(masks.scope)),
      ("masking.shiftDays", "\(masks.shiftDaysMax)"),
    ]
  }

  /// The entries of the allow-list that count, each once, in the order of their bytes.
  private var sortedAllowList: [String] {
    let entries = activeAllowList.map { entry in
      switch entry.subject {
      case .value(let digest): quoted("\(entry.kind.label) value \(digest.hex)")
      case .pattern(let text): quoted("\(entry.kind.label) pattern \(text)")
      }
    }
    return Set(entries).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The patterns, each once, in the order of their bytes: their order cannot change a result.
  private var sortedExcludes: [String] {
    var patterns: [[UInt8]] = []
    for bytes in scan.excludes.map({ Array($0.utf8) })
      .sorted(by: { $0.lexicographicallyPrecedes($1) }) where bytes != patterns.last
    {
      patterns.append(bytes)
    }
    return patterns.map { String(decoding: $0, as: UTF8.self) }
  }

  /// A text as JSON; settings hold no control characters.
  private func quoted(_ text: String) -> String {
    var out: [UInt8] = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { out.append(UInt8(ascii: "\\")) }
      out.append(byte)
    }
    out.append(UInt8(ascii: "\""))
    return String(decoding: out, as: UTF8.self)
  }
}
