// Made by scripts/zip-prefixes from the PyPI package zipcodes 3.0.0; see NOTICE.

/// Which three-digit ZIP prefixes exist as ordinary delivery areas.
enum ZipPrefixes {
  /// How many of the thousand prefixes exist: 897.
  static let count = 897

  /// Bit `prefix % 64` of word `prefix / 64` is set for an existing prefix.
  static let bits: [UInt64] = [
    0xFF7F_FFFF_FFFF_FFC0, 0xFFFF_FFF0_03FF_FFFF,
    0xFFFF_FFFF_FFFF_FFFF, 0xFFFF_FFFF_FFDF_EFFE,
    0xFF7F_FFFF_FFFF_DFFF, 0xFF7F_FFFD_ED6F_EFFF,
    0xFFFF_CFF7_FFFF_7FFF, 0xFFFF_FFFF_FFFF_F7FF,
    0xFCFF_F6FF_FEDD_FF1F, 0xFEFF_DFFF_FFFF_DFF3,
    0xB03F_FBFF_FF77_FDF3, 0xFFFF_FFBF_CFFF_F7DF,
    0xFFF1_FFFF_FFFF_FFF7, 0xEC1F_EEC3_9BBC_FB7F,
    0xFFFF_BBFD_FFFF_DFF6, 0x0000_00FF_F7FF_FF83,
  ]
}
